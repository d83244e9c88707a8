package web

import (
	"net/http"
	"strings"
	"testing"
)

// foreign are paths of what the partner had no part in.
var foreign = []string{"/customers/{bob}", "/customers/{bob}?compact", "/customers/{bob}/live?", "/customers/{bob}/timeline", "/customers/{bob}/edit", "/customers/{bob}/erase", "/customers/{bob}/archive",
	"/customers/{bob}/merge?other={ada}", "/customers/{ada}/merge?other={bob}", "/customers/{their_account}", "/customers/{their_account}/timeline", "/episodes/{their_interaction_episode}",
	"/interactions/{their_interaction}/correct", "/interactions/{their_interaction}/contest?role=outcome", "/log?customer={bob}",
	"/contributors/courier", "/contributors/support", "/settings/spots/{their_spot}/print", "/suggestions/{suggestion}"}

// mixed are pages on which what is the partner's stands beside what is not.
var mixed = []string{"/", "/customers", "/customers?q=bob", "/customers?q=gate", "/customers?band=strained", "/customers/not", "/accounts", "/accounts?q=fjell", "/accounts?sort=renewal", "/palette?q=bob", "/palette?q=c", "/log/customers?who=bob",
	"/log/customers?who=cyd", "/log", "/contests", "/contests?all=1", "/customers/{ada}", "/customers/{ada}?compact", "/customers/{ada}/timeline", "/customers/{account}", "/customers/{cyd}", "/customers/{cyd}?compact",
	"/customers/{cyd}?episode={shared_interaction_episode}", "/customers/{cyd}/timeline", "/customers/{cyd}/timeline?text=late", "/customers/{cyd}/timeline?contributor=courier", "/interactions/{own_interaction}/contest?role=outcome",
	"/contributors/carrier", "/contributors/carrier-north", "/you"}

// singleMark stands wherever figures of single employees do.
const singleMark = "Called done at once"

func same(text string) string { return text }

// TestAPartnerSeesOnlyItsOwn asks, as the users of two partners, for everything
// by the ids of what the other had a part in.
func TestAPartnerSeesOnlyItsOwn(t *testing.T) {
	h := furnish(t, nil, same)
	for _, path := range append(foreign, "/episodes/{shared_interaction_episode}", "/interactions/{shared_interaction}/contest?role=outcome") {
		w := h.send("partner", http.MethodGet, path)
		if w.Code != http.StatusNotFound && w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), theirs) {
			t.Errorf("%s: %d\n%s", path, w.Code, around(w.Body.String(), theirs))
		}
	}
	for _, path := range mixed {
		w := h.send("partner", http.MethodGet, path)
		body := w.Body.String()
		if w.Code != http.StatusOK || strings.Contains(body, theirs) {
			t.Errorf("%s: %d\n%s", path, w.Code, around(body, theirs))
		}
	}
	for path, to := range map[string]string{"/episodes/{cyd_own_episode}": "/customers/{cyd}?", "/card?email=bob" + theirs + "@example.com": "/log", "/card?email=cyd@example.com": "/customers/{cyd}", "/log?who=bob": "/log"} {
		if w := h.send("partner", http.MethodGet, path); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), h.fill(to)) {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Location"))
		}
	}
	before := h.kept()
	for path, form := range map[string][]string{"/contests/{their_contest}/withdraw": nil, "/interactions/{their_interaction}/contest": {"role", "outcome", "reason", "x"},
		"/interactions/{shared_interaction}/contest": {"role", "outcome", "reason", "x"}, "/log": {"customer", "{bob}", "channel", "phone", "note", "x"}, "/you/sessions/{session}/revoke": nil} {
		h.is["session"] = "ses_0000000000001"
		if w := h.send("partner", http.MethodPost, path, form...); w.Code < 400 || w.Code >= 500 || strings.Contains(w.Body.String(), theirs) {
			t.Errorf("POST %s: %d\n%s", path, w.Code, around(w.Body.String(), theirs))
		}
	}
	if h.kept() != before {
		t.Error("a partner changed what is another's")
	}
	for _, path := range []string{"/customers/{bob}", "/customers/{bob}/timeline", "/contributors/courier", "/contests", "/customers", "/customers/{cyd}"} {
		if w := h.send("rival", http.MethodGet, path); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), theirs) {
			t.Errorf("%s as the other partner's user: %d", path, w.Code)
		}
	}
}

// TestFiguresOfSingleEmployeesAreForManagersOfTheirUnits walks all pages with
// the figures switched on.
func TestFiguresOfSingleEmployeesAreForManagersOfTheirUnits(t *testing.T) {
	h := furnish(t, nil, same)
	h.must("admin", "/settings/figures", "per_employee", "true")
	pages := append([]string{"/contributors/support", "/contributors/billing", "/contributors/courier"}, mixed...)
	for _, e := range expectations {
		if method, path, _ := strings.Cut(e.route, " "); method == http.MethodGet && !strings.Contains(path, "/archive") {
			if e.path != "" {
				path = e.path
			}
			pages = append(pages, strings.ReplaceAll(strings.ReplaceAll(path, "{home}", "support"), "{$}", ""))
		}
	}
	for _, who := range []string{"frontline", "executive", "partner"} {
		for _, path := range pages {
			if w := h.send(who, http.MethodGet, path); strings.Contains(w.Body.String(), singleMark) {
				t.Errorf("%s as %s shows figures of single employees", path, who)
			}
		}
	}
	for path, want := range map[string]int{"/contributors/support": http.StatusOK, "/contributors/carrier": http.StatusNotFound, "/contributors/courier": http.StatusNotFound, "/contributors/billing": http.StatusNotFound} {
		w := h.send("manager", http.MethodGet, path)
		if w.Code != want || strings.Contains(w.Body.String(), singleMark) != (want == http.StatusOK) {
			t.Errorf("%s as the manager of support: %d", path, w.Code)
		}
	}
	if w := h.send("admin", http.MethodGet, "/contributors/carrier"); !strings.Contains(w.Body.String(), singleMark) {
		t.Error("an admin sees no figures of single employees")
	}
}

// TestAKeyOpensNoPage asks for every page with a key of all scopes.
func TestAKeyOpensNoPage(t *testing.T) {
	h := furnish(t, nil, same)
	for _, e := range expectations {
		method, path, _ := strings.Cut(e.route, " ")
		if e.may == "open" || strings.HasPrefix(path, "/demo") {
			continue
		}
		if e.path != "" {
			path = e.path
		}
		r := h.request("", method, strings.ReplaceAll(path, "{$}", ""))
		r.Header.Set("Authorization", "Bearer "+h.is["clear_key"])
		if w := h.answer(r); w.Code != http.StatusUnauthorized && (w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/sign-in")) {
			t.Errorf("%s with a key: %d", e.route, w.Code)
		}
	}
}

// around clips a page to where a word stands in it.
func around(page, word string) string {
	i := strings.Index(page, word)
	if i < 0 {
		return ""
	}
	return "…" + page[max(0, i-200):min(len(page), i+60)] + "…"
}
