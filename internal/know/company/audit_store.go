package company

import (
	"context"
	"time"

	"regard/internal/platform/database"
)

// blankAudit removes what entries about subjects say beyond who did what when.
func blankAudit(ctx context.Context, tx *Tx, subjects []string) error {
	_, err := tx.Exec(ctx, `UPDATE audit SET detail = '{}' WHERE subject = ANY($1)`, subjects)
	return err
}

// auditDetail is what an entry says, as JSON.
type auditDetail struct {
	id   int64
	text string
}

func readDetails(ctx context.Context, tx *Tx, after int64, limit int) ([]auditDetail, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (d auditDetail, err error) { return d, r.Scan(&d.id, &d.text) },
		`SELECT id, CAST(detail AS text) FROM audit WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func writeDetail(ctx context.Context, tx *Tx, id int64, detail any) error {
	_, err := tx.Exec(ctx, `UPDATE audit SET detail = $1 WHERE id = $2`, database.JSON(detail), id)
	return err
}

func readOldAudit(ctx context.Context, tx *Tx, before time.Time, after int64, limit int) (ids []int64, at []time.Time, err error) {
	err = tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var when time.Time
		err := r.Scan(&id, &when)
		ids, at = append(ids, id), append(at, when)
		return err
	}, `SELECT id, recorded_at FROM audit WHERE id > $1 AND recorded_at < $2 ORDER BY id LIMIT $3`, after, before, limit)
	return ids, at, err
}

func deleteAudit(ctx context.Context, tx *Tx, ids []int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM audit WHERE id = ANY($1)`, ids)
	return err
}
