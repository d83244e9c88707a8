package impression_test

import (
	"context"
	"math"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// TestAPartnerIsToldHisPartOfARelationshipAndNotTheWhole asks for one customer's
// relationship, in which a partner and a department had a part each.
func TestAPartnerIsToldHisPartOfARelationshipAndNotTheWhole(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var carrier, support int64
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			carrier, support = d.ContributorID("carrier"), d.ContributorID("support")
			return err
		})
		l := begin(t, o, "a")
		at := companytest.Now.AddDate(0, 0, -9)
		l.leave(append(append(l.many(at, 1, "field", carrier, -0.8), l.many(at.AddDate(0, 0, 3), 2, "phone", support, -1)...), l.many(at.AddDate(0, 0, 6), 1, "field", carrier, 0.5)...)...)
		var p customer.Person
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			p, err = customer.Find(ctx, tx, l.id)
			return err
		})
		read := func(who company.Actor) (k impression.Known, x impression.Explanation) {
			err := o.View(t.Context(), who, func(tx *company.Tx) error {
				known, err := impression.Standings(t.Context(), tx, []customer.Person{p})
				if err != nil {
					return err
				}
				k = known[0]
				x, err = impression.Explain(t.Context(), tx, p, tx.Now, 1)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return k, x
		}
		whole, all := read(company.System)
		part, own := read(company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: carrier})
		if whole.Withheld || all.Withheld || whole.Episodes != 4 {
			t.Fatalf("the whole: %+v", whole)
		}
		if !part.Withheld || part.Score != 0 || part.Band != impression.UnknownBand || part.Enough || part.Episodes != 0 || part.Parts != 0 || !part.LastAt.IsZero() {
			t.Errorf("the partner is told %+v", part)
		}
		if !own.Withheld || own.Score != 0 || own.Prior != 0 || own.Line != nil || own.Marks != nil || own.Asked != 0 || own.Episodes != 2 || len(own.Points) != 1 || own.Rest.Episodes != 1 {
			t.Errorf("the partner is explained %+v", own)
		}
		if got, want := part.Points(own.Points[0].Episode), own.Points[0].Points; math.Abs(got-want) > 1e-9 || want >= 0 {
			t.Errorf("his largest part is %v points, and %v in the history", want, got)
		}
	})
}
