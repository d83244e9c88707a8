package cli

import (
	"fmt"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// Check recomputes all relationships from the ledger and compares; or asks
// whether they tell the truth.
type Check struct {
	Truth bool   `help:"Compare the made-up company's relationships with how its customers truly regard it, and with three simpler figures."`
	Days  int    `help:"With --truth: how many days before the world's now to look from." default:"90"`
	Half  string `help:"With --truth: only one half of the customers, even or odd: to choose on one and check on the other." enum:",even,odd" default:""`
	With  string `help:"With --truth: a file of JSON with constants to try in place of those in force; nothing is changed." type:"existingfile"`
	JSON  bool   `name:"json" help:"With --truth: as JSON."`
}

// Help shows examples.
func (Check) Help() string {
	return "Finding that anything differs ends it with exit code 1. So does, with --truth, a simpler figure that tells more than the relationship, beyond chance.\n\n" +
		"Examples:\n  regard check\n  regard check --truth --data data/demo\n  regard check --truth --half odd --with constants.json --json"
}

// Run says what it found; finding anything is a failure.
func (c Check) Run(s *session) error {
	if c.Truth {
		return c.truth(s)
	}
	return s.within(func(a *app.App) error {
		bar := s.progress("checking", -1)
		var after customer.ID
		looked, found := 0, 0
		for {
			var n int
			var list []impression.Finding
			err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) (err error) {
				n, after, list, err = impression.Check(s.ctx, tx, after, 200)
				return err
			})
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
			looked += n
			bar.add(n)
			for _, f := range list {
				found++
				fmt.Fprintf(s.out, "%s: %s\n", f.CustomerID, f.What)
			}
		}
		bar.end()
		fmt.Fprintf(s.out, "%d relationships recomputed, %d differ\n", looked, found)
		if found > 0 {
			return fmt.Errorf("the ledger does not add up")
		}
		return nil
	})
}
