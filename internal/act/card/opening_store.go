package card

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

var openingTable = database.Into("opening", "id, customer_id, actor, employee_id, place, interaction_id, opened_at, recorded_at", "ON CONFLICT (id, customer_id) DO NOTHING")

func insertOpenings(ctx context.Context, tx *company.Tx, list []Opening) error {
	rows := make([][]any, len(list))
	for i, o := range list {
		rows[i] = []any{o.ID, int64(o.CustomerID), o.Actor, o.EmployeeID, string(o.Place), int64(o.InteractionID), o.OpenedAt, o.RecordedAt}
	}
	return openingTable.Insert(ctx, tx.Tx, rows)
}

func scanOpening(r *database.Rows) (o Opening, err error) {
	return o, r.Scan(&o.ID, &o.CustomerID, &o.Actor, &o.EmployeeID, &o.Place, &o.InteractionID, &o.OpenedAt, &o.RecordedAt)
}

func readOpeningsSince(ctx context.Context, tx *company.Tx, ids []customer.ID, since time.Time) ([]Opening, error) {
	return database.Collect(ctx, tx.Tx, scanOpening, `SELECT id, customer_id, actor, employee_id, place, interaction_id, opened_at, recorded_at FROM opening
		WHERE customer_id = ANY($1) AND opened_at >= $2`, ids, since)
}

func readOpenings(ctx context.Context, tx *company.Tx, ids []customer.ID, before int64, limit int) ([]Opening, error) {
	return database.Collect(ctx, tx.Tx, scanOpening, `SELECT id, customer_id, actor, employee_id, place, interaction_id, opened_at, recorded_at FROM opening
		WHERE customer_id = ANY($1) AND id < $2 ORDER BY id DESC LIMIT $3`, ids, before, limit)
}

func readOpeningsBy(ctx context.Context, tx *company.Tx, employees []int64, since time.Time) ([]Opening, error) {
	return database.Collect(ctx, tx.Tx, scanOpening, `SELECT id, customer_id, actor, employee_id, place, interaction_id, opened_at, recorded_at FROM opening
		WHERE employee_id = ANY($1) AND employee_id <> 0 AND opened_at >= $2`, employees, since)
}
