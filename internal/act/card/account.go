package card

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// Account is an account with its people, as far as the actor may see them.
type Account struct {
	impression.Group
	Known impression.AccountKnown
	Open  []int // of each person, in their order: episodes that wait for us
	All   bool  // whether these are all its people
}

// RenewalNear is how long before an account's renewal a card warns.
const RenewalNear = 90 * 24 * time.Hour

// Coldest returns who regards us least of those who decide, with his
// relationship; false where none is known well enough to tell.
func (a Account) Coldest() (p customer.Person, k impression.Known, ok bool) {
	if i := a.Known.Coldest; i >= 0 {
		return a.People[i], a.Known.People[i], true
	}
	return p, k, false
}

// Worrying tells whether the contract is renewed soon, or was to be, while the
// coldest who decides is strained or not known.
func (a Account) Worrying(now time.Time) bool {
	if a.Known.Withheld {
		return false
	}
	if at := a.Account.RenewsAt; at.IsZero() || at.Sub(now) >= RenewalNear || at.Before(now) {
		return false
	}
	_, k, ok := a.Coldest()
	return !ok || k.Band == impression.Strained
}

// whose tells whose a record is.
func (a Account) whose() map[customer.ID]customer.Person {
	whose := map[customer.ID]customer.Person{}
	for _, p := range append([]customer.Person{a.Account}, a.People...) {
		for _, id := range p.IDs() {
			whose[id] = p
		}
	}
	return whose
}

// readAccount reads an account's people and their relationships.
func readAccount(ctx context.Context, tx *company.Tx, account customer.Person) (a Account, err error) {
	list, err := Accounts(ctx, tx, []customer.Person{account})
	if err != nil {
		return a, err
	}
	a = list[0]
	var records []customer.ID
	for _, p := range a.People {
		records = append(records, p.IDs()...)
	}
	open, err := impression.CountOpen(ctx, tx, records)
	a.Open = make([]int, len(a.People))
	for i, p := range a.People {
		for _, id := range p.IDs() {
			a.Open[i] += open[id]
		}
	}
	return a, err
}

// Standings returns the relationships of customers, in their order: a person's
// own, and an account's as its people make it.
func Standings(ctx context.Context, tx *company.Tx, all []customer.Person) (_ []impression.Known, err error) {
	defer problem.Wrap(&err, "card.Standings")
	known, err := impression.Standings(ctx, tx, all)
	if err != nil {
		return nil, err
	}
	var accounts []customer.Person
	var at []int
	for i, p := range all {
		if p.Kind == customer.KindAccount {
			accounts, at = append(accounts, p), append(at, i)
		}
	}
	if len(accounts) == 0 {
		return known, nil
	}
	list, err := Accounts(ctx, tx, accounts)
	for k, a := range list {
		known[at[k]] = a.Known.Known
	}
	return known, err
}

// Explain explains a customer's relationship: a person's, or an account's by
// its people.
func Explain(ctx context.Context, tx *company.Tx, p customer.Person, limit int) (x impression.Explanation, err error) {
	defer problem.Wrap(&err, "card.Explain")
	if p.Kind != customer.KindAccount {
		return impression.Explain(ctx, tx, p, tx.Now, limit)
	}
	people, _, err := customer.PeopleOf(ctx, tx, p)
	if err != nil {
		return x, err
	}
	return impression.ExplainAccount(ctx, tx, impression.Group{Account: p, People: people}, tx.Now, limit)
}

// Accounts returns accounts with their people, in their order, without what is open.
func Accounts(ctx context.Context, tx *company.Tx, accounts []customer.Person) (_ []Account, err error) {
	defer problem.Wrap(&err, "card.Accounts")
	list := make([]Account, len(accounts))
	groups := make([]impression.Group, len(accounts))
	members, err := customer.PeopleOfAll(ctx, tx, accounts)
	if err != nil {
		return nil, err
	}
	for i, p := range accounts {
		groups[i] = impression.Group{Account: p, People: members[i].People}
		list[i].Group, list[i].All = groups[i], members[i].All
	}
	known, err := impression.AccountStandings(ctx, tx, groups)
	for i := range known {
		list[i].Known = known[i]
	}
	return list, err
}
