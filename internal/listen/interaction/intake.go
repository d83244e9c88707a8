package interaction

import (
	"context"
	"sync"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Intake records what many send at the same time in few transactions: whoever
// comes while others are recorded waits, and goes with all that waited too. Who
// comes alone goes at once.
type Intake struct {
	office *company.Office

	mu      sync.Mutex
	waiting []*bundle
	busy    int // transactions under way
}

// bundle is one sender's drafts.
type bundle struct {
	of     sender
	who    company.Actor
	drafts []heard
	got    []Outcome
	err    error
	done   chan struct{}
}

// sender is for whom drafts may share a transaction.
type sender struct {
	kind        company.ActorKind
	id          int64
	role        company.Role
	contributor int64
	employee    int64
	origin      Origin
}

// together is how many drafts at most share a transaction.
const together = 4_000

// patience is how long a transaction may take.
const patience = time.Minute

// NewIntake makes an office's intake.
func NewIntake(office *company.Office) *Intake { return &Intake{office: office} }

// Record records drafts as an actor and answers each, in their order, when they
// are on disk. They are in one transaction, maybe with others'. Whoever stops
// waiting does not know whether they are recorded; to send them again is safe.
func (in *Intake) Record(ctx context.Context, who company.Actor, drafts []Draft, origin Origin) ([]Outcome, error) {
	b := &bundle{who: who, drafts: hear(drafts, in.office.PhoneRegion()), done: make(chan struct{}),
		of: sender{who.Kind, who.ID, who.Role, who.ContributorID, who.EmployeeID, origin}}
	in.mu.Lock()
	in.waiting = append(in.waiting, b)
	if in.busy < in.office.DB.Writers() {
		in.busy++
		go in.work()
	}
	in.mu.Unlock()
	select {
	case <-b.done:
		return b.got, b.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// work records until nobody waits.
func (in *Intake) work() {
	for {
		group := in.next()
		if len(group) == 0 {
			return
		}
		in.record(group)
		for _, b := range group {
			close(b.done)
		}
	}
}

// next takes those of one sender who waited longest off the queue. When nobody
// waits, the worker is no more.
func (in *Intake) next() (group []*bundle) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.waiting) == 0 {
		in.busy--
		return nil
	}
	of, n := in.waiting[0].of, 0
	kept := in.waiting[:0]
	for i, b := range in.waiting {
		if b.of != of || i > 0 && n+len(b.drafts) > together {
			kept = append(kept, b)
			continue
		}
		n += len(b.drafts)
		group = append(group, b)
	}
	clear(in.waiting[len(kept):])
	in.waiting = kept
	return group
}

// record records a group. Where that fails for a reason of its own, each bundle
// is recorded alone, so that one does not spoil the others.
func (in *Intake) record(group []*bundle) {
	var all []heard
	for _, b := range group {
		all = append(all, b.drafts...)
	}
	got, err := in.transact(group[0], all)
	if err != nil && len(group) > 1 && problem.KindOf(err) != problem.Unavailable {
		for _, b := range group {
			b.got, b.err = in.transact(b, b.drafts)
		}
		return
	}
	for _, b := range group {
		if b.err = err; err == nil {
			b.got, got = got[:len(b.drafts):len(b.drafts)], got[len(b.drafts):]
		}
	}
}

func (in *Intake) transact(first *bundle, drafts []heard) (got []Outcome, err error) {
	// Nobody's going away takes the others' with it.
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	err = in.office.Update(ctx, first.who, func(tx *company.Tx) (err error) {
		got, err = record(ctx, tx, drafts, first.of.origin)
		return err
	})
	return got, err
}
