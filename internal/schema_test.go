package internal

import (
	"flag"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regard/schema"
)

var update = flag.Bool("update", false, "write golden files anew")

var addedColumn = regexp.MustCompile(`(?m)^ALTER TABLE (\w+) ADD COLUMN (.*);$\n`)

// schema.sql is what all migrations add up to: their texts, one after another,
// with the columns that later ones add standing in their tables.
func TestTheWholeSchemaIsTrue(t *testing.T) {
	names, err := fs.Glob(schema.Files, "0*.sql")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	var b strings.Builder
	var whole string
	b.WriteString("-- The whole schema, for readers. Kept true by a test: go test ./internal -run TheWholeSchema -update\n\n")
	for _, name := range names {
		text, err := fs.ReadFile(schema.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		whole += string(text)
	}
	for _, m := range addedColumn.FindAllStringSubmatch(whole, -1) {
		begins := strings.Index(whole, "CREATE TABLE "+m[1]+" (")
		if begins < 0 {
			t.Fatalf("a column is added to %s, which is not there", m[1])
		}
		body := whole[begins : begins+strings.Index(whole[begins:], "\n);")]
		key := strings.LastIndex(body, "\n    primary key (")
		if key < 0 {
			body += ",\n    " + m[2]
		} else {
			body = body[:key] + "\n    " + m[2] + "," + body[key:]
		}
		whole = whole[:begins] + body + whole[begins+strings.Index(whole[begins:], "\n);"):]
	}
	if whole = addedColumn.ReplaceAllString(whole, ""); strings.Contains(whole, "\nALTER ") {
		t.Fatal("a migration alters a table otherwise than by a column: teach this test")
	}
	b.WriteString(whole)
	if *update {
		if err := os.WriteFile("../schema/schema.sql", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if b.String() != schema.Whole {
		t.Error("schema/schema.sql is not what the migrations add up to; run with -update")
	}
}
