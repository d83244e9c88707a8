package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

var correctionTable = database.Into("correction", "id, customer_id, part_id, other_id, kind, role, was, now, reason, actor, created_at, undone_at, undone_by", "")

func insertCorrections(ctx context.Context, tx *company.Tx, list []Correction) error {
	rows := make([][]any, len(list))
	for i, c := range list {
		rows[i] = []any{c.ID, int64(c.CustomerID), c.PartID, c.OtherID, string(c.Kind), string(c.Role), database.JSON(c.Was), database.JSON(c.Now), c.Reason, c.Actor, c.CreatedAt,
			c.UndoneAt, c.UndoneBy}
	}
	return correctionTable.Insert(ctx, tx.Tx, rows)
}

func scanCorrection(r *database.Rows) (c Correction, err error) {
	return c, r.Scan(&c.ID, &c.CustomerID, &c.PartID, &c.OtherID, &c.Kind, &c.Role, database.JSON(&c.Was), database.JSON(&c.Now), &c.Reason, &c.Actor, &c.CreatedAt,
		&c.UndoneAt, &c.UndoneBy)
}

// readCorrectionsOf reads the corrections in force that are about parts or tie
// something to them, oldest first.
func readCorrectionsOf(ctx context.Context, tx *company.Tx, parts []int64) ([]Correction, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	return database.Collect(ctx, tx.Tx, scanCorrection, `SELECT id, customer_id, part_id, other_id, kind, role, was, now, reason, actor, created_at, undone_at, undone_by
		FROM correction WHERE undone_at IS NULL AND id IN (SELECT id FROM correction WHERE part_id = ANY($1)
			UNION SELECT id FROM correction WHERE other_id <> 0 AND other_id = ANY($1)) ORDER BY id`, parts)
}

func readCorrectionByID(ctx context.Context, tx *company.Tx, id int64) ([]Correction, error) {
	return database.Collect(ctx, tx.Tx, scanCorrection, `SELECT id, customer_id, part_id, other_id, kind, role, was, now, reason, actor, created_at, undone_at, undone_by
		FROM correction WHERE id = $1`, id)
}

func readCorrections(ctx context.Context, tx *company.Tx, before int64, limit int) ([]Correction, error) {
	return database.Collect(ctx, tx.Tx, scanCorrection, `SELECT id, customer_id, part_id, other_id, kind, role, was, now, reason, actor, created_at, undone_at, undone_by
		FROM correction WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
}

// readCorrectionsOfPart reads all corrections about a part, those taken back too.
func readCorrectionsOfPart(ctx context.Context, tx *company.Tx, part int64) ([]Correction, error) {
	return database.Collect(ctx, tx.Tx, scanCorrection, `SELECT id, customer_id, part_id, other_id, kind, role, was, now, reason, actor, created_at, undone_at, undone_by
		FROM correction WHERE part_id = $1 ORDER BY id DESC`, part)
}

// readCorrectionsOfRecord reads the corrections in force of a record's parts,
// and those of others' that are tied to its parts, oldest first.
func readCorrectionsOfRecord(ctx context.Context, tx *company.Tx, record customer.ID) ([]Correction, error) {
	return database.Collect(ctx, tx.Tx, scanCorrection, `SELECT id, customer_id, part_id, other_id, kind, role, was, now, reason, actor, created_at, undone_at, undone_by
		FROM correction WHERE undone_at IS NULL AND (customer_id = $1 OR other_id <> 0 AND other_id IN
			(SELECT p.id FROM episode e JOIN part p ON p.episode_id = e.id WHERE e.customer_id = $1)) ORDER BY id`, record)
}

func setUndone(ctx context.Context, tx *company.Tx, list []Correction) error {
	args := make([][]any, len(list))
	for i, c := range list {
		args[i] = []any{tx.Now, tx.Actor.String(), c.ID, int64(c.CustomerID)}
	}
	return tx.Many(ctx, `UPDATE correction SET undone_at = $1, undone_by = $2 WHERE id = $3 AND customer_id = $4`, args, nil)
}

// readReplaced reads what was undone when a correction was made, and may have
// been replaced by it.
func readReplaced(ctx context.Context, tx *company.Tx, c Correction) ([]Correction, error) {
	return database.Collect(ctx, tx.Tx, scanCorrection, `SELECT id, customer_id, part_id, other_id, kind, role, was, now, reason, actor, created_at, undone_at, undone_by
		FROM correction WHERE undone_at = $1 AND undone_by = $2 AND id < $3 AND id IN (SELECT id FROM correction WHERE part_id = $4
			UNION SELECT id FROM correction WHERE other_id <> 0 AND other_id = $4) ORDER BY id`, c.CreatedAt, c.Actor, c.ID, c.PartID)
}

// setStanding brings corrections into force again.
func setStanding(ctx context.Context, tx *company.Tx, list []Correction) error {
	args := make([][]any, len(list))
	for i, c := range list {
		args[i] = []any{c.ID, int64(c.CustomerID)}
	}
	return tx.Many(ctx, `UPDATE correction SET undone_at = NULL, undone_by = '' WHERE id = $1 AND customer_id = $2`, args, nil)
}

func deleteCorrectionsOfPart(ctx context.Context, tx *company.Tx, part int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM correction WHERE part_id = $1`, part)
	return err
}

// readEpisodeOf returns in which of a record's episodes a part lies; 0 if in none.
func readEpisodeOf(ctx context.Context, tx *company.Tx, record customer.ID, part int64) (id int64, err error) {
	err = tx.Row(ctx, `SELECT p.episode_id FROM episode e JOIN part p ON p.episode_id = e.id AND p.id = $2 AND p.customer_id = e.customer_id
		WHERE e.customer_id = $1`, record, part).Scan(&id)
	if database.None(err) {
		err = nil
	}
	return id, err
}
