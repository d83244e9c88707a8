package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// readContacted returns records that have interactions, after one, in their order.
func readContacted(ctx context.Context, tx *company.Tx, after customer.ID, limit int) ([]customer.ID, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (id customer.ID, err error) { return id, r.Scan(&id) },
		`SELECT DISTINCT customer_id FROM interaction WHERE customer_id > $1 ORDER BY customer_id LIMIT $2`, after, limit)
}

// readOutlines returns of interactions what tells them apart.
func readOutlines(ctx context.Context, tx *company.Tx, records []customer.ID) ([]Interaction, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (i Interaction, err error) {
		return i, r.Scan(&i.ID, &i.CustomerID, &i.Source, &i.SourceRef, &i.VoidedAt)
	}, `SELECT id, customer_id, source, source_ref, voided_at FROM interaction WHERE customer_id = ANY($1)`, records)
}

func countRefs(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM source_ref`).Scan(&n)
}
