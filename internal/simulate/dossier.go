package simulate

import (
	"iter"
	"slices"
	"time"
)

// Dossier is what happened with one customer beside the interactions: what he
// ordered and pays, what he was promised and on whom that hung, what had to be
// approved meanwhile, and what he was asked. It is the same history seen from
// within the company, with dice of its own: a dossier changes no life. What is
// still to come at Now is not in it, and what is under way has no end yet.
type Dossier struct {
	Ref         string // the customer's
	Orders      []Order
	Promises    []Promise
	Asks        []Ask
	Approvals   []Approval
	Invitations []Invitation
	Months      []Month
}

// Order is something bought.
type Order struct {
	Reference string // "order:…", as the interactions about it
	Product   string
	Amount    int // NOK: once for a thing, a month for a plan
	At        time.Time
}

// Promise is what a customer was told that somebody will do by when.
type Promise struct {
	Number    int // in the dossier, from 1
	Kind      string
	Reference string // of the order or visit, where there is one
	By        string // the contributor that said it
	SaidAt    time.Time
	DueAt     time.Time
	KeptAt    time.Time // zero: not yet, or never
	brokenAt  time.Time // when the customer knew that it would not be kept
}

// The kinds of promises.
const (
	PromisedParcel = "parcel" // at the door by then
	PromisedVisit  = "visit"  // a technician between then and then
	PromisedAnswer = "answer" // we come back to you
)

// State is what became of a promise by an instant.
type State string

// The states of a promise.
const (
	Open   State = "open"   // not due yet
	Kept   State = "kept"   // in time
	Late   State = "late"   // kept, after it was due
	Broken State = "broken" // due, and not kept
)

// State tells what had become of the promise by an instant.
func (p Promise) State(at time.Time) State {
	switch {
	case !p.KeptAt.IsZero() && !p.KeptAt.After(at) && p.KeptAt.After(p.DueAt):
		return Late
	case !p.KeptAt.IsZero() && !p.KeptAt.After(at):
		return Kept
	case p.DueAt.After(at) && (p.brokenAt.IsZero() || p.brokenAt.After(at)):
		return Open
	default:
		return Broken
	}
}

// Ask is what one contributor asked of another, on which a promise hangs.
type Ask struct {
	Promise    int // the promise's number
	From, To   string
	AskedAt    time.Time
	DueAt      time.Time
	AnsweredAt time.Time // zero: not yet, or never
}

// Approval is money that somebody wanted to give a customer and might not give
// alone. The customer waits meanwhile.
type Approval struct {
	Contributor string // of whoever asked
	AskedBy     string // an employee's key
	Amount      int    // NOK
	AskedAt     time.Time
	Approver    string    // an employee's key
	DecidedAt   time.Time // zero: not yet
	Granted     bool
}

// Invitation is a question put to a customer, answered or not.
type Invitation struct {
	Survey      string // CSAT or NPS
	Touchpoint  string // of the experience that a CSAT is about
	Contributor string
	SentAt      time.Time
	AnsweredAt  time.Time // zero: not answered
	Answer      int       // CSAT 1 … 5, NPS 0 … 10
}

// The surveys.
const (
	CSAT = "csat" // how satisfied with what just was, 1 … 5
	NPS  = "nps"  // how likely to recommend us, 0 … 10
)

// Month is what a customer paid in one.
type Month struct {
	At      time.Time // the day of the bill
	Paid    int       // NOK, for the plan
	Credits int       // NOK given back since the month before
}

// Dossiers tells the dossier of everybody who is or was a customer by Now, in
// the order of Customers.
func (w *World) Dossiers() iter.Seq[Dossier] {
	return func(yield func(Dossier) bool) {
		for i := range w.o.Customers {
			if !yield(w.recorded(i).asOf(w.o.Now)) {
				return
			}
		}
	}
}

// Dossier is one customer's; empty for a ref that the world does not know.
func (w *World) Dossier(ref string) Dossier {
	i, ok := w.indexOf(ref)
	if !ok || i >= w.o.Customers {
		return Dossier{}
	}
	return w.recorded(i).asOf(w.o.Now)
}

// recorded lives a life and keeps its dossier.
func (w *World) recorded(i int) *clerk {
	l := w.life(i)
	l.clerk = newClerk(w, i, l.who.ref)
	l.until(w.o.Now)
	return l.clerk
}

// asOf leaves out what lies after an instant, and puts the rest in order of time.
func (k *clerk) asOf(now time.Time) Dossier {
	past := func(t time.Time) time.Time {
		if t.After(now) {
			return time.Time{}
		}
		return t
	}
	d := Dossier{Ref: k.ref}
	number := map[*Promise]int{}
	slices.SortStableFunc(k.promises, func(a, b *Promise) int { return a.SaidAt.Compare(b.SaidAt) })
	for _, p := range k.promises {
		if p.SaidAt.After(now) {
			continue
		}
		number[p] = len(d.Promises) + 1
		was := *p
		was.Number, was.KeptAt = number[p], past(p.KeptAt)
		d.Promises = append(d.Promises, was)
	}
	for _, a := range k.asks {
		if n := number[a.of]; n > 0 && !a.AskedAt.After(now) {
			a.Promise, a.AnsweredAt = n, past(a.AnsweredAt)
			d.Asks = append(d.Asks, a.Ask)
		}
	}
	for _, a := range k.approvals {
		if a.AskedAt.After(now) {
			continue
		}
		if a.DecidedAt = past(a.DecidedAt); a.DecidedAt.IsZero() {
			a.Approver, a.Granted = "", false
		}
		d.Approvals = append(d.Approvals, a)
	}
	for _, i := range k.invitations {
		if i.SentAt.After(now) {
			continue
		}
		if i.AnsweredAt = past(i.AnsweredAt); i.AnsweredAt.IsZero() {
			i.Answer = 0
		}
		d.Invitations = append(d.Invitations, i)
	}
	d.Orders = slices.DeleteFunc(k.orders, func(o Order) bool { return o.At.After(now) })
	d.Months = slices.DeleteFunc(k.months, func(m Month) bool { return m.At.After(now) })
	slices.SortStableFunc(d.Orders, func(a, b Order) int { return a.At.Compare(b.At) })
	slices.SortStableFunc(d.Asks, func(a, b Ask) int { return a.AskedAt.Compare(b.AskedAt) })
	slices.SortStableFunc(d.Approvals, func(a, b Approval) int { return a.AskedAt.Compare(b.AskedAt) })
	slices.SortStableFunc(d.Invitations, func(a, b Invitation) int { return a.SentAt.Compare(b.SentAt) })
	return d
}
