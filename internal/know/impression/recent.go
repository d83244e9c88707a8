package impression

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Place is where in the list of customers by last contact to go on: before a
// last contact and a record; with a zero time, among those whom nothing ever
// happened to, before a record.
type Place struct {
	At time.Time
	ID customer.ID
}

// Latest is the beginning of the list.
var Latest = Place{At: time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC), ID: 1<<63 - 1}

// Recent returns up to limit people who count within the actor's scope, those in
// contact last first, with their relationships, and where to go on (nil at the
// end). Those whom nothing ever happened to come last, the newest first.
func Recent(ctx context.Context, tx *company.Tx, from Place, limit int) (people []customer.Person, known []Known, next *Place, err error) {
	defer problem.Wrap(&err, "impression.Recent")
	at := map[customer.ID]time.Time{}
	var ids []customer.ID
	if from.At.IsZero() {
		ids, err = readSilent(ctx, tx, from.ID, limit)
	} else {
		ids, at, err = readRecent(ctx, tx, from, limit)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	switch {
	case len(ids) == limit:
		last := ids[limit-1]
		next = &Place{At: at[last], ID: last}
	case !from.At.IsZero():
		next = &Place{ID: Latest.ID}
	}
	all, err := customer.FindAll(ctx, tx, ids)
	if err != nil {
		return nil, nil, nil, err
	}
	everything, err := standings(ctx, tx, all)
	if err != nil {
		return nil, nil, nil, err
	}
	for i, p := range all {
		if !p.Counts() {
			continue
		}
		// A person of several records stands where the latest of them does.
		if !from.At.IsZero() && !standsAt(p, everything[i].LastAt, at) || from.At.IsZero() && everything[i].Parts > 0 {
			continue
		}
		people, known = append(people, p), append(known, everything[i].seen(tx.Scope))
	}
	return people, known, next, nil
}

func standsAt(p customer.Person, last time.Time, at map[customer.ID]time.Time) bool {
	for _, id := range p.IDs() {
		if t, here := at[id]; here && t.Equal(last) {
			return true
		}
	}
	return false
}
