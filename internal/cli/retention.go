package cli

import (
	"errors"
	"fmt"
	"strconv"
	"text/tabwriter"

	"regard/internal/act/keeping"
	"regard/internal/app"
	"regard/internal/know/company"
)

// Retention shows and sets how long each class of data is kept.
type Retention struct {
	Set     map[string]string `help:"Keep a class for so many days from now on; 0: for ever." placeholder:"CLASS=DAYS"`
	Preview bool              `help:"Count what would go today."`
	Now     bool              `help:"Remove now what was kept long enough, without waiting for the daily run."`
}

// Help says what the classes are.
func (Retention) Help() string {
	return `Every class is kept for ever until you say otherwise. Words go, numbers stay.

  words       what was said and written in interactions
  quoted      quoted replies and signatures
  attributes  whatever else a source told of an interaction
  devices     words of customers who never said who they are
  openings    who opened whose card
  audit       who did what
  journal     facts that everything inside has taken note of
  left        customers who left: erased so many days later

Examples:
  regard retention --set words=1095 --set left=365
  regard retention --preview`
}

// Run shows, after it set what was asked.
func (c Retention) Run(s *session) error {
	return s.within(func(a *app.App) error {
		if len(c.Set) > 0 {
			if err := c.set(s, a); err != nil {
				return err
			}
		}
		if c.Now {
			runs, err := keeping.Remove(s.ctx, a.Office, company.System, nil)
			for _, r := range runs {
				fmt.Fprintf(s.out, "removed %d of %s, older than %s\n", r.Removed, r.Class, date(r.Before))
			}
			return errors.Join(err, a.Words.Forget(s.ctx))
		}
		return c.show(s, a)
	})
}

func (c Retention) set(s *session, a *app.App) error {
	return a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
		r, _, err := keeping.InForce(s.ctx, tx)
		if err != nil {
			return err
		}
		for class, days := range c.Set {
			if r[class], err = strconv.Atoi(days); err != nil {
				return fmt.Errorf("--set %s=%s: give a number of days", class, days)
			}
		}
		_, err = keeping.Set(s.ctx, tx, r)
		return err
	})
}

func (c Retention) show(s *session, a *app.App) error {
	var r keeping.Retention
	err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) (err error) {
		r, _, err = keeping.InForce(s.ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	if !c.Preview {
		fmt.Fprintln(w, "class\tkept for")
		for _, class := range keeping.Classes {
			fmt.Fprintf(w, "%s\t%s\n", class.Name, keptFor(r[class.Name]))
		}
		return w.Flush()
	}
	list, err := keeping.Look(s.ctx, a.Office, company.System, r)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "class\tkept for\twould go today\tthe oldest")
	for _, p := range list {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", p.Class, keptFor(p.Days), p.Rows, date(p.Oldest))
	}
	return w.Flush()
}

func keptFor(days int) string {
	if days == 0 {
		return "ever"
	}
	return fmt.Sprintf("%d days", days)
}
