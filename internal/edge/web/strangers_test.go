package web

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/gate"
	"regard/internal/platform/sign"
)

// peopled is a server with one customer, and the session of an admin.
func peopled(t testing.TB, o *company.Office) (s *Server, token string, is map[string]string) {
	t.Helper()
	s, err := New(Options{Office: o, Key: sign.Key("0123456789abcdef0123456789abcdef"), Log: slog.New(slog.NewTextHandler(t.Output(), nil)), OpenAPI: []byte(sampleOpenAPI)})
	if err != nil {
		t.Fatal(err)
	}
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		u, err := company.AddUser(ctx, tx, company.UserDraft{Email: "admin@nordlys.example", Name: "Admin", Role: company.RoleAdmin}, "")
		if err != nil {
			return err
		}
		if token, err = company.OpenSession(ctx, tx, u.ID, "test"); err != nil {
			return err
		}
		got, err := interaction.Record(ctx, tx, []interaction.Draft{{Source: "s", SourceRef: "1", OccurredAt: tx.Now, Channel: interaction.Chat, Text: "This is terrible.", Outcome: "late", Contributor: "support",
			Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@example.com"}}, Name: "Ada"}}, interaction.Live)
		if err != nil {
			return err
		}
		is = map[string]string{"ada": got[0].CustomerID.String(), "own_interaction": got[0].ID.String(), "home": "support"}
		return nil
	})
	return s, token, is
}

// typed is what no honest person types.
var typed = []string{"\x00", "a\x00b", "\xff", "\xed\xa0\x80", "\u202e", "-1", "1e400", "NaN", "99999999999999999999", "0000-01-01", "9999-12-31", "0000-01-01T00:00", "9999-12-31T23:59", "email:\x00", "'\"\\%_*", strings.Repeat("x", 70_000)}

// asked are the names of what pages are asked with.
var asked = []string{"q", "cursor", "band", "sort", "channel", "impression", "contributor", "touchpoint", "text", "from", "to", "episode", "who", "email", "phone", "identifier", "state", "by", "why", "edit", "move", "next", "at", "class", "pattern", "kind", "preview", "day", "customer"}

// TestWhateverAStrangerTypesIsAnswered puts what no honest person types into all
// forms and addresses; with -short each field gets a third of it, another third
// than its neighbour.
func TestWhateverAStrangerTypesIsAnswered(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s, token, is := peopled(t, o)
		send := func(method, path, form string) {
			r := httptest.NewRequest(method, path, strings.NewReader(form))
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			if method == http.MethodPost {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code >= 500 {
				t.Errorf("%s %.300q %.300q: %d", method, path, form, w.Code)
			}
		}
		for _, e := range expectations {
			method, path, _ := strings.Cut(e.route, " ")
			path = cmp.Or(e.path, path)
			for name, id := range is {
				path = strings.ReplaceAll(path, "{"+name+"}", id)
			}
			path = strings.NewReplacer("{$}", "", "{", "x", "}", "x").Replace(path)
			if slices.Contains([]string{"/sign-out", "/you/password", "/sign-in", "/frame/sign-in"}, path) || strings.Contains(path, "/live") || strings.Contains(path, "/demo") || strings.HasPrefix(path, "/link") {
				continue // they end the session, are costly, or do not end
			}
			if method == http.MethodPost {
				fields, err := url.ParseQuery(e.form)
				if err != nil {
					t.Fatal(err)
				}
				for i, name := range slices.Sorted(maps.Keys(fields)) {
					for j, text := range typed {
						if testing.Short() && (i+j)%3 != 0 {
							continue
						}
						was := fields[name]
						fields[name] = []string{text}
						send(method, path, fields.Encode())
						fields[name] = was
					}
				}
				continue
			}
			bare, _, _ := strings.Cut(path, "?")
			for i, text := range typed {
				all := url.Values{}
				for _, name := range asked {
					all.Set(name, text)
					if i == 0 && !testing.Short() {
						send(method, bare+"?"+url.Values{name: {text}}.Encode(), "")
					}
				}
				send(method, bare+"?"+all.Encode(), "")
				if len(text) < 100 {
					send(method, bare+"/"+url.PathEscape(text), "")
				}
			}
		}
	})
}

func TestWhoFindsTheGateShutIsToldWhenToComeAgain(t *testing.T) {
	s, tokens := testServer(t)
	s.Gate, s.Forms, s.Streams = gate.New(1, 0, 0), gate.New(1, 0, 0), gate.New(1, 0, 0)
	for _, g := range []*gate.Gate{s.Gate, s.Forms, s.Streams} {
		if _, err := g.Pass(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	}
	for path, method := range map[string]string{"/": http.MethodGet, "/theme": http.MethodPost, "/today/live": http.MethodGet} {
		w := ask(s, method, path, tokens[company.RoleManager])
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "1" {
			t.Errorf("%s: %d, Retry-After %q", path, w.Code, w.Header().Get("Retry-After"))
		}
	}
}

// FuzzQuery asks pages with whatever may stand in an address.
func FuzzQuery(f *testing.F) {
	s, token, is := peopled(f, companytest.Open(f, databasetest.Open(f, databasetest.SQLite(f), nil)))
	paths := []string{"/customers", "/customers/" + is["ada"], "/customers/" + is["ada"] + "/timeline", "/accounts", "/palette", "/log", "/log/customers", "/card", "/outgoing", "/settings/audit", "/settings/employees", "/suggestions", "/contests", "/remarks", "/customers/coverage", "/interactions/" + is["own_interaction"] + "/correct"}
	for i := range paths {
		f.Add(uint8(i), "q=ada&cursor=x&band=warm&sort=name")
		f.Add(uint8(i), "channel=email&impression=negative&contributor=support&text=a%00b&episode=epi_0000000000001")
	}
	f.Add(uint8(7), "phone=%2B4791234567&compact")
	f.Add(uint8(7), "identifier=external%3Acrm%3A1&email=\xff")
	f.Add(uint8(8), "state=held&by=email&to=a@b.no&why=not_live")
	f.Fuzz(func(t *testing.T, at uint8, query string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = &url.URL{Path: paths[int(at)%len(paths)], RawQuery: query}
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Fatalf("%s?%s: %d", r.URL.Path, query, w.Code)
		}
	})
}

// FuzzInside holds that what is taken for an address of ours leads nowhere else,
// whichever way it is read.
func FuzzInside(f *testing.F) {
	for _, to := range []string{"/", "/customers?q=a#b", "//a.example", `/\a.example`, "/\t/a.example", "/%2f/a.example", "/..//a.example", "/@a.example", "/:80", "/a:b@c", "javascript:alert(1)"} {
		f.Add(to)
	}
	base := &url.URL{Scheme: "https", Host: "ours.example"}
	f.Fuzz(func(t *testing.T, to string) {
		if !inside(to) {
			return
		}
		// Browsers leave out control characters and take a backslash for a slash.
		asRead := strings.Map(func(c rune) rune {
			if c < ' ' || c == 0x7f {
				return -1
			}
			return map[bool]rune{true: '/', false: c}[c == '\\']
		}, strings.TrimSpace(to))
		for _, text := range []string{to, asRead} {
			u, err := base.Parse(text)
			if err == nil && (u.Host != base.Host || u.Scheme != base.Scheme || u.User != nil) {
				t.Fatalf("%q leads to %s", to, u)
			}
		}
		if strings.HasPrefix(asRead, "//") {
			t.Fatalf("%q leads to another host", to)
		}
		w := httptest.NewRecorder()
		http.Redirect(w, httptest.NewRequest(http.MethodGet, "/", nil), to, http.StatusSeeOther)
		if at := w.Header().Get("Location"); !strings.HasPrefix(at, "/") || strings.HasPrefix(at, "//") {
			t.Fatalf("%q is sent as %q", to, at)
		}
	})
}
