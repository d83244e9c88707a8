package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

func scanSaid(r *database.Rows) (s Said, err error) {
	return s, r.Scan(&s.ID, &s.OccurredAt, &s.RecordedAt, &s.Channel, &s.ContributorID, &s.Subject, &s.Text, database.JSON(&s.Legs))
}

func readSaid(ctx context.Context, tx *company.Tx, ids []ID) ([]Said, error) {
	return database.Collect(ctx, tx.Tx, scanSaid, `SELECT id, occurred_at, recorded_at, channel, contributor_id, subject, text, detail -> 'legs'
		FROM interaction WHERE id = ANY($1)`, ids)
}

func readSaidBefore(ctx context.Context, tx *company.Tx, before ID, limit int) ([]Said, error) {
	return database.Collect(ctx, tx.Tx, scanSaid, `SELECT id, occurred_at, recorded_at, channel, contributor_id, subject, text, detail -> 'legs'
		FROM interaction WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
}

func readNewestID(ctx context.Context, tx *company.Tx) (id ID, err error) {
	return id, tx.Row(ctx, `SELECT coalesce(max(id), 0) FROM interaction`).Scan(&id)
}
