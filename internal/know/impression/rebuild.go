package impression

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// JobRejudge is the job that brings a new law to every relationship.
const JobRejudge = "impression.rejudge"

// Adopt puts a new law in force. Every relationship is judged anew by a job;
// until the job comes to it, a relationship shows the new law on old judgements.
func Adopt(ctx context.Context, tx *company.Tx, l Law) (version int64, err error) {
	defer problem.Wrap(&err, "impression.Adopt")
	if err := l.check(); err != nil {
		return 0, err
	}
	if version, err = company.Configure(ctx, tx, LawName, l); err != nil {
		return 0, err
	}
	return version, job.Add(ctx, tx.Tx, JobRejudge, "all", tx.Now, nil)
}

// Rejudge does the job: record by record, a few hundred a transaction.
func Rejudge(o *company.Office) job.Handler {
	return func(ctx context.Context, db *database.DB, j job.Job) error {
		var after customer.ID
		for {
			done, last := false, after
			err := o.Update(ctx, company.System, func(tx *company.Tx) error {
				law, err := InForce(ctx, tx)
				if err != nil {
					return err
				}
				ids, err := readStale(ctx, tx, law.Version, after, 200)
				if err != nil {
					return err
				}
				if len(ids) == 0 {
					done = true
					return job.Done(ctx, tx.Tx, j)
				}
				last = ids[len(ids)-1]
				return rebuild(ctx, tx, law, ids)
			})
			if err != nil || done {
				return err
			}
			after = last
		}
	}
}

// rebuild judges records anew from their parts.
func rebuild(ctx context.Context, tx *company.Tx, law Law, ids []customer.ID) error {
	if err := customer.Lock(ctx, tx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		l, err := whole(ctx, tx, law, id)
		if err != nil {
			return err
		}
		if err := l.save(ctx); err != nil {
			return err
		}
		tx.Journal(journal.Fact{Kind: FactRejudged, SubjectID: int64(id), CustomerID: int64(id)})
	}
	return nil
}

// whole judges everything of a record anew, without writing anything.
func whole(ctx context.Context, tx *company.Tx, law Law, id customer.ID) (*ledger, error) {
	l := newLedger(law, tx)
	l.anew = true
	episodes, err := readEpisodes(ctx, tx, []customer.ID{id}, time.Time{})
	if err != nil {
		return nil, err
	}
	l.from[id], l.to[id] = earliest.Add(-law.repeat()), tx.Now.Add(365*day)
	ids := make([]int64, len(episodes))
	for i := range episodes {
		l.byID[episodes[i].ID], ids[i] = &episodes[i], episodes[i].ID
		l.episodes[id] = append(l.episodes[id], &episodes[i])
	}
	if err := l.loadRest(ctx, ids); err != nil {
		return nil, err
	}
	l.regroup(ids)
	if err := l.findRepeats(ctx); err != nil {
		return nil, err
	}
	for _, id := range l.order() {
		l.left[id] = law.judge(l.now[id], l.made[id], l.repeats[id])
	}
	return l, nil
}

// Finding is something that the ledger holds and a recomputation does not.
type Finding struct {
	CustomerID customer.ID
	What       string
}

// Check recomputes the next records after one from their parts and compares
// with what is stored, to 1e-9. It returns how many it looked at and the last.
func Check(ctx context.Context, tx *company.Tx, after customer.ID, limit int) (n int, last customer.ID, found []Finding, err error) {
	defer problem.Wrap(&err, "impression.Check")
	law, err := InForce(ctx, tx)
	if err != nil {
		return 0, after, nil, err
	}
	ids, err := readAll(ctx, tx, after, limit)
	if err != nil || len(ids) == 0 {
		return 0, after, nil, err
	}
	rows, err := readRelationships(ctx, tx, ids)
	if err != nil {
		return 0, after, nil, err
	}
	for _, id := range ids {
		l, err := whole(ctx, tx, law, id)
		if err != nil {
			return n, after, nil, err
		}
		found = append(found, l.compare(id, rows[id])...)
		more, err := l.unheard(ctx, id)
		if err != nil {
			return n, after, nil, err
		}
		found = append(found, more...)
	}
	return len(ids), ids[len(ids)-1], found, nil
}

func (l *ledger) compare(id customer.ID, stored Relationship) (found []Finding) {
	say := func(format string, args ...any) {
		found = append(found, Finding{id, fmt.Sprintf(format, args...)})
	}
	r := Relationship{CustomerID: id, Law: l.law.Version}
	for _, e := range l.order() {
		r.add(l.law, l.now[e])
		was := l.byID[e]
		switch now := l.now[e]; {
		case was == nil:
			say("parts of one episode should be another, %s", EpisodeID(e))
		case was.Parts != now.Parts || !was.OpenedAt.Equal(now.OpenedAt) || !was.LastAt.Equal(now.LastAt):
			say("episode %s has other parts", EpisodeID(e))
		case far(was.Valence, now.Valence) || far(was.Weight, now.Weight) || was.Impressions != now.Impressions || was.RepeatOf != now.RepeatOf:
			say("episode %s is judged %.3f (weight %.3f), should be %.3f (%.3f)", EpisodeID(e), was.Valence, was.Weight, now.Valence, now.Weight)
		case len(l.were[e]) != len(l.left[e]):
			say("episode %s has %d impressions, should have %d", EpisodeID(e), len(l.were[e]), len(l.left[e]))
		case !sameImpressions(l.were[e], l.left[e]):
			say("episode %s has impressions that say something else", EpisodeID(e))
		}
	}
	for e := range l.byID {
		if l.now[e] == nil {
			say("episode %s should not be", EpisodeID(e))
		}
	}
	g, h := growth(l.tx.Now, l.law.HalfLifeDays), growth(l.tx.Now, l.law.SlowHalfLifeDays)
	for _, pair := range [][3]float64{{stored.fast.N, r.fast.N, g}, {stored.fast.D, r.fast.D, g}, {stored.fast.Q, r.fast.Q, g * g}, {stored.fast.E, r.fast.E, g},
		{stored.slow.N, r.slow.N, h}, {stored.slow.D, r.slow.D, h}, {stored.slow.Q, r.slow.Q, h * h}, {stored.slow.E, r.slow.E, h}} {
		if far(pair[0]/pair[2], pair[1]/pair[2]) {
			say("the relationship's sums differ: %g stored, %g recomputed", pair[0]/pair[2], pair[1]/pair[2])
			break
		}
	}
	if stored.Episodes != r.Episodes || stored.Parts != r.Parts || !stored.LastAt.Equal(r.LastAt) || !stored.AskedAt.Equal(r.AskedAt) || stored.Law != r.Law {
		say("the relationship counts %d episodes of %d parts, should be %d of %d", stored.Episodes, stored.Parts, r.Episodes, r.Parts)
	}
	return found
}

// unheard finds parts that do not say what the corrections in force say.
func (l *ledger) unheard(ctx context.Context, id customer.ID) (found []Finding, err error) {
	list, err := readCorrectionsOfRecord(ctx, l.tx, id)
	for _, parts := range l.parts {
		for _, p := range parts {
			if rulings, hand := saidOf(p.ID, list); !slices.EqualFunc(rulings, p.rulings, sameRuling) || !hand.equal(p.hand) {
				found = append(found, Finding{id, fmt.Sprintf("the part %d of episode %s is not what its corrections say", p.ID, EpisodeID(p.episode))})
			}
		}
	}
	return found, err
}

// sameImpressions tells whether each of one list stands in the other.
func sameImpressions(stored, now []Impression) bool {
	for _, i := range now {
		if !slices.ContainsFunc(stored, func(o Impression) bool {
			return o.PartID == i.PartID && o.Role == i.Role && o.Basis == i.Basis && o.At.Equal(i.At) && !far(o.Valence, i.Valence) && !far(o.Weight, i.Weight) &&
				slices.EqualFunc(o.Shares, i.Shares, func(a, b Share) bool { return a.ContributorID == b.ContributorID && !far(a.Portion, b.Portion) })
		}) {
			return false
		}
	}
	return true
}

// far tells whether two numbers differ by more than rounding.
func far(a, b float64) bool {
	return math.Abs(a-b) > 1e-9*math.Max(1, math.Max(math.Abs(a), math.Abs(b)))
}
