package simulate

import (
	"math"
	"sync"
	"time"
)

// Rate is one figure of a world with what it is to be, as the literature and
// companies of this kind have it. The world itself counts it, by how things were
// felt, and not by how anybody measures them.
type Rate struct {
	Name      string
	Value     float64 // a share 0 … 1, a ratio, or a score
	Low, High float64 // within which it is to be
	Unit      string  // "%" for shares; "×" for ratios; "" for a score
	N         int     // of how many
}

// Right tells whether the figure is what it is to be.
func (r Rate) Right() bool { return r.Value >= r.Low && r.Value <= r.High }

// Description is a world in figures.
type Description struct {
	Customers, Left, Interactions, Episodes int
	Orders, Promises, Asks, Approvals       int
	Invitations, Answers                    int
	Kept, Late, Broken                      int     // promises
	PaidYear                                float64 // NOK a customer in the year before Now
	LeavingMonth                            float64 // share of customers who leave in a month
	Rates                                   []Rate
}

// tally is what lives came to.
type tally struct {
	Description
	negative, reached, atOnce, calls, handed, norsk, few, here int
	rated, satisfied, polled, promoters, detractors            int
	months                                                     int
	paid                                                       float64
	weekday                                                    [7]float64  // times that customers came to us
	month                                                      [13]float64 // the same, by month
}

// Describe lives every life to Now and counts.
func (w *World) Describe() Description {
	const workers = 4
	var parts [workers]tally
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() {
			for i := n; i < w.o.Customers; i += workers {
				parts[n].live(w, i)
			}
		})
	}
	wg.Wait()
	var sum tally
	for i := range parts {
		sum.add(&parts[i])
	}
	return sum.describe(w)
}

// live counts one life.
func (s *tally) live(w *World, i int) {
	l := w.life(i)
	l.clerk = newClerk(w, i, l.who.ref)
	evidence := 0.0 // tales, the older the less: a half after half a year
	l.heard = func(t *tale) {
		s.Episodes++
		if t.felt < -0.15 {
			s.negative++
		}
		if t.contacts > 0 {
			s.reached++
			if t.contacts == 1 && t.atOnce {
				s.atOnce++
			}
		}
		s.calls += t.calls
		s.handed += t.handed
		if t.topic != general {
			evidence += math.Exp2(-w.o.Now.Sub(t.at).Hours() / 24 / 180)
		}
	}
	for at, ok := l.next(); ok && !at.After(w.o.Now); at, ok = l.next() {
		b := l.step()
		if b == nil {
			continue
		}
		s.Interactions++
		if b.scene == calling {
			at := b.at.In(oslo)
			s.weekday[at.Weekday()]++
			s.month[at.Month()]++
		}
	}
	s.Customers++
	if l.who.norsk {
		s.norsk++
	}
	if l.left.IsZero() || l.left.After(w.o.Now) {
		s.here++
		if evidence < 1.5 {
			s.few++
		}
	} else {
		s.Left++
	}
	s.read(l.clerk.asOf(w.o.Now), w.o.Now)
}

// read counts what is in a dossier.
func (s *tally) read(d Dossier, now time.Time) {
	s.Orders += len(d.Orders)
	s.Promises += len(d.Promises)
	s.Asks += len(d.Asks)
	s.Approvals += len(d.Approvals)
	s.Invitations += len(d.Invitations)
	s.months += len(d.Months)
	for _, m := range d.Months {
		if m.At.After(now.AddDate(-1, 0, 0)) {
			s.paid += float64(m.Paid - m.Credits)
		}
	}
	for _, p := range d.Promises {
		switch p.State(now) {
		case Kept:
			s.Kept++
		case Late:
			s.Late++
		case Broken:
			s.Broken++
		}
	}
	for _, i := range d.Invitations {
		switch {
		case i.AnsweredAt.IsZero():
		case i.Survey == CSAT:
			s.rated++
			if i.Answer >= 4 {
				s.satisfied++
			}
		default:
			s.polled++
			if i.Answer >= 9 {
				s.promoters++
			} else if i.Answer <= 6 {
				s.detractors++
			}
		}
	}
}

func (s *tally) add(o *tally) {
	for to, from := range map[*int]int{
		&s.Customers: o.Customers, &s.Left: o.Left, &s.Interactions: o.Interactions, &s.Episodes: o.Episodes, &s.Orders: o.Orders,
		&s.Promises: o.Promises, &s.Asks: o.Asks, &s.Approvals: o.Approvals, &s.Invitations: o.Invitations,
		&s.Kept: o.Kept, &s.Late: o.Late, &s.Broken: o.Broken,
		&s.negative: o.negative, &s.reached: o.reached, &s.atOnce: o.atOnce, &s.calls: o.calls, &s.handed: o.handed,
		&s.norsk: o.norsk, &s.few: o.few, &s.here: o.here, &s.rated: o.rated, &s.satisfied: o.satisfied,
		&s.polled: o.polled, &s.promoters: o.promoters, &s.detractors: o.detractors, &s.months: o.months,
	} {
		*to += from
	}
	s.paid += o.paid
	for i := range s.weekday {
		s.weekday[i] += o.weekday[i]
	}
	for i := range s.month {
		s.month[i] += o.month[i]
	}
}

func (s *tally) describe(w *World) Description {
	d := s.Description
	d.Answers = s.rated + s.polled
	d.PaidYear = s.paid / float64(s.Customers)
	d.LeavingMonth = ratio(s.Left, s.months)
	contacts := 0
	for _, n := range s.weekday {
		contacts += int(n)
	}
	share := func(name string, part, whole int, low, high float64) Rate {
		return Rate{name, ratio(part, whole), low, high, "%", whole}
	}
	d.Rates = []Rate{
		share("negative episodes", s.negative, s.Episodes, 0.20, 0.24),
		share("solved at first contact", s.atOnce, s.reached, 0.66, 0.74),
		share("calls handed on", s.handed, s.calls, 0.105, 0.135),
		share("CSAT, satisfied (4 or 5 of 5)", s.satisfied, s.rated, 0.76, 0.84),
		{"NPS", 100 * ratio(s.promoters-s.detractors, s.polled), 5, 20, "", s.polled},
		share("surveys answered", d.Answers, d.Invitations, 0.12, 0.18),
		share("customers with too little to tell", s.few, s.here, 0.45, 0.55),
		share("customers who write Norwegian", s.norsk, s.Customers, 0.57, 0.63),
		{"calls on a Monday, to other weekdays", peak(s.weekday[1:6], 0), 1.2, 2, "×", contacts},
		{"calls in January, to other months", peak(s.month[1:], 0), 1.15, 2, "×", contacts},
	}
	return d
}

// peak is how many times the mean of the others one of several is.
func peak(of []float64, which int) float64 {
	rest := 0.0
	for i, n := range of {
		if i != which {
			rest += n
		}
	}
	if rest == 0 {
		return 0
	}
	return of[which] / (rest / float64(len(of)-1))
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
