package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/gate"
	"regard/internal/platform/secret"
)

// guessing is a server with one account, and who tries to sign in to it.
func guessing(t *testing.T) (try func(from, password string, cookies ...*http.Cookie) *httptest.ResponseRecorder) {
	t.Helper()
	s, _ := testServer(t)
	hash, err := secret.HashPassword("correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	companytest.Update(t, s.Office, func(ctx context.Context, tx *company.Tx) error {
		_, err := company.AddUser(ctx, tx, company.UserDraft{Email: "owner@nordlys.example", Name: "Owner", Role: company.RoleAdmin}, hash)
		return err
	})
	return func(from, password string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/sign-in", strings.NewReader(url.Values{"email": {"Owner@nordlys.example"}, "password": {password}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr = from + ":1234"
		for _, k := range cookies {
			r.AddCookie(k)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
}

// known is the cookie by which a browser is known.
func known(w *httptest.ResponseRecorder) *http.Cookie {
	for _, k := range w.Result().Cookies() {
		if k.Name == knownCookie {
			return k
		}
	}
	return nil
}

func TestWhoGuessesIsSlowedDownAndTheOwnerIsNotKeptOut(t *testing.T) {
	try := guessing(t)
	first := try("192.0.2.1", "correct horse battery")
	browser := known(first)
	if first.Code != http.StatusSeeOther || browser == nil || !browser.HttpOnly || strings.Contains(browser.Value, "owner") {
		t.Fatalf("%d %v", first.Code, browser)
	}
	for range maxTries {
		if w := try("198.51.100.7", "a guess"); w.Code != http.StatusUnprocessableEntity {
			t.Fatal(w.Code)
		}
	}
	w := try("198.51.100.7", "correct horse battery")
	if again, err := strconv.Atoi(w.Header().Get("Retry-After")); w.Code != http.StatusTooManyRequests || err != nil || again < 1 || again > 30 {
		t.Errorf("one guess more: %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	if w := try("203.0.113.9", "correct horse battery"); w.Code != http.StatusSeeOther {
		t.Errorf("from elsewhere the owner is let in: %d", w.Code)
	}
	for i := range maxTriesAccount { // from everywhere
		try("198.51.100."+strconv.Itoa(100+i), "a guess")
	}
	if w := try("203.0.113.10", "correct horse battery"); w.Code != http.StatusTooManyRequests {
		t.Errorf("guessed from everywhere: %d", w.Code)
	}
	if w := try("203.0.113.11", "correct horse battery", browser); w.Code != http.StatusSeeOther {
		t.Errorf("the owner's own browser is kept out: %d", w.Code)
	}
	for range maxTries {
		try("203.0.113.12", "a guess", browser)
	}
	if w := try("203.0.113.12", "correct horse battery", browser); w.Code != http.StatusTooManyRequests {
		t.Errorf("a known browser may guess for ever: %d", w.Code)
	}
}

func TestWhatIsRightIsNotCounted(t *testing.T) {
	try := guessing(t)
	for range 2 * maxTries {
		if w := try("192.0.2.1", "correct horse battery"); w.Code != http.StatusSeeOther {
			t.Fatal(w.Code)
		}
	}
}

func TestStrangersOfAnAddressAreSoManyAMinute(t *testing.T) {
	s, tokens := testServer(t)
	s.Strangers = gate.NewTurnstile(time.Minute, 5)
	get := func(path, from, forwarded, token string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.RemoteAddr = from + ":1234"
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		if token != "" {
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	for _, path := range []string{"/sign-in", "/docs", "/by/nowhere", "/first/x", "/"} {
		if w := get(path, "192.0.2.1", "", ""); w.Code == http.StatusTooManyRequests {
			t.Fatalf("%s: %d", path, w.Code)
		}
	}
	for _, path := range []string{"/sign-in", "/by/nowhere", "/"} {
		if w := get(path, "192.0.2.1", "", "no such session"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "60" {
			t.Errorf("%s: %d, Retry-After %q", path, w.Code, w.Header().Get("Retry-After"))
		}
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"who is signed in":       get("/", "192.0.2.1", "", tokens[company.RoleManager]),
		"another address":        get("/sign-in", "192.0.2.2", "", ""),
		"another by the proxy":   get("/sign-in", "10.0.0.1", "198.51.100.7", ""),
		"this machine":           get("/sign-in", "127.0.0.1", "", ""),
		"what a page is made of": get("/assets/app.css", "192.0.2.1", "", ""),
	} {
		if w.Code == http.StatusTooManyRequests {
			t.Errorf("%s pays for it", name)
		}
	}
	for range 5 {
		get("/sign-in", "10.0.0.1", "198.51.100.8", "")
	}
	if w := get("/sign-in", "10.0.0.1", "203.0.113.1, 198.51.100.8", ""); w.Code != http.StatusTooManyRequests {
		t.Errorf("who says he is another: %d", w.Code)
	}
}
