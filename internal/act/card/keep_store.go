package card

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

func readOldOpenings(ctx context.Context, tx *company.Tx, before time.Time, after int64, limit int) (ids []int64, at []time.Time, err error) {
	err = tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var when time.Time
		err := r.Scan(&id, &when)
		ids, at = append(ids, id), append(at, when)
		return err
	}, `SELECT id, opened_at FROM opening WHERE id > $1 AND opened_at < $2 ORDER BY id LIMIT $3`, after, before, limit)
	return ids, at, err
}

func deleteOpenings(ctx context.Context, tx *company.Tx, ids []int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM opening WHERE id = ANY($1)`, ids)
	return err
}
