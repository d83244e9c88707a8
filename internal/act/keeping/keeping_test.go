package keeping_test

import (
	"context"
	"testing"
	"time"

	"regard/internal/act/keeping"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// populate records an old and a new interaction, one of a device, and a
// customer who left.
func populate(t *testing.T, o *company.Office) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		mail := []customer.Identifier{{Kind: "email", Value: "ada@example.com"}}
		old := tx.Now.AddDate(0, 0, -100)
		_, err := interaction.Record(ctx, tx, []interaction.Draft{
			{Source: "desk", SourceRef: "1", OccurredAt: old, Channel: interaction.Email, Identifiers: mail, Text: "I am very angry about this.", Quoted: "> old", Attributes: map[string]any{"n": 1.0}},
			{Source: "desk", SourceRef: "2", OccurredAt: tx.Now, Channel: interaction.Email, Identifiers: mail, Text: "Thank you, excellent.", Quoted: "> new"},
			{Source: "web", SourceRef: "3", OccurredAt: old, Channel: interaction.Web, Identifiers: []customer.Identifier{{Kind: "device", Value: "d1"}}, Text: "typed into a form"},
		}, interaction.Imported)
		if err != nil {
			return err
		}
		_, _, err = customer.Put(ctx, tx, []customer.Draft{{Name: "Bob", Identifiers: []customer.Identifier{{Kind: "email", Value: "bob@example.com"}}, LeftAt: old}})
		return err
	})
}

func set(t *testing.T, o *company.Office, r keeping.Retention) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, err := keeping.Set(ctx, tx, r)
		return err
	})
}

func texts(t *testing.T, o *company.Office) map[string]interaction.Draft {
	t.Helper()
	all := map[string]interaction.Draft{}
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		list, _, err := interaction.Page(ctx, tx, 0, 100)
		for _, i := range list {
			all[i.Draft.SourceRef] = i.Draft
		}
		return err
	})
	return all
}

func TestWhatWouldGoIsWhatGoesAndNumbersStay(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		populate(t, o)
		r := keeping.Retention{"words": 30, "quoted": 30, "attributes": 30, "left": 30}
		set(t, o, r)
		preview, err := keeping.Look(t.Context(), o, company.System, r)
		if err != nil {
			t.Fatal(err)
		}
		would := map[string]int64{}
		for _, p := range preview {
			if would[p.Class] = p.Rows; p.Rows > 0 && !p.Oldest.Equal(companytest.Now.AddDate(0, 0, -100)) {
				t.Errorf("%s: the oldest is of %s", p.Class, p.Oldest)
			}
		}
		runs, err := keeping.Remove(t.Context(), o, company.System, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range runs {
			if would[run.Class] != run.Removed {
				t.Errorf("%s: %d went, %d were said", run.Class, run.Removed, would[run.Class])
			}
			delete(would, run.Class)
		}
		for class, n := range would {
			if n > 0 {
				t.Errorf("%s: %d were said and stayed", class, n)
			}
		}
		all := texts(t, o)
		if d := all["1"]; d.Text != customer.Gone || d.Quoted != "" || d.Attributes != nil {
			t.Errorf("%+v", d)
		}
		if d := all["2"]; d.Text != "Thank you, excellent." || d.Quoted != "> new" {
			t.Errorf("%+v", d)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			if people, err := customer.Search(ctx, tx, "bob", 5); err != nil || len(people) > 0 {
				t.Errorf("Bob is still there: %v", err)
			}
			if log, err := keeping.Runs(ctx, tx, 10); err != nil || len(log) != len(runs) {
				t.Errorf("%v, %v", log, err)
			}
			_, _, found, err := impression.Check(ctx, tx, 0, 100)
			for _, f := range found {
				t.Error(f.What)
			}
			return err
		})
		if again, err := keeping.Remove(t.Context(), o, company.System, nil); err != nil || len(again) > 0 {
			t.Errorf("it went twice: %v, %v", again, err)
		}
	})
}

func TestWordsOfUnknownVisitorsGoAlone(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		populate(t, o)
		set(t, o, keeping.Retention{"devices": 30})
		if _, err := keeping.Remove(t.Context(), o, company.System, nil); err != nil {
			t.Fatal(err)
		}
		all := texts(t, o)
		if all["3"].Text != customer.Gone || all["1"].Text == customer.Gone {
			t.Errorf("%+v", all)
		}
	})
}

func TestTheJournalKeepsWhatAFollowerHasNotSeen(t *testing.T) {
	now := companytest.Now
	companytest.EachClock(t, func() time.Time { return now }, func(t *testing.T, o *company.Office) {
		populate(t, o)
		set(t, o, keeping.Retention{"journal": 1})
		count := func() (n int) {
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				list, err := journal.After(ctx, tx.Tx, journal.Position{}, 1000)
				n = len(list)
				return err
			})
			return n
		}
		before := count()
		now = now.AddDate(0, 0, 7)
		f := journal.Follower{Name: "test", Do: func(context.Context, *database.Tx, []journal.Fact, any) error { return nil }}
		if runs, err := keeping.Remove(t.Context(), o, company.System, nil); err != nil || len(runs) > 0 {
			t.Errorf("%v, %v", runs, err)
		}
		if n, err := f.Step(t.Context(), o.DB); err != nil || n != before {
			t.Fatalf("%d of %d followed, %v", n, before, err)
		}
		runs, err := keeping.Remove(t.Context(), o, company.System, nil)
		if err != nil || len(runs) != 1 || runs[0].Removed != int64(before-1) || count() != 1 { // the newest stays
			t.Errorf("%+v of %d, %d left, %v", runs, before, count(), err)
		}
		set(t, o, keeping.Retention{"journal": 2}) // which is journalled behind what is gone
		if n, err := f.Step(t.Context(), o.DB); err != nil || n != 1 {
			t.Errorf("%d new facts followed, %v", n, err)
		}
	})
}

func TestAClassThatIsNoneAndDaysThatAreNoneAreRefused(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, r := range []keeping.Retention{{"everything": 1}, {"words": -1}, {"words": 40_000}} {
			err := o.Update(t.Context(), company.System, func(tx *company.Tx) error {
				_, err := keeping.Set(t.Context(), tx, r)
				return err
			})
			if problem.KindOf(err) != problem.Invalid {
				t.Errorf("%v: %v", r, err)
			}
		}
	})
}
