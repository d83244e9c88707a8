package inbound

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNDJSONIsReadStrictlyLineByLine(t *testing.T) {
	const good = `{"source_ref":"1","occurred_at":"2026-03-02T09:30:00Z","channel":"chat"}`
	const draft = `{"source":"import","source_ref":"1","occurred_at":"2026-03-02T09:30:00Z","channel":"chat"}`
	for name, c := range map[string]struct {
		line string
		want told
	}{
		"good":              {good, told{Draft: draft}},
		"CRLF":              {good + "\r", told{Draft: draft}},
		"unknown field":     {`{"txt":"a"}`, told{Refuse: "txt api.field_unknown"}},
		"wrong type":        {`{"text":1}`, told{Refuse: "text api.field_type"}},
		"no time":           {`{"occurred_at":"yesterday"}`, told{Refuse: "occurred_at api.field_type"}},
		"no JSON":           {`Hello`, told{Refuse: "api.field_type"}},
		"half of it":        {good[:20], told{Refuse: "api.field_type"}},
		"two of them":       {good + good, told{Refuse: "api.field_type"}},
		"an array":          {`[1]`, told{Refuse: "api.field_type"}},
		"broken UTF-8":      {"{\"text\":\"\xff\"}", told{Refuse: "text field.bytes"}},
		"half a pair":       {`{"text":"\ud83d"}`, told{Refuse: "text field.bytes"}},
		"a field twice":     {`{"text":"a","text":"b"}`, told{Refuse: "text field.twice"}},
		"beyond 2^53":       {`{"attributes":{"id":9007199254740993}}`, told{Refuse: "attributes.id field.inexact"}},
		"deep":              {`{"attributes":{"id":` + strings.Repeat("[", 20_000), told{Refuse: "attributes.id field.too_deep"}},
		"longer than 4 MiB": {`{"text":"` + strings.Repeat("a", maxRow) + `"}`, told{Refuse: "import.row"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := tell(t, NDJSON(strings.NewReader(good+"\n\n"+c.line+"\n"+good), "import"))
			c.want.Place = "line 3"
			want := []told{{Place: "line 1", Draft: draft}, c.want, {Place: "line 4", Draft: draft}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheSameWordsHaveTheSameRef(t *testing.T) {
	const row = `{"occurred_at":"2026-03-02T09:30:00Z","channel":"chat","text":"Hello"}`
	got := tell(t, NDJSON(strings.NewReader(row+"\n"+row+"\n"+strings.Replace(row, "Hello", "Hi", 1)), "import"))
	if got[0].Draft != got[1].Draft || got[0].Draft == got[2].Draft || !strings.Contains(got[0].Draft, `"source_ref":"sha256:`) {
		t.Errorf("%+v", got)
	}
}

func TestGzipIsKnownByItsBytes(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(strings.Repeat("{}\n", 2500)))
	w.Close()
	text, err := Unpack(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if got := tell(t, NDJSON(text, "import")); len(got) != 2500 || got[2499].Place != "line 2500" {
		t.Errorf("%d rows", len(got))
	}
}

func TestAnInputThatBreaksOffSaysSo(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for i := range 100_000 {
		w.Write([]byte(strings.Repeat("{}", i%7) + "\n"))
	}
	w.Close()
	text, err := Unpack(bytes.NewReader(packed.Bytes()[:packed.Len()/2]))
	if err != nil {
		t.Fatal(err)
	}
	for _, err = range Chunks(t.Context(), NDJSON(text, "import"), 1) {
	}
	if err == nil {
		t.Error("nobody was told")
	}
}
