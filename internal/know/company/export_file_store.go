package company

import (
	"context"

	"regard/internal/platform/database"
)

func insertFile(ctx context.Context, tx *Tx, f ExportFile) error {
	_, err := tx.Exec(ctx, `INSERT INTO export_file (id, path, what, actor, created_at) VALUES ($1, $2, $3, $4, $5)`, f.ID, f.Path, f.What, f.Actor, f.CreatedAt)
	return err
}

func deleteFile(ctx context.Context, tx *Tx, path string) error {
	_, err := tx.Exec(ctx, `DELETE FROM export_file WHERE path = $1`, path)
	return err
}

func readFiles(ctx context.Context, tx *Tx) ([]ExportFile, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (f ExportFile, err error) {
		return f, r.Scan(&f.ID, &f.Path, &f.What, &f.Actor, &f.CreatedAt, &f.GoneAt)
	}, `SELECT id, path, what, actor, created_at, gone_at FROM export_file WHERE gone_at IS NULL ORDER BY id DESC`)
}

// setFileGone forgets the path too: it may name a person.
func setFileGone(ctx context.Context, tx *Tx, id int64) error {
	_, err := tx.Exec(ctx, `UPDATE export_file SET gone_at = $1, path = '' WHERE id = $2`, tx.Now, id)
	return err
}
