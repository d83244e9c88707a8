package interaction_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// A partner's user learns nothing of who is a customer by recording with an
// address: whoever is another's is answered like whoever is nowhere, and neither
// becomes his to see.
func TestAPartnersUserMeetsOnlyWhomHeSees(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		carrier := directory(t, o).ContributorID("carrier")
		partner := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: carrier}
		told := func(contributor string, ids ...customer.Identifier) customer.ID {
			return record(t, o, interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Phone, Identifiers: ids, Name: "N. N.", Contributor: contributor})[0].CustomerID
		}
		phone := func(n string) []customer.Identifier { return []customer.Identifier{{Kind: "phone", Value: n}} }
		ada := told("carrier", append(email("ada@example.com"), phone("98765432")...)...)
		cyd := told("carrier", email("cyd@example.com")...)
		bob := told("support", append(email("bob@example.com"), phone("91234567")...)...)
		work := told("support", email("ada@work.example")...) // a record of ada's of which the carrier has not heard
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Join(ctx, tx, work, ada, "the same")
			return err
		})
		seen := func() (n int) {
			err := o.View(t.Context(), partner, func(tx *company.Tx) error {
				people, _, err := customer.List(t.Context(), tx, 0, 100)
				n = len(people)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		before := seen()
		attempt := func(d interaction.Draft) interaction.Outcome {
			d.Source, d.OccurredAt, d.Channel = "portal", at(1, 0), interaction.Field
			var got []interaction.Outcome
			err := o.Update(t.Context(), partner, func(tx *company.Tx) (err error) {
				got, err = interaction.Record(t.Context(), tx, []interaction.Draft{d}, interaction.Live)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return got[0]
		}
		for name, c := range map[string]struct {
			draft interaction.Draft
			of    customer.ID
		}{
			"his by address":        {interaction.Draft{Identifiers: email("ADA@example.com")}, ada},
			"his by number":         {interaction.Draft{Identifiers: phone("+47 987 65 432")}, ada},
			"his by both":           {interaction.Draft{Identifiers: append(email("ada@example.com"), phone("98765432")...)}, ada},
			"his, joined":           {interaction.Draft{Identifiers: email("ada@work.example")}, ada},
			"his, chosen and named": {interaction.Draft{CustomerID: ada, Identifiers: email("ada@example.com")}, ada},
		} {
			if got := attempt(c.draft); got.Status != interaction.Recorded || got.CustomerID != c.of {
				t.Errorf("%s: %+v", name, got)
			}
		}
		nobody := attempt(interaction.Draft{Identifiers: email("nobody@example.com")})
		if p := problem.Of(nobody.Problem); p == nil || p.Code != "interaction.not_among_yours" || p.Field != "identifiers" {
			t.Errorf("nobody's: %+v", nobody)
		}
		for name, d := range map[string]interaction.Draft{
			"another's":            {Identifiers: email("bob@example.com")},
			"another's number":     {Identifiers: phone("91234567")},
			"another's and nobody": {Identifiers: append(email("bob@example.com"), phone("92345678")...)},
			"his and another's":    {Identifiers: append(email("ada@example.com"), phone("91234567")...)},
			"two of his":           {Identifiers: append(email("ada@example.com"), email("cyd@example.com")...)},
			"his, with another's":  {CustomerID: cyd, Identifiers: email("bob@example.com")},
			"his, with nobody's":   {CustomerID: cyd, Identifiers: email("nobody@example.com")},
		} {
			if got := attempt(d); got.Status != interaction.Refused || cmp.Diff(problem.Of(got.Problem), problem.Of(nobody.Problem)) != "" {
				t.Errorf("%s is answered %+v, nobody's %+v", name, got, nobody)
			}
		}
		if got := attempt(interaction.Draft{Identifiers: email("no address")}); problem.Of(got.Problem) == nil || problem.Of(got.Problem).Code == "interaction.not_among_yours" {
			t.Errorf("what is no address: %+v", got)
		}
		if n := seen(); n != before {
			t.Errorf("he sees %d, and saw %d", n, before)
		}
		// Somebody new, by name: a customer of his own, whoever else is called so.
		if got := attempt(interaction.Draft{Name: "N. N."}); got.Status != interaction.Recorded || got.CustomerID == bob || got.CustomerID == ada || seen() != before+1 {
			t.Errorf("somebody new: %+v", got)
		}
		check(t, o)
	})
}
