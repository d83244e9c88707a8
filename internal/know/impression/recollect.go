package impression

import (
	"context"
	"maps"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Recollection is all that happened with a person, to be judged as of any instant
// and by any law: what would have been known then, from the parts up to then,
// with people's corrections as they stand now. It writes nothing.
type Recollection struct {
	parts map[customer.ID][]*Part // by record
}

// Past is what a recollection comes to.
type Past struct {
	Standing
	Last        float64 // valence of the last impression; 0 for none
	Mean        float64 // valence of the impressions, each counted once; 0 for none
	Impressions int
	Contacts    int // times that the customer came to us
}

// Recollect returns the recollections of people, in their order.
func Recollect(ctx context.Context, tx *company.Tx, people []customer.Person) (_ []Recollection, err error) {
	defer problem.Wrap(&err, "impression.Recollect")
	var records []customer.ID
	for _, p := range people {
		records = append(records, p.IDs()...)
	}
	episodes, err := readEpisodes(ctx, tx, records, time.Time{})
	if err != nil {
		return nil, err
	}
	key, ids := map[int64]Key{}, make([]int64, len(episodes))
	for i, e := range episodes {
		key[e.ID], ids[i] = e.Key, e.ID
	}
	parts, err := readParts(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	of := map[customer.ID][]*Part{}
	for i := range parts {
		p := &parts[i]
		if !p.keyed {
			p.Key = key[p.episode]
		}
		of[p.CustomerID] = append(of[p.CustomerID], p)
	}
	list := make([]Recollection, len(people))
	for i, p := range people {
		list[i].parts = map[customer.ID][]*Part{}
		for _, id := range p.IDs() {
			list[i].parts[id] = of[id]
		}
	}
	return list, nil
}

// At judges a recollection by a law as of an instant, as the ledger would have been
// judged then.
func (r Recollection) At(l Law, asOf time.Time) (p Past) {
	var sum Relationship
	var left []Impression
	for _, record := range slices.Sorted(maps.Keys(r.parts)) {
		episodes, impressions, contacts := l.past(r.parts[record], asOf)
		for _, e := range episodes {
			sum.add(l, e)
		}
		left, p.Contacts = append(left, impressions...), p.Contacts+contacts
	}
	p.Standing, p.Impressions = memory{law: l, halfLife: l.HalfLifeDays}.known(sum, sum.fast, asOf).Standing, len(left)
	if len(left) == 0 {
		return p
	}
	last := left[0]
	for _, i := range left {
		p.Mean += i.Valence / float64(len(left))
		if !i.At.Before(last.At) {
			last = i
		}
	}
	p.Last = last.Valence
	return p
}

// past partitions and judges a record's parts up to an instant. Impressions
// that weigh nothing are left out.
func (l Law) past(parts []*Part, asOf time.Time) (episodes []*Episode, left []Impression, contacts int) {
	sets := map[Key][]*Part{}
	for _, p := range parts {
		if p.At.After(asOf) {
			continue
		}
		sets[p.Key] = append(sets[p.Key], p)
		if p.Inbound {
			contacts++
		}
	}
	var groups [][]*Part
	for key, set := range sets {
		groups = append(groups, partition(set, key.ByReference, l.gap())...)
	}
	groups = join(groups)
	slices.SortFunc(groups, func(a, b []*Part) int { return inOrder(a[0], b[0]) })
	for i, g := range groups {
		e := &Episode{ID: int64(i + 1)}
		e.describe(g)
		episodes = append(episodes, e)
	}
	for i, e := range episodes {
		for _, x := range l.judge(e, groups[i], l.repeated(e, episodes)) {
			if x.Weight > 0 {
				left = append(left, x)
			}
		}
	}
	return episodes, left, contacts
}
