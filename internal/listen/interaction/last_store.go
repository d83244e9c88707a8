package interaction

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readInHands reads by id, which is in the order of recording.
func readInHands(ctx context.Context, tx *company.Tx, employees []int64, since time.Time) ([]InHands, error) {
	var all []InHands
	return all, tx.Each(ctx, func(r *database.Rows) error {
		var h InHands
		var contributor int64
		var detail Detail
		if err := r.Scan(&h.ID, &h.CustomerID, &h.EmployeeID, &contributor, &h.Began, &h.Ended, database.JSON(&detail)); err != nil {
			return err
		}
		if h.Ended.Sub(h.Began) >= 24*time.Hour || !tx.Scope.Sees(contributor) {
			return nil
		}
		if n := len(detail.Legs); n > 0 && !detail.Legs[n-1].To.IsZero() {
			h.Ended = detail.Legs[n-1].To
		}
		all = append(all, h)
		return nil
	}, `SELECT id, customer_id, employee_id, contributor_id, occurred_at, recorded_at, detail FROM interaction
		WHERE id >= $1 AND occurred_at >= $2 AND employee_id = ANY($3) AND NOT automated AND voided_at IS NULL`, database.IDAt(since), since, employees)
}

func readLastBefore(ctx context.Context, tx *company.Tx, moments []Before) ([]ID, error) {
	last, args := make([]ID, len(moments)), make([][]any, len(moments))
	for i, m := range moments {
		args[i] = []any{m.Records, m.ID}
	}
	return last, tx.Many(ctx, `SELECT id FROM interaction WHERE customer_id = ANY($1) AND id < $2 AND voided_at IS NULL
		ORDER BY occurred_at DESC, id DESC LIMIT 1`, args, func(i int, r *database.Rows) error { return r.Scan((*int64)(&last[i])) })
}
