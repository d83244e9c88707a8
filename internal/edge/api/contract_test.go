package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database/databasetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestTheDescriptionIsWhatWasPromised(t *testing.T) {
	s := serve(t, companytest.Open(t, databasetest.Open(t, databasetest.SQLite(t), nil)), 0)
	w := s.ask("GET", "/openapi.json", "", "")
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%d %s", w.Code, w.Header())
	}
	got := append(bytes.TrimSpace(w.Body.Bytes()), '\n')
	golden := filepath.Join("testdata", "openapi.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("line %d is %q, was %q; if that is meant: go test ./internal/edge/api -update", i+1, g[i], w[i])
			}
		}
		t.Fatalf("%d lines, were %d; if that is meant: go test ./internal/edge/api -update", len(g), len(w))
	}
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			Description string
			Security    []any
			Responses   map[string]any
		}
	}
	if err := json.Unmarshal(got, &d); err != nil || !strings.HasPrefix(d.OpenAPI, "3.1") {
		t.Errorf("%v, OpenAPI %s", err, d.OpenAPI)
	}
	for name, op := range s.api.Routes() {
		method, path, _ := strings.Cut(name, " ")
		x, ok := d.Paths[path][strings.ToLower(method)]
		if !ok || len(x.Security) == 0 || !strings.Contains(x.Description, "scope "+company.ScopeOf(op)) {
			t.Errorf("%s is not described, with its scope: %+v", name, x)
		}
	}
}

func TestACursorFitsItsOwnListOnly(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.populate()
		next := func(path string) string {
			var page struct{ Next string }
			if err := json.Unmarshal([]byte(s.want("GET", path, "admin", "", 200)), &page); err != nil || page.Next == "" {
				t.Fatalf("%s: %+v %v", path, page, err)
			}
			return page.Next
		}
		customers, audit, timeline := next("/api/v1/customers?limit=1"), next("/api/v1/audit?limit=1"), next("/api/v1/customers/{ada}/timeline?limit=1")
		with := func(path, cursor string) string {
			if strings.Contains(path, "?") {
				return path + "&cursor=" + cursor
			}
			return path + "?cursor=" + cursor
		}
		for _, c := range []struct{ path, cursor string }{
			{"/api/v1/audit", customers}, {"/api/v1/suggestions", customers}, {"/api/v1/customers/{ada}/timeline", customers},
			{"/api/v1/customers", audit}, {"/api/v1/customers", timeline}, {"/api/v1/customers/{bob}/timeline", timeline},
			{"/api/v1/customers/{ada}/timeline?channel=phone", timeline}, {"/api/v1/customers/{ada}/timeline?text=x", timeline}, {"/api/v1/journal", customers},
			{"/api/v1/customers", customers[:len(customers)-2] + "AA"}, {"/api/v1/customers", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}, {"/api/v1/journal", "-1"},
		} {
			s.want("GET", with(c.path, c.cursor), "admin", "", 422, `"cursor.malformed"`, `"field":"cursor"`)
		}
		seen := map[string]bool{}
		for cursor, pages := "", 0; ; pages++ {
			var page struct {
				Items []struct{ ID string }
				Next  string
			}
			if err := json.Unmarshal([]byte(s.want("GET", with("/api/v1/customers?limit=1", cursor), "read", "", 200)), &page); err != nil {
				t.Fatal(err)
			}
			for _, i := range page.Items {
				if seen[i.ID] {
					t.Errorf("%s twice", i.ID)
				}
				seen[i.ID] = true
			}
			if cursor = page.Next; cursor == "" || pages > 20 {
				break
			}
		}
		if len(seen) != 3 {
			t.Errorf("%d customers, want 3", len(seen))
		}
	})
}

func TestTheJournalIsWalkedFactByFact(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.populate()
		walk := func(limit int) (facts []string) {
			seen := map[string]bool{}
			for cursor := ""; ; {
				var page struct {
					Items []struct {
						Position   string
						Kind       string
						SubjectID  string `json:"subject_id"`
						CustomerID string `json:"customer_id"`
					}
					Next string
				}
				if err := json.Unmarshal([]byte(s.want("GET", fmt.Sprintf("/api/v1/journal?limit=%d&cursor=%s", limit, cursor), "read", "", 200)), &page); err != nil {
					t.Fatal(err)
				}
				for _, f := range page.Items {
					if seen[f.Position] {
						t.Fatalf("%s twice", f.Position)
					}
					seen[f.Position] = true
					facts = append(facts, f.Kind+" "+f.SubjectID)
				}
				if len(page.Items) == 0 {
					if cursor != page.Next {
						t.Errorf("the end's cursor %q became %q", cursor, page.Next)
					}
					return facts
				}
				cursor = page.Next
			}
		}
		all := walk(1000)
		recorded := 0
		for _, f := range all {
			if strings.HasPrefix(f, "interaction.recorded int_") {
				recorded++
			}
			if strings.Contains(f, "ada") || strings.Contains(f, "@") {
				t.Errorf("%s tells of a person", f)
			}
		}
		if recorded != 5 {
			t.Errorf("%d interactions journalled, want 5", recorded)
		}
		if by3 := walk(3); strings.Join(by3, "\n") != strings.Join(all, "\n") {
			t.Errorf("three at a time: %v\nat once: %v", by3, all)
		}
	})
}

func TestWhoAsksTooOftenIsToldWhenToComeAgain(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := serve(t, o, 1) // a request a second, ten at once
		limited := 0
		for i := range 14 {
			w := s.ask("GET", "/api/v1/customers", "read", "")
			if w.Header().Get("RateLimit-Limit") != "10" || w.Header().Get("RateLimit-Reset") == "" {
				t.Fatalf("headers %v", w.Header())
			}
			left, err := strconv.Atoi(w.Header().Get("RateLimit-Remaining"))
			if err != nil || left > 9-i+2 && left > 0 && i < 10 {
				t.Errorf("request %d: %d left (%v)", i, left, err)
			}
			if w.Code == http.StatusTooManyRequests {
				limited++
				if p := s.problem(w); p.Code != "api.rate_limited" || w.Header().Get("Retry-After") == "" {
					t.Errorf("%+v, Retry-After %q", p, w.Header().Get("Retry-After"))
				}
			}
		}
		if limited == 0 || limited > 4 {
			t.Errorf("%d of 14 refused", limited)
		}
		if w := s.ask("GET", "/api/v1/customers", "write", ""); w.Code != 403 { // another caller's bucket, and no right to read
			t.Errorf("another key: %d", w.Code)
		}
	})
}

func TestAnIdempotencyKeyStandsForAReference(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		send := func(key, text string) string {
			w := s.ask("POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","text":"`+text+`"}`, "Idempotency-Key: "+key)
			return strings.TrimSpace(w.Body.String())
		}
		first, again, other, changed := send("k1", "a"), send("k1", "a"), send("k2", "a"), send("k1", "b")
		if !strings.Contains(first, `"recorded"`) || !strings.Contains(again, `"duplicate"`) || strings.Contains(again, `"changed"`) || !strings.Contains(other, `"recorded"`) || !strings.Contains(changed, `"changed":true`) {
			t.Errorf("%s\n%s\n%s\n%s", first, again, other, changed)
		}
		w := s.ask("POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone"}`, "Idempotency-Key: "+strings.Repeat("x", 201))
		if w.Code != 422 {
			t.Errorf("%d for a key of 201 characters", w.Code)
		}
	})
}

func TestWhatWasVoidedIsShownNoMore(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.populate()
		s.want("DELETE", "/api/v1/interactions/{interaction}?reason=slip", "write", "", 204)
		s.want("DELETE", "/api/v1/interactions/{interaction}", "write", "", 409, `"interaction.voided"`)
		s.want("GET", "/api/v1/interactions/{interaction}", "read", "", 404, `"not_found"`)
		if got := s.want("GET", "/api/v1/customers/{ada}/timeline", "read", "", 200); strings.Contains(got, s.is["interaction"]) {
			t.Errorf("in the timeline: %s", got)
		}
		if got := s.want("GET", "/api/v1/customers/{ada}/relationship", "read", "", 200); strings.Contains(got, s.is["interaction"]) {
			t.Errorf("in the relationship: %s", got)
		}
	})
}

func TestABearerIsABearerHoweverItIsWritten(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for value, status := range map[string]int{"Bearer " + s.key["read"]: 200, "bearer " + s.key["read"]: 200, "BEARER  " + s.key["read"] + " ": 200,
			"Basic " + s.key["read"]: 401, s.key["read"]: 401, "Bearer": 401, "Bearer ": 401} {
			if w := s.ask("GET", "/api/v1/customers", "", "", "Authorization: "+value); w.Code != status {
				t.Errorf("%q: %d, want %d", strings.Replace(value, s.key["read"], "KEY", 1), w.Code, status)
			}
		}
	})
}
