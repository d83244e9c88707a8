package simulate

import (
	"math"
	"time"
)

// clerk writes a dossier while a life is lived. Each of its books has dice of
// its own, so that a new one changes neither the lives nor the other books. A
// life without a clerk (nil) is lived in the same way, unrecorded.
type clerk struct {
	ref      string
	staff    *staff
	asking   dice // when colleagues answered
	deciding dice // what had to be approved, and how long it took
	polling  dice // relationship surveys

	orders      []Order
	promises    []*Promise
	asks        []hanging
	approvals   []Approval
	invitations []Invitation
	months      []Month
	credits     int // since the last month
	polled      time.Time
}

// hanging is an ask with the promise that it hangs on.
type hanging struct {
	Ask
	of *Promise
}

func newClerk(w *World, i int, ref string) *clerk {
	n := uint64(i)
	return &clerk{ref: ref, staff: w.staff, asking: throw(w.o.Seed, forAsks, n), deciding: throw(w.o.Seed, forApprovals, n), polling: throw(w.o.Seed, forPolls, n)}
}

// ordered notes what was bought.
func (k *clerk) ordered(t *tale) {
	if k != nil {
		k.orders = append(k.orders, Order{Reference: t.ref.String(), Product: t.facts.product, Amount: t.facts.amount, At: t.at.UTC()})
	}
}

// said notes a promise, and whom it hangs on; nobody's when to is empty. The
// promise may still be changed: what becomes of it is known later.
func (k *clerk) said(p *Promise, to string) {
	if k == nil {
		return
	}
	k.promises = append(k.promises, p)
	if to == "" {
		return
	}
	a := Ask{From: p.By, To: to, AskedAt: p.SaidAt.Add(time.Duration(k.asking.skewed(6, 1) * float64(time.Minute)))}
	if room := p.DueAt.Sub(p.SaidAt); a.AskedAt.Sub(p.SaidAt) > room/4 {
		a.AskedAt = p.SaidAt.Add(room / 4)
	}
	a.DueAt = p.DueAt.Add(-p.DueAt.Sub(a.AskedAt) / 10) // a tenth of the time is kept in hand
	k.asks = append(k.asks, hanging{a, p})
}

// answered notes that whoever a promise hung on did his part: so long before
// it was kept, or so long after it was due when it was not.
func (k *clerk) answered(p *Promise) {
	if k == nil {
		return
	}
	for i := range k.asks {
		a := &k.asks[i]
		if a.of != p || p.KeptAt.IsZero() {
			continue
		}
		a.AnsweredAt = p.KeptAt.Add(-time.Duration(k.asking.within(0, 0.2) * float64(p.KeptAt.Sub(a.AskedAt))))
	}
}

// authority is what an employee may give alone, NOK.
const authority = 200

// given notes money given back at an instant. Beyond the authority of whoever
// gave it somebody had to approve, and the customer waited.
func (k *clerk) given(at time.Time, contributor string, by *employee, amount int) {
	if k == nil {
		return
	}
	k.credits += amount
	if amount > authority {
		k.approve(at, contributor, by, amount, true)
	}
}

// refused notes, now and then, that somebody wanted to give something and was
// not let.
func (k *clerk) refused(at time.Time, contributor string) {
	if k != nil && k.deciding.chance(0.12) {
		k.approve(at, contributor, k.staff.on(k.deciding, contributor, at), authority+100*k.deciding.between(1, 8), false)
	}
}

func (k *clerk) approve(until time.Time, contributor string, by *employee, amount int, granted bool) {
	waited := min(time.Duration(k.deciding.skewed(3, 1)*float64(time.Hour)), 22*time.Hour)
	a := Approval{Contributor: contributor, AskedBy: keyOf(by), Amount: amount, DecidedAt: until.Add(-5 * time.Minute).UTC(), Granted: granted}
	a.AskedAt = a.DecidedAt.Add(-waited)
	a.Approver = keyOf(k.staff.leader(contributor))
	k.approvals = append(k.approvals, a)
}

// invited notes a question about what just was, and the answer: 0 for none.
func (k *clerk) invited(sent time.Time, place, contributor string, answered time.Time, stars int) {
	if k == nil {
		return
	}
	i := Invitation{Survey: CSAT, Touchpoint: place, Contributor: contributor, SentAt: sent.UTC(), Answer: stars}
	if stars > 0 {
		i.AnsweredAt = answered.UTC()
	}
	k.invitations = append(k.invitations, i)
}

// billed notes a month's money, and asks now and then whether the customer
// would recommend us: at most once in five months. Whether he answers and what
// follows from how he regards us.
func (k *clerk) billed(l *life, at time.Time) {
	if k == nil {
		return
	}
	k.months = append(k.months, Month{At: at.UTC(), Paid: l.who.plan.price, Credits: k.credits})
	k.credits = 0
	if at.Sub(l.who.since) < 60*24*time.Hour || at.Sub(k.polled) < 150*24*time.Hour || !k.polling.chance(0.3) {
		return
	}
	k.polled = at
	r := l.regard.at(at)
	i := Invitation{Survey: NPS, SentAt: at.UTC()}
	if k.polling.chance(0.09 + 0.12*math.Abs(r) + 0.07*l.who.voice) {
		i.AnsweredAt = at.Add(time.Duration(min(k.polling.skewed(9, 1.3), 13*24) * float64(time.Hour))).UTC()
		i.Answer = int(math.Round(clamp(7.35+4.4*r+k.polling.normal(0, 1.7), 0, 10)))
	}
	k.invitations = append(k.invitations, i)
}
