package card

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// openingPage is how many openings are looked at at once.
const openingPage = 5000

// OldOpenings returns the openings of cards before an instant, among the next
// after one, when, and where to go on (0 at the end).
func OldOpenings(ctx context.Context, tx *company.Tx, before time.Time, after int64) (ids []int64, at []time.Time, next int64, err error) {
	defer problem.Wrap(&err, "card.OldOpenings")
	if ids, at, err = readOldOpenings(ctx, tx, before, after, openingPage); len(ids) == openingPage {
		next = ids[openingPage-1]
	}
	return ids, at, next, err
}

// RemoveOpenings removes openings that were kept long enough.
func RemoveOpenings(ctx context.Context, tx *company.Tx, ids []int64) (err error) {
	defer problem.Wrap(&err, "card.RemoveOpenings")
	return deleteOpenings(ctx, tx, ids)
}
