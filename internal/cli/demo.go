package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/secret"
	"regard/internal/simulate"
)

// Demo makes a living company up and serves it.
type Demo struct {
	Listen       string  `help:"Address to listen on." default:"127.0.0.1:7340" env:"REGARD_LISTEN"`
	Customers    int     `help:"How many customers." default:"20000"`
	Interactions int     `help:"How many interactions, over two years." default:"300000"`
	Seed         uint64  `help:"The same seed makes the same company." default:"1"`
	Pace         float64 `help:"How many interactions a minute arrive while you watch." default:"20"`
	Load         bool    `help:"Only make the company up; do not serve it."`
	Keep         bool    `help:"Serve the company made up before, if there is one."`
	Anywhere     bool    `help:"Let anybody who reaches the address sign in with one click; otherwise only this machine."`
}

// Help shows examples.
func (Demo) Help() string {
	return "Makes up Nordlys Bredbånd, a Norwegian broadband company, in a directory of its own (data/demo unless --data names another), replacing what a demo left there.\n\n" +
		"Examples:\n  regard demo\n  regard demo --customers 500 --interactions 8000 --pace 60\n  regard demo --keep"
}

// demoPassword signs every character of the demo in. The demo listens on this
// machine only unless told otherwise.
const demoPassword = "nordlys-demo-2026"

// Run makes the company up, serves it, and keeps it living.
func (c Demo) Run(s *session) error {
	if s.Data == defaultData() && s.DB == "" {
		s.Data = filepath.Join(s.Data, "demo")
	}
	if c.Load {
		fresh, err := c.clear(s)
		if err != nil || !fresh {
			return err
		}
		return s.within(func(a *app.App) error {
			w := c.world(a.DB.Now())
			if err := c.load(s, a, w); err != nil {
				return err
			}
			return c.present(s.ctx, a, w)
		})
	}
	return c.stand(s)
}

// world makes the company up as of an instant.
func (c Demo) world(now time.Time) *simulate.World {
	return simulate.New(simulate.Options{Seed: c.Seed, Customers: c.Customers, Interactions: c.Interactions, Now: now, Years: 2})
}

func defaultData() string {
	p, err := filepath.Abs("data")
	if err != nil {
		return "data"
	}
	return p
}

// demoMark is the file by which a demo's directory is known: nothing else is
// ever removed.
const demoMark = "this-is-a-demo"

// clear removes an earlier demo. It tells whether a company is to be made up.
func (c Demo) clear(s *session) (fresh bool, err error) {
	if s.DB != "" {
		return true, nil
	}
	if err := app.Unserved(s.Data); err != nil {
		return false, err
	}
	mark := filepath.Join(s.Data, demoMark)
	_, err = os.Stat(mark)
	switch {
	case err == nil && c.Keep:
		return false, nil
	case err == nil:
		if err := os.RemoveAll(s.Data); err != nil {
			return false, err
		}
	case !errors.Is(err, os.ErrNotExist):
		return false, err
	default:
		if _, err := os.Stat(filepath.Join(s.Data, "regard.db")); err == nil {
			return false, fmt.Errorf("%s holds a company that is no demo; choose another directory with --data", s.Data)
		}
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return false, err
	}
	return true, os.WriteFile(mark, []byte("regard demo makes this directory anew each time.\n"), 0o600)
}

func (c Demo) load(s *session, a *app.App, w *simulate.World) error {
	began := time.Now()
	if err := demoCompany(s.ctx, a, w); err != nil {
		return err
	}
	if err := demoCustomers(s, a, w); err != nil {
		return err
	}
	bar := s.progress("living two years", int64(c.Interactions))
	recorded, refused := 0, 0
	err := inBatches(w.Interactions(), 2000, func(drafts []interaction.Draft) error {
		return a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			got, err := interaction.Record(s.ctx, tx, drafts, interaction.Imported)
			if err != nil {
				return err
			}
			for _, o := range got {
				if o.Status == interaction.Recorded {
					recorded++
				} else {
					refused++
					a.Log.Warn("demo", "status", o.Status, "problem", o.Problem)
				}
			}
			bar.add(len(drafts))
			return nil
		})
	})
	bar.end()
	if err != nil {
		return err
	}
	count := s.progress("counting", -1)
	told := 0
	if err := a.CatchUp(s.ctx, func(n int) { count.add(n - told); told = n }); err != nil {
		return err
	}
	count.end()
	if _, err := customer.CompareAll(s.ctx, a.Office, a.Data, nil); err != nil {
		return err
	}
	fmt.Fprintf(s.err, "%d interactions recorded in %.0f s", recorded, time.Since(began).Seconds())
	if refused > 0 {
		fmt.Fprintf(s.err, ", %d not", refused)
	}
	fmt.Fprintln(s.err)
	return nil
}

// inBatches calls fn with up to n of seq at a time.
func inBatches[T any](seq iter.Seq[T], n int, fn func([]T) error) error {
	batch := make([]T, 0, n)
	var err error
	seq(func(v T) bool {
		if batch = append(batch, v); len(batch) == n {
			err = fn(batch)
			batch = batch[:0]
		}
		return err == nil
	})
	if err == nil && len(batch) > 0 {
		err = fn(batch)
	}
	return err
}

func demoCompany(ctx context.Context, a *app.App, w *simulate.World) error {
	hash, err := secret.HashPassword(demoPassword)
	if err != nil {
		return err
	}
	return a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		profile := company.Profile{Name: "Nordlys Bredbånd", TimeZone: "Europe/Oslo", Currency: "NOK", PhoneRegion: "NO", Addresses: []string{"nordlys.example"}}
		if err := company.SetProfile(ctx, tx, profile); err != nil {
			return err
		}
		for _, d := range w.Contributors() {
			if err := addOrMove(ctx, tx, d); err != nil {
				return err
			}
		}
		for _, d := range w.Employees() {
			if err := hireOrMove(ctx, tx, d); err != nil {
				return err
			}
		}
		for _, d := range w.Touchpoints() {
			if _, err := company.AddTouchpoint(ctx, tx, d); err != nil {
				return err
			}
		}
		if err := keepWorld(ctx, tx, w.Options()); err != nil {
			return err
		}
		for _, u := range demoUsers {
			if _, err := company.AddUser(ctx, tx, u.UserDraft, hash); err != nil {
				return err
			}
		}
		return nil
	})
}

// addOrMove adds a contributor; one that comes again has moved.
func addOrMove(ctx context.Context, tx *company.Tx, draft company.ContributorDraft) error {
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	if id := d.ContributorID(draft.Key); id != 0 {
		_, err = company.ChangeContributor(ctx, tx, id, draft)
		return err
	}
	_, err = company.AddContributor(ctx, tx, draft)
	return err
}

// hireOrMove adds an employee; one who comes again has changed contributors.
func hireOrMove(ctx context.Context, tx *company.Tx, draft company.EmployeeDraft) error {
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	if id := d.EmployeeID(draft.Key); id != 0 {
		_, err = company.ChangeEmployee(ctx, tx, id, draft)
		return err
	}
	_, err = company.AddEmployee(ctx, tx, draft)
	return err
}

// demoCustomers puts the accounts, and then the people, who belong to some.
func demoCustomers(s *session, a *app.App, w *simulate.World) error {
	bar := s.progress("customers", -1)
	defer bar.end()
	var drafts []customer.Draft
	for k := range w.Accounts() {
		drafts = append(drafts, customer.Draft{Kind: customer.KindAccount, Name: k.Name, ValueMinor: &k.Value, Since: k.Since, RenewsAt: k.RenewsAt})
	}
	if err := putMadeUp(s, a, drafts); err != nil {
		return err
	}
	return inBatches(w.Customers(), 1000, func(list []simulate.Customer) error {
		drafts := make([]customer.Draft, len(list))
		for i, c := range list {
			drafts[i] = customer.Draft{Name: c.Name, Identifiers: c.Identifiers, Account: c.Account, ValueMinor: &c.Value, Since: c.Since, LeftAt: c.LeftAt, Attributes: c.Attributes}
			if c.Role != "" {
				drafts[i].Roles = []customer.AccountRole{customer.AccountRole(c.Role)}
			}
		}
		bar.add(len(list))
		return putMadeUp(s, a, drafts)
	})
}

func putMadeUp(s *session, a *app.App, drafts []customer.Draft) error {
	return a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
		_, problems, err := customer.Put(s.ctx, tx, drafts)
		for _, p := range problems {
			if p != nil && err == nil {
				err = p
			}
		}
		return err
	})
}
