package exact

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"regard/internal/platform/problem"
)

// row has a field of each sort.
type row struct {
	Text  string         `json:"text"`
	Count int            `json:"count"`
	Share *float64       `json:"share"`
	Done  bool           `json:"done"`
	At    time.Time      `json:"at"`
	Lines []line         `json:"lines"`
	More  map[string]any `json:"more"`
}

type line struct {
	Kind string `json:"kind"`
}

func nested(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

// silent is what encoding/json would take for something else than was said.
var silent = []struct{ name, text, code, field string }{
	{"a field twice", `{"text":"a","text":"b"}`, "field.twice", "text"},
	{"an attribute twice", `{"more":{"a":{"b":1,"b":1}}}`, "field.twice", "more.a.b"},
	{"twice by an escape", `{"text":"a","te\u0078t":"b"}`, "field.twice", "text"},
	{"half a pair", `{"text":"\ud83d"}`, "field.bytes", "text"},
	{"a pair the wrong way round", `{"lines":[{"kind":"\udc00\ud800"}]}`, "field.bytes", "lines.kind"},
	{"broken UTF-8", "{\"more\":{\"a\":\"\xc3\"}}", "field.bytes", "more.a"},
	{"UTF-8 for a surrogate", "{\"text\":\"\xed\xa0\x80\"}", "field.bytes", "text"},
	{"2^53 + 1", `{"more":{"a":9007199254740993}}`, "field.inexact", "more.a"},
	{"-2^53 - 1", `{"more":{"a":[1,-9007199254740993]}}`, "field.inexact", "more.a"},
	{"a number of 400 digits", `{"more":{"a":1` + strings.Repeat("0", 400) + `}}`, "", "more.a"},
	{"deep", `{"more":{"a":` + nested(MaxDepth-1) + `}}`, "field.too_deep", "more.a"},
	{"very deep", `{"more":{"a":` + nested(100_000) + `}}`, "field.too_deep", "more.a"},
}

func TestWhatWouldBeMendedInSilenceIsRefusedByField(t *testing.T) {
	for _, c := range silent {
		var r row
		for what, err := range map[string]error{"Unmarshal": Unmarshal([]byte(c.text), &r), "Check": Check([]byte(c.text))} {
			p := problem.Of(err)
			if p == nil || p.Kind != problem.Invalid || p.Field != c.field || c.code != "" && p.Code != c.code {
				t.Errorf("%s (%s): %v, want %s (%s)", c.name, what, err, c.code, c.field)
			}
		}
	}
}

func TestWhatDoesNotFitIsRefusedByField(t *testing.T) {
	for text, want := range map[string]string{
		`{"text":7}`:                     "api.field_type (text)",
		`{"Text":"a"}`:                   "api.field_unknown (Text)",
		`{"lines":[{},{"worth":1}]}`:     "api.field_unknown (worth)",
		`{"lines":[{},{"kind":true}]}`:   "api.field_type (lines.kind)",
		`{"count":1.5}`:                  "api.field_type (count)",
		`{"count":99999999999999999999}`: "api.field_type (count)",
		`{"share":1e400}`:                "api.field_type (share)",
		`{"more":{"a":1e400}}`:           "api.field_type (more.a)",
		`{"more":[]}`:                    "api.field_type (more)",
		`{"done":"yes"}`:                 "api.field_type (done)",
		`{"at":"soon"}`:                  "api.field_type (at)",
		`{"at":"10000-01-01T00:00:00Z"}`: "api.field_type (at)",
		`{"at":20260101}`:                "api.field_type (at)",
		`[]`:                             "api.field_type",
		`7`:                              "api.field_type",
		``:                               "api.field_type",
		`{"text":"a`:                     "api.field_type (text)",
		`{"text":"a"`:                    "api.field_type",
		`{"text":"a"}{}`:                 "api.field_type",
		`{"text":'a'}`:                   "api.field_type (text)",
		"{\"text\":\"a\nb\"}":            "api.field_type (text)",
		`{"text":"a",}`:                  "api.field_type",
		`{"count":01}`:                   "api.field_type",
		`{"share":NaN}`:                  "api.field_type (share)",
		"\ufeff{}":                       "api.field_type",
	} {
		err := Unmarshal([]byte(text), &row{})
		p := problem.Of(err)
		if p == nil || !strings.HasPrefix(p.Error(), want) || p.Cause != nil {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestWhatCanBeKeptIsKeptAsItWasSaid(t *testing.T) {
	text := `{"text":"\ud83d\ude00 12345678901234567890","count":-3,"share":0.1234567890123456789,"at":"2026-01-01T00:00:00.5+01:00","lines":[{"kind":"x"},{}],"more":{"id":9007199254740992,"far":1e300,"none":null,"deep":` + nested(MaxDepth-2) + `}}`
	var r, want row
	if err := Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(r)
	if same, _ := json.Marshal(want); string(got) != string(same) {
		t.Errorf("%s\n%s", got, same)
	}
	if err := Unmarshal([]byte(" null "), &row{}); err != nil {
		t.Error(err)
	}
}

// FuzzUnmarshal holds that whatever is taken says the same to encoding/json, and
// that what is refused is refused with a problem of the caller's.
func FuzzUnmarshal(f *testing.F) {
	for _, c := range silent {
		if len(c.text) < 1000 {
			f.Add([]byte(c.text))
		}
	}
	f.Add([]byte(`{"text":"\ud83d\ude00","count":-3,"share":1e-7,"at":"2026-01-01T00:00:00.5+01:00","lines":[{"kind":"x"},{}],"more":{"id":9007199254740992}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var r, plain row
		err := Unmarshal(raw, &r)
		if err != nil {
			if p := problem.Of(err); p == nil || p.Kind != problem.Invalid {
				t.Fatalf("%q: %v", raw, err)
			}
			return
		}
		if err := Check(raw); err != nil {
			t.Fatalf("%q is taken, and %v", raw, err)
		}
		if err := json.Unmarshal(raw, &plain); err != nil {
			t.Fatalf("%q is taken, and %v", raw, err)
		}
		a, errA := json.Marshal(r)
		b, errB := json.Marshal(plain)
		if string(a) != string(b) || (errA == nil) != (errB == nil) {
			t.Fatalf("%q is %s, and to encoding/json %s (%v, %v)", raw, a, b, errA, errB)
		}
	})
}
