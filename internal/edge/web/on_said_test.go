package web

import (
	"net/http"
	"strings"
	"testing"
)

// Each reader finds what he would see in the histories, and no more: a partner
// only what he had in hand himself.
func TestWhatWasSaidIsFoundByWhoMaySeeIt(t *testing.T) {
	h := furnish(t, sampleDemo(), func(text string) string { return text + " qzxword" })
	for _, who := range []string{"admin", "experience_lead", "manager", "frontline", "executive"} {
		if rows := strings.Count(h.send(who, http.MethodGet, "/customers/words?q=qzxword").Body.String(), "hit-row"); rows < 4 {
			t.Errorf("%s finds %d", who, rows)
		}
	}
	all := h.send("admin", http.MethodGet, "/customers/words?q=qzxword").Body.String()
	own := h.send("partner", http.MethodGet, "/customers/words?q=qzxword").Body.String()
	if n, m := strings.Count(own, "hit-row"), strings.Count(all, "hit-row"); n == 0 || n >= m {
		t.Errorf("a partner finds %d of %d", n, m)
	}
	if !strings.Contains(all, theirs) || strings.Contains(own, theirs) {
		t.Errorf("what a partner finds tells of others, or nobody is told: %.2000s", own)
	}
	if said := h.send("partner", http.MethodGet, "/customers/words?q="+theirs).Body.String(); strings.Contains(said, "hit-row") {
		t.Error("a partner finds by others' words")
	}
	// What is found leads to its place in the history; another's is not there.
	to := h.send("partner", http.MethodGet, h.fill("/interactions/{own_interaction}"))
	if at := to.Header().Get("Location"); to.Code != http.StatusSeeOther || !strings.Contains(at, h.fill("/customers/{ada}?episode=epi_")) || !strings.HasSuffix(at, h.fill("#{own_interaction}")) {
		t.Errorf("%d %s", to.Code, at)
	}
	if not := h.send("partner", http.MethodGet, h.fill("/interactions/{their_interaction}")); not.Code != http.StatusNotFound {
		t.Errorf("another's interaction: %d", not.Code)
	}
	// Narrowed, by the page, and asked for what is no word.
	if none := h.send("admin", http.MethodGet, "/customers/words?q=qzxword&to=2001-01-01").Body.String(); !strings.Contains(none, "Nobody said") || !strings.Contains(none, "Look everywhere") {
		t.Errorf("%.500s", none)
	}
	if wrong := h.send("admin", http.MethodGet, "/customers/words?q=%3F"); wrong.Code != http.StatusOK || !strings.Contains(wrong.Body.String(), "no word in this") {
		t.Errorf("%d", wrong.Code)
	}
	if long := h.send("admin", http.MethodGet, "/customers/words?q="+strings.Repeat("%C3%B8", 201)); long.Code != http.StatusOK || !strings.Contains(long.Body.String(), "longer than 200 characters") {
		t.Errorf("%d", long.Code)
	}
	if bad := h.send("admin", http.MethodGet, "/customers/words?q=qzxword&cursor=x"); bad.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d", bad.Code)
	}
	if p := h.send("admin", http.MethodGet, "/palette?q=qzx").Body.String(); !strings.Contains(p, "/customers/words?q=qzx") {
		t.Errorf("%s", p)
	}
}
