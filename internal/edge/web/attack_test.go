package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"regard/internal/know/company"
)

// TestNoAddressLeadsElsewhere tries addresses that browsers take for another
// site's in everything that says where to go on.
func TestNoAddressLeadsElsewhere(t *testing.T) {
	s, tokens := testServer(t)
	for _, to := range []string{"https://a.example/", "//a.example", "///a.example", `/\a.example`, `\\a.example`, "/\t/a.example", "/\n/a.example", "/\r/a.example", "javascript:alert(1)", "a.example", " //a.example", "/\x00/a.example"} {
		next := "next=" + url.QueryEscape(to)
		for path, method := range map[string]string{"/sign-in?" + next: http.MethodGet, "/theme?theme=dark&" + next: http.MethodPost, "/demo/as/admin?" + next: http.MethodGet} {
			token := tokens[company.RoleManager]
			if strings.HasPrefix(path, "/demo/") {
				token = "" // it would end the session
			}
			w := ask(s, method, path, token)
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
				t.Errorf("%s %s leads to %q (%d)", method, path, w.Header().Get("Location"), w.Code)
			}
		}
	}
}

// TestNoFormOfAnotherSiteIsTaken posts every form as an admin from another site.
func TestNoFormOfAnotherSiteIsTaken(t *testing.T) {
	h := furnish(t, sampleDemo(), func(text string) string { return text })
	before := h.kept()
	for _, e := range expectations {
		method, path, _ := strings.Cut(e.route, " ")
		if method != http.MethodPost {
			continue
		}
		if e.path != "" {
			path = e.path
		}
		for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://a.example"} {
			r := httptest.NewRequest(method, strings.ReplaceAll(h.fill(path), "{", "x"), strings.NewReader(h.fill(e.form)))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set(name, value)
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: h.tokens["admin"]})
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != http.StatusForbidden {
				t.Errorf("%s with %s: %s: %d", e.route, name, value, w.Code)
			}
		}
	}
	if h.kept() != before {
		t.Error("a form of another site changed what is kept")
	}
}
