package interaction

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// readWindow returns the last of the next interactions after an id, and how
// many there are.
func readWindow(ctx context.Context, tx *company.Tx, after int64, size int) (end int64, n int, err error) {
	return end, n, tx.Row(ctx, `SELECT coalesce(max(id), 0), count(*) FROM (SELECT id FROM interaction WHERE id > $1 ORDER BY id LIMIT $2) AS w`, after, size).Scan(&end, &n)
}

func collectAt(ctx context.Context, tx *company.Tx, query string, args ...any) (ids []int64, at []time.Time, err error) {
	err = tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var when time.Time
		err := r.Scan(&id, &when)
		ids, at = append(ids, id), append(at, when)
		return err
	}, query, args...)
	return ids, at, err
}

func readWords(ctx context.Context, tx *company.Tx, after, end int64, before time.Time) ([]int64, []time.Time, error) {
	return collectAt(ctx, tx, `SELECT id, occurred_at FROM interaction WHERE id > $1 AND id <= $2 AND occurred_at < $3
		AND (subject <> '' OR text <> '' AND text <> $4) ORDER BY id`, after, end, before, customer.Gone)
}

func readQuoted(ctx context.Context, tx *company.Tx, after, end int64, before time.Time) ([]int64, []time.Time, error) {
	return collectAt(ctx, tx, `SELECT id, occurred_at FROM interaction WHERE id > $1 AND id <= $2 AND occurred_at < $3
		AND coalesce(detail ->> 'quoted', '') <> '' ORDER BY id`, after, end, before)
}

func readTold(ctx context.Context, tx *company.Tx, after, end int64, before time.Time) ([]int64, []time.Time, error) {
	return collectAt(ctx, tx, `SELECT id, occurred_at FROM interaction WHERE id > $1 AND id <= $2 AND occurred_at < $3
		AND detail ->> 'attributes' IS NOT NULL ORDER BY id`, after, end, before)
}

// readOfDevices reads those of customers who never said who they are, merged
// records included.
func readOfDevices(ctx context.Context, tx *company.Tx, after, end int64, before time.Time) ([]int64, []time.Time, error) {
	return collectAt(ctx, tx, `SELECT i.id, i.occurred_at FROM interaction i JOIN customer c ON c.id = i.customer_id JOIN customer s ON s.id = c.person_id
		WHERE i.id > $1 AND i.id <= $2 AND i.occurred_at < $3 AND NOT s.known AND s.class = '' AND s.name = '' AND s.kind = 'person'
		AND (i.subject <> '' OR i.text <> '' AND i.text <> $4 OR coalesce(i.detail ->> 'quoted', '') <> '' OR i.detail ->> 'attributes' IS NOT NULL) ORDER BY i.id`,
		after, end, before, customer.Gone)
}
