package impression

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// partition cuts the parts of one key of one customer into episodes, each in
// the order of time: parts at most gap apart are one; of a reference, all are
// one until it was called done, and what follows starts the next. Where
// somebody said that an episode begins, one begins; what he set apart is passed
// over, and is an episode of its own.
func partition(parts []*Part, byReference bool, gap time.Duration) [][]*Part {
	slices.SortFunc(parts, inOrder)
	var groups, apart [][]*Part
	var last *Part
	for _, p := range parts {
		if p.hand.Apart {
			apart = append(apart, []*Part{p})
			continue
		}
		if last != nil && !p.hand.Begins && (byReference && !last.Done || !byReference && p.At.Sub(last.At) <= gap) {
			groups[len(groups)-1] = append(groups[len(groups)-1], p)
		} else {
			groups = append(groups, []*Part{p})
		}
		last = p
	}
	return append(groups, apart...)
}

// join makes one of the groups that somebody said belong together. Groups are
// one customer's; a tie to a part that is not among them ties nothing.
func join(groups [][]*Part) [][]*Part {
	of := map[int64]int{}
	for i, g := range groups {
		for _, p := range g {
			of[p.ID] = i
		}
	}
	root := make([]int, len(groups))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	tied := false
	for i, g := range groups {
		for _, p := range g {
			for _, other := range p.hand.With {
				if k, here := of[other]; here && find(i) != find(k) {
					root[max(find(i), find(k))] = min(find(i), find(k))
					tied = true
				}
			}
		}
	}
	if !tied {
		return groups
	}
	var joined [][]*Part
	at := map[int]int{}
	for i, g := range groups {
		r := find(i)
		if k, there := at[r]; there {
			joined[k] = append(joined[k], g...)
			continue
		}
		at[r] = len(joined)
		joined = append(joined, slices.Clone(g))
	}
	for _, g := range joined {
		slices.SortFunc(g, inOrder)
	}
	return joined
}

// inOrder sorts parts by time; of the same instant by their tie, which does
// not depend on the order of arrival.
func inOrder(a, b *Part) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Tie, b.Tie), cmp.Compare(a.ID, b.ID))
}

// name gives one customer's groups their episodes' ids: in the order of time, each takes the
// id that its earliest part lies under, unless an earlier group took it; a
// group without one gets a new id.
func name(groups [][]*Part, newID func() int64) []int64 {
	taken := map[int64]bool{}
	ids := make([]int64, len(groups))
	for i, g := range groups {
		for _, p := range g {
			if p.episode != 0 && !taken[p.episode] {
				ids[i] = p.episode
				break
			}
		}
		if ids[i] == 0 {
			ids[i] = newID()
		}
		taken[ids[i]] = true
	}
	return ids
}

// repeated returns the episode that one comes back to: the latest that was
// called done within the law's days before, about the same reference or at the
// same touchpoint; nil when it is no repeat.
func (l Law) repeated(e *Episode, all []*Episode) *Episode {
	if !e.Inbound {
		return nil
	}
	var found *Episode
	for _, o := range all {
		if o == e || o.DoneAt.IsZero() || !o.DoneAt.Before(e.OpenedAt) || e.OpenedAt.Sub(o.DoneAt) > l.repeat() || !sameNeed(e, o) {
			continue
		}
		if found == nil || later(o, found) {
			found = o
		}
	}
	return found
}

// later tells whether an episode was called done after another. Of the same
// instant, who is charged decides, so that the order of arrival does not.
func later(a, b *Episode) bool {
	return cmp.Or(a.DoneAt.Compare(b.DoneAt), cmp.Compare(b.Key.Text, a.Key.Text), cmp.Compare(b.DoneBy, a.DoneBy), cmp.Compare(b.ID, a.ID)) > 0
}

func sameNeed(a, b *Episode) bool {
	if a.Key.ByReference && b.Key.ByReference {
		return a.Key.Text == b.Key.Text
	}
	return a.TouchpointID != 0 && a.TouchpointID == b.TouchpointID
}

// cutKey parts a key into what kind it is, with the source of a thread, and
// what people wrote; false where nobody wrote anything.
func cutKey(text string) (kind, written string, ok bool) {
	kind, written, _ = strings.Cut(text, ":")
	switch kind += ":"; kind {
	case "reference:":
		return kind, written, true
	case "thread:":
		source, thread, _ := strings.Cut(written, ":")
		return kind + source + ":", thread, true
	}
	return kind, written, false
}
