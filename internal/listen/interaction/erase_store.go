package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// readOf reads the interactions of records after an id, those voided too.
func readOf(ctx context.Context, tx *company.Tx, records []customer.ID, after ID, limit int) ([]Interaction, error) {
	return database.Collect(ctx, tx.Tx, scanInteraction, `SELECT id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction,
			touchpoint_id, contributor_id, employee_id, subject, text, language, thread, reference, outcome, due_at,
			resolved, abandoned, automated, detail, actor, version, voided_at
		FROM interaction WHERE customer_id = ANY($1) AND id > $2 ORDER BY id LIMIT $3`, records, after, limit)
}

// readTexts reads what people wrote, after an id.
func readTexts(ctx context.Context, tx *company.Tx, after ID, limit int) ([]Interaction, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (i Interaction, err error) {
		return i, r.Scan(&i.ID, &i.CustomerID, &i.SourceRef, &i.Subject, &i.Text, &i.Thread, &i.Reference, database.JSON(&i.Detail), &i.Version)
	}, `SELECT id, customer_id, source_ref, subject, text, thread, reference, detail, version FROM interaction WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func writeTexts(ctx context.Context, tx *company.Tx, list []Interaction) error {
	args := make([][]any, len(list))
	for k, i := range list {
		args[k] = []any{i.SourceRef, i.Subject, i.Text, i.Thread, i.Reference, database.JSON(i.Detail), int64(i.ID), int64(i.CustomerID)}
	}
	return tx.Many(ctx, `UPDATE interaction SET source_ref = $1, subject = $2, text = $3, thread = $4, reference = $5, detail = $6, version = version + 1
		WHERE id = $7 AND customer_id = $8`, args, nil)
}

func moveRef(ctx context.Context, tx *company.Tx, from, to string) error {
	_, err := tx.Exec(ctx, `UPDATE source_ref SET key = $1 WHERE key = $2`, to, from)
	return err
}
