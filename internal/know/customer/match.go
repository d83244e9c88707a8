package customer

import (
	"context"
	"maps"
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
// MatchChanged, which compares those who are new or changed with those who
// resemble them.
const (
	JobMatch     = "customer.match"
	MatchAll     = "all"
	MatchChanged = "changed"
)

// Likely is how likely two customers must be one person to be suggested.
const Likely = 0.6

const (
	matchEvery   = 10 * time.Minute   // how often the changed are looked at
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

// LookAgain has everybody compared with everybody at once.
func LookAgain(ctx context.Context, tx *company.Tx) (err error) {
	defer problem.Wrap(&err, "customer.LookAgain")
	if err := company.Audit(ctx, tx, "suggestion.looked", "suggestions", nil); err != nil {
		return err
	}
	return job.Add(ctx, tx.Tx, JobMatch, MatchAll, tx.Now, nil)
}

// Match does the job.
func Match(o *company.Office) job.Handler {
	return func(ctx context.Context, _ *database.DB, j job.Job) error {
		if j.Key == MatchAll {
			if _, err := CompareAll(ctx, o, func(tx *company.Tx) error { return job.Keep(ctx, tx.Tx, j, nil) }); err != nil {
				return err
			}
			return o.Update(ctx, company.System, func(tx *company.Tx) error { return job.Done(ctx, tx.Tx, j) })
		}
		whole, err := compareChanged(ctx, o)
		if err != nil {
			return err
		}
		return o.Update(ctx, company.System, func(tx *company.Tx) error {
			if whole {
				if err := job.Add(ctx, tx.Tx, JobMatch, MatchAll, tx.Now, nil); err != nil {
					return err
				}
			}
			return job.Add(ctx, tx.Tx, JobMatch, MatchChanged, tx.Now.Add(matchEvery), nil)
		})
	}
}

// CompareAll learns the weights from all customers, compares whoever agrees on
// something and suggests who is likely one person. What was suggested for its
// likeness alone before and is no longer found goes. still is called now and
// then, with a transaction, while it lasts; it may be nil.
func CompareAll(ctx context.Context, o *company.Office, still func(*company.Tx) error) (m Matching, err error) {
	defer problem.Wrap(&err, "customer.CompareAll")
	err = o.View(ctx, company.System, func(tx *company.Tx) (err error) {
		m.seen, err = journal.End(ctx, tx.Tx) // before reading: what comes while it reads is looked at again
		m.At = tx.Now
		return err
	})
	if err != nil {
		return m, err
	}
	people, err := ReadPeople(ctx, o)
	if err != nil {
		return m, err
	}
	m.Customers = int64(people.Len())
	m.Model = people.Learn(matchSeed)
	found := people.Find(m.Model, Likely, nil)
	m.Compared, m.Found = found.Compared, int64(len(found.Pairs))
	kept, err := suggestPairs(ctx, o, found.Pairs, still)
	if err != nil {
		return m, err
	}
	if err := withdraw(ctx, o, kept, still); err != nil {
		return m, err
	}
	return m, o.Update(ctx, company.System, func(tx *company.Tx) error { return writeMatching(ctx, tx, m) })
}

// ReadPeople reads what all customers say of who they are.
func ReadPeople(ctx context.Context, o *company.Office) (*likeness.People, error) {
	var people *likeness.People
	several := map[ID][]*Customer{} // of persons with several records, those read so far
	err := o.View(ctx, company.System, func(tx *company.Tx) error {
		people = likeness.NewPeople(tx.Now.Year())
		ids, err := readMergedPersons(ctx, tx)
		for _, id := range ids {
			several[id] = nil
		}
		return err
	})
	var after ID
	for err == nil {
		var page []Customer
		err = o.View(ctx, company.System, func(tx *company.Tx) (err error) {
			page, err = readMatched(ctx, tx, after, matchPage)
			return err
		})
		for i := range page {
			r := &page[i]
			if list, ok := several[r.PersonID]; ok {
				several[r.PersonID] = append(list, r)
			} else {
				people.Add(describe(r))
			}
			after = r.ID
		}
		if len(page) < matchPage {
			break
		}
	}
	for _, id := range slices.Sorted(maps.Keys(several)) {
		records := several[id]
		if slices.ContainsFunc(records, func(r *Customer) bool { return r.ID == id }) {
			people.Add(describe(records...))
		}
	}
	return people, err
}

// compareChanged compares those who changed since it was last done. It tells
// whether everybody ought to be looked at instead.
func compareChanged(ctx context.Context, o *company.Office) (whole bool, err error) {
	var last Matching
	var people *likeness.People
	changed := map[int64]bool{}
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
		people, changed, err = readAlike(ctx, tx, ids)
		return err
	})
	if err != nil || whole {
		return whole, err
	}
	if people != nil {
		found := people.Find(last.Model, Likely, func(id int64) bool { return changed[id] })
		if _, err := suggestPairs(ctx, o, found.Pairs, nil); err != nil {
			return false, err
		}
	}
	return false, o.Update(ctx, company.System, func(tx *company.Tx) error { return moveMatching(ctx, tx, last.seen) })
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

// readAlike reads persons and those who share a word of their names, the
// beginning of one, or an identifier, with them.
func readAlike(ctx context.Context, tx *company.Tx, ids []ID) (*likeness.People, map[int64]bool, error) {
	roots, err := readMatchedPersons(ctx, tx, ids)
	if err != nil {
		return nil, nil, err
	}
	changed := map[int64]bool{}
	var asked []alikeQuery
	for _, r := range roots {
		changed[int64(r.PersonID)] = true
		asked = append(asked, alikeQueries(&r)...)
	}
	others, err := readResembling(ctx, tx, asked)
	if err != nil {
		return nil, nil, err
	}
	records, err := readMatchedPersons(ctx, tx, append(others, ids...))
	if err != nil {
		return nil, nil, err
	}
	byPerson := map[ID][]*Customer{}
	for i := range records {
		byPerson[records[i].PersonID] = append(byPerson[records[i].PersonID], &records[i])
	}
	people := likeness.NewPeople(tx.Now.Year())
	for _, id := range slices.Sorted(maps.Keys(byPerson)) {
		people.Add(describe(byPerson[id]...))
	}
	return people, changed, nil
}
