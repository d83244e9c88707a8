package impression

import (
	"time"

	"regard/internal/know/customer"
)

// memoryOf is how an account's relationship remembers.
func (l Law) memoryOf(g Group) memory {
	m := memory{law: l, halfLife: l.SlowHalfLifeDays, role: map[customer.ID]float64{}}
	for _, p := range g.People {
		if w := p.Roles.Weight(); w != 1 {
			for _, id := range p.IDs() {
				m.role[id] = w
			}
		}
	}
	return m
}

// account adds up what is kept of an account (kept[0]) and of its people (the rest):
//
//	N = Σ r·N_p   D = Σ r·D_p   Q = Σ r²·Q_p   E = Σ E_p
//
// with r the weight of a person's roles, 1 for the account's own records. E
// counts what there is to tell from, and one episode is one, whoever had it.
func (l Law) account(g Group, kept []Relationship, now time.Time) AccountKnown {
	quick := memory{law: l, halfLife: l.HalfLifeDays}
	a := AccountKnown{People: make([]Known, len(g.People)), Coldest: -1}
	total := kept[0]
	for i, p := range g.People {
		r := kept[1+i]
		a.People[i] = quick.known(r, r.fast, now)
		r.slow = r.slow.times(p.Roles.Weight())
		total = total.plus(r)
		a.count(i, p, now)
	}
	a.Known = l.memoryOf(g).known(total, total.slow, now)
	return a
}

// count counts a person, and tells whether he is the coldest of those who decide.
func (a *AccountKnown) count(i int, p customer.Person, now time.Time) {
	known := a.People[i].Enough
	if known {
		a.Told++
	}
	if !p.Roles.Has(customer.Decides) || !p.LeftAt.IsZero() && p.LeftAt.Before(now) {
		return
	}
	a.Deciders++
	if known && (a.Coldest < 0 || a.People[i].Score < a.People[a.Coldest].Score) {
		a.Coldest = i
	}
}
