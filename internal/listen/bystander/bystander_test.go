package bystander_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

func TestAnAnswerWithoutWordsIsLetInAtOnce(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 0)
		r := said(t, o, s.Token, bystander.Draft{Step: 2})
		if r.State != bystander.Accepted || r.Valence != -0.5 || r.InteractionID == 0 {
			t.Fatalf("%+v", r)
		}
		list := recorded(t, o)
		if len(list) != 1 {
			t.Fatalf("%d interactions", len(list))
		}
		i := list[0]
		if i.ID != r.InteractionID || i.Source != "bystander" || i.SourceRef != r.ID.String() || i.Channel != interaction.Web || *i.Detail.Asked != -0.5 || i.Actor != "nobody" || i.Subject != "How do we drive?" {
			t.Errorf("%+v", i)
		}
		if i.SelfService() {
			t.Error("an answer is shown as a page that was read")
		}
	})
}

func TestHeldWordsAreNowhereUntilTheyAreAccepted(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 0)
		r := said(t, o, s.Token, bystander.Draft{Step: 5, Text: "This was a great drive, thank you very much!\r\n"})
		if r.State != bystander.Waiting || len(recorded(t, o)) != 0 {
			t.Fatalf("%+v, %d interactions", r, len(recorded(t, o)))
		}
		if n, err := decide(t, o, bystander.Accept, r.ID); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		list := recorded(t, o)
		if len(list) != 1 || list[0].Text != "This was a great drive, thank you very much!" || !list[0].OccurredAt.Equal(r.OccurredAt) {
			t.Fatalf("%+v", list)
		}
		if list[0].Language != "en" {
			t.Error("the bystander's own words were taken for a note of the moderator's")
		}
		if _, err := decide(t, o, bystander.Accept, r.ID); code(err) != "remark.decided" {
			t.Errorf("accepted twice: %v", err)
		}
	})
}

func TestNobodyIsFoundByWhatWasTypedAsAContact(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 0)
		var ada customer.ID
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			got, err := interaction.Record(ctx, tx, []interaction.Draft{{Source: "shop", OccurredAt: tx.Now, Channel: interaction.Email, Name: "Ada",
				Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@example.com"}, {Kind: "phone", Value: "+47 912 34 567"}}}}, interaction.Live)
			ada = got[0].CustomerID
			return err
		})
		own := map[customer.ID]bool{}
		for _, contact := range []string{"ada@example.com", "+4791234567", "912 34 567"} {
			r := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "Ran a red light", Contact: contact})
			if r.State != bystander.Waiting {
				t.Fatal("a contact was let in unread")
			}
			if _, err := decide(t, o, bystander.Accept, r.ID); err != nil {
				t.Fatal(err)
			}
			i := recorded(t, o)[0]
			own[i.CustomerID] = true
			if i.CustomerID == ada || len(i.Detail.Identifiers) != 0 || i.Detail.Attributes["contact"] != contact {
				t.Errorf("%s: %+v", contact, i)
			}
		}
		if len(own) != 3 {
			t.Errorf("three bystanders are %d customers", len(own))
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			for id := range own {
				p, err := customer.Find(ctx, tx, id)
				if err != nil {
					return err
				}
				if p.Name != "" || len(p.Held()) != 0 || len(p.Records) != 1 {
					t.Errorf("an unnamed customer has %+v", p)
				}
			}
			list, err := customer.Suggestions(ctx, tx, 1<<62, 10)
			if err != nil || len(list) != 0 {
				t.Error("a bystander is suggested to be somebody", list, err)
			}
			found, err := customer.Peek(ctx, tx, customer.Identifier{Kind: "email", Value: "ada@example.com"})
			if err != nil || len(found) != 1 || found[0].ID != ada {
				t.Error(found, err)
			}
			return nil
		})
	})
}

func TestBystandersAreOutsideCountsAndLists(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 0)
		said(t, o, s.Token, bystander.Draft{Step: 1})
		said(t, o, s.Token, bystander.Draft{Step: 1})
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			people, _, _, err := impression.Recent(ctx, tx, impression.Latest, 10)
			if len(people) != 0 || err != nil {
				t.Errorf("the list has bystanders: %v, %v", people, err)
			}
			people, _, _, err = impression.Recent(ctx, tx, impression.Place{ID: impression.Latest.ID}, 10)
			if len(people) != 0 || err != nil {
				t.Errorf("the list has bystanders: %v, %v", people, err)
			}
			people, _, err = customer.List(ctx, tx, 0, 10)
			if len(people) != 0 || err != nil {
				t.Errorf("the API's list has bystanders: %v, %v", people, err)
			}
			return nil
		})
	})
}

func TestASpotTakesSoManyAnHourAndThenSaysWhen(t *testing.T) {
	now := companytest.Now
	companytest.EachClock(t, func() time.Time { return now }, func(t *testing.T, o *company.Office) {
		now = companytest.Now
		s, other := spot(t, o, 3), spot(t, o, 3)
		for range 3 {
			said(t, o, s.Token, bystander.Draft{Step: 3})
			now = now.Add(time.Minute)
		}
		_, err := say(t, o, s.Token, bystander.Draft{Step: 3})
		if p := problem.Of(err); p == nil || p.Code != "spot.busy" || p.Params["minutes"] != 57 {
			t.Fatal(err)
		}
		said(t, o, other.Token, bystander.Draft{Step: 3})
		now = now.Add(57 * time.Minute)
		said(t, o, s.Token, bystander.Draft{Step: 3})
		if _, err := say(t, o, s.Token, bystander.Draft{Step: 3}); code(err) != "spot.busy" {
			t.Fatal(err)
		}
	})
}

func TestAFormSentTwiceIsKeptOnce(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 2)
		var id bystander.ID
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error { id = bystander.NewID(tx); return nil })
		d := bystander.Draft{ID: id, Step: 4, Text: "Good"}
		a, b := said(t, o, s.Token, d), said(t, o, s.Token, d)
		if a.ID != id || b.ID != id || len(inState(t, o, bystander.Waiting)) != 1 {
			t.Errorf("%v, %v", a, b)
		}
		d.Text = "No, bad" // gone back to, and changed
		if c := said(t, o, s.Token, d); c.ID == id || len(inState(t, o, bystander.Waiting)) != 2 {
			t.Error("what was said the second time is lost")
		}
		said(t, o, s.Token, bystander.Draft{ID: id, Step: 4, Text: "Good"}) // the spot is full, but this it has
	})
}

func TestADecisionIsTakenBack(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 0)
		a := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "Parked on the pavement"})
		b := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "buy cheap watches"})
		if n, err := decide(t, o, bystander.Accept, a.ID, b.ID); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		if n, err := decide(t, o, bystander.Reopen, a.ID, b.ID); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		if len(recorded(t, o)) != 0 || len(inState(t, o, bystander.Waiting)) != 2 {
			t.Error("what was taken back is still there")
		}
		if n, err := decide(t, o, refuse, b.ID); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		if n, err := decide(t, o, bystander.Accept, a.ID, b.ID); n != 1 || err != nil {
			t.Fatal("one that was decided meanwhile spoils the other", n, err)
		}
		list := recorded(t, o)
		if len(list) != 1 || list[0].Text != "Parked on the pavement" {
			t.Fatalf("accepted, taken back and accepted: %+v", list)
		}
		if refused := inState(t, o, bystander.Refused); len(refused) != 1 || refused[0].Reason != bystander.Spam || refused[0].DecidedBy != "usr_0000000000007" {
			t.Errorf("%+v", refused)
		}
		if n, err := decide(t, o, bystander.Reopen, b.ID); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		if _, err := decide(t, o, bystander.Accept, 1); problem.KindOf(err) != problem.NotFound {
			t.Error(err)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, _, found, err := impression.Check(ctx, tx, 0, 100)
			if len(found) > 0 {
				t.Error(found)
			}
			return err
		})
	})
}

func TestAClosedSpotTakesNothingAndOpensUnderItsOldAddress(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 0)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := bystander.CloseSpot(ctx, tx, s.ID)
			return err
		})
		if _, err := say(t, o, s.Token, bystander.Draft{Step: 3}); code(err) != "spot.closed" {
			t.Fatal(err)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := bystander.OpenSpot(ctx, tx, s.ID)
			return err
		})
		said(t, o, strings.ToUpper(s.Token), bystander.Draft{Step: 3})
		if _, err := say(t, o, "nowhere", bystander.Draft{Step: 3}); problem.KindOf(err) != problem.NotFound {
			t.Fatal(err)
		}
	})
}

func TestFiguresCountWhatWasLetIn(t *testing.T) {
	now := companytest.Now
	companytest.EachClock(t, func() time.Time { return now }, func(t *testing.T, o *company.Office) {
		now = companytest.Now.AddDate(0, 0, -40)
		s := spot(t, o, 0)
		said(t, o, s.Token, bystander.Draft{Step: 1}) // long ago
		waits := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "still waits"})
		now = companytest.Now
		for _, step := range []int{5, 5, 4, 3, 2} {
			said(t, o, s.Token, bystander.Draft{Step: step})
		}
		spam := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "spam"})
		if _, err := decide(t, o, refuse, spam.ID); err != nil {
			t.Fatal(err)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := bystander.FiguresSince(ctx, tx, now.AddDate(0, 0, -28))
			f := all[s.ID]
			mean, low, high := f.Said.Mean()
			if f.Said.Total() != 5 || f.Said.Positive != 3 || f.Said.Neutral != 1 || mean != 0.4 || low >= mean || high <= mean || !f.Enough() || f.Waiting != 1 {
				t.Errorf("%+v %v %v %v", f, mean, low, high)
			}
			n, err2 := bystander.CountWaiting(ctx, tx)
			if n != 1 || err2 != nil {
				t.Error(n, err2)
			}
			return err
		})
		if n, err := decide(t, o, bystander.Accept, waits.ID); n != 1 || err != nil {
			t.Error("what waited for 40 days cannot be let in", err)
		}
	})
}
