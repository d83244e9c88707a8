package web

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database"
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

// letters are how expectations name the roles.
var letters = map[company.Role]string{company.RoleAdmin: "A", company.RoleLead: "L", company.RoleManager: "M", company.RoleFrontline: "F", company.RolePartner: "P", company.RoleExecutive: "X"}

// TestEveryPageIsOpenToItsRolesOnly walks every route as every role and as
// nobody, with what is really there: who may is heard, and who may not changes
// nothing.
func TestEveryPageIsOpenToItsRolesOnly(t *testing.T) {
	h := furnish(t, sampleDemo(), func(text string) string { return text })
	h.is["was"] = strings.TrimPrefix(regexp.MustCompile(`was=[^&"]+`).FindString(h.classed("dag")), "was=")
	routes, seen := h.Routes(), map[string]bool{}
	for _, e := range expectations {
		op, there := routes[e.route]
		if !there || seen[e.route] {
			t.Errorf("%s is expected, and is not there or expected twice", e.route)
			continue
		}
		seen[e.route] = true
		if (e.may == "open") != (op == Open) {
			t.Errorf("%s is open: %v", e.route, op == Open)
		}
		before := h.kept()
		nobody := h.expect(e, "")
		if e.may == "open" {
			if nobody.Code >= 500 || nobody.Code >= 400 && !unheard[e.route] {
				t.Errorf("%s as nobody: %d\n%s", e.route, nobody.Code, nobody.Body)
			}
			continue
		}
		method, _, _ := strings.Cut(e.route, " ")
		if method == http.MethodGet && (nobody.Code != http.StatusSeeOther || !strings.HasPrefix(nobody.Header().Get("Location"), "/sign-in")) || method != http.MethodGet && nobody.Code != http.StatusUnauthorized {
			t.Errorf("%s as nobody: %d %s", e.route, nobody.Code, nobody.Header().Get("Location"))
		}
		for _, role := range company.Roles {
			if strings.Contains(e.may, letters[role]) {
				continue
			}
			if w := h.expect(e, role); w.Code != http.StatusForbidden {
				t.Errorf("%s as %s: %d, want 403", e.route, role, w.Code)
			}
		}
		if h.kept() != before {
			t.Errorf("%s by somebody who may not changed what is kept", e.route)
		}
		heard := unheard[e.route]
		for _, role := range company.Roles {
			if !strings.Contains(e.may, letters[role]) {
				continue
			}
			w := h.expect(e, role)
			if w.Code >= 500 || w.Code == http.StatusForbidden || w.Code == http.StatusUnauthorized || method == http.MethodGet && w.Code >= 400 && w.Code != http.StatusNotFound {
				t.Errorf("%s as %s: %d\n%s", e.route, role, w.Code, w.Body)
			}
			heard = heard || w.Code < 400
		}
		if !heard {
			t.Errorf("%s: nobody of %s was heard", e.route, e.may)
		}
	}
	for route := range routes {
		if !seen[route] {
			t.Errorf("%s has no expectation: say in expectations who may", route)
		}
	}
}

// expect asks for a route as a role, or as nobody.
func (h *furnished) expect(e expected, role company.Role) *httptest.ResponseRecorder {
	h.Helper()
	method, path, _ := strings.Cut(e.route, " ")
	path = cmp.Or(e.path, path)
	h.is["home"] = map[company.Role]string{company.RolePartner: "carrier"}[role]
	if h.is["home"] == "" {
		h.is["home"] = "support"
	}
	if strings.HasPrefix(e.route, "POST /you/sessions") || e.route == "POST /sign-out" {
		defer func(token string) { h.tokens[string(role)] = token }(h.tokens[string(role)])
		h.second(string(role))
	}
	var fields []string
	for field := range strings.SplitSeq(e.form, "&") {
		name, value, _ := strings.Cut(field, "=")
		fields = append(fields, name, value)
	}
	return h.send(string(role), method, path, fields...)
}

// second signs a user in once more, so that a session may end.
func (h *furnished) second(who string) {
	h.Helper()
	if who == "" {
		h.is["session"] = "ses_0000000000001"
		return
	}
	companytest.Update(h.T, h.Office, func(ctx context.Context, tx *company.Tx) error {
		id, err := database.ParseID("usr", h.is["user_"+who])
		if err != nil {
			return err
		}
		if _, err = company.OpenSession(ctx, tx, id, "a second"); err != nil {
			return err
		}
		all, err := company.Sessions(ctx, tx, id)
		h.is["session"] = database.FormatID("ses", all[0].ID)
		if err == nil {
			h.tokens[who], err = company.OpenSession(ctx, tx, id, "a third")
		}
		return err
	})
}

// classed says of a customer that it is a supplier and returns the page with
// what takes it back.
func (h *furnished) classed(name string) string {
	h.Helper()
	w := h.send("admin", http.MethodPost, "/customers/{"+name+"}/class", "class", "supplier", "reason", "for now")
	for _, k := range w.Result().Cookies() {
		if text, ok := h.Key.Open("flash", k.Value); ok {
			return text
		}
	}
	h.Fatalf("%d %s", w.Code, w.Body)
	return ""
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
