package inbound

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
)

var oslo, _ = time.LoadLocation("Europe/Oslo")

var how = Reading{Source: "import", Zone: oslo, Money: "NOK"}

// told is what became of a row: a draft, or which field is wrong.
type told struct {
	Place  string
	Draft  string // as JSON
	Refuse string
}

// tell reads all of an input.
func tell[D any](t *testing.T, in Input[D]) (all []told) {
	t.Helper()
	for chunk, err := range Chunks(t.Context(), in, 1) {
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range chunk {
			row := told{Place: p.Place()}
			if p.Problem != nil {
				pr := problem.Of(p.Problem)
				if pr == nil || !locale.Has(pr.Code) {
					t.Fatalf("%s: no words for %v", row.Place, p.Problem)
				}
				row.Refuse = strings.TrimSpace(pr.Field + " " + pr.Code)
			} else {
				text, err := json.Marshal(p.Draft)
				if err != nil {
					t.Fatal(err)
				}
				row.Draft = string(text)
			}
			all = append(all, row)
		}
	}
	return all
}

func TestATableIsReadWhateverWroteIt(t *testing.T) {
	const plain = "source_ref,occurred_at,channel,text\n1,2026-03-02 09:30,chat,Grüße – 5 €\n"
	want := []told{{Place: "line 2", Draft: `{"source":"import","source_ref":"1","occurred_at":"2026-03-02T09:30:00+01:00","channel":"chat","text":"Grüße – 5 €"}`}}
	utf16 := func(e unicode.Endianness, b unicode.BOMPolicy) string {
		s, err := unicode.UTF16(e, b).NewEncoder().String(plain)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	latin, err := charmap.Windows1252.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, input := range map[string]string{
		"UTF-8":                      plain,
		"UTF-8 with its mark":        "\ufeff" + plain,
		"UTF-16, little end first":   utf16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16, big end first":      utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 without its mark":    utf16(unicode.LittleEndian, unicode.IgnoreBOM),
		"Windows-1252":               latin,
		"CRLF":                       strings.ReplaceAll(plain, "\n", "\r\n"),
		"no end of the last line":    strings.TrimSuffix(plain, "\n"),
		"semicolons":                 strings.ReplaceAll(plain, ",", ";"),
		"tabs":                       strings.ReplaceAll(plain, ",", "\t"),
		"all in quotes":              `"source_ref","occurred_at","channel","text"` + "\n" + `"1","2026-03-02 09:30","chat","Grüße – 5 €"` + "\n",
		"names as people write":      "Source-Ref,Occurred at,CHANNEL, Text \n1,2026-03-02 09:30,chat,Grüße – 5 €\n",
		"an empty column at the end": "source_ref,occurred_at,channel,text\n1,2026-03-02 09:30,chat,Grüße – 5 €,\n",
	} {
		t.Run(name, func(t *testing.T) {
			text, err := Unpack(strings.NewReader(input))
			if err != nil {
				t.Fatal(err)
			}
			table, err := Interactions(text, how)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, tell(t, table)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestASpreadsheetsFirstLineTellsTheMark(t *testing.T) {
	table, err := Interactions(strings.NewReader("sep=|\nsource_ref|occurred_at|channel\n1|2026-03-02|sms\n"), how)
	if err != nil {
		t.Fatal(err)
	}
	want := []told{{Place: "line 3", Draft: `{"source":"import","source_ref":"1","occurred_at":"2026-03-02T00:00:00+01:00","channel":"sms"}`}}
	if diff := cmp.Diff(want, tell(t, table)); diff != "" {
		t.Error(diff)
	}
	if h := string(table.Header()); h != "sep=|\nsource_ref|occurred_at|channel\n" {
		t.Errorf("header %q", h)
	}
}

func TestOneSlipSpoilsNoOtherRow(t *testing.T) {
	const header = "source_ref,occurred_at,channel,text\n"
	const good = "9,2026-03-02,chat,ok\n"
	for name, c := range map[string]struct{ row, refuse string }{
		"a quote that is not closed":  {"1,2026-03-02,chat,\"Hello\n", "import.row"},
		"a quote that is not doubled": {"1,2026-03-02,chat,\"He said \"no\" to me\"\n", "import.row"},
		"a column too many":           {"1,2026-03-02,chat,a,b\n", "import.row"},
		"a column too few":            {"1,2026-03-02,chat\n", "import.row"},
		"no time":                     {"1,02.03.2026,chat,a\n", "occurred_at import.row"},
		"NUL":                         {"1,2026-03-02,chat,a\x00b\n", "text field.bytes"},
		"broken UTF-8":                {"1,2026-03-02,chat,é\xff\n", "text field.bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Interactions(strings.NewReader(header+strings.Replace(good, "ok", "é", 1)+c.row+good+good), how)
			if err != nil {
				t.Fatal(err)
			}
			got := tell(t, table)
			if len(got) != 4 || got[1].Refuse != c.refuse || got[0].Refuse+got[2].Refuse+got[3].Refuse != "" {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestColumnsFillFieldsIdentifiersAndAttributes(t *testing.T) {
	how := how
	how.Map = map[string]string{"text": "Message", "occurred_at": "when", "external:crm": "Customer no", "thread": "Case", "reference": "Case"}
	table, err := Interactions(strings.NewReader(strings.Join([]string{
		`When;Message;Customer no;Case;channel;email;handle:x;asked;wait_seconds;resolved;legs;Store;reference`,
		`2026-07-01T12:00:00Z;"Two lines,` + "\n" + `""quoted""";C-1;case:7;email;ada@example.com;'@ada;-0,5;90;x;"[{""contributor"":""support""}]";Bergen;R`}, "\n")), how)
	if err != nil {
		t.Fatal(err)
	}
	half := -0.5
	want := interaction.Draft{Source: "import", OccurredAt: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC), Channel: "email", Text: "Two lines,\n\"quoted\"",
		Identifiers: []customer.Identifier{{Kind: "external:crm", Value: "C-1"}, {Kind: "email", Value: "ada@example.com"}, {Kind: "handle:x", Value: "@ada"}},
		Thread:      "case:7", Reference: "case:7", Asked: &half, WaitSeconds: 90, Resolved: true, Legs: []interaction.Leg{{Contributor: "support"}},
		Attributes: map[string]any{"Store": "Bergen", "reference": "R"}}
	for chunk, err := range Chunks(t.Context(), table, 1) {
		if err != nil || len(chunk) != 1 || chunk[0].Problem != nil {
			t.Fatal(err, chunk)
		}
		got := chunk[0].Draft
		if !strings.HasPrefix(got.SourceRef, "sha256:") {
			t.Errorf("source_ref %q", got.SourceRef)
		}
		got.SourceRef = ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAHeaderThatCannotBeMeantIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		mapped map[string]string
	}{
		"empty":                    {"", nil},
		"the same field twice":     {"text,Text,channel\n", nil},
		"a field that is none":     {"a,b\n", map[string]string{"txt": "a"}},
		"a column that is none":    {"a,b\n", map[string]string{"text": "c"}},
		"the same attribute twice": {"a,a\n", nil},
	} {
		how := how
		how.Map = c.mapped
		if _, err := Interactions(strings.NewReader(c.header), how); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCustomersOfAList(t *testing.T) {
	table, err := Customers(strings.NewReader("name\temail\taccount\tvalue\tsince\tTier\nAda\tada@example.com\tNordlys\t8 388,50\t2020-01-01\tgold\n"), how)
	if err != nil {
		t.Fatal(err)
	}
	want := []told{{Place: "line 2", Draft: `{"name":"Ada","identifiers":[{"kind":"email","value":"ada@example.com"}],"account":"Nordlys","value_minor":838850,"since":"2020-01-01T00:00:00+01:00","attributes":{"Tier":"gold"}}`}}
	if diff := cmp.Diff(want, tell(t, table)); diff != "" {
		t.Error(diff)
	}
}

func TestMoneyIsReadAsPeopleWriteIt(t *testing.T) {
	for _, c := range []struct {
		text, currency string
		want           int64
		ok             bool
	}{
		{"8388", "NOK", 838800, true}, {"8 388,50", "NOK", 838850, true}, {"8,388.50", "EUR", 838850, true}, {"8.388,50", "EUR", 838850, true},
		{"1,234", "EUR", 123400, true}, {"1.234.567", "EUR", 123456700, true}, {"0.5", "EUR", 50, true}, {"NOK 12", "NOK", 1200, true},
		{"-3,25", "EUR", -325, true}, {"1200", "JPY", 1200, true}, {"1,200", "JPY", 1200, true}, {"1.250", "KWD", 1250, true},
		{"12,34,56", "EUR", 0, false}, {"a lot", "EUR", 0, false}, {"", "EUR", 0, false}, {"99999999999999999999", "EUR", 0, false}, {"1.2345", "EUR", 0, false},
	} {
		got, err := value{"value", c.text, Reading{Money: c.currency}}.money()
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%q %s: %d, %v; want %d", c.text, c.currency, got, err, c.want)
		}
		if c.ok && got >= 0 {
			if back, err := (value{"value", Amount(got, c.currency), Reading{Money: c.currency}}).money(); back != got || err != nil {
				t.Errorf("%d as %s comes back as %d, %v", got, Amount(got, c.currency), back, err)
			}
		}
	}
}

func TestGuardingAgainstFormulasIsUndone(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+47 900": "'+47 900", "-x": "'-x", "@ada": "'@ada", "'=x": "''=x", "it's": "it's", "'tis": "'tis", "": "", "'": "'"} {
		if got := Guard(in); got != want || Unguard(got) != in {
			t.Errorf("%q: %q and back %q", in, got, Unguard(got))
		}
	}
}

// FuzzTable holds that any bytes give rows, each a draft or a problem, in order
// and without a byte getting lost.
func FuzzTable(f *testing.F) {
	f.Add([]byte("source_ref,occurred_at,channel,text\n1,2026-03-02,chat,\"a\n\"\"b\"\"\"\n"))
	f.Add([]byte("a;b\n\"1;2\n3;\"4\"x\n"))
	f.Add([]byte("sep=|\nemail|text\r\n\"|\"|é\xff\r\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := Unpack(strings.NewReader(string(data)))
		if err != nil {
			return
		}
		table, err := Interactions(text, how)
		if err != nil {
			return
		}
		line := 0
		for row, err := range table.Rows() {
			if row.IsZero() {
				return
			}
			if row.Line <= line {
				t.Fatalf("line %d after %d", row.Line, line)
			}
			line = row.Line
			if err == nil {
				table.Draft(row) //nolint:errcheck // it must only end
			}
		}
	})
}
