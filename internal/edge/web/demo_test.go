package web

import (
	"context"
	"errors"
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

// sampleDemo is a made-up company whose characters are the users of testServer
// and eachSite, open to every address.
func sampleDemo() *Demo {
	d := &Demo{Anywhere: true, Reset: func(context.Context) error { return nil }}
	for _, r := range company.Roles {
		d.Characters = append(d.Characters, Character{Key: string(r), Email: string(r) + "@nordlys.example", Name: "A " + string(r), Role: roleWord(r)})
	}
	return d
}

// demoServer is testServer with another demo, or none.
func demoServer(t *testing.T, d *Demo) (*Server, map[company.Role]string) {
	t.Helper()
	s, tokens := testServer(t)
	s, err := New(Options{Office: s.Office, Key: s.Key, Log: s.Log, OpenAPI: s.OpenAPI, Demo: d})
	if err != nil {
		t.Fatal(err)
	}
	return s, tokens
}

func TestOutsideAMadeUpCompanyNobodyIsLetInByAClick(t *testing.T) {
	o := companytest.Open(t, databasetest.Open(t, databasetest.SQLite(t), nil))
	s, err := New(Options{Office: o, Key: sign.Key("0123456789abcdef0123456789abcdef"), Log: slog.New(slog.DiscardHandler), OpenAPI: []byte(sampleOpenAPI)})
	if err != nil {
		t.Fatal(err)
	}
	for pattern := range s.Routes() {
		if strings.Contains(pattern, "/demo/") {
			t.Errorf("%s is there", pattern)
		}
	}
	if w := ask(s, http.MethodGet, "/demo/as/admin", ""); w.Code != http.StatusNotFound || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("signing in: %d %v", w.Code, w.Header())
	}
	if w := ask(s, http.MethodPost, "/demo/reset", ""); w.Code != http.StatusNotFound {
		t.Errorf("resetting: %d", w.Code)
	}
	if w := ask(s, http.MethodGet, "/sign-in", ""); strings.Contains(w.Body.String(), "/demo/") {
		t.Error("the form to sign in offers characters")
	}
}

func TestOnlyThisMachineIsLetInByAClick(t *testing.T) {
	d := sampleDemo()
	d.Anywhere = false
	s, tokens := demoServer(t, d)
	for _, c := range []struct {
		from, forwarded string
		want            int
	}{
		{"127.0.0.1:4000", "", http.StatusSeeOther}, {"[::1]:4000", "", http.StatusSeeOther},
		{"192.0.2.7:4000", "", http.StatusForbidden}, {"127.0.0.1:4000", "192.0.2.7", http.StatusForbidden}, {"nonsense", "", http.StatusForbidden},
	} {
		for path, method := range map[string]string{"/demo/as/experience_lead": http.MethodGet, "/demo/reset": http.MethodPost} {
			r := httptest.NewRequest(method, path, nil)
			r.RemoteAddr = c.from
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: tokens[company.RoleAdmin]})
			if method == http.MethodGet {
				r.Header.Del("Cookie")
			}
			if c.forwarded != "" {
				r.Header.Set("X-Forwarded-For", c.forwarded)
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != c.want {
				t.Errorf("%s from %s (for %q): %d, want %d", path, c.from, c.forwarded, w.Code, c.want)
			}
		}
	}
}

func TestAClickChangesWhoIsLookingAndStaysOnThePage(t *testing.T) {
	s, tokens := demoServer(t, sampleDemo())
	for _, c := range []struct{ as, next, want string }{
		{"experience_lead", "/customers?q=ola", "/customers?q=ola"},
		{"admin", "/settings/users", "/settings/users"},
		{"partner", "/settings/users", "/"}, // not his to see
		{"partner", "/no/such/page", "/"},
		{"frontline", "https://elsewhere.example/", "/"},
		{"frontline", "//elsewhere.example/", "/"},
		{"executive", "", "/"},
	} {
		w := ask(s, http.MethodGet, "/demo/as/"+c.as+"?next="+c.next, tokens[company.RoleManager])
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != c.want {
			t.Errorf("as %s to %s: %d %s, want %s", c.as, c.next, w.Code, w.Header().Get("Location"), c.want)
			continue
		}
		who, err := company.Authenticate(t.Context(), s.Office, w.Result().Cookies()[0].Value)
		if err != nil || string(who.Role) != c.as {
			t.Errorf("as %s: is %s (%v)", c.as, who.Role, err)
		}
	}
	// Whoever he was before has signed out.
	if who, err := company.Authenticate(t.Context(), s.Office, tokens[company.RoleManager]); err != nil || who.Kind == company.ActorUser {
		t.Errorf("the session before: %v, %v", who, err)
	}
	if w := ask(s, http.MethodGet, "/demo/as/somebody", ""); w.Code != http.StatusNotFound {
		t.Errorf("as somebody: %d", w.Code)
	}
}

func TestACharacterWhoWasRemovedIsNotLetIn(t *testing.T) {
	s, tokens := demoServer(t, sampleDemo())
	companytest.Update(t, s.Office, func(ctx context.Context, tx *company.Tx) error {
		users, err := company.Users(ctx, tx)
		for _, u := range users {
			if u.Role == company.RolePartner && err == nil {
				err = company.DisableUser(ctx, tx, u.ID)
			}
		}
		return err
	})
	if w := ask(s, http.MethodGet, "/demo/as/partner", tokens[company.RoleLead]); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "cannot sign in any more") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestWhoeverResetsIsTheSameCharacterAfterwards(t *testing.T) {
	d := sampleDemo()
	asked := 0
	d.Reset = func(context.Context) error { asked++; return nil }
	s, tokens := demoServer(t, d)
	w := ask(s, http.MethodPost, "/demo/reset", tokens[company.RoleFrontline])
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/demo/as/frontline" || asked != 1 {
		t.Errorf("%d %s, asked %d times", w.Code, w.Header().Get("Location"), asked)
	}
	d.Reset = func(context.Context) error { return errors.New("the copy is gone") }
	if w := ask(s, http.MethodPost, "/demo/reset", tokens[company.RoleFrontline]); w.Code != http.StatusInternalServerError {
		t.Errorf("a reset that fails: %d", w.Code)
	}
	d.Reset = nil
	s, tokens = demoServer(t, d)
	if w := ask(s, http.MethodPost, "/demo/reset", tokens[company.RoleFrontline]); w.Code != http.StatusNotFound {
		t.Errorf("where it cannot be made anew: %d", w.Code)
	}
	if w := ask(s, http.MethodGet, "/", tokens[company.RoleFrontline]); strings.Contains(w.Body.String(), "/demo/reset") || !strings.Contains(w.Body.String(), "/demo/as/partner") {
		t.Error("the menu offers what cannot be, or not what can")
	}
}
