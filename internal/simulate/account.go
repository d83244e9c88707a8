package simulate

import (
	"iter"
	"time"
)

// Account is a business as the company's CRM has it.
type Account struct {
	Name     string
	Value    int64 // minor units of Currency a year, all its people's
	Currency string
	Since    time.Time
	RenewsAt time.Time // when its contract is renewed next, as of Now
}

// Accounts are the businesses that the customers act for, in the order in which
// Customers names them first. A contract runs for a year, from the day that the
// first of its people came; but the clinic's, of the demo's story, is renewed
// in some weeks.
func (w *World) Accounts() iter.Seq[Account] {
	return func(yield func(Account) bool) {
		var all []Account
		at := map[string]int{}
		for c := range w.Customers() {
			if c.Account == "" {
				continue
			}
			i, there := at[c.Account]
			if !there {
				i = len(all)
				at[c.Account] = i
				all = append(all, Account{Name: c.Account, Currency: c.Currency, Since: c.Since})
			}
			if all[i].Value += c.Value; c.Since.Before(all[i].Since) {
				all[i].Since = c.Since
			}
		}
		for i, a := range all {
			a.RenewsAt = renewal(a.Since, w.o.Now)
			if i == 0 {
				a.RenewsAt = midnight(w.o.Now.AddDate(0, 0, clinicRenews))
			}
			if !yield(a) {
				return
			}
		}
	}
}

// clinicRenews is in how many days the contract of the clinic, which is the
// first account of every world, is renewed.
const clinicRenews = 41

// renewal is the next day of the year on which somebody came.
func renewal(since, now time.Time) time.Time {
	y, m, d := since.In(oslo).Date()
	for {
		y++
		if at := time.Date(y, m, d, 0, 0, 0, 0, oslo); at.After(now) {
			return at
		}
	}
}
