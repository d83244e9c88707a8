package cli

import (
	"fmt"

	"regard/internal/app"
)

// Check recomputes all that is worked out from something else and compares; or
// asks whether relationships tell the truth.
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
		list, err := a.Check(s.ctx, bar.add)
		bar.end()
		if err != nil {
			return err
		}
		found := 0
		for _, c := range list {
			for _, f := range c.Found {
				fmt.Fprintln(s.out, f)
			}
			found += len(c.Found)
		}
		for _, c := range list {
			if c.Left != "" {
				fmt.Fprintf(s.out, "not looked at: %s: %s\n", c.What, c.Left)
				continue
			}
			fmt.Fprintf(s.out, "%d %s, %d differ\n", c.Looked, c.What, len(c.Found))
		}
		if found > 0 {
			return fmt.Errorf("the data does not add up")
		}
		return nil
	})
}
