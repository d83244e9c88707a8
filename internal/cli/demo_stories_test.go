package cli

import (
	"io"
	"testing"

	"regard/internal/act/card"
	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// TestTheClinicIsAsItsStorySays holds the story of one furious and two content
// against small made-up companies: of each of the three there is enough to
// tell, and of the account that they make.
func TestTheClinicIsAsItsStorySays(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		c := Demo{Customers: 400, Interactions: 6000, Seed: seed}
		s := &session{ctx: t.Context(), Globals: Globals{Data: t.TempDir(), Log: "error", Quiet: true}, out: io.Discard, err: io.Discard}
		err := s.within(func(a *app.App) error {
			w := c.world(a.DB.Now())
			if err := c.load(s, a, w); err != nil {
				return err
			}
			return a.Office.View(s.ctx, company.System, func(tx *company.Tx) error {
				found, err := customer.Peek(s.ctx, tx, w.Characters()[3].Identifier)
				if err != nil {
					return err
				}
				account, err := customer.Find(s.ctx, tx, found[0].Account.ID)
				if err != nil {
					return err
				}
				accounts, err := card.Accounts(s.ctx, tx, []customer.Person{account})
				if err == nil {
					content(t, seed, accounts[0])
				}
				return err
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func content(t *testing.T, seed uint64, a card.Account) {
	t.Helper()
	if !a.Known.Enough || len(a.People) != 3 {
		t.Errorf("seed %d: of %d people, %+v", seed, len(a.People), a.Known.Standing)
	}
	coldest, _, _ := a.Coldest()
	for i, k := range a.Known.People {
		if p := a.People[i]; p.Name == "Hilde Aas" {
			if k.Band != impression.Strained || coldest.ID != p.ID {
				t.Errorf("seed %d: %s is %s at %.0f, the coldest is %s", seed, p.Name, k.Band, k.Score, coldest.Name)
			}
		} else if k.Band != impression.Warm {
			t.Errorf("seed %d: %s is %s at %.0f", seed, p.Name, k.Band, k.Score)
		}
	}
}
