package customer

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// leftPage is how many who left are looked for at once.
const leftPage = 2000

// LeftBefore returns who left before an instant, among the next after a record,
// when, and where to go on (0 at the end).
func LeftBefore(ctx context.Context, tx *company.Tx, before time.Time, after int64) (ids []int64, at []time.Time, next int64, err error) {
	defer problem.Wrap(&err, "customer.LeftBefore")
	list, err := readLeft(ctx, tx, before, ID(after), leftPage)
	for _, c := range list {
		ids, at = append(ids, int64(c.ID)), append(at, c.LeftAt)
	}
	if len(list) == leftPage {
		next = ids[leftPage-1]
	}
	return ids, at, next, err
}
