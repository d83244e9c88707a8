package customer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
)

// Many bring the same new customers at the same moment, by whichever of their
// identifiers, one by one and in batches.
func TestWhoeverSettlesAtOnceLeavesEachIdentifierWithTheRecordThatHasIt(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		const writers, batches, people = 8, 40, 30
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				dice := rand.New(rand.NewPCG(1, uint64(w)))
				for b := range batches {
					var claims []customer.Claim
					for range 1 + dice.IntN(12) {
						who := b/4*people + dice.IntN(people) // so that there are always new ones
						all := []customer.Held{{Kind: "external:shop", Value: fmt.Sprint("K", who)}, {Kind: "email", Value: fmt.Sprintf("c%d@mail.example", who)}, {Kind: "phone", Value: fmt.Sprintf("+4741%06d", who)}}
						if dice.IntN(4) > 0 {
							all = all[dice.IntN(3):][:1]
						}
						claims = append(claims, customer.Claim{Identifiers: all, Name: "Ada"})
					}
					ctx := t.Context()
					err := o.Update(ctx, company.System, func(tx *company.Tx) error {
						_, err := customer.Resolve(ctx, tx, claims)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			n, found, err := customer.Check(ctx, tx, nil)
			for _, f := range found {
				t.Error(f)
			}
			t.Log(n, "records")
			return err
		})
	})
}
