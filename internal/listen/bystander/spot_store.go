package bystander

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

func insertSpot(ctx context.Context, tx *company.Tx, s Spot) error {
	_, err := tx.Exec(ctx, `INSERT INTO spot (id, token, name, question, touchpoint_id, contributor_id, hourly, created_at, closed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, s.ID, s.Token, s.Name, s.Question, s.TouchpointID, s.ContributorID, s.Hourly, s.CreatedAt, s.ClosedAt)
	return err
}

func updateSpot(ctx context.Context, tx *company.Tx, s Spot) error {
	_, err := tx.Exec(ctx, `UPDATE spot SET name = $1, question = $2, touchpoint_id = $3, contributor_id = $4, hourly = $5, closed_at = $6 WHERE id = $7`,
		s.Name, s.Question, s.TouchpointID, s.ContributorID, s.Hourly, s.ClosedAt, s.ID)
	return err
}

func scanSpot(r *database.Rows) (s Spot, err error) {
	return s, r.Scan(&s.ID, &s.Token, &s.Name, &s.Question, &s.TouchpointID, &s.ContributorID, &s.Hourly, &s.CreatedAt, &s.ClosedAt)
}

func readSpot(ctx context.Context, tx *company.Tx, id SpotID) (s Spot, err error) {
	err = tx.Row(ctx, `SELECT id, token, name, question, touchpoint_id, contributor_id, hourly, created_at, closed_at FROM spot WHERE id = $1`, id).
		Scan(&s.ID, &s.Token, &s.Name, &s.Question, &s.TouchpointID, &s.ContributorID, &s.Hourly, &s.CreatedAt, &s.ClosedAt)
	return s, err
}

func readSpotAt(ctx context.Context, tx *company.Tx, token string) (s Spot, err error) {
	err = tx.Row(ctx, `SELECT id, token, name, question, touchpoint_id, contributor_id, hourly, created_at, closed_at FROM spot WHERE token = $1`, token).
		Scan(&s.ID, &s.Token, &s.Name, &s.Question, &s.TouchpointID, &s.ContributorID, &s.Hourly, &s.CreatedAt, &s.ClosedAt)
	return s, err
}

// lockSpot reads a spot and keeps others from answering there, or changing it,
// until the transaction ends.
func lockSpot(ctx context.Context, tx *company.Tx, id SpotID) (s Spot, err error) {
	err = tx.Row(ctx, `SELECT id, token, name, question, touchpoint_id, contributor_id, hourly, created_at, closed_at FROM spot WHERE id = $1 FOR NO KEY UPDATE`, id).
		Scan(&s.ID, &s.Token, &s.Name, &s.Question, &s.TouchpointID, &s.ContributorID, &s.Hourly, &s.CreatedAt, &s.ClosedAt)
	return s, err
}

func readSpots(ctx context.Context, tx *company.Tx) ([]Spot, error) {
	return database.Collect(ctx, tx.Tx, scanSpot, `SELECT id, token, name, question, touchpoint_id, contributor_id, hourly, created_at, closed_at
		FROM spot WHERE $1 OR contributor_id = ANY($2) ORDER BY closed_at IS NOT NULL, name, id`, tx.Scope.All, tx.Scope.Contributors)
}
