package inbound

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Reading says how a table is to be read.
type Reading struct {
	Source string            // of rows that name none
	Map    map[string]string // field → the column that holds it, where they differ
	Zone   *time.Location    // of times that name none
	Money  string            // the currency of amounts, ISO 4217
}

// Table is a CSV file whose rows become drafts: its first record names the
// columns. A column of a field's name, or one that is mapped to it, fills the
// field; email, phone, device, external:… and handle:… name the customer; every
// other column goes into attributes. Comma, semicolon and tab part the columns.
type Table[D any] struct {
	records records
	header  []byte
	columns []column
	width   int // how many cells a row has
	fields  fields[D]
	Reading
}

// fields are what columns may fill: how a cell's text gets into a draft.
type fields[D any] struct {
	alias     map[string]string // other names of columns, folded → the field
	set       map[string]func(d *D, v value) error
	identify  func(d *D, i customer.Identifier)
	attribute func(d *D, name, text string)
	complete  func(d *D, r Reading) error
}

// column is what a column is for; one that fills several fields stands several times.
type column struct {
	cell       int
	name       string
	field      string // "" for an attribute
	identifier bool   // field is an identifier's kind
}

// openTable reads the header.
func openTable[D any](in io.Reader, r Reading, f fields[D]) (*Table[D], error) {
	t := &Table[D]{records: records{lines: newLiner(in)}, fields: f, Reading: r}
	if t.Zone == nil {
		t.Zone = time.UTC
	}
	if err := t.sniff(); err != nil {
		return nil, err
	}
	raw, _, err := t.records.next()
	if err != nil {
		return nil, unreadable("", "its first line should name the columns, and cannot be read")
	}
	t.header = append(t.header, raw...)
	return t, t.name(cut(bare(raw), t.records.comma))
}

// sniff tells what parts the columns: what the line "sep=;" says, which
// spreadsheets write, else whichever mark is most frequent in the header.
func (t *Table[D]) sniff() error {
	line, whole, err := t.records.lines.next()
	if err == io.EOF {
		return unreadable("", "it is empty")
	}
	if err != nil {
		return err
	}
	t.records.comma = ','
	if sep, ok := bytes.CutPrefix(bytes.ToLower(bare(line)), []byte("sep=")); ok && len(sep) == 1 {
		t.records.comma, t.header = sep[0], line
		return nil
	}
	most := 0
	for _, c := range []byte{',', ';', '\t'} {
		if n := bytes.Count(line, []byte{c}); n > most {
			most, t.records.comma = n, c
		}
	}
	t.records.lines.unread([]piece{{line, whole}})
	return nil
}

// name finds out what each column is for.
func (t *Table[D]) name(names []string) error {
	mapped := map[string][]string{} // folded column → fields
	for _, field := range slices.Sorted(maps.Keys(t.Map)) {
		if f := foldName(field); t.fields.set[f] == nil && !isIdentifier(f) {
			return problem.Field(field, "api.field_unknown", problem.Params{"value": field})
		}
		column := foldName(t.Map[field])
		mapped[column] = append(mapped[column], foldName(field))
	}
	t.width = len(names)
	filled := map[string]string{}
	for i, name := range names {
		name = strings.TrimSpace(strings.ToValidUTF8(name, "�"))
		if name == "" {
			name = fmt.Sprintf("column_%d", i+1)
		}
		field := foldName(name)
		if also := t.fields.alias[field]; also != "" && mapped[field] == nil {
			field = also
		}
		fields, chosen := mapped[field]
		switch {
		case chosen:
			delete(mapped, field)
		case t.isMapped(field), t.fields.set[field] == nil && !isIdentifier(field):
			fields = []string{""}
		default:
			fields = []string{field}
		}
		for _, field := range fields {
			what := cmp.Or(field, "attribute "+name)
			if other, taken := filled[what]; taken && !isIdentifier(field) {
				return unreadable(name, fmt.Sprintf("the columns %q and %q both are %s: choose with --map, or rename one", other, name, what))
			}
			filled[what] = name
			t.columns = append(t.columns, column{i, name, field, isIdentifier(field)})
		}
	}
	for _, column := range slices.Sorted(maps.Keys(mapped)) {
		field := mapped[column][0]
		return unreadable(field, fmt.Sprintf("no column is named %q, which is to be %s", column, field))
	}
	return nil
}

// isMapped tells whether another column was chosen for a field.
func (t *Table[D]) isMapped(field string) bool {
	for f := range t.Map {
		if foldName(f) == field {
			return true
		}
	}
	return false
}

// foldName makes "Occurred at" and "occurred_at" one.
func foldName(s string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(s)))
}

func isIdentifier(field string) bool {
	family, name, named := strings.Cut(field, ":")
	return field == "email" || field == "phone" || field == "device" || named && name != "" && (family == "external" || family == "handle")
}

// Header returns the records before the rows, to be written before those that are refused.
func (t *Table[D]) Header() []byte { return t.header }

// Has tells whether a column fills a field.
func (t *Table[D]) Has(field string) bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.field == field })
}

// Rows implements Input. Empty lines are no rows.
func (t *Table[D]) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for {
			raw, line, err := t.records.next()
			if err == io.EOF || err == nil && len(bytes.TrimSpace(raw)) == 0 {
				if err == io.EOF {
					return
				}
				continue
			}
			if !yield(Row{Line: line, raw: raw, size: len(raw)}, err) || line == 0 {
				return
			}
		}
	}
}

// Draft implements Input.
func (t *Table[D]) Draft(r Row) (d D, err error) {
	cells := cut(bare(r.raw), t.records.comma)
	for n := len(cells); n > t.width && strings.TrimSpace(cells[n-1]) == ""; n-- {
		cells = cells[:n-1]
	}
	if len(cells) != t.width {
		return d, unreadable("", fmt.Sprintf("it has %d columns, and the header %d", len(cells), t.width))
	}
	for _, c := range t.columns {
		text := Unguard(strings.TrimSpace(cells[c.cell]))
		switch {
		case text == "":
			continue
		case strings.ContainsRune(text, 0) || !utf8.ValidString(text):
			return d, problem.Field(c.name, "field.bytes", nil)
		case c.identifier:
			t.fields.identify(&d, customer.Identifier{Kind: c.field, Value: text})
		case c.field == "":
			t.fields.attribute(&d, c.name, text)
		default:
			if err := t.fields.set[c.field](&d, value{c.field, text, t.Reading}); err != nil {
				return d, err
			}
		}
	}
	return d, t.fields.complete(&d, t.Reading)
}
