package backup

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"unicode/utf8"

	"regard/internal/platform/database"
)

// appendRow appends a row.
func appendRow(b []byte, t database.Shape, row []database.Cell) []byte {
	nulls := len(b)
	b = append(b, make([]byte, (len(row)+7)/8)...)
	for i, c := range t.Columns {
		v := &row[i]
		if v.Null {
			b[nulls+i/8] |= 1 << (i % 8)
			continue
		}
		switch c.Kind {
		case "text", "jsonb":
			b = append(binary.AppendUvarint(b, uint64(len(v.Text))), v.Text...)
		case "double precision":
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float))
		case "boolean":
			b = append(b, byte(v.Int))
		default:
			b = binary.AppendVarint(b, v.Int)
		}
	}
	return b
}

// The instants that PostgreSQL and Go's JSON both have: the years 1 to 9999, in
// microseconds since 1970.
const (
	firstInstant = -62_135_596_800_000_000
	lastInstant  = 253_402_300_799_999_999
)

// readRow reads a row into its cells, which go on pointing into b, and returns
// what follows it.
func readRow(b []byte, t database.Shape, row []database.Cell) (rest []byte, err error) {
	wide := (len(t.Columns) + 7) / 8
	if len(b) < wide {
		return nil, malformed("a row of " + t.Name)
	}
	nulls, b := b[:wide], b[wide:]
	for i, c := range t.Columns {
		v := &row[i]
		if *v = (database.Cell{Null: nulls[i/8]&(1<<(i%8)) != 0}); v.Null {
			continue
		}
		n, ok := readCell(v, b, c.Kind)
		if !ok {
			return nil, malformed(t.Name + "." + c.Name)
		}
		b = b[n:]
	}
	return b, nil
}

// readCell reads a cell of a kind, and returns how many bytes it took.
func readCell(v *database.Cell, b []byte, kind string) (n int, ok bool) {
	switch kind {
	case "text", "jsonb":
		size, k := binary.Uvarint(b)
		if k <= 0 || size > uint64(len(b)-k) {
			return 0, false
		}
		v.Text = b[k : k+int(size)]
		return k + int(size), storable(v.Text) && (kind == "text" || json.Valid(v.Text))
	case "double precision":
		if len(b) < 8 {
			return 0, false
		}
		v.Float = math.Float64frombits(binary.LittleEndian.Uint64(b))
		return 8, !math.IsNaN(v.Float) && !math.IsInf(v.Float, 0)
	case "boolean":
		if len(b) < 1 || b[0] > 1 {
			return 0, false
		}
		v.Int = int64(b[0])
		return 1, true
	}
	if v.Int, n = binary.Varint(b); n <= 0 {
		return 0, false
	}
	return n, kind != "timestamptz" || v.Int >= firstInstant && v.Int <= lastInstant
}

// storable tells whether both databases keep a text as it is.
func storable(text []byte) bool {
	for _, c := range text {
		if c == 0 {
			return false
		}
	}
	return utf8.Valid(text)
}
