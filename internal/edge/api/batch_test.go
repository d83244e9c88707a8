package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"regard/internal/edge/api"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database/databasetest"
)

const (
	batchPath = "/api/v1/interactions/batch"
	ndjson    = "Content-Type: application/x-ndjson"
)

// line is a good row with a reference of its own.
func line(ref string) string {
	return fmt.Sprintf(`{"source":"s","source_ref":"%s","occurred_at":"2026-03-01T10:00:00Z","channel":"chat","identifiers":[{"kind":"email","value":"%s@example.com"}],"text":"Hello"}`, ref, ref)
}

func (s *server) batch(body string, headers ...string) (a api.BatchAnswer, status int, p api.Problem) {
	s.t.Helper()
	w := s.ask("POST", batchPath, "write", body, headers...)
	if w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			s.t.Fatal(err)
		}
		if strings.Contains(w.Body.String(), `"results":null`) {
			s.t.Error("no results are not a list")
		}
		if len(a.Results) != a.Recorded+a.Duplicate+a.Refused {
			s.t.Errorf("%d results: %d + %d + %d", len(a.Results), a.Recorded, a.Duplicate, a.Refused)
		}
		return a, w.Code, p
	}
	return a, w.Code, s.problem(w)
}

func TestOneBadRowOfABatchSpoilsNoOther(t *testing.T) {
	row := func(more string) string {
		return `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"chat"` + more + `}`
	}
	cases := []struct{ name, bad, code, field string }{
		{"an unknown field", row(`,"sorce":"x"`), "api.field_unknown", "sorce"},
		{"a number for a text", row(`,"text":7`), "api.field_type", "text"},
		{"a field twice", row(`,"text":"a","text":"b"`), "field.twice", "text"},
		{"an attribute twice", row(`,"attributes":{"a":{"b":1,"b":2}}`), "field.twice", "attributes.a.b"},
		{"another spelling of a field", row(`,"Text":"a"`), "api.field_unknown", "Text"},
		{"a whole number beyond 2^53", row(`,"attributes":{"order":9007199254740993}`), "field.inexact", "attributes.order"},
		{"a number beyond all", row(`,"attributes":{"a":1e400}`), "api.field_type", "attributes.a"},
		{"a count beyond all", row(`,"attempts":99999999999999999999`), "api.field_type", "attempts"},
		{"a count out of range", row(`,"attempts":9007199254740993`), "field.inexact", "attempts"},
		{"half a surrogate pair", row(`,"text":"\ud83d"`), "field.bytes", "text"},
		{"the year 0", strings.Replace(row(""), "2026", "0000", 1), "time.too_early", "occurred_at"},
		{"before the year 0", strings.Replace(row(""), "2026-03-01T10:00:00Z", "0000-01-01T00:00:00+23:59", 1), "time.too_early", "occurred_at"},
		{"the year 9999", strings.Replace(row(""), "2026", "9999", 1), "time.too_late", "occurred_at"},
		{"the year 10000", strings.Replace(row(""), "2026", "10000", 1), "api.field_type", "occurred_at"},
		{"due in the year 9999", row(`,"due_at":"9999-12-31T23:59:59Z"`), "time.too_late", "due_at"},
		{"a leg in the year 0", row(`,"legs":[{"contributor":"support","from":"0000-01-01T00:00:00+23:59"}]`), "time.too_early", "legs.from"},
		{"a leg in the year 9999", row(`,"legs":[{"contributor":"support","to":"9999-12-31T23:59:59-23:59"}]`), "time.too_late", "legs.to"},
		{"NUL in a name", row(`,"name":"a\u0000b"`), "field.bytes", "name"},
		{"NUL in an identifier", row(`,"identifiers":[{"kind":"device","value":"a\u0000b"}]`), "", "identifiers"},
		{"NUL in a kind", row(`,"identifiers":[{"kind":"handle:a\u0000b","value":"ada"}]`), "", "identifiers"},
		{"NUL in a queue", row(`,"legs":[{"contributor":"support","queue":"\u0000"}]`), "field.bytes", "legs.queue"},
		{"NUL in a thread", row(`,"thread":"\u0000"`), "field.bytes", "thread"},
		{"NUL in a key", row(`,"contributor":"\u0000"`), "contributor.unknown", "contributor"},
		{"NUL in a language", row(`,"language":"\u0000"`), "field.bytes", "language"},
		{"a text for a number", row(`,"wait_seconds":"long"`), "api.field_type", "wait_seconds"},
		{"a part of a second", row(`,"wait_seconds":1.5`), "api.field_type", "wait_seconds"},
		{"within a list", row(`,"identifiers":[{"kind":"email","value":7}]`), "api.field_type", "identifiers.value"},
		{"an unknown field within", row(`,"identifiers":[{"kind":"email","worth":"x"}]`), "api.field_unknown", "worth"},
		{"no such time", row(`,"due_at":"soon"`), "api.field_type", "due_at"},
		{"a number", `7`, "api.field_type", ""},
		{"a list", `[]`, "api.field_type", ""},
		{"deep attributes that can be read", row(`,"attributes":{"a":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`), "field.too_deep", "attributes.a"},
		{"null", `null`, "field.required", "source"},
		{"nothing", `{}`, "field.required", "source"},
		{"NUL", row(`,"text":"a\u0000b"`), "field.bytes", "text"},
		{"NUL in attributes", row(`,"attributes":{"a":{"b":"\u0000"}}`), "field.bytes", "attributes"},
		{"broken UTF-8", row(",\"text\":\"\xff\""), "field.bytes", "text"},
		{"a bad identifier", row(`,"identifiers":[{"kind":"email","value":"x"}]`), "identifier.email_malformed", "identifiers"},
		{"a row too long", row(`,"text":"` + strings.Repeat("x", 5<<20) + `"`), "api.row_too_large", ""},
		{"no such contributor", row(`,"contributor":"nobody"`), "contributor.unknown", "contributor"},
		{"a valence of two", row(`,"asked":2`), "field.out_of_range", "asked"},
		{"too long a text", row(`,"text":"` + strings.Repeat("x", 256<<10+1) + `"`), "field.too_long", "text"},
		{"deep attributes", row(`,"attributes":{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`), "field.too_deep", "attributes.a"},
	}
	each(t, func(t *testing.T, s *server) {
		for i, c := range cases {
			for form, send := range map[string]func(rows ...string) (api.BatchAnswer, int, api.Problem){
				"array": func(rows ...string) (api.BatchAnswer, int, api.Problem) {
					return s.batch("[" + strings.Join(rows, ",\n") + "]")
				},
				"ndjson": func(rows ...string) (api.BatchAnswer, int, api.Problem) {
					return s.batch(strings.Join(rows, "\n"), ndjson)
				},
				"stream": func(rows ...string) (api.BatchAnswer, int, api.Problem) {
					return s.stream(strings.Join(rows, "\n"), "")
				},
			} {
				got, status, p := send(line(fmt.Sprintf("%s-%d-a", form, i)), c.bad, line(fmt.Sprintf("%s-%d-b", form, i)))
				if form == "array" && c.name == "deep attributes" && status == 422 && p.Code == "api.body_malformed" {
					continue // the decoder gives up within the body: no row can be read behind it
				}
				if status != 200 || got.Recorded != 2 || got.Refused != 1 || got.Results[1].Problem == nil {
					t.Errorf("%s (%s): %d %+v %+v", c.name, form, status, got, p)
					continue
				}
				if x := got.Results[1].Problem; c.code != "" && x.Code != c.code || c.field != "" && x.Field != c.field || x.Detail == "" || x.Remedy == "" {
					t.Errorf("%s (%s): %+v, want %s (%s)", c.name, form, x, c.code, c.field)
				}
			}
		}
		broken := strings.Join([]string{line("x1"), `{"source":`, "", "   ", `}{`, line("x2"), "\r", line("x3") + "\r", `{"source":"s"`}, "\n")
		if got, status, _ := s.batch(broken, ndjson); status != 200 || got.Recorded != 3 || got.Refused != 3 {
			t.Errorf("broken lines: %d %+v", status, got)
		}
		if got, status, _ := s.stream(broken, ""); status != 200 || got.Duplicate != 3 || got.Refused != 3 {
			t.Errorf("broken lines of a stream: %d %+v", status, got)
		}
	})
}

func TestABatchIsAnsweredRowByRow(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		got, _, _ := s.batch("[" + line("a") + "," + line("b") + "," + line("a") + "]")
		if got.Recorded != 2 || got.Duplicate != 1 || got.Results[0].ID != got.Results[2].ID || got.Results[0].CustomerID == got.Results[1].CustomerID {
			t.Errorf("%+v", got)
		}
		got, _, _ = s.batch(line("a")+"\n"+strings.Replace(line("b"), "Hello", "Bye", 1)+"\n\n", ndjson)
		if got.Duplicate != 2 || got.Results[0].Changed || !got.Results[1].Changed {
			t.Errorf("%+v: the same again, and one that differs", got)
		}
		for _, empty := range []string{"[]", " [ ] "} {
			if got, status, _ := s.batch(empty); status != 200 || len(got.Results) != 0 {
				t.Errorf("%q: %d %+v", empty, status, got)
			}
		}
		if got, status, _ := s.batch("\n", ndjson); status != 200 || len(got.Results) != 0 {
			t.Errorf("no lines: %d %+v", status, got)
		}
	})
}

func TestABatchThatCannotBeReadSaysWhy(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for _, c := range []struct {
			name, body string
			headers    []string
			status     int
			code       string
		}{
			{"an object", line("a"), nil, 422, "api.body_malformed"},
			{"nothing", " ", nil, 422, "api.body_malformed"},
			{"cut off in a row", "[" + line("a")[:40], nil, 422, "api.body_malformed"},
			{"cut off behind a row", "[" + line("b"), nil, 422, "api.body_malformed"},
			{"something behind it", "[" + line("c") + "] x", nil, 422, "api.body_malformed"},
			{"two lists", "[]\n[]", nil, 422, "api.body_malformed"},
			{"no commas", "[" + line("d") + " " + line("e") + "]", nil, 422, "api.body_malformed"},
			{"CSV", "a,b", []string{"Content-Type: text/csv"}, 415, "api.media_type"},
			{"no type", "[]", []string{"Content-Type: "}, 415, "api.media_type"},
			{"gzip", "\x1f\x8b\x08", []string{"Content-Encoding: gzip"}, 415, "api.media_type"},
			{"gzip that does not say so", "\x1f\x8b\x08", nil, 422, "api.body_malformed"},
		} {
			if _, status, p := s.batch(c.body, c.headers...); status != c.status || p.Code != c.code {
				t.Errorf("%s: %d %+v, want %d %s", c.name, status, p, c.status, c.code)
			}
		}
		rows := strings.Repeat("{}\n", 10_000)
		if got, status, _ := s.batch(rows, ndjson); status != 200 || got.Refused != 10_000 {
			t.Errorf("10,000 rows: %d, %d refused", status, got.Refused)
		}
		if _, status, p := s.batch(rows+"{}\n", ndjson); status != 422 || p.Code != "api.rows_too_many" {
			t.Errorf("10,001 rows: %d %+v", status, p)
		}
		if _, status, p := s.batch("[" + strings.TrimSuffix(strings.Repeat("{},", 10_001), ",") + "]"); status != 422 || p.Code != "api.rows_too_many" {
			t.Errorf("10,001 elements: %d %+v", status, p)
		}
	})
}

func FuzzBatch(f *testing.F) {
	for _, body := range []string{"[]", "[" + line("a") + "]", line("a") + "\n" + line("b"), "[{}]", "{}", "[1,null,\"x\",[],{}]", "[{\"source\":\"s\",\"attributes\":{\"a\":\"\\u0000\"}}]",
		"[" + line("a") + "," + line("a") + "]", "[{\"legs\":[{\"from\":\"0000-01-01T00:00:00+23:59\"}]}]", "\ufeff[]", "[{\"due_at\":\"0000-01-01T00:00:00+23:59\"}]"} {
		f.Add(body, true)
		f.Add(body, false)
	}
	o := companytest.Open(f, databasetest.Open(f, databasetest.SQLite(f), nil))
	s := serve(f, o, 0)
	f.Fuzz(func(t *testing.T, body string, array bool) {
		s.t = t
		s.is = nil
		kind := ndjson
		if array {
			kind = "Content-Type: application/json"
		}
		if _, status, _ := s.batch(body, kind); status >= 500 {
			t.Errorf("%d for %q", status, body)
		}
	})
}

func TestALoadOfHistoryIsNoNews(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		row := func(ref string, before time.Duration) string {
			return fmt.Sprintf(`{"source":"s","source_ref":"%s","occurred_at":"%s","channel":"chat"}`, ref, companytest.Now.Add(-before).Format(time.RFC3339))
		}
		for path, want := range map[string]int{"": 1, "?history=false": 1, "?history=true": 0} {
			var got api.BatchAnswer
			w := s.ask("POST", batchPath+path, "write", row("new"+path, time.Hour)+"\n"+row("past"+path, 25*time.Hour), ndjson)
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Recorded != 2 || got.News != want {
				t.Errorf("%s: %v %s", path, err, w.Body)
			}
			s.want("POST", "/api/v1/interactions"+path, "write", row("one"+path, time.Hour), 200, `"recorded"`)
		}
		facts := s.want("GET", "/api/v1/journal?limit=200", "read", "", 200)
		recorded := regexp.MustCompile(`"kind":"interaction.recorded"[^}]*`).FindAllString(facts, -1)
		news := slices.DeleteFunc(slices.Clone(recorded), func(f string) bool { return !strings.Contains(f, `"news":true`) })
		if len(recorded) != 9 || len(news) != 4 {
			t.Errorf("%d facts, %d of them news, want 9 and 4", len(recorded), len(news))
		}
	})
}
