package interaction

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

type handledCount struct{ contacts, done int }

// countHandled counts by id, which is in the order of recording, what employees
// had in hand for contributors.
func countHandled(ctx context.Context, tx *company.Tx, since time.Time, contributors []int64) (map[int64]handledCount, error) {
	all := map[int64]handledCount{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var n handledCount
		err := r.Scan(&id, &n.contacts, &n.done)
		all[id] = n
		return err
	}, `SELECT employee_id, count(*), count(*) FILTER (WHERE resolved) FROM interaction
		WHERE id >= $1 AND occurred_at >= $2 AND employee_id <> 0 AND contributor_id = ANY($3) AND direction = 'in' AND NOT automated AND voided_at IS NULL
		GROUP BY employee_id`, database.IDAt(since), since, contributors)
	return all, err
}
