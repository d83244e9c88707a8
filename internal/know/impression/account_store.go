package impression

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// countOpen counts by record the episodes that a customer opened, in which
// somebody spoke or wrote, that nobody called done, and that are not older than
// silence makes them.
func countOpen(ctx context.Context, tx *company.Tx, records []customer.ID, since, referenced time.Time) (map[customer.ID]int, error) {
	open := map[customer.ID]int{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var n int
		err := r.Scan(&id, &n)
		open[customer.ID(id)] = n
		return err
	}, `SELECT e.customer_id, count(*) FROM episode e WHERE e.customer_id = ANY($1) AND e.inbound AND e.done_at IS NULL
		AND (e.last_at >= $2 OR e.by_reference AND e.last_at >= $3)
		AND EXISTS (SELECT 1 FROM part p WHERE p.episode_id = e.id AND p.customer_id = e.customer_id AND p.kind NOT IN ('page', 'broadcast'))
		GROUP BY e.customer_id`, records, since, referenced)
	return open, err
}
