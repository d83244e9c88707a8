package impression

import (
	"context"
	"maps"
	"slices"
	"time"

	"regard/internal/know/customer"
	"regard/internal/platform/journal"
)

// save writes the difference between what was stored and what is now.
func (l *ledger) save(ctx context.Context) error {
	var d difference
	for _, id := range l.order() {
		l.compareEpisode(&d, id)
	}
	stays, replaced := map[*Part]bool{}, map[int64]int64{}
	for _, ps := range l.made {
		for _, p := range ps {
			stays[p] = true
			if l.arrives[p] {
				replaced[p.ID] = p.episode
			}
		}
	}
	for id, ps := range l.parts {
		for _, p := range ps {
			if !stays[p] && replaced[p.ID] != id {
				d.goneParts = append(d.goneParts, partAt{id, p.ID, p.CustomerID})
			}
		}
		if l.now[id] == nil {
			l.goneEpisode(&d, id)
		}
	}
	if err := d.write(ctx, l.tx); err != nil {
		return err
	}
	if err := l.saveRelationships(ctx); err != nil {
		return err
	}
	l.tx.Journal(d.facts...)
	return nil
}

// difference is what is to be written.
type difference struct {
	newEpisodes, changedEpisodes []*Episode
	goneEpisodes                 []*Episode
	aliases                      [][3]int64 // id, customer, into
	newParts                     []placed
	goneParts                    []partAt
	newImpressions               []Impression
	goneImpressions              []Impression
	facts                        []journal.Fact
}

type placed struct {
	*Part
	episode int64
	byHand  bool
}

type partAt struct {
	episode, id int64
	customer    customer.ID
}

func (l *ledger) compareEpisode(d *difference, id int64) {
	e, was := l.now[id], l.byID[id]
	before := len(d.newParts) + len(d.newImpressions) + len(d.goneImpressions)
	if was == nil {
		d.newEpisodes = append(d.newEpisodes, e)
	}
	for _, p := range l.made[id] {
		if p.episode == id && !l.arrives[p] && p.keyed == e.ByHand {
			continue // lies there as it is
		}
		if p.episode != 0 {
			d.goneParts = append(d.goneParts, partAt{p.episode, p.ID, p.CustomerID})
		}
		d.newParts = append(d.newParts, placed{p, id, e.ByHand})
	}
	// A changed impression is taken away and left again under its old id.
	for _, i := range l.left[id] {
		k := slices.IndexFunc(l.were[id], func(o Impression) bool { return o.PartID == i.PartID && o.Role == i.Role })
		if k >= 0 {
			i.ID, i.EpisodeID = l.were[id][k].ID, id
			if i.equal(l.were[id][k]) {
				continue
			}
			d.goneImpressions = append(d.goneImpressions, l.were[id][k])
		} else {
			i.ID, i.EpisodeID = l.tx.NewID(), id
		}
		d.newImpressions = append(d.newImpressions, i)
	}
	for _, o := range l.were[id] {
		if !slices.ContainsFunc(l.left[id], func(i Impression) bool { return i.PartID == o.PartID && i.Role == o.Role }) {
			d.goneImpressions = append(d.goneImpressions, o)
		}
	}
	same := was != nil && *was == *e
	if was != nil && !same {
		d.changedEpisodes = append(d.changedEpisodes, e)
	}
	if !same || len(d.newParts)+len(d.newImpressions)+len(d.goneImpressions) > before {
		d.facts = append(d.facts, journal.Fact{Kind: FactEpisode, SubjectID: id, CustomerID: int64(e.CustomerID), News: l.news[id], OccurredAt: e.LastAt})
	}
}

// goneEpisode takes an episode away that none of its parts kept; what pointed
// at it follows to where its first part went.
func (l *ledger) goneEpisode(d *difference, id int64) {
	e := l.byID[id]
	d.goneEpisodes = append(d.goneEpisodes, e)
	d.goneImpressions = append(d.goneImpressions, l.were[id]...)
	for into, ps := range l.made {
		if l.now[into].CustomerID == e.CustomerID && slices.ContainsFunc(ps, func(p *Part) bool { return p.episode == id }) {
			d.aliases = append(d.aliases, [3]int64{id, int64(e.CustomerID), into})
			break
		}
	}
	d.facts = append(d.facts, journal.Fact{Kind: FactEpisode, SubjectID: id, CustomerID: int64(e.CustomerID), OccurredAt: e.LastAt})
}

func (i Impression) equal(o Impression) bool {
	return slices.Equal(i.Shares, o.Shares) && i.ID == o.ID && i.Basis == o.Basis && i.Valence == o.Valence && i.Confidence == o.Confidence &&
		i.Weight == o.Weight && i.Channel == o.Channel && i.TouchpointID == o.TouchpointID && i.At.Equal(o.At)
}

// saveRelationships adds what the episodes now add to the customers' sums and
// subtracts what they added before.
func (l *ledger) saveRelationships(ctx context.Context) error {
	was, becomes := map[customer.ID][]*Episode{}, map[customer.ID][]*Episode{}
	for id := range l.parts {
		was[l.byID[id].CustomerID] = append(was[l.byID[id].CustomerID], l.byID[id])
	}
	for _, id := range l.order() {
		becomes[l.now[id].CustomerID] = append(becomes[l.now[id].CustomerID], l.now[id])
	}
	var save []Relationship
	for _, id := range slices.Sorted(maps.Keys(l.from)) {
		r, known := l.sums[id]
		if !known {
			r = Relationship{CustomerID: id, Law: l.law.Version}
		}
		if r.Law != l.law.Version || l.shrinks(was[id], becomes[id]) {
			// Sums of another law, or a first, last or asked time that may be
			// gone: made anew from the customer's episodes.
			law := r.Law
			var err error
			if r, err = sumUp(ctx, l.tx, l.law, id); err != nil {
				return err
			}
			if !l.anew {
				r.Law = law // its other episodes still wait for the job
			}
		} else {
			for _, e := range was[id] {
				r.subtract(l.law, e)
			}
			for _, e := range becomes[id] {
				r.add(l.law, e)
			}
		}
		save = append(save, r)
	}
	return writeRelationships(ctx, l.tx, save)
}

// shrinks tells whether a time that the relationship remembers may have moved inwards.
func (l *ledger) shrinks(was, becomes []*Episode) bool {
	if len(l.drop) > 0 {
		return true
	}
	last := func(es []*Episode, of func(*Episode) time.Time) (t time.Time) {
		for _, e := range es {
			if of(e).After(t) {
				t = of(e)
			}
		}
		return t
	}
	asked := func(e *Episode) time.Time { return e.AskedAt }
	end := func(e *Episode) time.Time { return e.LastAt }
	return last(becomes, asked).Before(last(was, asked)) || last(becomes, end).Before(last(was, end))
}
