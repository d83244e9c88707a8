package card

import (
	"cmp"
	"slices"
	"time"

	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/stats"
)

// again is how soon the same card, opened again by the same actor with nothing
// new on it, is no new opening.
const again = time.Minute

// repeats tells whether an opening only repeats an earlier one.
func (o Opening) repeats(earlier Opening) bool {
	since := o.OpenedAt.Sub(earlier.OpenedAt)
	return o.ID != earlier.ID && o.CustomerID == earlier.CustomerID && o.Actor == earlier.Actor && o.Place == earlier.Place &&
		o.InteractionID == earlier.InteractionID && since >= 0 && since < again
}

// fresh leaves out those that only repeat one that was recorded before, or
// another of the list. An opening that is handed over twice must be judged as
// the first time: it is compared with those before it only.
func fresh(list, before []Opening) (kept []Opening) {
	slices.SortFunc(list, func(a, b Opening) int { return cmp.Compare(a.ID, b.ID) })
	known := slices.Clone(before)
	for _, o := range list {
		if !slices.ContainsFunc(known, func(e Opening) bool { return e.ID < o.ID && o.repeats(e) }) {
			kept, known = append(kept, o), append(known, o)
		}
	}
	return kept
}

// early is how long before an interaction its customer's card may have been
// opened to count as looked at for it.
const early = 30 * time.Minute

// seen counts in how many interactions the employee had opened the card of the
// customer from 30 minutes before it began until it ended. person is the record
// that stands for each record's person today.
func seen(handled []interaction.InHands, openings []Opening, person map[customer.ID]customer.ID) stats.Proportion {
	type pair struct {
		employee int64
		person   customer.ID
	}
	at := map[pair][]time.Time{}
	for _, o := range openings {
		k := pair{o.EmployeeID, person[o.CustomerID]}
		at[k] = append(at[k], o.OpenedAt)
	}
	n := 0
	for _, h := range handled {
		if slices.ContainsFunc(at[pair{h.EmployeeID, person[h.CustomerID]}], func(t time.Time) bool {
			return !t.Before(h.Began.Add(-early)) && !t.After(h.Ended)
		}) {
			n++
		}
	}
	return stats.Wilson(n, len(handled))
}
