package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/page"
)

// The orders of the list of accounts.
const (
	byValue    = "value"
	byRenewal  = "renewal"
	byColdness = "coldest"
)

// accountsLooked is how many accounts, those worth most, the coldest are found among.
const accountsLooked = 1000

var accountSorts = []page.Option{{Value: byValue, Label: "Worth most"}, {Value: byRenewal, Label: "Renewed soonest"}, {Value: byColdness, Label: "Coldest decider"}}

func accounts(c *call) error {
	p := AccountsPage{}
	p.List.Query, p.List.Sort = c.form("q"), c.form("sort")
	if !slices.ContainsFunc(accountSorts, func(o page.Option) bool { return o.Value == p.List.Sort }) {
		p.List.Sort = byValue
	}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		return c.fillAccounts(ctx, tx, &p.List)
	})
	if err != nil {
		return err
	}
	return c.showPart(p.List, p)
}

func (c *call) fillAccounts(ctx context.Context, tx *company.Tx, l *AccountList) error {
	if l.Withheld = !tx.Scope.All; l.Withheld && l.Sort == byColdness {
		l.Sort = byValue
	}
	for _, s := range accountSorts {
		if l.Withheld && s.Value == byColdness {
			continue
		}
		l.Sorts = append(l.Sorts, SortLink{Label: s.Label, URL: accountsURL("", s.Value, ""), Current: s.Value == l.Sort && l.Query == ""})
	}
	from, err := c.accountPlace(l.Sort)
	if err != nil {
		return err
	}
	var found []customer.Person
	var next *customer.AccountPlace
	switch {
	case l.Query != "":
		found, err = c.search(ctx, tx, l.Query, searched)
		found = slices.DeleteFunc(found, func(p customer.Person) bool { return p.Kind != customer.KindAccount })
	case l.Sort == byRenewal:
		found, next, err = customer.AccountsByRenewal(ctx, tx, from, listed)
	case l.Sort == byColdness:
		found, next, err = customer.AccountsByValue(ctx, tx, customer.MostWorth, accountsLooked)
		if next != nil {
			l.Looked, next = accountsLooked, nil
		}
	default:
		found, next, err = customer.AccountsByValue(ctx, tx, from, listed)
	}
	if err != nil {
		return err
	}
	list, err := card.Accounts(ctx, tx, found)
	if err != nil {
		return err
	}
	if l.Sort == byColdness && l.Query == "" {
		slices.SortStableFunc(list, colder)
		list = list[:min(listed, len(list))]
	}
	for _, a := range list {
		l.Rows = append(l.Rows, c.accountRow(a))
	}
	if c.form("cursor") != "" {
		l.Pager.BackURL = accountsURL("", l.Sort, "")
	}
	if next != nil {
		l.Pager.NextURL = accountsURL("", l.Sort, c.s.Key.Sign("page:accounts:"+l.Sort, fmt.Sprint(next.Value, next.RenewsAt.UnixMicro(), int64(next.ID))))
	}
	if len(l.Rows) == 0 && l.Query == "" && c.form("cursor") == "" {
		any, _, err := customer.AccountsByValue(ctx, tx, customer.MostWorth, 1)
		l.None = len(any) == 0
		return err
	}
	return nil
}

// colder orders accounts by their coldest decider; those of whom none is known
// well enough come last.
func colder(a, b card.Account) int {
	_, x, ok := a.Coldest()
	_, y, also := b.Coldest()
	switch {
	case ok && also:
		return cmp.Compare(x.Score, y.Score)
	case ok:
		return -1
	case also:
		return 1
	}
	return 0
}

// accountPlace reads where in a list of accounts to go on; renewals begin today.
func (c *call) accountPlace(sort string) (p customer.AccountPlace, err error) {
	s := c.form("cursor")
	if s == "" {
		p = customer.MostWorth
		if sort == byRenewal {
			p = customer.AccountPlace{RenewsAt: c.today()}
		}
		return p, nil
	}
	content, ok := c.s.Key.Open("page:accounts:"+sort, s)
	var micros, id int64
	if n, err := fmt.Sscan(content, &p.Value, &micros, &id); !ok || err != nil || n != 3 {
		return p, badCursor
	}
	p.RenewsAt, p.ID = time.UnixMicro(micros).UTC(), customer.ID(id)
	return p, nil
}

// today is the company's day's beginning.
func (c *call) today() time.Time {
	y, m, d := c.here().Now.In(c.dir.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, c.dir.Zone)
}

func accountsURL(q, sort, cursor string) string {
	v := url.Values{}
	for name, value := range map[string]string{"q": q, "sort": sort, "cursor": cursor} {
		if value != "" && !(name == "sort" && value == byValue) {
			v.Set(name, value)
		}
	}
	if len(v) == 0 {
		return "/accounts"
	}
	return "/accounts?" + v.Encode()
}

func (c *call) accountRow(a card.Account) AccountRow {
	return AccountRow{CustomerRef: customerRef(a.Account), Value: c.worth(a.Account.ValueMinor), Renewal: c.renewal(a), People: len(a.People), More: !a.All,
		Told: a.Known.Told, Relationship: c.relationship(a.Known.Known), Decider: c.decider(a)}
}

func (c *call) decider(a card.Account) Decider {
	d := Decider{Deciders: a.Known.Deciders}
	if p, k, ok := a.Coldest(); ok {
		d.CustomerRef, d.Relationship = customerRef(p), c.relationship(k)
	}
	return d
}

// renewal counts days as the company's calendar does.
func (c *call) renewal(a card.Account) Renewal {
	at := a.Account.RenewsAt
	if at.IsZero() {
		return Renewal{}
	}
	y, m, d := at.In(c.dir.Zone).Date()
	t := c.today()
	days := time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Sub(time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)) / (24 * time.Hour)
	return Renewal{At: at, Days: int(days), Worry: a.Worrying(c.here().Now)}
}
