package interaction

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readInHands reads by id, which is in the order of recording.
func readInHands(ctx context.Context, tx *company.Tx, employees, contributors []int64, since time.Time, most int) ([]InHands, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (h InHands, err error) {
		var detail Detail
		if err := r.Scan(&h.ID, &h.CustomerID, &h.EmployeeID, &h.Began, &h.recorded, database.JSON(&detail)); err != nil {
			return h, err
		}
		h.Ended = h.recorded
		if n := len(detail.Legs); n > 0 && !detail.Legs[n-1].To.IsZero() {
			h.Ended = detail.Legs[n-1].To
		}
		return h, nil
	}, `SELECT id, customer_id, employee_id, occurred_at, recorded_at, detail FROM interaction
		WHERE id >= $1 AND occurred_at >= $2 AND employee_id = ANY($3) AND contributor_id = ANY($4) AND NOT automated AND voided_at IS NULL
		ORDER BY id DESC LIMIT $5`, database.IDAt(since), since, employees, contributors, most)
}

func readLastBefore(ctx context.Context, tx *company.Tx, moments []Before) ([]ID, error) {
	last, args := make([]ID, len(moments)), make([][]any, len(moments))
	for i, m := range moments {
		args[i] = []any{m.Records, m.ID}
	}
	return last, tx.Many(ctx, `SELECT id FROM interaction WHERE customer_id = ANY($1) AND id < $2 AND voided_at IS NULL
		ORDER BY occurred_at DESC, id DESC LIMIT 1`, args, func(i int, r *database.Rows) error { return r.Scan((*int64)(&last[i])) })
}
