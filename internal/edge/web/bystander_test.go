package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/bystander"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/sign"
)

// hang adds a spot on the carrier's van.
func hang(t testing.TB, o *company.Office, hourly int) (s bystander.Spot) {
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		s, err = bystander.AddSpot(ctx, tx, bystander.SpotDraft{Name: "Van 12", Question: "How do we <b>drive</b>?", Touchpoint: "delivery.doorstep", Contributor: "carrier", Hourly: hourly})
		return err
	})
	return s
}

func TestABystanderAnswersWithoutBeingKnown(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		manager := enter(company.RoleManager)
		path := "/by/" + hang(t, manager.office, 0).Token
		v := newVisitor(t, manager.base)
		r, err := v.Get(v.base + path)
		if err != nil {
			t.Fatal(err)
		}
		if r.Header.Get("Set-Cookie") != "" {
			t.Error("a bystander is given a cookie")
		}
		page := v.read(path, r, err).has(200, "How do we &lt;b&gt;drive&lt;/b&gt;?", `name="answer" value="5"`, "Nordlys").hasNot("<script", "Van 12", `checked`)
		if len(page.body) > 8<<10 {
			t.Errorf("the page has %d bytes", len(page.body))
		}
		form := page.find(`name="form" value="([^"]+)"`)
		v.post(path, "form", form, "text", "kept <i>here</i>").has(422, "Choose one of the five.", "kept &lt;i&gt;here&lt;/i&gt;")
		v.post(path, "form", form, "answer", "6").has(422, "Choose one of the five.")
		v.post(path, "form", form, "answer", "2", "text", strings.Repeat("ø", 501), "contact", "me").has(422, "This is too long.", `aria-invalid="true"`, `value="2" required checked`, `value="me"`)
		v.post(path, "form", form, "answer", "2", "text", "x", "homepage", "http://spam.example").has(422, "Please send it once more.", ">x</textarea>")
		manager.get("/remarks").has(200, "Nothing to read.")

		v.post(path, "form", form, "answer", "1", "text", "Parked on <b>the pavement</b>", "contact", "ada@example.com").has(200, "Thank you").hasNot("<form")
		v.post(path, "form", form, "answer", "1", "text", "Parked on <b>the pavement</b>", "contact", "ada@example.com").has(200, "Thank you") // a second press
		seen := manager.get("/remarks").has(200, "Parked on &lt;b&gt;the pavement&lt;/b&gt;", "ada@example.com", "Van 12", `title="1 remark waits"`)
		id := seen.find(`name="accept" value="(rem_[^"]+)"`)
		manager.get("/customers").hasNot("the pavement")
		manager.post("/remarks", "accept", id).has(200, "Let in: it is an interaction now.", "Nothing to read.")
		card := manager.get("/remarks?state=accepted").has(200, "See the card", "The manager").find(`href="(/customers/cus_[^"]+)"`)
		manager.get(card).has(200, "the pavement", "ada@example.com", "Somebody unknown")
		manager.get("/customers").hasNot(card)
		undo := strings.SplitN(manager.post("/remarks/reopen?id="+id).has(200, "Undone: 1 remark waits again.", "the pavement").find(`name="refuse" value="(rem_[^"]+)"`), "&", 2)[0]
		manager.get(card).hasNot("the pavement")
		manager.post("/remarks", "refuse", undo, "reason-"+undo, "abuse").has(200, "Kept out.")
		manager.get("/remarks?state=refused").has(200, "abuse", "the pavement")
	})
}

func TestWhoeverIsSignedInIsNobodyAtASpot(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RolePartner)
		path := "/by/" + hang(t, v.office, 0).Token
		v.post(path, "answer", "4").has(200, "Thank you")
		companytest.View(t, v.office, func(ctx context.Context, tx *company.Tx) error {
			list, err := bystander.Remarks(ctx, tx, bystander.Accepted, 0, 10)
			if len(list) != 1 || list[0].DecidedBy != "nobody" {
				t.Errorf("%+v", list)
			}
			return err
		})
	})
}

func TestSeveralRemarksAreDecidedAtOnceAndTakenBack(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		manager := enter(company.RoleManager)
		path := "/by/" + hang(t, manager.office, 0).Token
		v := newVisitor(t, manager.base)
		for _, text := range []string{"first", "second", "third"} {
			v.post(path, "answer", "2", "text", text).has(200)
		}
		manager.post("/remarks", "all", "accept").has(200, "None was chosen.")
		page := manager.get("/remarks").has(200, "first", "second", "third")
		var ids []string
		for _, part := range strings.Split(page.body, `type="checkbox" name="id" value="`)[1:] {
			ids = append(ids, part[:17])
		}
		said := manager.post("/remarks", "all", "refuse", "reason", "spam", "id", ids[0], "id", ids[2]).has(200, "2 remarks kept out.", "second").hasNot(">first<", ">third<")
		manager.get("/remarks?state=refused").has(200, "advertising", "third")
		manager.post(said.find(`action="(/remarks/reopen[^"]+)"`)).has(200, "2 remarks wait again.", "first", "third")
		manager.post("/remarks", "all", "accept", "id", ids[0], "id", ids[1], "id", ids[2]).has(200, "3 remarks let in")
		manager.post("/remarks", "accept", ids[0]).has(200, "This was decided already")
		manager.post("/remarks", "accept", "rem_0000000000001").has(404)
		manager.post("/remarks", "refuse", ids[0], "reason-"+ids[0], "boring").has(200, "That is no reason.")
	})
}

func TestASpotIsAddedChangedPrintedAndClosed(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleLead)
		v.get(spotsURL).has(200, "No spots yet.")
		v.post(spotsURL, "name", "Van 7", "question", "", "touchpoint", "", "hourly", "x").has(422, `id="hourly-error"`, `value="Van 7"`)
		v.post(spotsURL, "name", "Van 7", "question", "", "touchpoint", "").has(422, `id="question-error"`)
		v.post(spotsURL, "name", "Van 7", "question", "How?", "touchpoint", "").has(422, `id="touchpoint-error"`)
		v.post(spotsURL, "name", "Van 7", "question", "How?", "touchpoint", "delivery.doorstep", "hourly", "0").has(422, `id="hourly-error"`)
		at := v.post(spotsURL, "name", "Van 7", "question", "How?", "touchpoint", "delivery.doorstep", "contributor", "carrier", "hourly", "").has(200, "Van 7 has its code.", "Print it", "too few to tell").
			find(`href="(/settings/spots/spo_[^"/]+)/print"`)
		address := v.get(at+"/print").has(200, "How?", "<path d=\"M", "Nordlys").find(`class="code-address">([^<]+)<`)
		v.get(at+"/print?sheet").has(200, `class="code-cards four"`)
		_, path, _ := strings.Cut(address, "/by/")
		v.get("/by/"+path).has(200, "How?")
		v.post(at, "name", "Van 7", "question", "How now?", "touchpoint", "delivery.doorstep", "hourly", "10").has(200, "Its code goes on to work.")
		v.get("/by/"+strings.ToUpper(path)).has(200, "How now?")
		said := v.post(at+"/close").has(200, "Van 7 is closed.", "closed")
		v.get("/by/"+path).has(http.StatusGone, "This is closed").hasNot("<form")
		v.post("/by/"+path, "answer", "3").has(http.StatusGone, "This is closed")
		v.post(said.find(`action="(/settings/spots/spo_[^"]+/open)"><button>`)).has(200, "Van 7 is open again.")
		v.get("/by/"+path).has(200, "How now?")
		v.get("/by/nowhere").has(404, "There is nothing here").hasNot("Nordlys", "Today", "/customers")
		v.post("/by/nowhere", "answer", "3").has(404, "There is nothing here")
		v.get("/settings/audit").has(200, "Van 7")
		manager := enter(company.RoleManager)
		manager.get(spotsURL).has(200, "How now?").hasNot("?add", ">Close<")
		enter(company.RoleFrontline).get("/remarks").has(403)
	})
}

func TestWhatIsTooMuchIsAskedToComeBackLaterAndNotLost(t *testing.T) {
	s, _ := testServer(t)
	spot := hang(t, s.Office, 12)
	send := func(from, text string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/by/"+spot.Token, strings.NewReader(url.Values{"answer": {"3"}, "text": {text}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr = from + ":1234"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	for range throughAtOnce {
		if w := send("192.0.2.1", "hei"); w.Code != http.StatusSeeOther {
			t.Fatal(w.Code)
		}
	}
	w := send("192.0.2.1", "my words")
	if w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), ">my words</textarea>") || !strings.Contains(w.Body.String(), "in 1 min") || w.Header().Get("Retry-After") != "60" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	for range 2 {
		if w := send("192.0.2.2", "hei"); w.Code != http.StatusSeeOther {
			t.Fatal("another address pays for the first", w.Code)
		}
	}
	if w := send("192.0.2.3", "my words"); w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), ">my words</textarea>") || w.Header().Get("Retry-After") == "60" {
		t.Errorf("the spot's hour: %d %s", w.Code, w.Body)
	}
}

func TestTheBystandersLanguage(t *testing.T) {
	for accepts, want := range map[string]string{"": "en", "pl,en;q=0.5": "en", "nb-NO,nb;q=0.9,en;q=0.5": "nb", "no": "nb", "nn-NO": "nb", "sv-FI": "sv", "da": "da", "fi-FI,sv;q=0.4": "fi",
		"de-AT": "de", "nl-BE": "nl", "fr-CH, de;q=0.9": "fr", "rubbish;;;": "en", "*": "en"} {
		if got := wordsFor(accepts).Lang; got != want {
			t.Errorf("%q: %s, want %s", accepts, got, want)
		}
	}
	for _, w := range bystanderWords {
		if strings.Contains(w.Wait(3), "%") || !strings.Contains(w.Wait(3), "3") {
			t.Errorf("%s: %q", w.Lang, w.Wait(3))
		}
		for _, s := range append(w.Steps[:], w.Text, w.TextHelp, w.Contact, w.ContactHelp, w.Optional, w.Send, w.Privacy, w.Thanks, w.ThanksText, w.Closed, w.ClosedText,
			w.Missing, w.MissingText, w.Needed, w.TooLong, w.Later, w.Again, w.Empty) {
			if s == "" {
				t.Errorf("%s lacks a word", w.Lang)
			}
		}
	}
}

// FuzzSay posts whatever a stranger may send: it is answered, and what he typed
// is never markup.
func FuzzSay(f *testing.F) {
	o := companytest.Open(f, databasetest.Open(f, databasetest.SQLite(f), nil))
	s, err := New(Options{Office: o, Key: sign.Key("0123456789abcdef0123456789abcdef"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		f.Fatal(err)
	}
	spot := hang(f, o, 10_000)
	f.Add("answer=3&text=hei")
	f.Add("answer=9&text=<script>alert(1)</script>&contact=\"><img onerror=1>&form=x")
	f.Add("answer=1&answer=2&text=%00%ff&homepage=x")
	f.Add("%zz;&=;")
	n := 0
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "/by/"+spot.Token, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		n++
		r.RemoteAddr = fmt.Sprintf("192.%d.%d.%d:1", n>>16&255, n>>8&255, n&255)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		switch w.Code {
		case http.StatusSeeOther, http.StatusUnprocessableEntity, http.StatusTooManyRequests:
		default:
			t.Fatalf("%d\n%s", w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "<script") || strings.Contains(w.Body.String(), "<img") {
			t.Fatalf("markup of a stranger's:\n%s", w.Body)
		}
	})
}
