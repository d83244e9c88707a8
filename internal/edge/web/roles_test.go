package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/sign"
)

// testServer serves the pages of a company with a user of each role, whose
// session's token it returns.
func testServer(t *testing.T) (*Server, map[company.Role]string) {
	t.Helper()
	o := companytest.Open(t, databasetest.Open(t, databasetest.SQLite(t), nil))
	s, err := New(Options{Office: o, Key: sign.Key("0123456789abcdef0123456789abcdef"), Log: slog.New(slog.DiscardHandler), OpenAPI: []byte(`{"openapi":"3.1.0","info":{"title":"Regard","version":"1"},"paths":{}}`), Demo: sampleDemo()})
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[company.Role]string{}
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		for _, role := range company.Roles {
			u, err := company.AddUser(ctx, tx, company.UserDraft{Email: string(role) + "@nordlys.example", Name: "A " + string(role), Role: role, Contributor: "carrier"}, "")
			if err != nil {
				return err
			}
			if tokens[role], err = company.OpenSession(ctx, tx, u.ID, "test"); err != nil {
				return err
			}
		}
		return nil
	})
	return s, tokens
}

// ask sends a request in the name of whoever has the token.
func ask(s *Server, method, path, token string) *httptest.ResponseRecorder {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(""))
	if strings.HasSuffix(path, "/live") {
		cancel() // a stream ends when its reader goes
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if token != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// TestEveryPageIsOpenToItsRolesOnly walks every route as every role and as
// nobody. What a role may do stands in the table of roles, which has a test of
// its own; here it is made sure that every page asks it.
func TestEveryPageIsOpenToItsRolesOnly(t *testing.T) {
	s, tokens := testServer(t)
	for pattern, op := range s.Routes() {
		method, path, _ := strings.Cut(pattern, " ")
		path = strings.NewReplacer("{$}", "", "{id}", "cus_0000000000001", "{key}", "support", "{token}", "none", "{character}", "nobody").Replace(path)
		w := ask(s, method, path, "")
		switch {
		case op == Open:
			if w.Code == http.StatusInternalServerError {
				t.Errorf("%s as nobody: %d", pattern, w.Code)
			}
			continue
		case method == http.MethodGet && (w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/sign-in")):
			t.Errorf("%s as nobody: %d %s, want to be sent to sign in", pattern, w.Code, w.Header().Get("Location"))
		case method != http.MethodGet && w.Code != http.StatusUnauthorized:
			t.Errorf("%s as nobody: %d, want 401", pattern, w.Code)
		}
		for _, role := range company.Roles {
			if pattern == "POST /sign-out" || strings.HasPrefix(pattern, "POST /you/sessions") {
				continue // would end the sessions of this test
			}
			may := company.Actor{Kind: company.ActorUser, Role: role}.May(op)
			w := ask(s, method, path, tokens[role])
			switch {
			case !may && w.Code != http.StatusForbidden:
				t.Errorf("%s as %s: %d, want 403", pattern, role, w.Code)
			case may && (w.Code == http.StatusForbidden || w.Code == http.StatusUnauthorized || w.Code >= 500):
				t.Errorf("%s as %s: %d", pattern, role, w.Code)
			}
		}
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	s, tokens := testServer(t)
	r := httptest.NewRequest(http.MethodPost, "/log", strings.NewReader("who=x&channel=phone"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: tokens[company.RoleAdmin]})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("%d, want 403", w.Code)
	}
}
