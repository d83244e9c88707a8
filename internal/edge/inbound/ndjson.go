package inbound

import (
	"bytes"
	"io"
	"iter"

	"regard/internal/listen/interaction"
)

// ndjson is interactions in the API's form, one a line.
type ndjson struct {
	lines  *liner
	source string
}

// NDJSON reads interactions, one JSON object a line, in the API's form. source
// is that of rows which name none; a row without source_ref gets the digest of
// what it says.
func NDJSON(r io.Reader, source string) Input[interaction.Draft] {
	return &ndjson{newLiner(r), source}
}

// Rows implements Input. Empty lines are no rows.
func (n *ndjson) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for {
			line, whole, err := n.lines.next()
			if err == io.EOF {
				return
			}
			row := Row{Line: n.lines.line, raw: line, size: len(line)}
			switch {
			case err != nil:
				row = Row{}
			case !whole:
				row.raw, err = nil, tooLong()
			case len(bytes.TrimSpace(line)) == 0:
				continue
			}
			if !yield(row, err) || row.Line == 0 {
				return
			}
		}
	}
}

// Draft implements Input.
func (n *ndjson) Draft(r Row) (d interaction.Draft, err error) {
	if err := interaction.Decode(r.raw, &d); err != nil {
		return d, err
	}
	return d, complete(&d, n.source)
}
