package impression

import (
	"cmp"
	"slices"
	"time"
)

// partition cuts the parts of one key of one customer into episodes, each in
// the order of time: parts at most gap apart are one; of a reference, all are
// one until it was called done, and what follows starts the next.
func partition(parts []*Part, byReference bool, gap time.Duration) [][]*Part {
	slices.SortFunc(parts, inOrder)
	var groups [][]*Part
	for i, p := range parts {
		if i > 0 {
			last := parts[i-1]
			if byReference && !last.Done || !byReference && p.At.Sub(last.At) <= gap {
				groups[len(groups)-1] = append(groups[len(groups)-1], p)
				continue
			}
		}
		groups = append(groups, []*Part{p})
	}
	return groups
}

// inOrder sorts parts by time; of the same instant by their tie, which does
// not depend on the order of arrival.
func inOrder(a, b *Part) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Tie, b.Tie), cmp.Compare(a.ID, b.ID))
}

// name gives groups their episodes' ids: in the order of time, each takes the
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
