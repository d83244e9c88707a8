package database

import (
	"regexp"
	"strings"

	"regard/schema"
)

// Shape is a table as the schema has it at some version: its columns in their
// order, without what one database alone has besides.
type Shape struct {
	Name    string  `json:"name"`
	Columns []Named `json:"columns"`
	key     string  // its primary key's columns, as SQL lists them
}

// Named is a column: its name, and its kind as the schema writes it (bigint,
// double precision, boolean, timestamptz, jsonb, text).
type Named struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// Newest is the version of the schema that this program knows.
func Newest() int { return len(allMigrations()) }

func allMigrations() []migration {
	all, err := migrations(schema.Files)
	if err != nil {
		panic(err) // the files are in the program: a slip in it
	}
	return all
}

var (
	columnLine  = regexp.MustCompile(`(?i)^\s*([a-z_]+)\s+(bigint|integer|double precision|boolean|timestamptz|jsonb|text)\b`)
	addedColumn = regexp.MustCompile(`(?i)^ALTER TABLE ([a-z_]+) ADD COLUMN ([a-z_]+) (bigint|double precision|boolean|timestamptz|jsonb|text)\b`)
	ownKey      = regexp.MustCompile(`(?i)^\s*([a-z_]+) .*\bprimary key`)
	tableKey    = regexp.MustCompile(`(?i)^\s*primary key \(([a-z_, ]+)\)`)
	reshaping   = regexp.MustCompile(`(?i)^(ALTER|DROP) TABLE\b`)
)

// Shapes returns the tables of the schema at a version, in the order in which
// they came.
func Shapes(version int) []Shape {
	var all []Shape
	at := map[string]int{}
	for _, m := range allMigrations()[:version] {
		for s := range Statements(m.text) {
			if added := addedColumn.FindStringSubmatch(s); added != nil {
				t := &all[at[added[1]]]
				t.Columns = append(t.Columns, Named{added[2], strings.ToLower(added[3])})
			} else if rest, ok := strings.CutPrefix(s, "CREATE TABLE "); ok {
				t := shapeOf(rest)
				at[t.Name] = len(all)
				all = append(all, t)
			} else if reshaping.MatchString(s) {
				panic("database.Shapes does not understand " + brief(s))
			}
		}
	}
	return all
}

// shapeOf reads what follows CREATE TABLE.
func shapeOf(text string) (t Shape) {
	t.Name = strings.Fields(text)[0]
	for line := range strings.Lines(text) {
		if c := columnLine.FindStringSubmatch(line); c != nil {
			t.Columns = append(t.Columns, Named{c[1], strings.ToLower(c[2])})
		}
		if k := tableKey.FindStringSubmatch(line); k != nil {
			t.key = k[1]
		} else if k := ownKey.FindStringSubmatch(line); k != nil {
			t.key = k[1]
		}
	}
	return t
}

// names lists the columns.
func (t Shape) names() []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return names
}

// columnTypes is table → column → type, read from the schema's own text.
var columnTypes = func() map[string]map[string]string {
	types := map[string]map[string]string{}
	for _, t := range Shapes(Newest()) {
		types[t.Name] = map[string]string{}
		for _, c := range t.Columns {
			types[t.Name][c.Name] = c.Kind
		}
	}
	return types
}()

// columnType returns the type of a column; a name that the schema does not
// have is a slip in the program.
func columnType(table, column string) string {
	kind, ok := columnTypes[table][column]
	if !ok {
		panic("the schema has no column " + table + "." + column)
	}
	return kind
}
