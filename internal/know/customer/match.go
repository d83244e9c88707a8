package customer

import (
	"context"
	"errors"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/likeness"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// JobMatch is the job that looks for customers who may be one. Its keys are
// MatchAll, which compares everybody and learns the weights anew, and
// MatchChanged, which compares those who are new or changed with everybody.
const (
	JobMatch     = "customer.match"
	MatchAll     = "all"
	MatchChanged = "changed"
)

// Likely is how likely two customers must be one person to be suggested.
const Likely = 0.6

const (
	matchEvery   = 10 * time.Minute   // how often the changed are looked at, or
	matchShare   = 20                 // less often, so that it takes a twentieth of the time at most
	learnEvery   = 7 * 24 * time.Hour // and everybody
	mostChanged  = 2_000              // at once; where more changed, everybody is looked at
	matchSeed    = 1                  // the same customers teach the same
	matchPage    = 5_000              // records read at once
	suggestPage  = 500                // pairs written in one transaction
	changedFacts = 20_000             // journal entries looked through at once
)

// Matching is what the last comparison of everybody found and learnt.
type Matching struct {
	At        time.Time
	Customers int64
	Compared  int64 // pairs
	Found     int64
	Model     likeness.Model
	seen      journal.Position // changes up to here were looked at
}

// LastMatching returns it; the zero Matching where there was none yet.
func LastMatching(ctx context.Context, tx *company.Tx) (m Matching, err error) {
	defer problem.Wrap(&err, "customer.LastMatching")
	return readMatching(ctx, tx)
}

// pause is how long it rests after what took so long.
func pause(took time.Duration) time.Duration { return max(matchEvery, matchShare*took) }

// LookAgain has everybody compared with everybody at once.
func LookAgain(ctx context.Context, tx *company.Tx) (err error) {
	defer problem.Wrap(&err, "customer.LookAgain")
	if err := company.Audit(ctx, tx, "suggestion.looked", "suggestions", nil); err != nil {
		return err
	}
	return job.Add(ctx, tx.Tx, JobMatch, MatchAll, tx.Now, nil)
}

// Match does the job. dir is where it may put a file down while it lasts.
func Match(o *company.Office, dir string) job.Handler {
	return func(ctx context.Context, _ *database.DB, j job.Job) error {
		var began time.Time
		err := o.View(ctx, company.System, func(tx *company.Tx) error {
			began = tx.Now
			return nil
		})
		if err != nil {
			return err
		}
		whole := false
		if j.Key == MatchAll {
			_, err = CompareAll(ctx, o, dir, func(tx *company.Tx) error { return job.Keep(ctx, tx.Tx, j, nil) })
		} else {
			whole, err = compareChanged(ctx, o)
		}
		if err != nil {
			return err
		}
		return o.Update(ctx, company.System, func(tx *company.Tx) error {
			if whole {
				if err := job.Add(ctx, tx.Tx, JobMatch, MatchAll, tx.Now, nil); err != nil {
					return err
				}
			}
			if j.Key == MatchAll {
				if err := job.Done(ctx, tx.Tx, j); err != nil {
					return err
				}
			}
			return job.Add(ctx, tx.Tx, JobMatch, MatchChanged, tx.Now.Add(pause(tx.Now.Sub(began))), nil)
		})
	}
}

// CompareAll learns the weights from all customers, compares whoever agrees on
// something and suggests who is likely one person. What was suggested for its
// likeness alone before and is no longer found goes. What was read waits in a
// file without a name in dir, so that memory does not grow with the customers.
// still is called now and then, with a transaction, while it lasts; it may be
// nil.
func CompareAll(ctx context.Context, o *company.Office, dir string, still func(*company.Tx) error) (m Matching, err error) {
	defer problem.Wrap(&err, "customer.CompareAll")
	if still == nil {
		still = func(*company.Tx) error { return nil }
	}
	err = o.View(ctx, company.System, func(tx *company.Tx) (err error) {
		m.seen, err = journal.End(ctx, tx.Tx) // before reading: what comes while it reads is looked at again
		m.At = tx.Now
		return err
	})
	if err != nil {
		return m, err
	}
	all, err := readAll(ctx, o, dir, still)
	if err != nil {
		return m, err
	}
	defer all.Close()
	m.Customers = int64(all.n)
	if m.Model, err = likeness.Learn(all, all.n, matchSeed); err != nil {
		return m, err
	}
	s := suggesting{o: o, still: still, kept: map[int64]bool{}}
	err = likeness.Find(all, all.n, m.Model, Likely, func(f likeness.Found) error {
		m.Compared, m.Found = m.Compared+f.Compared, m.Found+int64(len(f.Pairs))
		return s.add(ctx, f.Pairs)
	})
	if err != nil {
		return m, err
	}
	if err := s.end(ctx); err != nil {
		return m, err
	}
	if err := withdraw(ctx, o, s.kept, still); err != nil {
		return m, err
	}
	return m, o.Update(ctx, company.System, func(tx *company.Tx) error { return writeMatching(ctx, tx, m) })
}

// Alike compares all customers by weights that were learnt and calls visit with
// those who are likely at least so much to be one person; it suggests nothing.
func Alike(ctx context.Context, o *company.Office, dir string, m likeness.Model, least float64, visit func([]likeness.Pair)) error {
	all, err := readAll(ctx, o, dir, func(*company.Tx) error { return nil })
	if err != nil {
		return err
	}
	defer all.Close()
	return likeness.Find(all, all.n, m, least, func(f likeness.Found) error {
		visit(f.Pairs)
		return nil
	})
}

// compareChanged compares those who changed since it was last done with
// everybody, as comparing everybody would. It tells whether everybody ought to
// be compared instead.
func compareChanged(ctx context.Context, o *company.Office) (whole bool, err error) {
	var last Matching
	var changed []Customer
	n, year := 0, 0
	err = o.View(ctx, company.System, func(tx *company.Tx) error {
		if last, err = readMatching(ctx, tx); err != nil {
			return err
		}
		if last.At.IsZero() || tx.Now.Sub(last.At) > learnEvery {
			whole = true
			return nil
		}
		ids, seen, err := changedSince(ctx, tx, last.seen)
		if err != nil {
			return err
		}
		last.seen = seen
		if whole = len(ids) > mostChanged; whole || len(ids) == 0 {
			return nil
		}
		if changed, err = readMatchedPersons(ctx, tx, ids); err != nil {
			return err
		}
		year = tx.Now.Year()
		n, err = countMatched(ctx, tx)
		return err
	})
	if err != nil || whole {
		return whole, err
	}
	if len(changed) > 0 {
		if err := compareSome(ctx, persons{ctx, o, year}, changed, n, last.Model); err != nil {
			return false, err
		}
	}
	return false, o.Update(ctx, company.System, func(tx *company.Tx) error { return moveMatching(ctx, tx, last.seen) })
}

// compareSome compares some persons, given by their records, with all n there
// are, suggests whom it finds, and takes back what of them it finds no more.
func compareSome(ctx context.Context, shelf persons, records []Customer, n int, m likeness.Model) error {
	var chosen likeness.Chosen
	var ids []ID
	err := shelf.each(records, func(place int64, r *likeness.Reading) error {
		chosen.Add(place, r)
		ids = append(ids, ID(place))
		return nil
	})
	if err != nil {
		return err
	}
	found, err := chosen.Find(shelf, n, m, Likely)
	if err != nil {
		return err
	}
	s := suggesting{o: shelf.o, still: func(*company.Tx) error { return nil }, kept: map[int64]bool{}}
	if err := errors.Join(s.add(ctx, found.Pairs), s.end(ctx)); err != nil {
		return err
	}
	return shelf.o.Update(ctx, company.System, func(tx *company.Tx) error {
		about, err := readOpenFor(ctx, tx, ids)
		if err != nil {
			return err
		}
		return deleteSuggestions(ctx, tx, slices.DeleteFunc(about, func(g Suggestion) bool { return s.kept[g.ID] || g.forMore() }))
	})
}

// changedSince returns the records of which something changed that says who
// they are, up to a little more than mostChanged.
func changedSince(ctx context.Context, tx *company.Tx, p journal.Position) (ids []ID, _ journal.Position, err error) {
	seen := map[ID]bool{}
	for len(ids) <= mostChanged {
		facts, err := journal.After(ctx, tx.Tx, p, changedFacts)
		if err != nil {
			return nil, p, err
		}
		for _, f := range facts {
			p = f.Position
			switch f.Kind {
			case FactAdded, FactChanged, FactIdentified, FactKnown, FactMerged, FactUnmerged:
				if id := ID(f.CustomerID); !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
		if len(facts) < changedFacts {
			break
		}
	}
	return ids, p, nil
}
