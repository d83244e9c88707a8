package web

import (
	"cmp"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
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

// TestWhatPeopleWriteIsNeverMarkup walks all pages of a company whose every text
// is markup.
func TestWhatPeopleWriteIsNeverMarkup(t *testing.T) {
	const markup = `<script>alert(1)</script>"'><img src=x onerror=1>`
	h := furnish(t, sampleDemo(), func(text string) string { return text + markup })
	h.must("admin", "/settings", "company", "Nordlys"+markup, "zone", "Europe/Oslo", "currency", "NOK", "region", "NO", "addresses", "nordlys.example")
	q := url.QueryEscape(markup)
	pages := slices.Concat(mixed, foreign, []string{"/customers/{dag}", "/customers/{bob}?episode={their_interaction_episode}", "/customers/{cyd}?episode={shared_interaction_episode}", "/interactions/{shared_interaction}/correct",
		"/settings/contributors?edit=courier", "/settings/contributors?move=courier", "/settings/contributors?add", "/settings/employees?edit=truls", "/settings/touchpoints?edit=courier.gate", "/settings/spots?edit={spot}",
		"/settings/spots/{spot}/print?sheet", "/settings/users?edit={user}", "/settings/keys?add", "/settings/outcomes?add", "/settings/outcomes?edit=0-1", "/settings/privacy?preview", "/settings/privacy?edit", "/contests?all=1", "/by/{their_spot_token}",
		"/remarks?state=accepted", "/remarks?state=refused", "/outgoing?by=email&to=" + q, "/customers?q=" + q, "/accounts?q=" + q, "/palette?q=" + q, "/log?who=" + q, "/log/customers?who=" + q, "/settings/audit?q=" + q, "/settings/employees?q=" + q,
		"/card?email=" + q, "/card?identifier=" + q, "/card?phone=" + q + "&compact", "/sign-in?next=/" + q, "/settings/not-customers?add&class=bot&pattern=" + q, "/customers/{ada}/timeline?text=" + q, "/no/such/" + q, "/customers/" + q, "/contributors/" + q,
		"/customers/{ada}?cursor=" + q, "/customers?cursor=" + q + "&band=" + q + "&sort=" + q})
	for _, e := range expectations {
		if method, path, _ := strings.Cut(e.route, " "); method == http.MethodGet && !strings.HasPrefix(path, "/demo") {
			pages = append(pages, strings.NewReplacer("{$}", "", "{home}", "courier").Replace(cmp.Or(e.path, path)))
		}
	}
	shown := 0
	for _, who := range []string{"admin", "frontline", "partner", "rival", "executive", ""} {
		for _, path := range pages {
			if strings.Contains(path, "/live") {
				continue // no page
			}
			w := h.send(who, http.MethodGet, path)
			body := w.Body.String()
			if w.Code >= 500 {
				t.Errorf("%s as %q: %d", path, who, w.Code)
			}
			if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				continue
			}
			if strings.Contains(body, "&lt;img src=x") {
				shown++
			}
			for _, raw := range []string{"<script>alert", "<img src=x"} {
				if strings.Contains(body, raw) {
					t.Errorf("%s as %q holds %s: %s", path, who, raw, around(body, raw))
				}
			}
		}
	}
	if shown < 100 {
		t.Errorf("only %d pages showed what people wrote", shown)
	}
	for _, post := range [][]string{{"/by/{spot_token}", "text", markup, "contact", markup}, {"/log", "who", markup, "channel", markup, "note", markup, "at", markup}, {"/customers/{ada}/edit", "name", markup, "since", markup, "identifier_kind", "email", "identifier_value", markup, "attribute_key", markup, "attribute_value", markup},
		{"/settings/users", "name", markup, "email", markup}, {"/settings/contributors", "name", markup, "key", markup}, {"/settings/spots", "name", markup, "hourly", markup}, {"/settings/frames", "origins", markup}, {"/outgoing", "allowed", markup}, {"/settings/outcomes", "outcome", markup, "valence", markup},
		{"/interactions/{own_interaction}/correct", "what", "valence", "reason", markup}, {"/interactions/{own_interaction}/contest", "role", "outcome", "reason", ""}, {"/settings/masks", "kind", "attribute:", "key", markup}, {"/sign-in", "email", markup, "password", "x"}, {"/customers/{ada}/erase", "typed", markup}} {
		w := h.send("admin", http.MethodPost, post[0], post[1:]...)
		if body := w.Body.String(); w.Code >= 500 || strings.Contains(body, "<img src=x") || strings.Contains(body, "<script>alert") {
			t.Errorf("POST %s: %d %s", post[0], w.Code, around(body, "<img src=x"))
		}
	}
}

// TestAFormThatIsTooLongOrBrokenIsRefusedWhole sends every form with so much, or
// so broken, that it cannot be read: what could not be read must not count as
// empty, which would clear a list.
func TestAFormThatIsTooLongOrBrokenIsRefusedWhole(t *testing.T) {
	h := furnish(t, sampleDemo(), same)
	before := h.kept()
	for _, e := range expectations {
		method, path, _ := strings.Cut(e.route, " ")
		if method != http.MethodPost || ownReading[e.route] {
			continue
		}
		for what, body := range map[string]string{"too long": e.form + "&long=" + strings.Repeat("x", maxForm+1), "broken": e.form + "&a=%zz"} {
			r := h.request("admin", method, strings.ReplaceAll(h.fill(cmp.Or(e.path, path)), "{", "x"))
			r.Body = io.NopCloser(strings.NewReader(h.fill(body)))
			if w := h.answer(r); w.Code != http.StatusUnprocessableEntity {
				t.Errorf("%s with a form that is %s: %d", e.route, what, w.Code)
			}
		}
	}
	if h.kept() != before {
		t.Error("a form that could not be read changed what is kept")
	}
}
