package words

import (
	"context"
	"errors"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/concordance"
	"regard/internal/platform/problem"
)

// Question is what somebody looks for.
type Question struct {
	Words       string              // all of them, of the last one how it begins
	From, Until time.Time           // when it happened, Until not included; zero: any time
	Channel     interaction.Channel // empty: any
	Contributor int64               // who heard it or had a leg of it, units included; 0: anybody
}

// Hit is an interaction that has the words, and whose it is.
type Hit struct {
	interaction.Interaction
	Person customer.Person
	About  []Piece // its subject
	Around []Piece // what stands around the words in its text
}

// Answer is a page of what was found, the latest first.
type Answer struct {
	Hits  []Hit
	Next  interaction.Cursor
	More  bool // there may be more after Next
	Reach Reach
}

// Reach says how much of what was said can be found.
type Reach struct {
	None  bool      // nothing yet: this server has no file of words
	Until time.Time // what was recorded later cannot be found yet; zero: all can
	Back  time.Time // what was recorded before is still being read; zero: all was
}

const (
	lookAtOnce = 200 // entries that are looked up in the ledger at once
	lookMost   = 10  // times, for one page
)

// Find returns up to limit interactions that have all the words, after a place,
// as far as the actor sees them. It shows what the ledger says now: the file
// only says where to look. Problems: "words.none" where there is no word in the
// question.
func (x *Index) Find(ctx context.Context, tx *company.Tx, q Question, from interaction.Cursor, limit int) (a Answer, err error) {
	defer problem.Wrap(&err, "words.Find")
	asked := ask(q.Words)
	if len(asked) == 0 {
		return a, problem.Field("q", "words.none", nil)
	}
	query, err := q.query(ctx, tx, asked)
	if err != nil {
		return a, err
	}
	after := concordance.Key{At: from.At.UnixMicro(), ID: int64(from.ID)}
	err = x.with(ctx, false, func(f *concordance.File) error {
		return f.Read(ctx, func(r *concordance.Reading) error {
			if a.Reach, err = reach(ctx, tx, r); err != nil {
				return err
			}
			a.More = true
			n := limit + 1 // nearly all that is found is there to be shown
			for look := 0; look < lookMost && a.More && len(a.Hits) < limit; look++ {
				keys, err := r.Find(query, after, n)
				if err != nil {
					return err
				}
				if a.More = len(keys) == n; len(keys) == 0 {
					break
				}
				n = lookAtOnce
				hits, err := readHits(ctx, tx, asked, keys)
				if err != nil {
					return err
				}
				after = keys[len(keys)-1]
				if room := limit - len(a.Hits); len(hits) > room {
					last := hits[room-1]
					hits, a.More, after = hits[:room], true, concordance.Key{At: last.OccurredAt.UnixMicro(), ID: int64(last.ID)}
				}
				a.Hits = append(a.Hits, hits...)
			}
			return nil
		})
	})
	if errors.Is(err, errNone) {
		return Answer{Reach: Reach{None: true}}, nil
	}
	a.Next = interaction.Cursor{At: time.UnixMicro(after.At).UTC(), ID: interaction.ID(after.ID)}
	return a, err
}

// Reach tells how much can be found.
func (x *Index) Reach(ctx context.Context, tx *company.Tx) (reached Reach, err error) {
	defer problem.Wrap(&err, "words.Reach")
	err = x.with(ctx, false, func(f *concordance.File) error {
		return f.Read(ctx, func(r *concordance.Reading) error {
			reached, err = reach(ctx, tx, r)
			return err
		})
	})
	if errors.Is(err, errNone) {
		return Reach{None: true}, nil
	}
	return reached, err
}

// query narrows a search to what the actor may see, too, so that a partner's
// page is not looked for among everybody's.
func (q Question) query(ctx context.Context, tx *company.Tx, a asked) (c concordance.Query, err error) {
	c.All = a.terms()
	if q.Channel != "" {
		c.All = append(c.All, []concordance.Term{{Word: ofChannel(q.Channel)}})
	}
	if !q.From.IsZero() {
		c.From = q.From.UnixMicro()
	}
	if !q.Until.IsZero() {
		c.Until = q.Until.UnixMicro()
	}
	if q.Contributor != 0 {
		d, err := tx.Directory(ctx)
		if err != nil {
			return c, err
		}
		c.All = append(c.All, anyOf(d.Subtree(q.Contributor)))
	}
	if !tx.Scope.All {
		c.All = append(c.All, anyOf(tx.Scope.Contributors))
	}
	return c, nil
}

func anyOf(contributors []int64) (terms []concordance.Term) {
	for _, id := range contributors {
		terms = append(terms, concordance.Term{Word: ofContributor(id)})
	}
	return terms
}

func reach(ctx context.Context, tx *company.Tx, r *concordance.Reading) (reached Reach, err error) {
	s, is, err := stateOf(r)
	if err != nil || !is {
		return Reach{None: true}, err
	}
	if s.Below != 0 {
		reached.Back = s.Back
		if reached.Back.IsZero() { // it has only begun
			return Reach{None: true}, nil
		}
	}
	current, err := s.current(ctx, tx)
	if err != nil || current {
		return reached, err
	}
	reached.Until = s.Until
	return reached, nil
}

// readHits reads what entries are: those that the actor sees, that are not void and
// of a customer, and that have the words.
func readHits(ctx context.Context, tx *company.Tx, a asked, keys []concordance.Key) (hits []Hit, err error) {
	ids := make([]interaction.ID, len(keys))
	for k := range keys {
		ids[k] = interaction.ID(keys[k].ID)
	}
	list, err := interaction.Standing(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	records := make([]customer.ID, len(list))
	for k, i := range list {
		records[k] = i.CustomerID
	}
	people, err := customer.FindAll(ctx, tx, records)
	if err != nil {
		return nil, err
	}
	whose := map[customer.ID]customer.Person{}
	for _, p := range people {
		for _, id := range p.IDs() {
			whose[id] = p
		}
	}
	for _, i := range list {
		p, is := whose[i.CustomerID]
		if !is || p.Class != "" || !a.in(i.Subject, i.Text) {
			continue
		}
		hits = append(hits, Hit{i, p, a.mark(i.Subject), a.excerpt(i.Text)})
	}
	return hits, nil
}
