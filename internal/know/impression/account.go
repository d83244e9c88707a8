package impression

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Group is an account and its people.
type Group struct {
	Account customer.Person
	People  []customer.Person
}

// AccountKnown is how an account regards us: the impressions of its people,
// each weighed by what he is to it (AccountRoles.Weight), and those that were
// recorded under the account itself, which weigh once. It forgets by the law's
// slow half-life.
type AccountKnown struct {
	Known
	People   []Known // each person's own relationship, which forgets by the quick half-life, in the order of the group
	Told     int     // of the people: of whom there is enough to tell
	Deciders int     // of the people: who decide and have not left
	Coldest  int     // index of the one of them who regards us least, among those of whom there is enough to tell; -1 where there is none
}

// AccountStandings returns how accounts regard us, in their order, as of the
// transaction's time.
func AccountStandings(ctx context.Context, tx *company.Tx, groups []Group) (_ []AccountKnown, err error) {
	defer problem.Wrap(&err, "impression.AccountStandings")
	law, err := InForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	var members []customer.Person
	for _, g := range groups {
		members = append(append(members, g.Account), g.People...)
	}
	kept := make([]Relationship, len(members))
	if err := gather(ctx, tx, law, members, func(i int, r Relationship) { kept[i] = r }); err != nil {
		return nil, err
	}
	all := make([]AccountKnown, len(groups))
	for i, g := range groups {
		all[i] = law.account(g, kept[:1+len(g.People)], tx.Now).seen(tx.Scope)
		kept = kept[1+len(g.People):]
	}
	return all, nil
}

// seen is what an actor of a scope is told.
func (a AccountKnown) seen(s company.Scope) AccountKnown {
	if s.All {
		return a
	}
	a.Known, a.Told, a.Coldest = a.Known.seen(s), 0, -1
	for i := range a.People {
		a.People[i] = a.People[i].seen(s)
	}
	return a
}

// ExplainAccount explains an account's relationship as Explain does a
// person's; each part's episode tells whose it was.
func ExplainAccount(ctx context.Context, tx *company.Tx, g Group, asOf time.Time, limit int) (x Explanation, err error) {
	defer problem.Wrap(&err, "impression.ExplainAccount")
	law, err := InForce(ctx, tx)
	if err != nil {
		return x, err
	}
	return explain(ctx, tx, law.memoryOf(g), g.Records(), asOf, limit)
}

// Records returns the records of the account and of all its people.
func (g Group) Records() []customer.ID {
	ids := g.Account.IDs()
	for _, p := range g.People {
		ids = append(ids, p.IDs()...)
	}
	return ids
}

// referenceOpen is how long after its last part an episode with a reference is
// still open, where nobody called it done.
const referenceOpen = 60 * day

// CountOpen returns how many episodes of each record wait for us: opened by
// the customer, called done by nobody, and not over by silence.
func CountOpen(ctx context.Context, tx *company.Tx, records []customer.ID) (_ map[customer.ID]int, err error) {
	defer problem.Wrap(&err, "impression.CountOpen")
	law, err := InForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	return countOpen(ctx, tx, records, tx.Now.Add(-law.gap()), tx.Now.Add(-referenceOpen))
}
