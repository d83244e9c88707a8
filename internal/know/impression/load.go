package impression

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"regard/internal/know/customer"
)

// load reads the episodes around the change and the parts of those touched.
// Where a touched episode reaches beyond the window, the window grows and is
// read again.
func (l *ledger) load(ctx context.Context) (touched []int64, err error) {
	reach := l.law.repeat() + l.law.gap()
	probes := l.all()
	need := func(id customer.ID, from, to time.Time) {
		if f, ok := l.from[id]; !ok || from.Before(f) {
			l.from[id] = from
		}
		if t, ok := l.to[id]; !ok || to.After(t) {
			l.to[id] = to
		}
	}
	for _, p := range probes {
		need(p.CustomerID, p.At.Add(-reach), p.At.Add(reach))
	}
	if err := l.loadTied(ctx); err != nil {
		return nil, err
	}
	for were := -1; ; were = len(touched) {
		if err := l.loadEpisodes(ctx, probes); err != nil {
			return nil, err
		}
		touched = l.touched(probes)
		for _, id := range touched {
			e := l.byID[id]
			need(e.CustomerID, e.OpenedAt.Add(-l.law.repeat()), e.LastAt.Add(l.law.repeat()))
		}
		// What lies in an episode made by hand may fall back to its own key's:
		// each of its parts touches what it would join then.
		more, err := l.loadByHand(ctx, touched)
		if err != nil {
			return nil, err
		}
		for _, p := range more {
			need(p.CustomerID, p.At.Add(-reach), p.At.Add(reach))
		}
		if probes = append(probes, more...); len(touched) == were && len(more) == 0 {
			return touched, l.loadRest(ctx, touched)
		}
	}
}

// loadTied reads the episodes, however far away, of what somebody tied to the
// parts that are put.
func (l *ledger) loadTied(ctx context.Context) error {
	for _, p := range l.put {
		for _, other := range p.hand.With {
			id, err := readEpisodeOf(ctx, l.tx, p.CustomerID, other)
			if err != nil {
				return err
			}
			if id != 0 {
				l.tied = append(l.tied, id)
			}
		}
	}
	if len(l.tied) == 0 {
		return nil
	}
	list, err := readEpisodesByID(ctx, l.tx, l.tied)
	for _, e := range list {
		l.keep(e)
	}
	return err
}

// keep remembers an episode as it is stored.
func (l *ledger) keep(e Episode) {
	if l.byID[e.ID] == nil {
		l.byID[e.ID] = &e
		l.episodes[e.CustomerID] = append(l.episodes[e.CustomerID], &e)
	}
}

// loadByHand reads the parts of touched episodes that were made by hand and
// were not read yet.
func (l *ledger) loadByHand(ctx context.Context, touched []int64) (parts []Part, err error) {
	var ids []int64
	for _, id := range touched {
		if l.byID[id].ByHand && l.parts[id] == nil {
			ids = append(ids, id)
		}
	}
	if err := l.loadParts(ctx, ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		for _, p := range l.parts[id] {
			parts = append(parts, *p)
		}
	}
	return parts, nil
}

func (l *ledger) all() []Part { return append(slices.Clone(l.put), l.drop...) }

// loadEpisodes reads the windows that grew since they were read, and the
// references of probes that were not read yet.
func (l *ledger) loadEpisodes(ctx context.Context, probes []Part) error {
	var windows, references [][]any
	var fresh []int64
	for id, from := range l.from {
		w := window{from, l.to[id]}
		was, read := l.read[id]
		if read && was == w {
			continue
		}
		if !read {
			fresh = append(fresh, int64(id))
		}
		l.read[id] = w
		windows = append(windows, []any{int64(id), w.from, w.to})
	}
	slices.SortFunc(windows, func(a, b []any) int { return cmp.Compare(a[0].(int64), b[0].(int64)) })
	for _, p := range probes {
		if n := (need{p.CustomerID, p.Key}); p.Key.ByReference && !l.asked[n] {
			l.asked[n] = true
			references = append(references, []any{int64(p.CustomerID), p.Key.Text})
		}
	}
	return l.tx.Together(ctx,
		func() error { return readAround(ctx, l.tx, windows, l.keep) },
		func() error { return readMadeByHand(ctx, l.tx, fresh, l.keep) },
		func() error { return readByReference(ctx, l.tx, references, l.keep) })
}

// touched returns the episodes that the changed parts lie in, or may join.
func (l *ledger) touched(probes []Part) []int64 {
	seen := map[int64]bool{}
	for _, id := range l.tied {
		seen[id] = true
	}
	for _, p := range probes {
		for _, e := range l.episodes[p.CustomerID] {
			if e.Key != p.Key && !e.ByHand || seen[e.ID] {
				continue
			}
			near := !p.At.Before(e.OpenedAt.Add(-l.law.gap())) && !p.At.After(e.LastAt.Add(l.law.gap()))
			if near || p.Key.ByReference {
				seen[e.ID] = true
			}
		}
	}
	ids := make([]int64, 0, len(seen))
	for id := range seen {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// loadRest reads what the touched episodes hold, and the customers' sums.
func (l *ledger) loadRest(ctx context.Context, touched []int64) error {
	return l.tx.Together(ctx,
		func() (err error) {
			l.sums, err = readRelationships(ctx, l.tx, slices.Sorted(maps.Keys(l.from)))
			return err
		},
		func() error { return l.loadParts(ctx, touched) })
}

func (l *ledger) loadParts(ctx context.Context, ids []int64) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return l.parts[id] != nil })
	if len(ids) == 0 {
		return nil
	}
	return l.tx.Together(ctx,
		func() error {
			parts, err := readParts(ctx, l.tx, ids)
			for _, p := range parts {
				if !p.keyed {
					p.Key = l.byID[p.episode].Key
				}
				l.parts[p.episode] = append(l.parts[p.episode], &p)
			}
			return err
		},
		func() error {
			were, err := readImpressions(ctx, l.tx, ids)
			for _, i := range were {
				l.were[i.EpisodeID] = append(l.were[i.EpisodeID], i)
			}
			return err
		})
}
