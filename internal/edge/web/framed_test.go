package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
)

// framedAsk asks as a frame of another system would, with a frame's cookie only.
func framedAsk(s *Server, method, path, token string) *httptest.ResponseRecorder {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, path, nil)
	if strings.Contains(path, "/live") {
		cancel()
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Sec-Fetch-Dest", "iframe")
	if token != "" {
		r.AddCookie(&http.Cookie{Name: frameCookie, Value: token})
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// TestAFramesCookieOpensCompactCardsOnly walks every route with nothing but a
// frame's cookie, as an admin's frame.
func TestAFramesCookieOpensCompactCardsOnly(t *testing.T) {
	s, tokens := testServer(t)
	who, err := company.Authenticate(t.Context(), s.Office, tokens[company.RoleAdmin])
	if err != nil {
		t.Fatal(err)
	}
	for pattern, op := range s.Routes() {
		method, path, _ := strings.Cut(pattern, " ")
		path = strings.NewReplacer("{$}", "", "{id}", "cus_0000000000001", "{key}", "support", "{token}", "none").Replace(path)
		w := framedAsk(s, method, path+"?compact", s.frameToken(who.SessionID))
		shut := w.Code == http.StatusUnauthorized || w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/sign-in")
		if framable[pattern] == shut && op != Open {
			t.Errorf("%s with a frame's cookie: %d %s", pattern, w.Code, w.Header().Get("Location"))
		}
		if framable[pattern] != (strings.Contains(w.Header().Get("Content-Security-Policy"), "frame-ancestors")) && !strings.HasSuffix(pattern, "/live") {
			t.Errorf("%s says of frames: %q", pattern, w.Header().Get("Content-Security-Policy"))
		}
	}
	companytest.Update(t, s.Office, func(ctx context.Context, tx *company.Tx) error { return company.EndSession(ctx, tx, who.SessionID) })
	if w := framedAsk(s, "GET", "/card?compact", s.frameToken(who.SessionID)); w.Code != http.StatusUnauthorized {
		t.Errorf("after the session ended: %d", w.Code)
	}
	if w := framedAsk(s, "GET", "/card?compact", s.Key.Sign("flash", "1")); w.Code != http.StatusUnauthorized {
		t.Errorf("with what was signed for something else: %d", w.Code)
	}
}

// What another page may send to a frame, or in its name, opens nothing and is
// answered.
func TestABadMessageToAFrameOpensNothing(t *testing.T) {
	s, tokens := testServer(t)
	who, err := company.Authenticate(t.Context(), s.Office, tokens[company.RoleAdmin])
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"nothing": "", "NUL": "\x00", "broken UTF-8": "\xff", "an object": "[object Object]", "a session": tokens[company.RoleAdmin], "a frame's token": s.frameToken(who.SessionID),
		"what was signed for something else": s.Key.Sign("flash", "1"), "half a pair": `\ud83d`, "a path": "../../first/x", "endless": strings.Repeat("x", 500_000), "a number": "99999999999999999999"} {
		r := httptest.NewRequest(http.MethodPost, "/frame/session", strings.NewReader(url.Values{"code": {text}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code < 400 || w.Code >= 500 || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s as a code: %d, %v", name, w.Code, w.Header())
		}
		if text == s.frameToken(who.SessionID) {
			continue
		}
		if w := framedAsk(s, http.MethodGet, "/card?compact&email=ada@example.com", strings.Map(printable, text)); w.Code != http.StatusUnauthorized {
			t.Errorf("%s as a frame's cookie: %d", name, w.Code)
		}
		for _, by := range []string{"email", "phone", "identifier", "number"} {
			w := framedAsk(s, http.MethodGet, "/card?compact&"+by+"="+url.QueryEscape(text), s.frameToken(who.SessionID))
			if len(text) < 100_000 && w.Code >= 500 {
				t.Errorf("%s as %s: %d", name, by, w.Code)
			}
		}
	}
}

// printable leaves out what no cookie can hold.
func printable(r rune) rune {
	if r <= ' ' || r > '~' || strings.ContainsRune(`",;\\`, r) {
		return -1
	}
	return r
}

func TestOnlyTheCompactCardSaysWhoMayFrameIt(t *testing.T) {
	s, tokens := testServer(t)
	var ada customer.ID
	companytest.Update(t, s.Office, func(ctx context.Context, tx *company.Tx) error {
		ids, _, err := customer.Put(ctx, tx, []customer.Draft{{Name: "Ada", Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@example.com"}},
			Attributes: map[string]any{"ssn": "12345"}}})
		if err != nil {
			return err
		}
		ada = ids[0]
		// Nobody sees it, and a frame has no form to reveal it with.
		if _, err := company.SetMasks(ctx, tx, []company.Mask{{Field: "attribute:ssn"}, {Field: "identifier:handle"}}); err != nil {
			return err
		}
		_, err = company.SetFrames(ctx, tx, company.Frames{Origins: []string{"https://desk.example.com", "*.example.org"}})
		return err
	})
	for path, framed := range map[string]bool{
		"/customers/" + ada.String() + "?compact": true, "/card?compact&email=nobody@example.com": true, "/card?compact": true,
		"/customers/" + ada.String(): false, "/card?email=ada@example.com": false, "/log?compact": false, "/customers/" + ada.String() + "/edit?compact": false, "/?compact": false,
	} {
		w := ask(s, http.MethodGet, path, tokens[company.RoleAdmin])
		policy := w.Header().Get("Content-Security-Policy") // where nothing is set, the app says 'none'
		if framed != strings.HasSuffix(policy, "frame-ancestors https://desk.example.com https://*.example.org") || !framed && policy != "" {
			t.Errorf("%s: %d, policy %q", path, w.Code, policy)
		}
		if framed && strings.Contains(w.Body.String(), "<form") {
			t.Errorf("%s may be framed and holds a form", path)
		}
	}
}
