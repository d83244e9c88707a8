package company_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/problem"
)

func TestAMoveRewritesNoHistory(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		d := directory(t, o)
		north, carrier, support := d.ContributorID("carrier-north"), d.ContributorID("carrier"), d.ContributorID("support")
		c.pass(24 * time.Hour)
		moved := c.now()
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ChangeContributor(ctx, tx, north, company.ContributorDraft{Name: "Depot North", Kind: company.Partner, Parent: "support"})
			return err
		})
		var places []company.Place
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			places, err = company.Places(ctx, tx, north)
			return err
		})
		want := []company.Place{{ParentID: carrier, From: company.Founded, To: moved}, {ParentID: support, From: moved}}
		if !slices.Equal(places, want) {
			t.Errorf("places %+v, want %+v", places, want)
		}
		d = directory(t, o)
		if got := d.Root(north); got.ID != support || d.Contributor(north).Name != "Depot North" {
			t.Errorf("root %+v after the move", got)
		}
		if below := d.Subtree(carrier); slices.Contains(below, north) {
			t.Errorf("still below the carrier: %v", below)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ChangeContributor(ctx, tx, north, company.ContributorDraft{Name: "Depot North", Kind: company.Partner})
			return err
		})
		if c := directory(t, o).Contributor(north); c.ParentID != 0 {
			t.Errorf("parent %d, want none: it stands at the top", c.ParentID)
		}
	})
}

func TestAMoveTakesEffectOnItsDay(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		unit := addContributor(t, o, company.ContributorDraft{Key: "unit", Name: "Unit", Kind: company.Department, Parent: "support"})
		day := c.now().Add(48 * time.Hour)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ChangeContributor(ctx, tx, unit.ID, company.ContributorDraft{Name: "Unit", Kind: company.Department, Parent: "billing", From: day})
			return err
		})
		if got := directory(t, o).Root(unit.ID).Key; got != "support" {
			t.Errorf("below %s before the day, want support", got)
		}
		c.pass(48 * time.Hour)
		if got := directory(t, o).Root(unit.ID).Key; got != "billing" {
			t.Errorf("below %s on the day, want billing", got)
		}
	})
}

func TestACircleIsRefused(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		addContributor(t, o, company.ContributorDraft{Key: "a", Name: "A", Kind: company.Department})
		addContributor(t, o, company.ContributorDraft{Key: "b", Name: "B", Kind: company.Department, Parent: "a"})
		addContributor(t, o, company.ContributorDraft{Key: "c", Name: "C", Kind: company.Department, Parent: "b"})
		for _, parent := range []string{"a", "b", "c"} {
			err := try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.ChangeContributor(ctx, tx, directory(t, o).ContributorID("a"), company.ContributorDraft{Name: "A", Kind: company.Department, Parent: parent})
				return err
			})
			wants(t, err, "contributor.circle", "parent")
		}
	})
}

func TestABadContributorIsRefusedByField(t *testing.T) {
	good := company.ContributorDraft{Key: "new", Name: "New", Kind: company.Department}
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			spoil       func(d *company.ContributorDraft)
			code, field string
		}{
			{func(d *company.ContributorDraft) { d.Key = "" }, "key.malformed", "key"},
			{func(d *company.ContributorDraft) { d.Key = "Ærlig talt" }, "key.malformed", "key"},
			{func(d *company.ContributorDraft) { d.Name = "  " }, "field.required", "name"},
			{func(d *company.ContributorDraft) { d.Kind = "team" }, "contributor.kind_unknown", "kind"},
			{func(d *company.ContributorDraft) { d.Parent = "nobody" }, "contributor.unknown", "parent"},
			{func(d *company.ContributorDraft) { d.Parent = "new" }, "contributor.unknown", "parent"},
			{func(d *company.ContributorDraft) { d.Key = " SUPPORT " }, "key.taken", ""},
		} {
			d := good
			c.spoil(&d)
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.AddContributor(ctx, tx, d)
				return err
			}), c.code, c.field)
		}
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ChangeContributor(ctx, tx, 4711, good)
			return err
		}), "not_found", "")
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error { return company.CloseContributor(ctx, tx, 4711) }), "not_found", "")
	})
}

func TestAClosedContributorKeepsItsPast(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		id := directory(t, o).ContributorID("billing")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return company.CloseContributor(ctx, tx, id) })
		if c := directory(t, o).Contributor(id); c.Name != "Billing" || !c.ClosedAt.Equal(companytest.Now) {
			t.Errorf("%+v", c)
		}
	})
}

func TestWhatATransactionSawInTheDirectoryIsItsOwn(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		err := try(o, func(ctx context.Context, tx *company.Tx) error {
			if _, err := company.AddContributor(ctx, tx, company.ContributorDraft{Key: "ghost", Name: "Ghost", Kind: company.Department}); err != nil {
				return err
			}
			if d, err := tx.Directory(ctx); err != nil || d.ContributorID("ghost") == 0 {
				t.Errorf("not seen by its own transaction (%v)", err)
			}
			return problem.New(problem.Conflict, "test", nil)
		})
		wants(t, err, "test", "")
		if directory(t, o).ContributorID("ghost") != 0 {
			t.Error("what was rolled back is seen by others")
		}
	})
}

func TestATouchpointIsAdoptedOnceByManyAtATime(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				err := try(o, func(ctx context.Context, tx *company.Tx) error {
					d, err := company.AdoptTouchpoints(ctx, tx, []string{"shop.checkout", "", "not a key"})
					if err == nil && d.TouchpointID("shop.checkout") == 0 {
						t.Error("adopted, but not in the directory that came back")
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		d := directory(t, o)
		if p := d.Touchpoint(d.TouchpointID("shop.checkout")); p.Key != "shop.checkout" || p.OwnerID != 0 {
			t.Errorf("%+v, want it there, for somebody to own", p)
		}
	})
}

func TestATouchpointIsChangedAndRemovedWhileNothingHappenedThere(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		id := directory(t, o).TouchpointID("billing.invoice")
		for _, c := range []struct {
			draft       company.TouchpointDraft
			code, field string
		}{
			{company.TouchpointDraft{Stage: "afterlife"}, "touchpoint.stage_unknown", "stage"},
			{company.TouchpointDraft{Kind: "dance"}, "touchpoint.kind_unknown", "kind"},
			{company.TouchpointDraft{Owner: "nobody"}, "contributor.unknown", "owner"},
		} {
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.ChangeTouchpoint(ctx, tx, id, c.draft)
				return err
			}), c.code, c.field)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ChangeTouchpoint(ctx, tx, id, company.TouchpointDraft{Name: "Bill", Stage: "pay", Owner: "support", Kind: "mail", Reports: true})
			return err
		})
		if p := directory(t, o).Touchpoint(id); p.Name != "Bill" || p.Stage != "pay" || p.Kind != "mail" || !p.Reports || p.Key != "billing.invoice" {
			t.Errorf("%+v", p)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return company.RemoveTouchpoint(ctx, tx, id) })
		if directory(t, o).TouchpointID("billing.invoice") != 0 {
			t.Error("still there")
		}
	})
}
