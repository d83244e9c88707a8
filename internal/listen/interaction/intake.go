package interaction

import (
	"context"
	"slices"
	"sync"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
	"regard/internal/platform/processor"
)

// Intake records what many send at the same time in few transactions: whoever
// comes while others are recorded waits, and goes with all that waited too. Who
// comes alone goes at once. Where the database does several transactions at a
// time, what may belong to one customer is never in two of them, so that none
// waits for another's locks.
type Intake struct {
	office *company.Office
	ears   chan struct{} // a place for each sender who is listened to

	mu      sync.Mutex
	waiting []*waiting
	busy    int            // transactions under way
	beside  map[sender]int // how many of them are for each sender
	crowd   crowd
}

// waiting is a draft that waits for its transaction.
type waiting struct {
	heard
	of     *Sending
	at     int      // which of its sender's drafts it is
	keys   []uint64 // its identifiers, where it matters whose it may be
	tokens []uint64 // of whom it may be, as it was known when it was looked at last
}

// Sending is drafts that were sent together, on their way to being answered.
type Sending struct {
	in   *Intake
	from sender
	who  company.Actor
	got  []Outcome
	left int // drafts that are not answered yet
	err  error
	done chan struct{}
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

const (
	few  = 8  // waiting drafts are worth a transaction before the disk has taken the last
	many = 24 // waiting drafts of the same sender are worth a transaction beside another
)

// patience is how long a transaction may take.
const patience = time.Minute

// NewIntake makes an office's intake.
func NewIntake(office *company.Office) *Intake {
	return &Intake{office: office, beside: map[sender]int{}, crowd: newCrowd(), ears: make(chan struct{}, max(1, processor.Count()-1))}
}

// Record records drafts as an actor and answers each, in their order, when all
// are on disk. They share transactions with others', and may be in several.
// Whoever stops waiting, or hears of an error, does not know what of them is
// recorded; to send them again is safe.
func (in *Intake) Record(ctx context.Context, who company.Actor, drafts []Draft, origin Origin) ([]Outcome, error) {
	return in.Send(who, drafts, origin).Wait(ctx)
}

// Send sends drafts as an actor, to be recorded as Record does, and returns when
// they stand in line. What is sent first goes first, as far as one database
// records one transaction after another.
func (in *Intake) Send(who company.Actor, drafts []Draft, origin Origin) *Sending {
	s := &Sending{in: in, who: who, got: make([]Outcome, len(drafts)), left: len(drafts), done: make(chan struct{}),
		from: sender{who.Kind, who.ID, who.Role, who.ContributorID, who.EmployeeID, origin}}
	if len(drafts) == 0 {
		close(s.done)
		return s
	}
	list, writers := make([]*waiting, len(drafts)), in.office.DB.Writers()
	for i, h := range in.hear(drafts) {
		list[i] = &waiting{heard: h, of: s, at: i}
		if writers > 1 {
			list[i].keys = in.crowd.keys(h.identifiers)
		}
	}
	in.mu.Lock()
	in.waiting = append(in.waiting, list...)
	if in.busy == 0 || in.busy < writers && in.worth(s.from) {
		in.busy++
		go in.work()
	}
	in.mu.Unlock()
	return s
}

// worth tells whether what waits, a sender's first, is worth a transaction beside those
// under way: each costs as much as ten drafts.
func (in *Intake) worth(first sender) bool { return len(in.waiting) >= many || in.beside[first] == 0 }

// hear listens to drafts, a few senders' at a time: of many who come at once all
// would want the processors, and whoever reads would stand in line behind them.
func (in *Intake) hear(drafts []Draft) []heard {
	in.ears <- struct{}{}
	defer func() { <-in.ears }()
	return hear(drafts, in.office.Known())
}

// Done is closed when all that was sent is answered.
func (s *Sending) Done() <-chan struct{} { return s.done }

// Wait returns what became of each draft, in their order. Where ctx ends first,
// what is not on its way yet is not recorded.
func (s *Sending) Wait(ctx context.Context) ([]Outcome, error) {
	select {
	case <-s.done:
		return s.got, s.err
	case <-ctx.Done():
		s.in.forget(s)
		return nil, ctx.Err()
	}
}

// forget takes what was sent and is waited for no more off the queue, as far as
// it is there yet.
func (in *Intake) forget(s *Sending) {
	in.mu.Lock()
	defer in.mu.Unlock()
	before := len(in.waiting)
	in.waiting = slices.DeleteFunc(in.waiting, func(w *waiting) bool { return w.of == s })
	if gone := before - len(in.waiting); gone > 0 {
		s.err = context.Canceled
		in.answered(s, gone)
	}
}

// answered says that so many drafts more of what was sent wait for nothing any more.
func (in *Intake) answered(s *Sending, n int) {
	if s.left -= n; s.left == 0 {
		close(s.done)
	}
}

// work records until nobody waits for whom this may be done. What was committed
// still waits for the disk; another goes on meanwhile with those who wait by then,
// unless they are so few that they had better be more.
func (in *Intake) work() {
	for relieved := false; !relieved; {
		group := in.next()
		if len(group) == 0 {
			return
		}
		left := false
		leave := func() {
			if !left {
				in.crowd.leave(group)
				left = true
			}
		}
		in.record(group, func() {
			in.mu.Lock()
			defer in.mu.Unlock()
			leave()
			if relieved = len(in.waiting) >= few; relieved {
				go in.work()
			}
		})
		in.mu.Lock()
		leave()
		if from := group[0].of.from; in.beside[from] > 1 {
			in.beside[from]--
		} else {
			delete(in.beside, from)
		}
		for _, w := range group {
			in.answered(w.of, 1)
		}
		in.mu.Unlock()
	}
}

// next takes the drafts of one sender that waited longest off the queue, but for
// those that must not go beside what is under way. What is left then is taken up
// by whoever ends that. Where nothing may go, the worker is no more.
func (in *Intake) next() (group []*waiting) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.busy > 1 && len(in.waiting) > 0 && !in.worth(in.waiting[0].of.from) {
		in.busy-- // whoever is under way takes them, and those who come until then
		return nil
	}
	kept := in.waiting[:0]
	held := map[uint64]bool{} // of those that stay: what is theirs stays behind them
	for _, w := range in.waiting {
		first := len(group) == 0
		if w.keys != nil {
			w.tokens = in.crowd.tokens(w.keys)
		}
		if len(group) == together || !first && w.of.from != group[0].of.from || in.crowd.busy(w.tokens, held) {
			kept = append(kept, w)
			for _, t := range w.tokens {
				held[t] = true
			}
			continue
		}
		group = append(group, w)
	}
	clear(in.waiting[len(kept):])
	in.waiting = kept
	in.crowd.enter(group)
	if len(group) > 0 {
		in.beside[group[0].of.from]++
	}
	if len(group) == 0 {
		in.busy--
	} else if len(kept) > 0 && in.busy < in.office.DB.Writers() && in.worth(kept[0].of.from) {
		in.busy++
		go in.work()
	}
	return group
}

// record records a group and calls committed, if anything, when that can be read.
// Where it fails for a reason of its own, what each sent is recorded alone, so that
// one does not spoil the others.
func (in *Intake) record(group []*waiting, committed func()) {
	got, err := in.transact(group, committed)
	if err != nil && problem.KindOf(err) != problem.Unavailable {
		if parts := bySending(group); len(parts) > 1 {
			for _, part := range parts {
				in.record(part, func() {})
			}
			return
		}
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	for i, w := range group {
		if err != nil {
			w.of.err = err
		} else {
			w.of.got[w.at] = got[i]
			in.crowd.learn(w.keys, got[i].CustomerID)
		}
	}
}

func bySending(group []*waiting) (parts [][]*waiting) {
	at := map[*Sending]int{}
	for _, w := range group {
		i, seen := at[w.of]
		if !seen {
			i = len(parts)
			at[w.of], parts = i, append(parts, nil)
		}
		parts[i] = append(parts[i], w)
	}
	return parts
}

func (in *Intake) transact(group []*waiting, committed func()) (got []Outcome, err error) {
	drafts := make([]heard, len(group))
	for i, w := range group {
		drafts[i] = w.heard
	}
	// Nobody's going away takes the others' with it.
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	err = in.office.Update(ctx, group[0].of.who, func(tx *company.Tx) (err error) {
		tx.WhenCommitted(committed)
		got, err = record(ctx, tx, drafts, group[0].of.from.origin)
		return err
	})
	return got, err
}
