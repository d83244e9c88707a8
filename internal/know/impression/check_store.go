package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

func countParts(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM part`).Scan(&n)
}

func countCounted(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM counted`).Scan(&n)
}

// readEpisodesAfter returns episodes after one, in the order of their ids, and
// whose they are.
func readEpisodesAfter(ctx context.Context, tx *company.Tx, after int64, limit int) (of map[int64]customer.ID, ids []int64, err error) {
	of = map[int64]customer.ID{}
	err = tx.Each(ctx, func(r *database.Rows) error {
		var id, record int64
		err := r.Scan(&id, &record)
		ids, of[id] = append(ids, id), customer.ID(record)
		return err
	}, `SELECT id, customer_id FROM episode WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
	return of, ids, err
}

// readHours returns all counts by hour.
func readHours(ctx context.Context, tx *company.Tx) (map[cell]Count, error) {
	all := map[cell]Count{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var c cell
		var n Count
		err := r.Scan(&c.Hour, &c.Channel, &c.Contributor, &n.Negative, &n.Neutral, &n.Positive, &n.Sum, &n.Squares)
		all[c] = n
		return err
	}, `SELECT hour_at, channel, contributor_id, negative, neutral, positive, valence, squares FROM hour_count`)
	return all, err
}
