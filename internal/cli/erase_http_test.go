package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/bystander"
	"regard/internal/platform/secret"
)

// desk is a server at work on a data directory, and whoever sits before it:
// with a browser, and with a key.
type desk struct {
	*place
	app  *app.App
	base string
	key  string
	http.Client
	stop func()
}

// staffed serves the directory until the desk is closed.
func (s *place) staffed() *desk {
	s.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.Fatal(err)
	}
	d := &desk{place: s, app: s.open(), base: "http://" + l.Addr().String(), Client: http.Client{Jar: jar}}
	ctx, cancel := context.WithCancel(s.Context())
	served := make(chan error, 1)
	go func() { served <- d.app.Serve(ctx, l) }()
	d.stop = func() {
		cancel()
		if err := <-served; err != nil {
			s.Error(err)
		}
		if err := d.app.Close(); err != nil {
			s.Error(err)
		}
	}
	return d
}

// page posts a form, or gets a page where there are no fields, as the user who
// is signed in, and returns it.
func (d *desk) page(path string, fields ...string) string {
	d.Helper()
	var r *http.Response
	var err error
	if len(fields) == 0 {
		r, err = d.Get(d.base + path)
	} else {
		form := url.Values{}
		for i := 0; i+1 < len(fields); i += 2 {
			form.Add(fields[i], fields[i+1])
		}
		r, err = d.PostForm(d.base+path, form)
	}
	return d.read(path, 200, r, err)
}

// ask calls the API with a body, if it is not nil, and returns the answer.
func (d *desk) ask(method, path string, code int, body any) string {
	d.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		d.Fatal(err)
	}
	r, err := http.NewRequestWithContext(d.Context(), method, d.base+"/api/v1"+path, strings.NewReader(string(text)))
	if err != nil {
		d.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+d.key)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	return d.read(method+" "+path, code, answer, err)
}

func (d *desk) read(what string, code int, r *http.Response, err error) string {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != code {
		d.Fatalf("%s: %d, want %d, %v\n%s", what, r.StatusCode, code, err, text)
	}
	return string(text)
}

// find returns the one thing in a text that a pattern's group matches.
func (d *desk) find(pattern, text string) string {
	d.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		d.Fatalf("nothing like %s in\n%s", pattern, text)
	}
	return m[1]
}

// told posts an interaction of an e-mail address and returns its id.
func (d *desk) told(mail, ref string, more map[string]any) string {
	d.Helper()
	row := map[string]any{"source": "desk", "source_ref": ref, "occurred_at": time.Now().UTC().Add(-time.Hour).Format(time.RFC3339), "channel": "email",
		"touchpoint": "delivery.doorstep", "outcome": "late", "identifiers": []map[string]string{{"kind": "email", "value": mail}}}
	for k, v := range more {
		row[k] = v
	}
	return d.find(`"id":"(int_[0-9a-z]+)"`, d.ask("POST", "/interactions", 200, row))
}

// furnish makes the company, a partner's user who signs in and the desk's key.
func (s *place) furnish(password string) (key string) {
	s.Helper()
	hash, err := secret.HashPassword(password)
	if err != nil {
		s.Fatal(err)
	}
	s.within(func(ctx context.Context, tx *company.Tx) error {
		for _, c := range []company.ContributorDraft{{Key: "carrier", Name: "Fjordfrakt", Kind: company.Partner}, {Key: "support", Name: "Support", Kind: company.Department}} {
			if _, err := company.AddContributor(ctx, tx, c); err != nil {
				return err
			}
		}
		for _, t := range []company.TouchpointDraft{{Key: "delivery.doorstep", Name: "Doorstep", Owner: "carrier", Kind: "delivery"}, {Key: "support.call", Name: "Call", Owner: "support"}} {
			if _, err := company.AddTouchpoint(ctx, tx, t); err != nil {
				return err
			}
		}
		for _, u := range []company.UserDraft{{Email: "admin@nordlys.example", Name: "Anne", Role: company.RoleAdmin}, {Email: "partner@carrier.example", Name: "Per", Role: company.RolePartner, Contributor: "carrier"}} {
			if _, err := company.AddUser(ctx, tx, u, hash); err != nil {
				return err
			}
		}
		_, err := bystander.AddSpot(ctx, tx, bystander.SpotDraft{Name: "Van", Question: "How do we drive?", Touchpoint: "delivery.doorstep"})
		return err
	})
	return strings.TrimSpace(s.regard("key", "add", "desk", "--scope", "read,write,admin"))
}

// erased waits until the server has wiped out a customer.
func (d *desk) erased(id string) {
	d.Helper()
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		var open bool
		err := d.app.Office.View(d.Context(), company.System, func(tx *company.Tx) error {
			list, err := customer.Erasures(d.Context(), tx, 100)
			found := false
			for _, e := range list {
				for _, r := range e.Report.Records {
					if r.String() == id {
						found, open = true, e.DoneAt.IsZero()
					}
				}
			}
			if err == nil && !found {
				err = fmt.Errorf("%s was not erased", id)
			}
			return err
		})
		if err != nil {
			d.Fatal(err)
		}
		if !open {
			return
		}
		if time.Since(began) > 30*time.Second {
			d.Fatalf("%s is not wiped yet", id)
		}
	}
}

// All that pages and programs take in about a customer is found before he is
// erased, by them, and not after.
func TestNothingOfAnErasedCustomerIsLeftOfWhatCameByHTTP(t *testing.T) {
	eachPlace(t, func(s *place) {
		m := &marks{}
		const password = "correct horse battery"
		key := s.furnish(password)
		d := s.staffed()
		d.key = key
		signIn := func(email string) { d.page("/sign-in", "email", email, "password", password) }
		signIn("admin@nordlys.example")

		// Pages: somebody who was never seen before is logged, and then known better.
		first, last := m.of("first"), m.of("last")
		mail, mail2 := m.noted(m.of("mail")+"@example.com"), m.noted(m.of("second")+"@example.org")
		d.page("/log", "who", first+" "+last, "channel", "phone", "observed", "-1", "note", "very angry: "+m.of("note"))
		d.page("/log", "who", "bob@example.com", "channel", "phone", "note", "his neighbour is "+first+" "+last+", "+mail)
		ada := d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("GET", "/customers?q="+first, 200, nil))
		d.page("/customers/"+ada+"/edit", "name", first+" "+last, "account", "Solheim AS", "attribute_key", m.of("attributekey"), "attribute_value", m.of("attribute"),
			"identifier_kind", "email", "identifier_value", mail)
		d.page("/customers/"+ada+"/edit", "name", first+" "+last, "account", "Solheim AS", "attribute_key", m.all[len(m.all)-2], "attribute_value", m.all[len(m.all)-1],
			"identifier_kind", "external:crm", "identifier_value", m.of("number"))

		// Programs.
		late := d.told(mail, m.of("ref"), map[string]any{"subject": m.of("subject"), "text": m.of("text"), "quoted": m.of("quoted"), "thread": m.of("thread"), "reference": "order:" + m.of("order"),
			"legs":       []map[string]any{{"contributor": "support", "queue": m.of("queue"), "wait_seconds": 700}},
			"attributes": map[string]any{"headers": map[string]any{"Message-ID": m.of("messageid"), "Received": []string{m.of("received")}, m.of("header"): "x"}}})
		second := d.told(mail, "2", map[string]any{"text": "terrible " + m.of("words"), "contributor": "carrier", "identifiers": []map[string]string{{"kind": "email", "value": mail}, {"kind": "email", "value": mail2}}})
		third := d.told(mail, "3", map[string]any{"text": "very angry " + m.of("third"), "touchpoint": "support.call"})
		fourth := d.told(mail, "4", map[string]any{"text": m.of("voided")})
		d.ask("PATCH", "/customers/"+ada, 200, map[string]any{"attributes": map[string]any{m.of("patchkey"): []string{m.of("patch")}}, "class": "test", "reason": m.of("classreason")})
		d.page("/customers/"+ada+"/class", "class", "customer", "reason", m.of("classback"))
		bobs := d.told("bob@example.com", "b", map[string]any{"text": "of " + strings.ToUpper(last) + ", " + first, "attributes": map[string]any{"about": first + " " + last}})

		// What people say of what was made of it.
		d.page("/interactions/"+late+"/correct", "what", "valence", "role", "outcome", "valence", "-0.9", "reason", m.of("valencereason"))
		d.page("/interactions/"+late+"/correct", "what", "cause", "role", "outcome", "contributor", "support", "reason", m.of("causereason"))
		d.page("/interactions/"+second+"/correct", "what", "episode", "episode", "apart", "reason", m.of("apartreason"))
		d.page("/interactions/"+third+"/correct", "what", "touchpoint", "touchpoint", "delivery.doorstep", "reason", m.of("touchreason"))
		d.page("/interactions/"+fourth+"/correct", "what", "void", "reason", m.of("voidreason"))
		d.ask("DELETE", "/interactions/"+d.told(mail, "5", nil)+"?reason="+m.of("deletereason"), 204, nil)
		d.ask("POST", "/interactions/"+third+"/corrections", 201, map[string]any{"kind": "valence", "role": "outcome", "valence": 0.1, "reason": m.of("apireason")})
		strays := d.told("bob@example.com", "s", map[string]any{"text": m.of("stray")})
		d.page("/interactions/"+strays+"/correct", "what", "customer", "customer", ada, "reason", m.of("movereason"))
		gone := d.told(mail, "6", map[string]any{"text": "not hers"})
		d.ask("POST", "/interactions/"+gone+"/move", 201, map[string]any{"customer_id": d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("GET", "/customers?identifier=email:bob@example.com", 200, nil)),
			"reason": "it is not " + first + " " + last + " who wrote"})
		episode := d.find(`"episode_id":"(epi_[0-9a-z]+)"`, d.ask("GET", "/interactions/"+second, 200, nil))
		d.page("/episodes/"+episode+"/charge", "contributor", "carrier", "reason", m.of("chargereason"))
		signIn("partner@carrier.example")
		d.page("/interactions/"+second+"/contest", "role", "outcome", "reason", m.of("contestreason"))
		signIn("admin@nordlys.example")
		d.page("/contests/"+d.find(`/contests/(cnt_[0-9a-z]+)`, d.page("/contests")), "decision", "reject", "why", m.of("contestanswer"))
		contest := d.find(`"id":"(cnt_[0-9a-z]+)"`, d.ask("POST", "/interactions/"+second+"/contest", 201, map[string]any{"role": "outcome", "reason": m.of("apicontest")}))
		d.ask("POST", "/contests/"+contest+"/decide", 200, map[string]any{"accept": true, "why": m.of("apianswer")})

		// One person after all, twice over; and what the company set up names her.
		twin := d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("POST", "/customers", 200, map[string]any{"name": m.of("twin") + " " + last, "identifiers": []map[string]string{{"kind": "email", "value": m.noted(m.of("twinmail") + "@example.com")}}}))
		d.page("/customers/"+ada+"/merge", "other", twin, "reason", m.of("mergereason"))
		bob := d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("GET", "/customers?identifier=email:bob@example.com", 200, nil))
		merge := d.find(`"id":"(mer_[0-9a-z]+)"`, d.ask("POST", "/customers/"+ada+"/merge", 200, map[string]any{"from": bob, "reason": m.of("undonereason")}))
		d.page("/merges/"+merge+"/undo", "x", "")
		d.ask("PUT", "/configuration/outgoing", 200, map[string]any{"live": false, "allowed": []string{"@nordlys.example", mail}})
		d.page("/settings/not-customers", "pattern", mail2, "class", "supplier")
		d.page("/settings/not-customers", "pattern", "@carrier.example", "class", "supplier")

		// At the van: he says how to reach him; somebody else does not.
		token := d.find(`"path":"/by/([0-9a-z]+)"`, d.ask("GET", "/spots", 200, nil))
		d.page("/by/"+token, "answer", "1", "text", "all over the pavement: "+m.of("remark"), "contact", mail)
		d.page("/by/"+token, "answer", "1", "text", "they shouted at "+first+" "+last)
		stranger := &marks{all: m.all}
		d.page("/by/"+token, "answer", "2", "text", stranger.of("stranger"), "contact", "ring me: "+stranger.of("contact"))
		remarks := regexp.MustCompile(`"id":"(rem_[0-9a-z]+)"`).FindAllStringSubmatch(d.ask("GET", "/remarks?state=waiting", 200, nil), -1)
		if len(remarks) != 3 {
			s.Fatal(remarks)
		}
		d.page("/remarks", "all", "accept", "id", remarks[1][1], "id", remarks[2][1])
		became := d.find(`"interaction_id":"(int_[0-9a-z]+)"`, d.ask("POST", "/remarks/"+remarks[0][1]+"/decide", 200, map[string]any{"decision": "accept"}))
		unknown := d.find(`"customer_id":"(cus_[0-9a-z]+)"`, d.ask("GET", "/interactions/"+became, 200, nil))
		theirs := stranger.all[len(m.all):]

		// What is only asked for, or refused, is written nowhere.
		never := []string{}
		for _, where := range []string{"search", "palette", "refused", "toolong", "nocustomer"} {
			never = append(never, "qznever"+where)
		}
		d.page("/customers?q=" + never[0])
		d.page("/palette?q=" + never[1])
		d.ask("POST", "/interactions", 422, map[string]any{"source": "desk", "occurred_at": "2026-01-01T00:00:00Z", "channel": "smoke", "text": never[2]})
		d.ask("POST", "/interactions/"+bobs+"/corrections", 422, map[string]any{"kind": "valence", "role": "outcome", "reason": strings.Repeat(never[3], 100)})
		d.ask("GET", "/customers?identifier=email:"+never[4]+"@example.com", 200, nil)
		d.stop()

		before := strings.Join(s.leftovers(append(m.all, theirs...)), "\n")
		for _, one := range append(m.all, theirs...) {
			if !strings.Contains(before, one+" in ") {
				s.Errorf("%s was written nowhere", one)
			}
		}
		for _, found := range s.leftovers(never) {
			s.Error(found)
		}

		d = s.staffed()
		d.key = key
		signIn("admin@nordlys.example")
		d.page("/customers/"+ada+"/erase", "typed", first+" "+last)
		d.erased(ada)
		d.stop()
		for _, found := range s.leftovers(m.all) {
			s.Error(found)
		}
		if kept := strings.Join(s.leftovers(theirs), "\n"); strings.Count(kept, "\n") == 0 {
			s.Errorf("what the stranger said went too: %s", kept)
		}
		d = s.staffed()
		d.key = key
		d.ask("DELETE", "/customers/"+unknown, 202, nil)
		d.erased(unknown)
		if text := d.ask("GET", "/configuration/not-customers", 200, nil); !strings.Contains(text, "@carrier.example") {
			s.Errorf("the other rule: %s", text)
		}
		if text := d.ask("GET", "/configuration/outgoing", 200, nil); !strings.Contains(text, `["@nordlys.example"]`) {
			s.Errorf("the other entry: %s", text)
		}
		d.stop()
		for _, found := range s.leftovers(theirs) {
			s.Error(found)
		}
		if out := s.regard("check"); !strings.Contains(out, " 0 differ") {
			s.Error(out)
		}
	})
}
