package internal

import (
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"regard/schema"
)

var update = flag.Bool("update", false, "write golden files anew")

// schema.sql is what all migrations add up to. While there is no ALTER in them,
// that is their texts, one after another.
func TestTheWholeSchemaIsTrue(t *testing.T) {
	names, err := fs.Glob(schema.Files, "0*.sql")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString("-- The whole schema, for readers. Kept true by a test: go test ./internal -run TheWholeSchema -update\n\n")
	for _, name := range names {
		text, err := fs.ReadFile(schema.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToUpper(string(text)), "\nALTER ") {
			t.Fatalf("%s alters a table: let this test read the schema back from a database", name)
		}
		b.Write(text)
	}
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
