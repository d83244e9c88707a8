package bystander_test

import (
	"context"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

func TestWordsGoWithTheCustomerTheyBecame(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		s := spot(t, o, 0)
		gone := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "gone", Contact: "me"})
		stays := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "stays"})
		if _, err := decide(t, o, bystander.Accept, gone.ID, stays.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := decide(t, o, bystander.Reopen, gone.ID); err != nil { // also what was taken back
			t.Fatal(err)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			if err := bystander.Wipe(ctx, tx, nil); err != nil {
				return err
			}
			var whose customer.ID
			all, err := interaction.Latest(ctx, tx, 0, 10)
			if err != nil {
				return err
			}
			for _, i := range all {
				if i.SourceRef == stays.ID.String() {
					whose = i.CustomerID
				}
			}
			if whose == 0 {
				t.Fatal("not recorded")
			}
			return bystander.Wipe(ctx, tx, []customer.ID{whose})
		})
		if list := inState(t, o, bystander.Accepted); len(list) != 1 || list[0].Text != "" || list[0].Valence != -1 {
			t.Errorf("%+v", list)
		}
		if list := inState(t, o, bystander.Waiting); len(list) != 1 || list[0].Text != "gone" || list[0].Contact != "me" {
			t.Errorf("%+v", list)
		}
	})
}

func TestWhatWasDecidedIsForgottenAfterThirtyDays(t *testing.T) {
	now := companytest.Now
	companytest.EachClock(t, func() time.Time { return now }, func(t *testing.T, o *company.Office) {
		now = companytest.Now
		s := spot(t, o, 0)
		in := said(t, o, s.Token, bystander.Draft{Step: 5, Text: "let in"})
		out := said(t, o, s.Token, bystander.Draft{Step: 1, Text: "kept out", Contact: "me"})
		said(t, o, s.Token, bystander.Draft{Step: 1, Text: "not read yet"})
		if _, err := decide(t, o, bystander.Accept, in.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := decide(t, o, refuse, out.ID); err != nil {
			t.Fatal(err)
		}
		forget := func() { companytest.Update(t, o, bystander.ForgetDecided) }
		now = now.AddDate(0, 0, 29)
		if forget(); inState(t, o, bystander.Refused)[0].Text != "kept out" {
			t.Fatal("forgotten too early")
		}
		now = now.AddDate(0, 0, 2)
		if forget(); inState(t, o, bystander.Refused)[0].Text != "" || inState(t, o, bystander.Refused)[0].Contact != "" || inState(t, o, bystander.Accepted)[0].Text != "" {
			t.Error("not forgotten")
		}
		if inState(t, o, bystander.Waiting)[0].Text != "not read yet" || recorded(t, o)[0].Text != "let in" {
			t.Error("what waits, or was let in, is gone")
		}
		if _, err := decide(t, o, bystander.Reopen, out.ID); problem.KindOf(err) != problem.Conflict {
			t.Error(err)
		}
	})
}
