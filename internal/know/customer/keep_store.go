package customer

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

func readLeft(ctx context.Context, tx *company.Tx, before time.Time, after ID, limit int) ([]Customer, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (c Customer, err error) { return c, r.Scan((*int64)(&c.ID), &c.LeftAt) },
		`SELECT id, left_at FROM customer WHERE id > $1 AND left_at < $2 AND erased_at IS NULL AND person_id = id ORDER BY id LIMIT $3`, after, before, limit)
}
