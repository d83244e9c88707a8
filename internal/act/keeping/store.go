package keeping

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

func insertRun(ctx context.Context, tx *company.Tx, r Run) error {
	_, err := tx.Exec(ctx, `INSERT INTO retention_run (id, class, before_at, removed, actor, ran_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), r.Class, r.Before, r.Removed, tx.Actor.String(), tx.Now)
	return err
}

func readRuns(ctx context.Context, tx *company.Tx, limit int) ([]Run, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (x Run, err error) {
		return x, r.Scan(&x.ID, &x.Class, &x.Before, &x.Removed, &x.Actor, &x.RanAt)
	}, `SELECT id, class, before_at, removed, actor, ran_at FROM retention_run ORDER BY id DESC LIMIT $1`, limit)
}
