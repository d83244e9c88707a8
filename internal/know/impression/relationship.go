package impression

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Relationship is the state of one record's relationship: small, additive, and
// without an as-of.
type Relationship struct {
	CustomerID customer.ID
	fast, slow sums
	Episodes   int64 // that left an impression
	Parts      int64 // all that happened
	AskedAt    time.Time
	FirstAt    time.Time
	LastAt     time.Time
	Law        int64
}

func (r *Relationship) add(l Law, e *Episode) {
	r.Parts += e.Parts
	if r.FirstAt.IsZero() || e.OpenedAt.Before(r.FirstAt) {
		r.FirstAt = e.OpenedAt
	}
	if e.LastAt.After(r.LastAt) {
		r.LastAt = e.LastAt
	}
	if e.AskedAt.After(r.AskedAt) {
		r.AskedAt = e.AskedAt
	}
	if e.Impressions > 0 {
		r.Episodes++
		r.fast = r.fast.plus(l.term(e.Valence, e.Weight, e.LastAt, l.HalfLifeDays))
		r.slow = r.slow.plus(l.term(e.Valence, e.Weight, e.LastAt, l.SlowHalfLifeDays))
	}
}

func (r *Relationship) subtract(l Law, e *Episode) {
	r.Parts -= e.Parts
	if e.Impressions > 0 {
		r.Episodes--
		r.fast = r.fast.minus(l.term(e.Valence, e.Weight, e.LastAt, l.HalfLifeDays))
		r.slow = r.slow.minus(l.term(e.Valence, e.Weight, e.LastAt, l.SlowHalfLifeDays))
	}
	if r.Episodes == 0 {
		r.fast, r.slow = sums{}, sums{} // no rounding is left behind
	}
}

// plus joins the relationships of a person's records.
func (r Relationship) plus(o Relationship) Relationship {
	r.fast, r.slow = r.fast.plus(o.fast), r.slow.plus(o.slow)
	r.Episodes, r.Parts = r.Episodes+o.Episodes, r.Parts+o.Parts
	if r.FirstAt.IsZero() || !o.FirstAt.IsZero() && o.FirstAt.Before(r.FirstAt) {
		r.FirstAt = o.FirstAt
	}
	if o.LastAt.After(r.LastAt) {
		r.LastAt = o.LastAt
	}
	if o.AskedAt.After(r.AskedAt) {
		r.AskedAt = o.AskedAt
	}
	return r
}

// Known is a person's relationship: its numbers, and when he was in contact.
// Everybody who touched the customer has a part in it; so a partner, who sees
// only what he had to do with, is told none of that: to him it is withheld, and
// Points is all there is.
type Known struct {
	Standing
	Withheld bool
	Episodes int64
	Parts    int64
	FirstAt  time.Time
	LastAt   time.Time

	memory memory
	total  sums // as of
	asOf   time.Time
}

// known is a relationship as of an instant, from the sums that a memory keeps.
func (m memory) known(r Relationship, total sums, asOf time.Time) Known {
	k := Known{Episodes: r.Episodes, Parts: r.Parts, FirstAt: r.FirstAt, LastAt: r.LastAt, memory: m, asOf: asOf}
	k.Standing, k.total = m.standing(total, r.Episodes, r.AskedAt, asOf)
	return k
}

// Points returns an episode's part in the score, of those that make it up.
func (k Known) Points(e Episode) float64 {
	if e.Impressions == 0 {
		return 0
	}
	return k.memory.points(k.memory.term(e).at(k.asOf, k.memory.halfLife), k.total)
}

// seen is what an actor of a scope is told of a relationship.
func (k Known) seen(s company.Scope) Known {
	if s.All {
		return k
	}
	return Known{Standing: Standing{Band: UnknownBand}, Withheld: true, memory: k.memory, total: k.total, asOf: k.asOf}
}

// Standings returns the relationships of people, in their order, as of the
// transaction's time.
func Standings(ctx context.Context, tx *company.Tx, people []customer.Person) (_ []Known, err error) {
	defer problem.Wrap(&err, "impression.Standings")
	all, err := standings(ctx, tx, people)
	for i := range all {
		all[i] = all[i].seen(tx.Scope)
	}
	return all, err
}

// standings does it whoever asks.
func standings(ctx context.Context, tx *company.Tx, people []customer.Person) ([]Known, error) {
	law, err := InForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	all := make([]Known, len(people))
	m := memory{law: law, halfLife: law.HalfLifeDays}
	return all, gather(ctx, tx, law, people, func(i int, r Relationship) {
		all[i] = m.known(r, r.fast, tx.Now)
	})
}

// gather adds up the relationships of each person's records.
func gather(ctx context.Context, tx *company.Tx, law Law, people []customer.Person, yield func(i int, r Relationship)) error {
	var ids []customer.ID
	for _, p := range people {
		ids = append(ids, p.IDs()...)
	}
	rows, err := readRelationships(ctx, tx, ids)
	if err != nil {
		return err
	}
	for i, p := range people {
		var r Relationship
		for _, id := range p.IDs() {
			row, ok := rows[id]
			if ok && row.Law != law.Version {
				// The job that brings in a new law has not come here yet.
				if row, err = sumUp(ctx, tx, law, id); err != nil {
					return err
				}
			}
			r = r.plus(row)
		}
		yield(i, r)
	}
	return nil
}

// sumUp makes a record's relationship anew from its episodes. Where these were
// judged by another law, Rejudge comes first.
func sumUp(ctx context.Context, tx *company.Tx, l Law, id customer.ID) (Relationship, error) {
	r := Relationship{CustomerID: id, Law: l.Version}
	episodes, err := readEpisodes(ctx, tx, []customer.ID{id}, time.Time{})
	for i := range episodes {
		r.add(l, &episodes[i])
	}
	return r, err
}
