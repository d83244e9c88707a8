package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"regard/internal/edge/api"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database/databasetest"
)

// strange are values that no honest caller sends, as JSON.
var strange = []string{
	`null`, `true`, `-1`, `1.5`, `1e308`, `1e400`, `9007199254740993`, `-9223372036854775808`, `99999999999999999999`, `{}`, `[]`, `[null]`, `{"a":{"a":[{}]}}`,
	`""`, `" "`, `"\u0000"`, `"a\u0000b"`, `"\ud800"`, "\"\xff\"", "\"\xed\xa0\x80\"", `"\u202e\ufeff"`, `"'\"\\%_*"`, `"0"`, `"-1"`, `"0000-01-01T00:00:00+23:59"`, `"9999-12-31T23:59:59-23:59"`, `"0001-01-01T00:00:00Z"`, `"1969-12-31T23:59:59Z"`,
	`"` + strings.Repeat("x", 70_000) + `"`, strings.Repeat("[", 50) + strings.Repeat("]", 50),
}

// strangeTexts are the same for an address.
var strangeTexts = []string{"", " ", "\x00", "a\x00b", "\xff", "\xed\xa0\x80", "'\"\\%_*", "-1", "0", "1.5", "NaN", "99999999999999999999", "9223372036854775807", "0000-01-01", "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "true", "email:\x00", "email:\xff@x.no", "phone:+", "\u202e", strings.Repeat("x", 20_000)}

// whole are bodies that say all that there is to say.
var whole = map[string]string{
	"POST /api/v1/interactions/batch": `[{"source":"shop","source_ref":"w","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","direction":"in","touchpoint":"support.call","identifiers":[{"kind":"email","value":"eva@example.com"},{"kind":"phone","value":"98765432"}],
		"name":"Eva","contributor":"support","subject":"s","text":"t","quoted":"q","language":"nb","thread":"t1","reference":"order:1","outcome":"late","due_at":"2026-03-01T09:00:00Z","resolved":true,"abandoned":false,"automated":false,"re_explained":true,"attempts":2,
		"legs":[{"contributor":"support","queue":"q","from":"2026-03-01T10:00:00Z","to":"2026-03-01T10:01:00Z","wait_seconds":3,"hold_seconds":4}],"wait_seconds":1,"hold_seconds":2,"transfers":1,"asked":0.5,"observed":-0.5,"attributes":{"a":{"b":[1]}}}]`,
	"POST /api/v1/interactions":     `{"source":"shop","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","identifiers":[{"kind":"handle:x","value":"@eva"}],"due_at":"2026-03-01T09:00:00Z","attempts":2,"legs":[{"contributor":"support","from":"2026-03-01T10:00:00Z","to":"2026-03-01T10:01:00Z","wait_seconds":3}],"asked":0.5,"attributes":{"a":{"b":[1]}}}`,
	"POST /api/v1/customers":        `{"kind":"account","name":"Eva AS","identifiers":[{"kind":"external:crm","value":"e"}],"value_minor":1,"renews_at":"2027-01-01T00:00:00Z","since":"2020-01-01T00:00:00Z","left_at":"2026-01-01T00:00:00Z","attributes":{"a":{"b":[1]}},"class":"supplier"}`,
	"PATCH /api/v1/customers/{ada}": `{"name":"Ada","attributes":{"a":{"b":[1]},"c":null},"value_minor":1,"since":"2020-01-01T00:00:00Z","left_at":"2026-01-01T00:00:00Z","class":"supplier","reason":"r","account_id":"","account_roles":[]}`,
	"POST /api/v1/contributors":     `{"key":"whole","name":"Whole","kind":"partner","from":"2020-01-01T00:00:00Z","until":"2021-01-01T00:00:00Z"}`,
	"POST /api/v1/employees":        `{"key":"eva","name":"Eva","email":"e@nordlys.example","title":"t","contributor":"support","from":"2020-01-01T00:00:00Z","until":"2021-01-01T00:00:00Z"}`,
	"POST /api/v1/organisation":     `{"rows":[{"type":"unit","key":"u","name":"U","parent":"","from":"2020-01-01T00:00:00Z","until":"2021-01-01T00:00:00Z"},{"key":"f","name":"F","email":"f@nordlys.example","title":"t","contributor":"support","from":"2020-01-01T00:00:00Z"}],"partial":true}`,
}

// leaves returns a body once for each value in it, with a mark in its place.
func leaves(v any, put func(any), whole func() string) (bodies []string) {
	const mark = "@@"
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			bodies = append(bodies, leaves(e, func(x any) { v[k] = x }, whole)...)
		}
	case []any:
		for i, e := range v {
			bodies = append(bodies, leaves(e, func(x any) { v[i] = x }, whole)...)
		}
	}
	put(mark)
	bodies = append(bodies, strings.Replace(whole(), `"`+mark+`"`, mark, 1))
	put(v)
	return bodies
}

func marked(t *testing.T, body string) []string {
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	root := []any{v}
	return leaves(v, func(x any) { root[0] = x }, func() string {
		text, err := json.Marshal(root[0])
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	})
}

// TestWhateverAStrangerSendsIsAnswered puts what no honest caller sends into
// every place of every operation: it is taken, or refused with a problem, and
// what was taken can be read again.
func TestWhateverAStrangerSendsIsAnswered(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.populate()
		s.is["suggestion"] = suggestionID.FindString(s.want("GET", "/api/v1/suggestions", "read", "", 200))
		s.is["remark"] = s.remark()
		s.keep("episode", s.want("GET", "/api/v1/interactions/{interaction}", "read", "", 200), "episode_id")
		queries := described(t, s)
		for _, op := range operations {
			method, path, _ := strings.Cut(op.name, " ")
			if op.path != "" {
				path = op.path
			}
			right := func() {
				w := s.ask(method, path, "admin", op.body)
				if w.Code < 300 && op.keep != "" {
					s.keep(op.keep, w.Body.String(), "id")
				}
			}
			if op.keep != "" { // what follows asks for it
				right()
			}
			bare, _, _ := strings.Cut(path, "?")
			for _, name := range queries[op.name] {
				for _, text := range strangeTexts {
					s.ask(method, bare+"?"+name+"="+url.QueryEscape(text), "admin", op.body)
				}
				s.ask(method, bare+"?"+name+"=%zz&"+name+"=%00&"+name, "admin", op.body)
			}
			if op.body != "" {
				for _, body := range marked(t, s.fill(op.body)) {
					for _, value := range strange {
						s.ask(method, path, "admin", strings.Replace(body, "@@", value, 1))
					}
				}
				s.twice(method, path, op.body)
			}
			if op.keep == "" {
				right()
			}
		}
		for name, body := range whole {
			method, path, _ := strings.Cut(name, " ")
			if w := s.ask(method, path, "admin", body); w.Code >= 300 {
				t.Errorf("%s, asked rightly: %d %s", name, w.Code, clip(w.Body.String()))
			}
			for _, body := range marked(t, s.fill(body)) {
				for _, value := range strange {
					s.ask(method, path, "admin", strings.Replace(body, "@@", value, 1))
				}
			}
		}
		for _, op := range operations {
			if method, path, _ := strings.Cut(op.name, " "); method == "GET" {
				if op.path != "" {
					path, _, _ = strings.Cut(op.path, "?")
				}
				s.ask(method, path, "admin", "")
			}
		}
	})
}

var firstField = regexp.MustCompile(`^\[?\{("[a-z_]+"):`)

// twice says a field of a body twice.
func (s *server) twice(method, path, body string) {
	s.t.Helper()
	at := firstField.FindStringSubmatchIndex(body)
	if at == nil || strings.HasSuffix(path, "/batch") || strings.HasSuffix(path, "/stream") { // which say so by the row
		return
	}
	field := body[at[2]:at[3]]
	w := s.ask(method, path, "admin", body[:at[2]]+field+":null,"+body[at[2]:])
	if p := s.problem(w); w.Code != 422 || p.Code != "field.twice" || p.Field != strings.Trim(field, `"`) {
		s.t.Errorf("%s %s with %s twice: %d %+v", method, path, field, w.Code, p)
	}
}

// described returns the parameters of each operation as its description has them.
func described(t *testing.T, s *server) map[string][]string {
	var d struct {
		Paths map[string]map[string]struct {
			Parameters []struct{ Name, In string }
		}
	}
	if err := json.Unmarshal(s.api.OpenAPI(), &d); err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for path, methods := range d.Paths {
		for method, op := range methods {
			for _, p := range op.Parameters {
				if p.In == "query" {
					name := strings.ToUpper(method) + " " + path
					all[name] = append(all[name], p.Name)
				}
			}
		}
	}
	return all
}

func TestABatchThatEndsTooEarlyNamesTheRow(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for name, c := range map[string]struct {
			body, code    string
			status        int
			row, recorded int
		}{
			"cut":      {"[" + line("cut-1") + "," + line("cut-2") + "," + line("cut-3")[:50], "api.body_malformed", 422, 3, 2},
			"comma":    {"[" + line("comma-1") + "," + line("comma-2") + " " + line("comma-3") + "]", "api.body_malformed", 422, 3, 2},
			"open":     {"[" + line("open-1") + ",{}", "api.body_malformed", 422, 3, 1},
			"too deep": {"[" + line("deep-1") + "," + strings.Repeat("[", 20_000), "api.body_malformed", 422, 2, 1},
			"too long": {"[" + line("long-1") + `,{"text":"` + strings.Repeat("x", 12<<20) + `"}]`, "api.row_too_large", 413, 2, 1},
			"behind":   {"[" + line("behind-1") + "] 7", "api.body_malformed", 422, 2, 1},
		} {
			_, status, p := s.batch(c.body)
			if status != c.status || p.Code != c.code || p.Row != c.row || !strings.Contains(p.Detail, "Row") {
				t.Errorf("%s: %d %+v, want %d %s in row %d", name, status, p, c.status, c.code, c.row)
			}
			// Sent again, whole, the good ones are known.
			for i := range c.recorded {
				ref := map[string]string{"too deep": "deep", "too long": "long"}[name]
				if ref == "" {
					ref = name
				}
				var got api.Recorded
				row := line(ref + "-" + string(rune('1'+i)))
				if err := json.Unmarshal([]byte(s.want("POST", "/api/v1/interactions", "write", row, 200)), &got); err != nil || got.Status != "duplicate" {
					t.Errorf("%s: row %d is %+v (%v)", name, i+1, got, err)
				}
			}
		}
	})
}

// FuzzQuery asks lists with whatever may stand in an address: cursors, filters,
// identifiers.
func FuzzQuery(f *testing.F) {
	s := serve(f, companytest.Open(f, databasetest.Open(f, databasetest.SQLite(f), nil)), 0)
	s.populate()
	paths := []string{"/api/v1/customers", "/api/v1/customers/{ada}/timeline", "/api/v1/accounts", "/api/v1/audit", "/api/v1/journal", "/api/v1/corrections", "/api/v1/contests", "/api/v1/suggestions", "/api/v1/remarks", "/api/v1/outgoing", "/api/v1/customers/{ada}/openings", "/api/v1/customers/{ada}/relationship"}
	for i, path := range paths {
		f.Add(uint8(i), "limit=1&cursor=x")
		f.Add(uint8(i), "identifier=email:ada@example.com&q=a%00&channel=email&impression=negative&contributor=support&text=%ff&state=open")
		var page struct{ Next string }
		if err := json.Unmarshal([]byte(s.want("GET", path+"?limit=1", "admin", "", 200)), &page); err == nil && page.Next != "" {
			f.Add(uint8(i), "limit=1&cursor="+page.Next)
		}
	}
	f.Fuzz(func(t *testing.T, at uint8, query string) {
		s.t, s.log = t, bytes.Buffer{}
		path := s.fill(paths[int(at)%len(paths)])
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = &url.URL{Path: path, RawQuery: query}
		r.Header.Set("Authorization", "Bearer "+s.key["admin"])
		w := httptest.NewRecorder()
		s.api.ServeHTTP(w, r)
		s.sound(path+"?"+query, w)
	})
}
