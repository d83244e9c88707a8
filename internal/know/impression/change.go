package impression

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
)

// ledger is the part of the ledger that a change concerns, in memory.
type ledger struct {
	law Law
	tx  *company.Tx

	put, drop []Part
	episodes  map[customer.ID][]*Episode // as stored, of the customers concerned, around the change
	byID      map[int64]*Episode
	tied      []int64                   // episodes of parts that somebody tied to those that are put
	from, to  map[customer.ID]time.Time // the window that is needed
	read      map[customer.ID]window    // the window that is loaded
	asked     map[need]bool             // references of which all episodes are loaded
	parts     map[int64][]*Part         // of the touched episodes, as stored
	were      map[int64][]Impression    // of the touched episodes, as stored
	sums      map[customer.ID]Relationship

	now     map[int64]*Episode // touched episodes as they become
	made    map[int64][]*Part
	left    map[int64][]Impression
	repeats map[int64]*Episode
	news    map[int64]bool
	arrives map[*Part]bool
	anew    bool // everything of the customer is judged by the law in force
}

// window is a stretch of time.
type window struct{ from, to time.Time }

// change puts parts into the ledger and takes others out, and brings episodes,
// impressions and relationships to what they then are.
func change(ctx context.Context, tx *company.Tx, put, drop []Part) error {
	if len(put)+len(drop) == 0 {
		return nil
	}
	law, err := InForce(ctx, tx)
	if err != nil {
		return err
	}
	l := newLedger(law, tx)
	l.put, l.drop = put, drop
	touched, err := l.load(ctx)
	if err != nil {
		return err
	}
	l.regroup(touched)
	if err := l.findRepeats(ctx); err != nil {
		return err
	}
	for _, id := range l.order() {
		l.left[id] = law.judge(l.now[id], l.made[id], l.repeats[id])
	}
	return l.save(ctx)
}

func newLedger(law Law, tx *company.Tx) *ledger {
	return &ledger{law: law, tx: tx, episodes: map[customer.ID][]*Episode{}, byID: map[int64]*Episode{},
		from: map[customer.ID]time.Time{}, to: map[customer.ID]time.Time{}, read: map[customer.ID]window{}, asked: map[need]bool{},
		parts: map[int64][]*Part{}, were: map[int64][]Impression{}, now: map[int64]*Episode{}, made: map[int64][]*Part{},
		left: map[int64][]Impression{}, repeats: map[int64]*Episode{}, news: map[int64]bool{}, arrives: map[*Part]bool{}}
}

// need is one customer's key: what episodes are made within.
type need struct {
	customer customer.ID
	key      Key
}

// regroup partitions the touched parts anew.
func (l *ledger) regroup(touched []int64) {
	sets := map[need][]*Part{}
	var order []need
	add := func(p *Part) {
		n := need{p.CustomerID, p.Key}
		if _, ok := sets[n]; !ok {
			order = append(order, n)
		}
		sets[n] = append(sets[n], p)
	}
	gone, lies := map[int64]bool{}, map[int64]int64{}
	for _, p := range l.all() {
		gone[p.ID] = true
	}
	for _, id := range touched {
		for _, p := range l.parts[id] {
			if gone[p.ID] {
				lies[p.ID] = id
				continue
			}
			add(p)
		}
	}
	fresh := map[int64]bool{}
	for i := range l.put {
		p := &l.put[i]
		p.episode = 0
		if e := l.byID[lies[p.ID]]; e != nil && e.Key == p.Key && e.CustomerID == p.CustomerID {
			p.episode = e.ID
		}
		fresh[p.ID], l.arrives[p] = p.News, true
		add(p)
	}
	of := map[customer.ID][][]*Part{}
	var customers []customer.ID
	for _, n := range order {
		if of[n.customer] == nil {
			customers = append(customers, n.customer)
		}
		of[n.customer] = append(of[n.customer], partition(sets[n], n.key.ByReference, l.law.gap())...)
	}
	for _, c := range customers {
		groups := join(of[c])
		slices.SortStableFunc(groups, func(a, b []*Part) int { return inOrder(a[0], b[0]) })
		for i, id := range name(groups, l.tx.NewID) {
			e := &Episode{ID: id}
			e.describe(groups[i])
			l.now[id], l.made[id] = e, groups[i]
			l.news[id] = slices.ContainsFunc(groups[i], func(p *Part) bool { return fresh[p.ID] })
		}
	}
}

// findRepeats tells, for the customers concerned, which episodes come back to
// one called done. An untouched episode for which that changed is judged anew.
func (l *ledger) findRepeats(ctx context.Context) error {
	var more []int64
	changed := map[customer.ID][]*Episode{}
	for _, e := range l.now {
		changed[e.CustomerID] = append(changed[e.CustomerID], e)
	}
	for id := range l.from {
		var untouched []*Episode
		for _, e := range l.episodes[id] {
			if _, touched := l.parts[e.ID]; !touched {
				untouched = append(untouched, e)
			}
		}
		more = append(more, l.repeatsOf(id, changed[id], untouched)...)
	}
	if len(more) == 0 {
		return nil
	}
	slices.Sort(more)
	if err := l.loadParts(ctx, more); err != nil {
		return err
	}
	for _, id := range more {
		e := *l.byID[id]
		e.RepeatOf = 0
		if o := l.repeats[id]; o != nil {
			e.RepeatOf = o.ID
		}
		l.now[id], l.made[id] = &e, l.parts[id]
	}
	return nil
}

// repeatsOf looks among a customer's touched and untouched episodes, and
// returns the untouched ones for which the answer changed.
func (l *ledger) repeatsOf(id customer.ID, touched, untouched []*Episode) (more []int64) {
	all := append(slices.Clone(touched), untouched...)
	comesBack := func(e *Episode) (of int64) {
		if o := l.law.repeated(e, all); o != nil {
			l.repeats[e.ID], of = o, o.ID
		}
		return of
	}
	for _, e := range touched {
		e.RepeatOf = comesBack(e)
	}
	// Before and after, where those made by hand may lie, not all that one may
	// come back to is loaded, nor did it change.
	known, until := l.from[id].Add(l.law.repeat()), l.to[id]
	for _, e := range untouched {
		if e.OpenedAt.Before(known) || e.OpenedAt.After(until) {
			continue
		}
		if of := comesBack(e); of != e.RepeatOf || l.otherBlame(of) {
			more = append(more, e.ID)
		}
	}
	return more
}

// otherBlame tells whether another contributor than before called an episode done.
func (l *ledger) otherBlame(id int64) bool {
	now, was := l.now[id], l.byID[id]
	return now != nil && was != nil && now.DoneBy != was.DoneBy
}

// order returns the episodes to judge, so that a change is the same however
// maps are walked.
func (l *ledger) order() []int64 {
	ids := make([]int64, 0, len(l.now))
	for id := range l.now {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
