package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

var shapes = []database.Shape{
	{Name: "customer", Columns: []database.Named{{Name: "id", Kind: "bigint"}, {Name: "name", Kind: "text"}, {Name: "attributes", Kind: "jsonb"}, {Name: "since", Kind: "timestamptz"},
		{Name: "known", Kind: "boolean"}, {Name: "valence", Kind: "double precision"}, {Name: "a", Kind: "bigint"}, {Name: "b", Kind: "bigint"}, {Name: "c", Kind: "text"}}},
	{Name: "empty", Columns: []database.Named{{Name: "id", Kind: "bigint"}}},
	{Name: "key", Columns: []database.Named{{Name: "key", Kind: "text"}}},
}

func head() Head {
	return Head{Format: Format, Schema: 3, Program: "test", Company: "Nordlys", Database: "SQLite", MadeAt: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Tables: shapes}
}

func person(i int) []database.Cell {
	row := []database.Cell{{Int: int64(i)}, {Text: fmt.Appendf(nil, "Åda %d", i)}, {Text: []byte(`{"plan":"fibre"}`)}, {Int: int64(i) * 1e6}, {Int: int64(i % 2)}, {Float: float64(i) / 3}, {Int: -1 << 62}, {Null: true}, {Text: []byte{}}}
	row[3].Null = i%3 == 0
	return row
}

// written is a backup of n people, with what is packed into it.
func written(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, head())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.File("erasures", []byte("cus_0000000000001 2026-01-01T00:00:00Z\n")); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := w.Row(0, person(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Row(2, []database.Cell{{Text: []byte("email:ada@example.com")}}); err != nil {
		t.Fatal(err)
	}
	end, size, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	if end.Total() != int64(n+1) || size.Packed != int64(b.Len()) || len(end.SHA256) != 64 {
		t.Fatalf("%d rows, %d bytes of %d", end.Total(), size.Packed, b.Len())
	}
	return b.Bytes()
}

func TestWhatIsWrittenIsReadAsItWas(t *testing.T) {
	var file bytes.Buffer
	rows, tables := 0, map[int]int{}
	got, end, err := Read(bytes.NewReader(written(t, 30_000)), Taker{
		File: func(name string, piece []byte) error {
			if name != "erasures" {
				t.Error(name)
			}
			_, err := file.Write(piece)
			return err
		},
		Rows: func(table int, list [][]database.Cell) error {
			tables[table] += len(list)
			for _, row := range list {
				if table != 0 {
					continue
				}
				if d := cmp.Diff(person(rows), row); d != "" && !row[3].Null {
					t.Errorf("row %d: %s", rows, d)
				}
				rows++
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(head(), got, cmp.AllowUnexported(database.Shape{})); d != "" {
		t.Error(d)
	}
	if end.Rows["customer"] != 30_000 || end.Rows["key"] != 1 || end.Rows["empty"] != 0 || tables[0] != 30_000 || tables[2] != 1 || file.Len() != 39 {
		t.Errorf("%v %v %q", end.Rows, tables, file.String())
	}
}

func TestEveryByteThatIsOtherwiseIsNoticed(t *testing.T) {
	whole := written(t, 60)
	if _, _, err := Read(bytes.NewReader(whole), Taker{}); err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		b := bytes.Clone(whole)
		b[i] ^= 1 << (i % 8)
		if _, _, err := Read(bytes.NewReader(b), Taker{}); problem.KindOf(err) != problem.Invalid {
			t.Errorf("byte %d of %d: %v", i, len(whole), err)
		}
	}
	for i := range whole {
		if _, _, err := Read(bytes.NewReader(whole[:i]), Taker{}); problem.KindOf(err) != problem.Invalid {
			t.Errorf("cut at %d of %d: %v", i, len(whole), err)
		}
	}
	for _, more := range [][]byte{{0}, whole} {
		if _, _, err := Read(bytes.NewReader(append(bytes.Clone(whole), more...)), Taker{}); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%d bytes more: %v", len(more), err)
		}
	}
}

// forged is a file of frames that nobody wrote.
func forged(t testing.TB, frames ...frame) []byte {
	t.Helper()
	packer, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := []byte(Magic)
	for _, f := range frames {
		packed := packer.EncodeAll(f.plain, nil)
		b = append(b, f.kind)
		b = binary.LittleEndian.AppendUint32(b, uint32(len(f.plain)))
		b = binary.LittleEndian.AppendUint32(b, uint32(len(packed)))
		b = append(b, packed...)
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func TestAForgedBackupIsRefused(t *testing.T) {
	text, err := json.Marshal(head())
	if err != nil {
		t.Fatal(err)
	}
	begin := frame{frameHead, text}
	rows := func(table, n uint32, more ...byte) frame {
		return frame{frameRows, append(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, table), n), more...)}
	}
	newer := bytes.Replace(text, []byte(`"format":1`), []byte(`"format":2`), 1)
	for name, b := range map[string][]byte{
		"empty":                     {},
		"something else":            []byte("SQLite format 3\x00"),
		"no head":                   forged(t, rows(0, 0)),
		"two heads":                 forged(t, begin, begin),
		"a head that is no JSON":    forged(t, frame{frameHead, []byte("{")}),
		"a newer format":            forged(t, frame{frameHead, newer}),
		"a table that is not there": forged(t, begin, rows(3, 0)),
		"rows without bytes":        forged(t, begin, rows(0, 1<<31)),
		"rows of nothing but null":  forged(t, begin, rows(1, 100, bytes.Repeat([]byte{1}, 99)...)),
		"a text beyond the frame":   forged(t, begin, rows(2, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x0f)),
		"a text with NUL":           forged(t, begin, rows(2, 1, 0, 1, 0)),
		"a text that is no UTF-8":   forged(t, begin, rows(2, 1, 0, 1, 0xff)),
		"bytes too many":            forged(t, begin, rows(2, 1, 0, 1, 'a', 'b')),
		"a file without a name":     forged(t, begin, frame{frameFile, []byte{200}}),
		"a bomb":                    forged(t, begin, frame{frameRows, make([]byte, maxFrame+1)}),
		"an end that lies":          forged(t, begin, frame{frameEnd, []byte(`{"rows":{}}`)}),
	} {
		if _, _, err := Read(bytes.NewReader(b), Taker{}); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnyRowIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := make([]database.Cell, len(shapes[0].Columns))
		for i, c := range shapes[0].Columns {
			if row[i].Null = rapid.Bool().Draw(t, "null"); row[i].Null {
				continue
			}
			switch c.Kind {
			case "text":
				row[i].Text = []byte(rapid.StringMatching(`[^\x00]*`).Draw(t, "text"))
			case "jsonb":
				row[i].Text, _ = json.Marshal(rapid.MapOf(rapid.String(), rapid.Int()).Draw(t, "json"))
			case "double precision":
				row[i].Float = rapid.Float64().Draw(t, "double")
			case "boolean":
				row[i].Int = rapid.Int64Range(0, 1).Draw(t, "boolean")
			case "timestamptz":
				row[i].Int = rapid.Int64Range(firstInstant, lastInstant).Draw(t, "instant")
			default:
				row[i].Int = rapid.Int64().Draw(t, "whole")
			}
		}
		got := make([]database.Cell, len(row))
		rest, err := readRow(appendRow(nil, shapes[0], row), shapes[0], got)
		if err != nil || len(rest) > 0 {
			t.Fatalf("%v, %d bytes left", err, len(rest))
		}
		for i := range row {
			if string(row[i].Text) != string(got[i].Text) || row[i].Int != got[i].Int || row[i].Float != got[i].Float || row[i].Null != got[i].Null {
				t.Fatalf("%s: %v, want %v", shapes[0].Columns[i].Name, got[i], row[i])
			}
		}
	})
}

func FuzzReadTakesNothingOnTrust(f *testing.F) {
	f.Add(written(f, 3))
	f.Add([]byte(Magic))
	text, err := json.Marshal(head())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(forged(f, frame{frameHead, text}, frame{frameRows, []byte{2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 'a'}}, frame{frameEnd, []byte(`{"rows":{"key":1}}`)}))
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, end := int64(0), End{}
		_, end, err := Read(bytes.NewReader(b), Taker{Rows: func(_ int, list [][]database.Cell) error { rows += int64(len(list)); return nil }})
		if err == nil && rows != end.Total() {
			t.Errorf("%d rows of %d", rows, end.Total())
		}
		if err != nil && problem.KindOf(err) != problem.Invalid {
			t.Error(err)
		}
	})
}

// What stands within frames is a stranger's too: there the fuzzer is past the packing.
func FuzzRowsTakeNothingOnTrust(f *testing.F) {
	f.Add(appendRow(nil, shapes[0], person(1)), uint32(0), uint32(1))
	f.Add([]byte{0, 1, 'a'}, uint32(2), uint32(1))
	f.Add([]byte{}, uint32(1), uint32(1<<31))
	f.Fuzz(func(t *testing.T, b []byte, table, n uint32) {
		c := contents{head: head(), rows: map[string]int64{}, taker: Taker{Rows: func(int, [][]database.Cell) error { return nil }}}
		plain := append(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, table), n), b...)
		if err := c.takeRows(plain); err != nil && problem.KindOf(err) != problem.Invalid {
			t.Error(err)
		}
	})
}
