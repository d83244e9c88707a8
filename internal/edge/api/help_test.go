package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regard/internal/edge/api"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/words"
	"regard/internal/platform/sign"
)

// server is the API of a company, with a key of each scope.
type server struct {
	t   testing.TB
	o   *company.Office
	api *api.API

	words *words.Index
	log   bytes.Buffer
	key   map[string]string // by scope
	is    map[string]string // what {name} stands for in paths and bodies
}

func serve(t testing.TB, o *company.Office, rate int) *server {
	t.Helper()
	s := &server{t: t, o: o, key: map[string]string{}, is: map[string]string{}}
	s.words = words.New(o, filepath.Join(t.TempDir(), "words.db"), slog.New(slog.DiscardHandler))
	t.Cleanup(func() { s.words.Close() })
	s.api = api.New(api.Options{Office: o, Words: s.words, Key: sign.Key("0123456789abcdef0123456789abcdef"), Log: slog.New(slog.NewTextHandler(&s.log, nil)), Rate: rate})
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		for _, scope := range company.Scopes {
			clear, _, err := company.AddKey(ctx, tx, scope, []string{scope})
			if err != nil {
				return err
			}
			s.key[scope] = clear
		}
		return nil
	})
	return s
}

// each runs fn with the API on each database.
func each(t *testing.T, fn func(t *testing.T, s *server)) {
	t.Helper()
	companytest.Each(t, func(t *testing.T, o *company.Office) { fn(t, serve(t, o, 0)) })
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// fill puts what is known in the place of {name}.
func (s *server) fill(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(name string) string {
		v, ok := s.is[name[1:len(name)-1]]
		if !ok {
			return name
		}
		return v
	})
}

// ask sends a request and returns the answer. Headers are "Name: value".
func (s *server) ask(method, path, key, body string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, s.fill(path), strings.NewReader(s.fill(body)))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if strings.HasPrefix(path, "/api/v1/interactions/stream") {
		r.Header.Set("Content-Type", "application/x-ndjson")
	}
	if k, ok := s.key[key]; ok {
		key = k
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.api.ServeHTTP(w, r)
	s.sound(method+" "+path, w)
	return w
}

// A cursor's signature may spell any three letters.
var signed = regexp.MustCompile(`"next":"[^"]*"`)

// internals are what no answer may hold, whatever was sent.
var internals = []string{"SQL", "sqlite", "pgx", "regard/internal", "panic", "goroutine", ".go:", "json:", "constraint", "token_hash", "password_hash", "strconv", "encoding"}

// sound fails the test where an answer tells internals, or a problem is not one
// after RFC 9457 that says what is wrong and what to do.
func (s *server) sound(what string, w *httptest.ResponseRecorder) {
	s.t.Helper()
	said := signed.ReplaceAllString(w.Body.String(), "")
	for _, word := range internals {
		if strings.Contains(said, word) && !strings.HasPrefix(what, "GET /openapi") {
			s.t.Errorf("%s tells %q: %s", what, word, clip(w.Body.String()))
		}
	}
	if w.Code >= 500 {
		s.t.Errorf("%s: %d\n%s", what, w.Code, clip(s.log.String()))
	}
	if w.Code < 400 {
		return
	}
	p := s.problem(w)
	if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
		s.t.Errorf("%s: a problem of type %q", what, kind)
	}
	if p.Status != w.Code || p.Code == "" || p.Title == "" || p.Detail == "" || p.Remedy == "" || p.Type != "about:blank" {
		s.t.Errorf("%s: %d %+v", what, w.Code, p)
	}
	if w.Code == http.StatusUnauthorized && w.Header().Get("WWW-Authenticate") == "" {
		s.t.Errorf("%s: 401 without WWW-Authenticate", what)
	}
}

func (s *server) problem(w *httptest.ResponseRecorder) (p api.Problem) {
	s.t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		s.t.Errorf("%d %q: %v", w.Code, clip(w.Body.String()), err)
	}
	return p
}

// want asks and fails the test if the status is another, or the answer lacks
// something.
func (s *server) want(method, path, key, body string, status int, has ...string) string {
	s.t.Helper()
	w := s.ask(method, path, key, body)
	got := w.Body.String()
	missing := slices.DeleteFunc(slices.Clone(has), func(h string) bool { return strings.Contains(got, s.fill(h)) })
	if w.Code != status || len(missing) > 0 {
		s.t.Errorf("%s %s %s: %d, want %d with %q\n%s", method, s.fill(path), clip(s.fill(body)), w.Code, status, missing, clip(got))
	}
	return got
}

// keep remembers a field of an answer under a name.
func (s *server) keep(name, answer, field string) {
	s.t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(answer), &v); err != nil {
		s.t.Fatalf("%s: %v in %s", name, err, clip(answer))
	}
	text, ok := v[field].(string)
	if !ok {
		s.t.Fatalf("%s: no %s in %s", name, field, clip(answer))
	}
	s.is[name] = text
}

func clip(s string) string {
	if len(s) > 1200 {
		return s[:1200] + "…"
	}
	return s
}

// populate records a company's worth of customers and remembers their ids.
func (s *server) populate() {
	s.t.Helper()
	post := func(name, body string) {
		s.keep(name, s.want("POST", "/api/v1/interactions", "write", body, 200, `"recorded"`), "customer_id")
	}
	s.keep("interaction", s.want("POST", "/api/v1/interactions", "write", `{"source":"shop","source_ref":"1","occurred_at":"2026-03-01T10:00:00Z","channel":"email","touchpoint":"billing.invoice",
		"identifiers":[{"kind":"email","value":"Ada@example.com"},{"kind":"external:crm","value":"1"}],"name":"Ada Lovelace","contributor":"support","text":"This is terrible, I am very angry.","outcome":"wrong_invoice"}`, 200), "id")
	post("ada", `{"source":"shop","source_ref":"2","occurred_at":"2026-03-01T11:00:00Z","channel":"phone","identifiers":[{"kind":"email","value":"ada@example.com"}],"asked":0.5,"wait_seconds":600}`)
	post("bob", `{"source":"shop","source_ref":"3","occurred_at":"2026-03-01T12:00:00Z","channel":"chat","identifiers":[{"kind":"phone","value":"91234567"}],"name":"Bob"}`)
	post("cyd", `{"source":"shop","source_ref":"4","occurred_at":"2026-03-01T13:00:00Z","channel":"chat","identifiers":[{"kind":"handle:x","value":"@cyd"}],"name":"Cyd"}`)
	// One contact with identifiers of two records: a suggestion.
	s.want("POST", "/api/v1/interactions", "write", `{"source":"shop","occurred_at":"2026-03-01T14:00:00Z","channel":"chat","identifiers":[{"kind":"phone","value":"91234567"},{"kind":"handle:x","value":"cyd"}]}`, 200)
}
