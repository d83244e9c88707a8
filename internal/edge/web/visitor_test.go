package web

import (
	"context"
	escape "html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/secret"
	"regard/internal/platform/sign"
)

const testPassword = "correct horse battery"

// visitor is somebody with a browser.
type visitor struct {
	*testing.T
	http.Client
	base   string
	office *company.Office // behind the pages
}

// eachSite runs fn on each database with a way to sign in as users of a role,
// each in a browser of his own.
func eachSite(t *testing.T, fn func(t *testing.T, enter func(role company.Role) *visitor)) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s, err := New(Options{Office: o, Key: sign.Key("0123456789abcdef0123456789abcdef"), Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
			OpenAPI: []byte(sampleOpenAPI)})
		if err != nil {
			t.Fatal(err)
		}
		site := httptest.NewServer(s)
		t.Cleanup(site.Close)
		hash, err := secret.HashPassword(testPassword)
		if err != nil {
			t.Fatal(err)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			for _, role := range company.Roles {
				if _, err := company.AddUser(ctx, tx, company.UserDraft{Email: string(role) + "@nordlys.example", Name: "The " + roleWord(role), Role: role, Contributor: "carrier"}, hash); err != nil {
					return err
				}
			}
			return nil
		})
		fn(t, func(role company.Role) *visitor {
			v := newVisitor(t, site.URL)
			v.office = o
			v.post("/sign-in", "email", string(role)+"@nordlys.example", "password", testPassword).has(200, "Today")
			return v
		})
	})
}

func newVisitor(t *testing.T, base string) *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{T: t, Client: http.Client{Jar: jar}, base: base}
}

// answer is a page as it came, after going where it sent the browser.
type answer struct {
	*testing.T
	what   string
	status int
	body   string
}

func (v *visitor) get(path string) answer {
	v.Helper()
	r, err := v.Get(v.base + path)
	return v.read("GET "+path, r, err)
}

func (v *visitor) post(path string, fields ...string) answer {
	v.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r, err := v.PostForm(v.base+path, form)
	return v.read("POST "+path, r, err)
}

func (v *visitor) read(what string, r *http.Response, err error) answer {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		v.Fatal(err)
	}
	return answer{v.T, what, r.StatusCode, string(body)}
}

// has fails the test unless the page has the status and says all the texts.
func (a answer) has(status int, texts ...string) answer {
	a.Helper()
	if a.status != status {
		a.Errorf("%s: %d, want %d\n%s", a.what, a.status, status, a.body)
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			a.Errorf("%s: %q is not in the page\n%s", a.what, text, a.body)
		}
	}
	return a
}

func (a answer) hasNot(texts ...string) answer {
	a.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			a.Errorf("%s: %q is in the page", a.what, text)
		}
	}
	return a
}

// find returns what the pattern's group matches in the page.
func (a answer) find(pattern string) string {
	a.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(a.body)
	if m == nil {
		a.Fatalf("%s: nothing like %s in the page\n%s", a.what, pattern, a.body)
	}
	return escape.UnescapeString(m[1])
}
