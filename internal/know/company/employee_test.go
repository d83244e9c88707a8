package company_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
)

func TestAnEmployeeWorksForOneAfterAnother(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		d := directory(t, o)
		support, billing := d.ContributorID("support"), d.ContributorID("billing")
		kari := company.EmployeeDraft{Key: "kari", Name: "Kari", Contributor: "support"}
		var id int64
		change := func(do func(ctx context.Context, tx *company.Tx) error) {
			t.Helper()
			companytest.Update(t, o, do)
			c.pass(24 * time.Hour)
		}
		start := c.now()
		change(func(ctx context.Context, tx *company.Tx) error {
			e, err := company.AddEmployee(ctx, tx, kari)
			id = e.ID
			return err
		})
		change(func(ctx context.Context, tx *company.Tx) error { // a new title is no new membership
			kari.Title = "Lead"
			_, err := company.ChangeEmployee(ctx, tx, id, kari)
			return err
		})
		change(func(ctx context.Context, tx *company.Tx) error {
			kari.Contributor = "billing"
			_, err := company.ChangeEmployee(ctx, tx, id, kari)
			return err
		})
		change(func(ctx context.Context, tx *company.Tx) error { return company.EmployeeLeaves(ctx, tx, id) })
		if e := directory(t, o).Employee(id); e.ContributorID != 0 || !e.LeftAt.Equal(start.Add(3*24*time.Hour)) || e.Title != "Lead" {
			t.Errorf("after leaving %+v", e)
		}
		change(func(ctx context.Context, tx *company.Tx) error {
			kari.Contributor = "support"
			_, err := company.ChangeEmployee(ctx, tx, id, kari)
			return err
		})
		if e := directory(t, o).Employee(id); e.ContributorID != support || !e.LeftAt.IsZero() {
			t.Errorf("after coming back %+v", e)
		}
		var got []company.Membership
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			got, err = company.Memberships(ctx, tx, id)
			return err
		})
		day := func(n int) time.Time { return start.Add(time.Duration(n) * 24 * time.Hour) }
		want := []company.Membership{{support, company.Founded, day(2)}, {billing, day(2), day(3)}, {support, day(4), time.Time{}}}
		if !slices.Equal(got, want) {
			t.Errorf("memberships %+v, want %+v", got, want)
		}
	})
}

func TestAnEmployeeChangesSidesOnTheDaySaid(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		d := directory(t, o)
		var id int64
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			e, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: "ola", Name: "Ola", Contributor: "support"})
			if err != nil {
				return err
			}
			id = e.ID
			_, err = company.ChangeEmployee(ctx, tx, id, company.EmployeeDraft{Name: "Ola", Contributor: "billing", From: tx.Now.Add(24 * time.Hour)})
			return err
		})
		if got := directory(t, o).Employee(id).ContributorID; got != d.ContributorID("support") {
			t.Errorf("works for %d already", got)
		}
		c.pass(24 * time.Hour)
		if got := directory(t, o).Employee(id).ContributorID; got != d.ContributorID("billing") {
			t.Errorf("works for %d still", got)
		}
	})
}

func TestABadEmployeeIsRefusedByField(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			draft       company.EmployeeDraft
			code, field string
		}{
			{company.EmployeeDraft{Key: "-", Name: "A"}, "key.malformed", "key"},
			{company.EmployeeDraft{Key: "a"}, "field.required", "name"},
			{company.EmployeeDraft{Key: "a", Name: "A", Contributor: "nobody"}, "contributor.unknown", "contributor"},
		} {
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.AddEmployee(ctx, tx, c.draft)
				return err
			}), c.code, c.field)
		}
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error { return company.EmployeeLeaves(ctx, tx, 4711) }), "not_found", "")
	})
}
