package cli

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"regard/internal/act/outgoing"
	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database/databasetest"
	"regard/schema"
)

// place is a data directory with a command line.
type place struct {
	*testing.T
	dir  string
	url  string       // PostgreSQL's; SQLite when empty
	said bytes.Buffer // all that any command wrote, logs at debug level too
}

// eachPlace runs fn with an empty company on each database.
func eachPlace(t *testing.T, fn func(s *place)) {
	t.Run("sqlite", func(t *testing.T) { fn(&place{T: t, dir: t.TempDir()}) })
	if !testing.Short() {
		t.Run("postgresql", func(t *testing.T) { fn(&place{T: t, dir: t.TempDir(), url: databasetest.PostgreSQL(t)}) })
	}
}

// flags are the arguments of a command for this place.
func (s *place) flags(args ...string) []string {
	all := append([]string{"--data", filepath.Join(s.dir, "data"), "--log", "debug", "-q"}, args...)
	if s.url != "" {
		all = append(all, "--db", s.url, "--key", strings.Repeat("5eed", 16))
	}
	return all
}

// regard runs a command and returns what it printed.
func (s *place) regard(args ...string) string {
	s.Helper()
	var out, errs bytes.Buffer
	if code := Run(s.flags(args...), strings.NewReader(""), &out, &errs); code != 0 {
		s.Fatalf("regard %v: exit code %d\n%s%s", args, code, &out, &errs)
	}
	s.said.Write(errs.Bytes())
	return out.String()
}

// refused runs an import that refuses rows.
func (s *place) refused(args ...string) {
	s.Helper()
	var out, errs bytes.Buffer
	if code := Run(s.flags(args...), strings.NewReader(""), &out, &errs); code != 1 || !strings.Contains(out.String()+errs.String(), ".refused") {
		s.Fatalf("regard %v: exit code %d\n%s%s", args, code, &out, &errs)
	}
}

// open opens the data directory as the commands do.
func (s *place) open() *app.App {
	s.Helper()
	g := Globals{Data: filepath.Join(s.dir, "data"), DB: s.url, Log: "debug"}
	if s.url != "" {
		g.Secret = strings.Repeat("5eed", 16)
	}
	a, err := (&session{ctx: s.Context(), Globals: g, err: &s.said}).open(false)
	if err != nil {
		s.Fatal(err)
	}
	return a
}

// within opens the company for one piece of work.
func (s *place) within(fn func(ctx context.Context, tx *company.Tx) error) {
	s.Helper()
	a := s.open()
	defer a.Close()
	if err := a.Office.Update(s.Context(), company.System, func(tx *company.Tx) error { return fn(s.Context(), tx) }); err != nil {
		s.Fatal(err)
	}
}

func (s *place) file(name, text string) string {
	s.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
	return path
}

// leftovers returns in which files and tables any of the strings still stands,
// upper or lower case.
func (s *place) leftovers(strings_ []string) (found []string) {
	s.Helper()
	look := func(where, text string) {
		text = strings.ToLower(text)
		for _, m := range strings_ {
			if strings.Contains(text, strings.ToLower(m)) {
				found = append(found, m+" in "+where)
			}
		}
	}
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".input") {
			return err
		}
		text, err := os.ReadFile(path)
		look(filepath.Base(path), string(text))
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	look("the logs", s.said.String())
	if s.url == "" {
		return found
	}
	db, err := sql.Open("pgx", s.url)
	if err != nil {
		s.Fatal(err)
	}
	defer db.Close()
	for _, m := range regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`).FindAllStringSubmatch(schema.Whole, -1) {
		var text sql.NullString
		if err := db.QueryRow("SELECT string_agg(t::text, ' ') FROM " + m[1] + " t").Scan(&text); err != nil {
			s.Fatal(err)
		}
		look("table "+m[1], text.String)
	}
	return found
}

// correct says of a customer's late order what people say: that a valence is
// wrong, that another interaction belongs to it, that the share is contested,
// and what was decided.
func (s *place) correct(ctx context.Context, tx *company.Tx, p customer.Person, m *marks) error {
	s.Helper()
	episodes, err := impression.Episodes(ctx, tx, p.IDs(), time.Time{})
	if err != nil {
		return err
	}
	order, other := episodes[0], episodes[0]
	for _, e := range episodes {
		if e.Key.ByReference {
			order = e
		} else if e.Impressions > 0 {
			other = e
		}
	}
	left, err := impression.Of(ctx, tx, []int64{order.ID, other.ID})
	if err != nil {
		return err
	}
	worse := -0.9
	for _, i := range left[order.ID] {
		if i.Role != impression.RoleOutcome {
			continue
		}
		if _, err := impression.Correct(ctx, tx, impression.CorrectionDraft{EpisodeID: order.ID, PartID: i.PartID, Kind: impression.Valence, Role: i.Role, Valence: &worse,
			Reason: m.of("correctionreason")}); err != nil {
			return err
		}
		c, err := impression.ContestShare(ctx, tx, order.ID, i.PartID, i.Role, m.of("contestreason"))
		if err != nil {
			return err
		}
		if _, err := impression.DecideContest(ctx, tx, c.ID, false, 0, m.of("decision")); err != nil {
			return err
		}
		_, err = impression.Correct(ctx, tx, impression.CorrectionDraft{EpisodeID: order.ID, PartID: i.PartID, Kind: impression.Together, OtherID: left[other.ID][0].PartID,
			Reason: m.of("joinreason")})
		return err
	}
	s.Fatal("no late order")
	return nil
}

// remark has bystanders write of a customer, and himself without saying who he is.
func (s *place) remark(ctx context.Context, tx *company.Tx, mail, name string, m *marks) error {
	s.Helper()
	spot, err := bystander.AddSpot(ctx, tx, bystander.SpotDraft{Name: "Van", Question: "How do we drive?", Touchpoint: "delivery.doorstep"})
	if err != nil {
		return err
	}
	for _, d := range []bystander.Draft{{Step: 1, Text: m.of("remark"), Contact: mail}, {Step: 1, Text: "That was " + name + ", write to " + mail}} {
		if _, err := bystander.Say(ctx, tx, spot.Token, d); err != nil {
			return err
		}
	}
	return nil
}

// marks are strings that stand nowhere else, each with where it is written.
type marks struct{ all []string }

// of returns the next: letters and digits, told apart by where it is written.
func (m *marks) of(where string) string {
	one := fmt.Sprintf("q%02dzx%s", len(m.all), where)
	m.all = append(m.all, one)
	return one
}

// noted returns a string that must be gone too, but was not made up here.
func (m *marks) noted(s string) string {
	m.all = append(m.all, s)
	return s
}

func TestNothingOfAnErasedCustomerCanBeFoundAnywhere(t *testing.T) {
	eachPlace(t, func(s *place) {
		m := &marks{}
		first, last := m.of("first"), m.of("last")
		mail, mail2 := m.noted(m.of("mail")+"@example.com"), m.noted(m.of("second")+"@example.org")
		external, handle, device := m.of("external"), m.of("handle"), m.of("device")
		phone, national := m.noted("+4791238765"), m.noted("912 38 765")
		s.within(func(ctx context.Context, tx *company.Tx) error {
			if _, err := company.AddContributor(ctx, tx, company.ContributorDraft{Key: "carrier", Name: "Fjordfrakt", Kind: company.Partner}); err != nil {
				return err
			}
			_, err := company.AddTouchpoint(ctx, tx, company.TouchpointDraft{Key: "delivery.doorstep", Name: "Doorstep", Owner: "carrier", Kind: "delivery"})
			return err
		})
		at := time.Now().UTC().Add(-time.Hour).Format(time.RFC3339)
		s.regard("import", "customers", s.file("people.input", fmt.Sprintf("name,email,phone,external:crm,account,%s,note\n%s %s,%s,%s,%s,Solheim AS,%s,%s\nBob Berg,bob@example.com,+4798765432,C-2,Solheim AS,x,\"His neighbour is %s %s, call %s.\"\n",
			"contract", first, last, mail, phone, external, m.of("attribute"), m.of("attribute2"), first, last, national)))

		// What happened with him, by import, by mail and by a program.
		his := func(source, ref string, more map[string]any) string {
			row := map[string]any{"source": source, "source_ref": ref, "occurred_at": at, "channel": "email", "direction": "in", "identifiers": []map[string]string{{"kind": "email", "value": mail}}}
			for k, v := range more {
				row[k] = v
			}
			text, err := json.Marshal(row)
			if err != nil {
				s.Fatal(err)
			}
			return string(text) + "\n"
		}
		ref := m.of("sourceref")
		rows := his("desk", ref, map[string]any{"subject": m.of("subject"), "text": "I am very angry: " + m.of("text"), "quoted": m.of("quoted"), "thread": m.of("thread"), "name": first + " " + last}) +
			his("desk", "2", map[string]any{"reference": "order:" + m.of("reference"), "text": m.of("words"), "outcome": "late", "touchpoint": "delivery.doorstep",
				"identifiers": []map[string]string{{"kind": "email", "value": mail}, {"kind": "handle:x", "value": handle}, {"kind": "email", "value": mail2}}}) +
			his("desk", "3", map[string]any{"reference": "order:" + m.all[len(m.all)-2], "text": "again", "resolved": true, "occurred_at": time.Now().UTC().Add(-time.Minute).Format(time.RFC3339)}) +
			his("desk", "4", map[string]any{"channel": "phone", "legs": []map[string]any{{"queue": m.of("queue"), "wait_seconds": 720}}, "text": m.of("staffnote"),
				"attributes": map[string]any{"deep": map[string]any{"list": []string{m.of("nested")}}, m.of("attributekey"): true}}) +
			his("web", "5", map[string]any{"channel": "web", "identifiers": []map[string]string{{"kind": "email", "value": mail}, {"kind": "device", "value": device}}}) +
			fmt.Sprintf(`{"source":"desk","source_ref":"b1","occurred_at":%q,"channel":"email","identifiers":[{"kind":"email","value":"bob@example.com"}],"subject":"About %s %s","text":"My neighbour %s, %s wrote from %s; ring him at %s or 0047%s.","quoted":"> %s","attributes":{"told":["%s %s"]}}`+"\n",
				at, first, last, strings.ToUpper(last), first, strings.ToUpper(mail), national, strings.ReplaceAll(national, " ", ""), mail2, first, last)
		s.regard("import", "ndjson", s.file("rows.input", rows))
		s.regard("import", "mail", s.file("letter.input", fmt.Sprintf("From: %s %s <%s>\r\nTo: help@nordlys.example\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s@example.com>\r\nIn-Reply-To: <%s@example.com>\r\n\r\n%s\r\n-- \r\n%s\r\n",
			first, last, mail, m.of("mailsubject"), time.Now().Add(-2*time.Hour).Format(time.RFC1123Z), m.of("messageid"), m.of("replyto"), m.of("mailtext"), m.of("signature"))))

		// What imports refuse stays beside the input; a mended one becomes .bak.
		desk := func(mark string) string {
			return fmt.Sprintf("source_ref,occurred_at,channel,email,text\n90,never,email,%s,%s\n91,never,email,bob@example.com,bobs\n", mail, mark)
		}
		s.refused("import", "csv", "--source", "desk", "--refused", s.dir, s.file("desk.input", desk(m.of("refusedfirst"))))
		s.refused("import", "csv", "--source", "desk", "--refused", s.dir, s.file("desk.input", desk(m.of("refusedcsv"))))
		s.refused("import", "ndjson", "--refused", s.dir, s.file("lines.input", fmt.Sprintf("{\"source\":\"desk\",\"source_ref\":\"92\",\"channel\":\"email\",\"identifiers\":[{\"kind\":\"email\",\"value\":%q}],\"text\":%q}\n{cut %s %s\n",
			mail, m.of("refusedline"), mail, m.of("cut"))))
		s.refused("import", "ndjson", "--refused", s.dir, s.file("others.input", "{\"source\":\"desk\",\"text\":\"of Bob\"}\n"))

		var ada, bob, other customer.Person
		s.within(func(ctx context.Context, tx *company.Tx) error {
			find := func(address string) customer.Person {
				people, err := customer.Peek(ctx, tx, customer.Identifier{Kind: "email", Value: address})
				if err != nil || len(people) != 1 {
					s.Fatalf("%s is %d people, %v", address, len(people), err)
				}
				return people[0]
			}
			ada, bob = find(mail), find("bob@example.com")
			ids, _, err := customer.Put(ctx, tx, []customer.Draft{{Name: m.of("twin") + " " + last, Identifiers: []customer.Identifier{{Kind: "email", Value: m.noted(m.of("twinmail") + "@example.com")}}}})
			if err != nil {
				return err
			}
			if other, err = customer.Find(ctx, tx, ids[0]); err != nil {
				return err
			}
			if _, err := customer.Join(ctx, tx, other.ID, ada.ID, "same as "+m.of("mergereason")); err != nil {
				return err
			}
			undone, err := customer.Join(ctx, tx, bob.ID, ada.ID, "perhaps "+m.of("undonereason"))
			if err != nil {
				return err
			}
			if _, err := customer.Undo(ctx, tx, undone.ID); err != nil {
				return err
			}
			// A suggestion with a phone number that two use.
			drafts := []interaction.Draft{
				{Source: "desk", SourceRef: "6", OccurredAt: tx.Now, Channel: interaction.Phone, Identifiers: []customer.Identifier{{Kind: "phone", Value: phone}, {Kind: "email", Value: "wife@example.com"}}, Text: "his wife"},
				{Source: "api", SourceRef: m.of("apiref"), OccurredAt: tx.Now, Channel: interaction.Chat, Identifiers: []customer.Identifier{{Kind: "email", Value: mail}}, Subject: m.of("apisubject"),
					Text: m.of("apitext"), Quoted: m.of("apiquoted"), Thread: m.of("apithread"), Reference: "case:" + m.of("apireference"), Attributes: map[string]any{m.of("apikey"): m.of("apivalue")}},
				{Source: "desk", SourceRef: "7", OccurredAt: tx.Now, Channel: interaction.Email, Identifiers: []customer.Identifier{{Kind: "email", Value: mail}}, Text: m.of("voided")},
			}
			got, err := interaction.Record(ctx, tx, drafts, interaction.Live)
			if err != nil {
				return err
			}
			if _, err := interaction.Void(ctx, tx, got[2].ID, m.of("voidreason")); err != nil {
				return err
			}
			if err := s.correct(ctx, tx, ada, m); err != nil {
				return err
			}
			if err := company.Audit(ctx, tx, "company.noted", "company", map[string]string{"note": "as " + first + " " + last + " said"}); err != nil {
				return err
			}
			if err := s.remark(ctx, tx, mail, first+" "+last, m); err != nil {
				return err
			}
			_, err = outgoing.Offer(ctx, tx, outgoing.Message{CustomerID: ada.ID, Channel: outgoing.Email, Recipient: mail, Purpose: "survey.invitation", Subject: m.of("sent"),
				Deliver: outgoing.Delivery{Kind: "test.never", Payload: nil, At: tx.Now.AddDate(1, 0, 0)}})
			return err
		})
		export := func(what, format string) {
			s.regard("export", what, "--format", format, "-o", filepath.Join(s.dir, what+"."+format))
		}
		for _, what := range []string{"customers", "interactions", "impressions"} {
			export(what, "csv")
			export(what, "ndjson")
		}
		s.regard("archive", ada.ID.String(), filepath.Join(s.dir, "ada.zip"))
		a := s.open() // as a server has, beside
		if err := errors.Join(a.Words.CatchUp(s.Context(), nil), a.Close()); err != nil {
			s.Fatal(err)
		}
		if len(m.all) < 50 {
			s.Fatalf("only %d strings", len(m.all))
		}
		before := s.leftovers(m.all)
		if !strings.Contains(strings.Join(before, "\n"), " in words.db") {
			s.Errorf("nothing was written into the file of words: %s", before)
		}
		for _, one := range m.all {
			if !strings.Contains(strings.Join(before, "\n"), one+" in ") {
				s.Errorf("%s was written nowhere", one)
			}
		}
		impressionsBefore := s.regard("export", "impressions")

		s.regard("erase", ada.ID.String(), "--yes")

		for _, f := range s.leftovers(m.all) {
			s.Error(f)
		}
		if out := s.regard("check"); !strings.Contains(out, " 0 differ") || !strings.Contains(out, "interactions found by their words, 0 differ") {
			s.Error(out)
		}
		if after := s.regard("export", "impressions"); after != impressionsBefore {
			s.Errorf("the numbers changed:\n%s\n%s", impressionsBefore, after)
		}
		if _, err := os.Stat(filepath.Join(s.dir, "ada.zip")); err == nil {
			s.Error("his archive is still there")
		}
		if kept, err := os.ReadFile(filepath.Join(s.dir, "others.input.refused")); err != nil || !strings.Contains(string(kept), "of Bob") {
			s.Errorf("what was refused of somebody else: %s, %v", kept, err)
		}
		// What is sent again is still a duplicate, and what others said is still there.
		if out := s.regard("import", "ndjson", s.file("again.input", strings.Split(rows, "\n")[0]+"\n")); !strings.Contains(strings.Join(strings.Fields(out), " "), "1 0 1 0") {
			s.Error(out)
		}
		text := s.regard("export", "interactions", "--format", "ndjson")
		if !strings.Contains(text, "wrote from ▮▮▮; ring him at ▮▮▮ or ▮▮▮.") || !strings.Contains(text, "his wife") {
			s.Error(text)
		}
		kept, err := os.ReadFile(filepath.Join(s.dir, "interactions.csv"))
		if err != nil || !strings.Contains(string(kept), "bob@example.com") || strings.Contains(string(kept), ada.ID.String()) {
			s.Errorf("%s, %v", kept, err)
		}
	})
}

func TestADatabasePutBackFromABackupIsErasedAgain(t *testing.T) {
	s := &place{T: t, dir: t.TempDir()}
	s.regard("import", "customers", s.file("people.input", "name,email\nAda Qzxlovelace,qzxada@example.com\n"))
	db := filepath.Join(s.dir, "data", "regard.db")
	backup, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	s.regard("erase", "email:qzxada@example.com", "-y")
	if err := os.WriteFile(db, backup, 0o600); err != nil {
		t.Fatal(err)
	}
	if found := s.leftovers([]string{"qzxada"}); len(found) != 1 {
		t.Fatalf("the backup is not back: %v", found)
	}
	if out := s.regard("export", "customers"); strings.Contains(out, "cus_") {
		t.Errorf("he is back: %s", out)
	}
	if found := s.leftovers([]string{"qzx"}); len(found) > 0 {
		t.Error(found)
	}
}
