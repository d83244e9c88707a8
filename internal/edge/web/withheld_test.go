package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestAPartnerIsToldHisPartAndNoScore looks at a customer with whom two partners
// had to do: of one's pages nothing tells how the customer regards the company.
func TestAPartnerIsToldHisPartAndNoScore(t *testing.T) {
	h := furnish(t, nil, same)
	for _, path := range []string{"/customers/{cyd}", "/customers/{cyd}?compact", "/customers/{account}", "/customers/{account}?compact"} {
		w := h.send("partner", http.MethodGet, path)
		body := w.Body.String()
		if w.Code != http.StatusOK || !strings.Contains(body, "Your part") {
			t.Errorf("%s: %d, without his part", path, w.Code)
		}
		for _, told := range []string{"likely", "of 100", "where everyone starts", `class="line"`, "is-strained", "asked in", "who decides", "known well enough"} {
			if strings.Contains(body, told) {
				t.Errorf("%s tells the partner of the whole: %s", path, around(body, told))
			}
		}
	}
	for _, path := range []string{"/customers", "/customers?q=cyd", "/customers?band=strained", "/accounts", "/accounts?sort=coldest", "/palette?q=cyd", "/log/customers?who=cyd"} {
		body := h.send("partner", http.MethodGet, path).Body.String()
		for _, told := range []string{"too few to tell", "is-strained", "is-even", "is-warm", "Coldest", "Episodes"} {
			if strings.Contains(body, told) {
				t.Errorf("%s tells the partner of the whole: %s", path, around(body, told))
			}
		}
	}
	if body := h.send("partner", http.MethodGet, "/customers?band=strained").Body.String(); !strings.Contains(body, "Cyd") {
		t.Error("a band, which a partner is not told, narrows his list")
	}
	own := h.send("partner", http.MethodGet, "/customers/{cyd}").Body.String()
	if !strings.Contains(own, "From 1\u00a0episode that you had a part in") || !strings.Contains(own, "your part today") {
		t.Errorf("his own part is not told: %s", around(own, "Your part"))
	}
	if inside := h.send("admin", http.MethodGet, "/customers/{cyd}").Body.String(); !strings.Contains(inside, "where everyone starts") || strings.Contains(inside, "Your part") {
		t.Error("an admin is not told the whole")
	}
}

// TestAnAddressKeepsNobodysNumber follows the links that other systems call.
func TestAnAddressKeepsNobodysNumber(t *testing.T) {
	h := furnish(t, nil, same)
	for path, to := range map[string]string{
		"/card?email=ada@example.com":                                    "/customers/{ada}",
		"/card?identifier=email:ada@example.com&impression=negative":     "/customers/{ada}?impression=negative",
		"/card?compact&email=ada@example.com&phone=40000111&number=none": "/customers/{ada}?compact=",
		"/card?email=nobody@nowhere.example":                             "/log",
		"/log?who=nobody@nowhere.example":                                "/log",
	} {
		w := h.send("frontline", http.MethodGet, path)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != h.fill(to) {
			t.Errorf("%s: %d to %q, want %q", path, w.Code, got, h.fill(to))
		}
		if to != "/log" {
			continue
		}
		r := h.request("frontline", http.MethodGet, "/log")
		for _, k := range w.Result().Cookies() {
			r.AddCookie(k)
		}
		if body := h.answer(r).Body.String(); !strings.Contains(body, `value="nobody@nowhere.example"`) {
			t.Errorf("%s: the log form does not know whom", path)
		}
	}
}

// TestWhoHadOpenedAnErasedCustomersCardCanStillBeSeen erases somebody.
func TestWhoHadOpenedAnErasedCustomersCardCanStillBeSeen(t *testing.T) {
	h := furnish(t, nil, same)
	h.must("admin", "/customers/{dag}/erase", "typed", strings.TrimSpace("Dag "+theirs))
	w := h.send("admin", http.MethodGet, "/customers/{dag}")
	link := h.fill("/customers/{dag}/openings")
	if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), link) {
		t.Errorf("the erased customer's page: %d, without %s", w.Code, link)
	}
	if body := h.send("admin", http.MethodGet, "/settings/privacy").Body.String(); !strings.Contains(body, link) {
		t.Error("the list of those erased does not lead to who had opened the card")
	}
	for _, record := range []string{"dag", "dora"} { // merged: one person
		w = h.send("admin", http.MethodGet, "/customers/{"+record+"}/openings")
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "The customer was erased") {
			t.Errorf("the openings of %s: %d", record, w.Code)
		}
	}
	for who, want := range map[string]int{"frontline": http.StatusForbidden, "partner": http.StatusForbidden} {
		if w := h.send(who, http.MethodGet, "/customers/{dag}/openings"); w.Code != want {
			t.Errorf("%s: %d", who, w.Code)
		}
	}
	if w := h.send("frontline", http.MethodGet, "/customers/{dag}"); strings.Contains(w.Body.String(), link) {
		t.Error("the erased customer's page leads the frontline to the openings")
	}
}
