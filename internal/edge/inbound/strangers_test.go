package inbound

import (
	"bytes"
	"compress/gzip"
	"io"
	"iter"
	"strings"
	"testing"

	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
)

// readAll goes through an input: each row is a draft, or refused with words, and
// they come in the order in which they stand.
func readAll[D any](t *testing.T, rows iter.Seq2[Row, error], draft func(Row) (D, error)) (good, refused int) {
	t.Helper()
	line := 0
	for row, err := range rows {
		if row.IsZero() {
			return good, refused
		}
		if row.Line <= line {
			t.Fatalf("line %d after %d", row.Line, line)
		}
		line = row.Line
		if err == nil {
			_, err = draft(row)
		}
		if err == nil {
			good++
			continue
		}
		refused++
		if p := problem.Of(err); p == nil || p.Kind != problem.Invalid || !locale.Has(p.Code) {
			t.Fatalf("line %d: %v", row.Line, err)
		}
	}
	return good, refused
}

func TestABadRowOfAFileNamesItsFieldAndSpoilsNoOther(t *testing.T) {
	row := "1,2026-03-02,chat,Hello,3,0.5,{}"
	for name, c := range map[string]struct{ row, want string }{
		"NUL":                   {"1,2026-03-02,chat,a\x00b,3,0.5,{}", "text field.bytes"},
		"the year 0":            {"1,0000-13-01,chat,a,3,0.5,{}", "occurred_at import.row"},
		"the year 10000":        {"1,10000-01-01,chat,a,3,0.5,{}", "occurred_at import.row"},
		"a count beyond 2^63":   {"1,2026-03-02,chat,a,99999999999999999999,0.5,{}", "attempts import.row"},
		"half a count":          {"1,2026-03-02,chat,a,1.5,0.5,{}", "attempts import.row"},
		"no number":             {"1,2026-03-02,chat,a,3,much,{}", "asked import.row"},
		"a number beyond all":   {"1,2026-03-02,chat,a,3,1e400,{}", "asked import.row"},
		"an attribute twice":    {`1,2026-03-02,chat,a,3,0.5,"{""a"":1,""a"":2}"`, "attributes.a field.twice"},
		"beyond 2^53":           {`1,2026-03-02,chat,a,3,0.5,"{""a"":9007199254740993}"`, "attributes.a field.inexact"},
		"half a surrogate pair": {`1,2026-03-02,chat,a,3,0.5,"{""a"":""\ud83d""}"`, "attributes.a field.bytes"},
		"deep":                  {"1,2026-03-02,chat,a,3,0.5," + `"{""a"":` + strings.Repeat("[", 50) + `"`, "attributes.a api.field_type"},
		"cut off":               {`1,2026-03-02,chat,a,3,0.5,"{""a"":"`, "attributes.a api.field_type"},
		"too few columns":       {"1,2026-03-02", "import.row"},
		"too many columns":      {row + ",x", "import.row"},
		"a quote in its place":  {`1,2026-03-02,chat,"a"b,3,0.5,{}`, "import.row"},
		"longer than 4 MiB":     {"1,2026-03-02,chat," + strings.Repeat("x", maxRow) + ",3,0.5,{}", "import.row"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Interactions(strings.NewReader("source_ref,occurred_at,channel,text,attempts,asked,attributes\n"+row+"\n"+c.row+"\n"+row+"\n"), how)
			if err != nil {
				t.Fatal(err)
			}
			spoilsNoOther(t, table, c.want)
		})
	}
}

// spoilsNoOther reads three rows, of which the second is to be refused, by field
// and code, and the others are good.
func spoilsNoOther[D any](t *testing.T, table *Table[D], want string) {
	t.Helper()
	var told []string
	for r, err := range table.Rows() {
		if err == nil {
			_, err = table.Draft(r)
		}
		if p := problem.Of(err); err != nil {
			told = append(told, strings.TrimSpace(p.Field+" "+p.Code))
		} else {
			told = append(told, "good")
		}
	}
	if strings.Join(told, ", ") != "good, "+want+", good" {
		t.Errorf("%q, want %q in the second", told, want)
	}
}

func TestABadCustomerOfAListSpoilsNoOther(t *testing.T) {
	row := "Adé,ada@example.com,100,2020-01-01,,[],{}"
	for name, c := range map[string]struct{ row, want string }{
		"NUL":                   {"A\x00da,,,,,,", "name field.bytes"},
		"NUL in an address":     {"Ada,a\x00da@example.com,,,,,", "email field.bytes"},
		"broken UTF-8":          {"A\xffda,,,,,,", "name field.bytes"},
		"no money":              {"Ada,,much,,,,", "value import.row"},
		"money beyond all":      {"Ada,,99999999999999999999,,,,", "value import.row"},
		"the year 0":            {"Ada,,,0000-13-01,,,", "since import.row"},
		"the year 10000":        {"Ada,,,,10000-01-01,,", "renews_at import.row"},
		"a list that is none":   {`Ada,,,,,"{""kind"":""email""}",`, "identifiers api.field_type"},
		"an unknown field":      {`Ada,,,,,"[{""sort"":""email""}]",`, "identifiers.sort api.field_unknown"},
		"an attribute twice":    {`Ada,,,,,,"{""a"":1,""a"":2}"`, "attributes.a field.twice"},
		"beyond 2^53":           {`Ada,,,,,,"{""a"":9007199254740993}"`, "attributes.a field.inexact"},
		"half a surrogate pair": {`Ada,,,,,,"{""a"":""\ud83d""}"`, "attributes.a field.bytes"},
		"cut off":               {`Ada,,,,,,"{""a"":"`, "attributes.a api.field_type"},
		"too few columns":       {"Ada,ada@example.com", "import.row"},
		"too many columns":      {row + ",x", "import.row"},
		"a quote in its place":  {`"A"da,,,,,,`, "import.row"},
		"longer than 4 MiB":     {strings.Repeat("x", maxRow) + ",,,,,,", "import.row"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Customers(strings.NewReader("name,email,value,since,renews_at,identifiers,attributes\n"+row+"\n"+c.row+"\n"+row+"\n"), how)
			if err != nil {
				t.Fatal(err)
			}
			spoilsNoOther(t, table, c.want)
		})
	}
}

// A row of an organisation file that says when badly is a row all the same, with
// what is wrong: whom it is about must not leave for it.
func TestABadRowOfAnOrganisationSpoilsNoOther(t *testing.T) {
	const head, row = "type,key,name,contributor,from,until\n", "employee,ada,Adé,support,2020-01-01,"
	for name, c := range map[string]struct{ row, want string }{
		"NUL":                  {"employee,b\x00b,Bob,support,,", "key field.bytes"},
		"broken UTF-8":         {"employee,bob,B\xffb,support,,", "name field.bytes"},
		"too few columns":      {"employee,bob", "import.row"},
		"too many columns":     {row + ",x", "import.row"},
		"a quote in its place": {`employee,"bo"b,Bob,support,,`, "import.row"},
		"longer than 4 MiB":    {"employee,bob," + strings.Repeat("x", maxRow) + ",,,", "import.row"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Organisation(strings.NewReader(head+row+"\n"+c.row+"\n"+row+"\n"), how)
			if err != nil {
				t.Fatal(err)
			}
			spoilsNoOther(t, table, c.want)
		})
	}
	for name, bad := range map[string]string{"no day": "employee,bob,Bob,support,soon,", "the year 0": "employee,bob,Bob,support,0000-13-01,", "the year 10000": "employee,bob,Bob,support,,10000-01-01"} {
		f, unread, err := ReadOrg(t.Context(), strings.NewReader(head+row+"\n"+bad+"\n"+row+"\n"), how)
		if err != nil || len(unread) > 0 || len(f.Rows) != 3 || f.Rows[1].Key != "bob" || f.Rows[0].Problem != nil || f.Rows[2].Problem != nil {
			t.Fatalf("%s: %+v %v %v", name, f, unread, err)
		}
		if p := problem.Of(f.Rows[1].Problem); p == nil || p.Code != "import.row" {
			t.Errorf("%s: %v", name, f.Rows[1].Problem)
		}
	}
}

// bomb packs so many MiB of one byte.
func bomb(t testing.TB, with string, mib int) io.Reader {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, with)
	for range mib {
		w.Write(bytes.Repeat([]byte("x"), 1<<20))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &b
}

func TestAPackedFileOfOneEndlessRowIsReadWithoutKeepingIt(t *testing.T) {
	for name, head := range map[string]string{"a row": "name,email\nAda,ada@example.com\n", "a cell": "name,email\nAda,ada@example.com\n\""} {
		text, err := Unpack(bomb(t, head, 200))
		if err != nil {
			t.Fatal(err)
		}
		table, err := Customers(text, how)
		if err != nil {
			t.Fatal(err)
		}
		if good, refused := readAll(t, table.Rows(), table.Draft); good != 1 || refused != 1 {
			t.Errorf("%s: %d good, %d refused", name, good, refused)
		}
	}
	text, err := Unpack(bomb(t, "", 200))
	if err != nil {
		t.Fatal(err)
	}
	lines := NDJSON(text, "s")
	if good, refused := readAll(t, lines.Rows(), lines.Draft); good != 0 || refused != 1 {
		t.Errorf("%d good, %d refused", good, refused)
	}
	text, err = Unpack(bomb(t, "", 20))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Customers(text, how); problem.Of(err) == nil {
		t.Errorf("a header without an end: %v", err)
	}
}

// FuzzLists holds that any bytes, taken for a list of customers or an
// organisation, give rows, each a draft or refused with words.
func FuzzLists(f *testing.F) {
	f.Add([]byte("name,email,phone,value,since,account,account_roles,attributes\nAda,ada@example.com,91234567,\"8 388,50\",2020-01-01,Fjell AS,\"decides, pays\",{}\n"))
	f.Add([]byte("kind;external:crm;renews_at;class;identifiers\naccount;1;9999-12-31;supplier;\"[{\"\"kind\"\":\"\"email\"\"}]\"\n"))
	f.Add([]byte("type\tkey\tname\tunit\tsince\tuntil\nunit\ta\tA\t\t0000-01-01\t\nemployee\tb\t\"B\nC\"\ta\t\t\n"))
	f.Add([]byte("value\n'-1\n1.234.567,89\n,5\n1e9\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func(io.Reader){
			func(in io.Reader) {
				if table, err := Customers(in, how); err == nil {
					readAll(t, table.Rows(), table.Draft)
				}
			},
			func(in io.Reader) {
				if table, err := Organisation(in, how); err == nil {
					readAll(t, table.Rows(), table.Draft)
				}
			},
		} {
			if text, err := Unpack(bytes.NewReader(data)); err == nil {
				read(text)
			}
		}
	})
}

// FuzzLines holds the same of interactions, one a line.
func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"source_ref":"1","occurred_at":"2026-03-02T09:00:00Z","channel":"chat","identifiers":[{"kind":"email","value":"a@b.no"}],"attributes":{"a":[1,{"b":null}]}}` + "\n\n{}\r\n[]\n"))
	f.Add([]byte("{\"text\":\"\xff\"}\n{\"text\":\"\\ud83d\"}\n{\"attributes\":{\"a\":9007199254740993}}\n{\"text\":\"a\",\"text\":\"b\"}"))
	f.Add([]byte("\xff\xfe{\x00}\x00\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := Unpack(bytes.NewReader(data))
		if err != nil {
			return
		}
		lines := NDJSON(text, "s")
		readAll(t, lines.Rows(), lines.Draft)
	})
}
