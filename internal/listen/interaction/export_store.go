package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readAfter reads what was recorded after an id, in the order of ids.
func readAfter(ctx context.Context, tx *company.Tx, after ID, limit int) ([]Interaction, error) {
	return database.Collect(ctx, tx.Tx, scanInteraction, `SELECT id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction,
			touchpoint_id, contributor_id, employee_id, subject, text, language, thread, reference, outcome, due_at,
			resolved, abandoned, automated, detail, actor, version, voided_at
		FROM interaction WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}
