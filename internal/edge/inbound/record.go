package inbound

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// records reads a table record by record. A record ends at the end of a line,
// unless that stands between quotes. What begins a quote and does not end it
// (RFC 4180) is a bad record of one line: what follows is read on as if the
// quote had not been, so that one slip spoils no other row.
type records struct {
	lines   *liner
	comma   byte
	charset charset
}

// charset is how the table's text is encoded. The first byte that is no ASCII
// decides: where it belongs to UTF-8, all is UTF-8, else all is Windows-1252.
type charset int

const (
	undecided charset = iota
	isUTF8
	isWindows1252
)

// next returns the next record as it came, but in UTF-8, and on which line it
// begins. A bad one comes with its problem; io.EOF or an error of the input
// comes alone, with line 0.
func (r *records) next() (raw []byte, line int, err error) {
	first, whole, err := r.lines.next()
	if err != nil {
		return nil, 0, err
	}
	line = r.lines.line
	if !whole {
		return nil, line, tooLong()
	}
	raw = first
	var more []piece
	for state := r.scan(first, fieldStart); ; {
		switch state {
		case fieldStart, unquoted, closed:
			return r.decode(raw), line, nil
		case misplaced:
			r.lines.unread(more)
			return r.decode(first), line, unreadable("", "a quote is neither closed nor doubled")
		}
		added, whole, err := r.lines.next()
		if err != nil && err != io.EOF {
			return nil, 0, err
		}
		if err == nil {
			more = append(more, piece{added, whole})
		}
		if err == io.EOF || !whole || len(raw)+len(added) > maxRow {
			r.lines.unread(more)
			return r.decode(first), line, unreadable("", "a quote is not closed")
		}
		raw, state = append(raw, added...), r.scan(added, state)
	}
}

// place is where in a record its reader is.
type place int

const (
	fieldStart place = iota
	unquoted         // in a field without quotes, where a quote is a character like any
	quoted           // in a quoted field
	closed           // behind the quote that closed it
	misplaced        // behind one that should have been doubled
)

// scan reads on through a line and returns where that leads.
func (r *records) scan(line []byte, at place) place {
	for _, c := range bare(line) {
		switch {
		case at == fieldStart && c == '"', at == closed && c == '"':
			at = quoted
		case at == quoted && c == '"':
			at = closed
		case at == quoted:
		case c == r.comma:
			at = fieldStart
		case at == closed:
			return misplaced
		default:
			at = unquoted
		}
	}
	return at
}

// decode returns a record in UTF-8.
func (r *records) decode(raw []byte) []byte {
	if r.charset == undecided && bytes.IndexFunc(raw, func(c rune) bool { return c >= utf8.RuneSelf }) >= 0 {
		r.charset = isWindows1252
		if utf8.Valid(raw) {
			r.charset = isUTF8
		}
	}
	if r.charset == isWindows1252 {
		raw, _ = charmap.Windows1252.NewDecoder().Bytes(raw) // every byte has its character
	}
	return raw
}

// cut splits a record that scan found well into its fields.
func cut(rest []byte, comma byte) (fields []string) {
	for {
		if len(rest) == 0 || rest[0] != '"' {
			field, after, more := bytes.Cut(rest, []byte{comma})
			fields = append(fields, string(field))
			if rest = after; !more {
				return fields
			}
			continue
		}
		var text []byte
		for rest = rest[1:]; ; rest = rest[1:] {
			i := bytes.IndexByte(rest, '"')
			text, rest = append(text, rest[:i]...), rest[i+1:]
			if len(rest) == 0 || rest[0] != '"' {
				break
			}
			text = append(text, '"')
		}
		fields = append(fields, string(text))
		if len(rest) == 0 {
			return fields
		}
		rest = rest[1:]
	}
}
