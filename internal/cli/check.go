package cli

import (
	"fmt"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// Check recomputes all relationships from the ledger and compares.
type Check struct{}

// Run says what it found; finding anything is a failure.
func (Check) Run(s *session) error {
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
