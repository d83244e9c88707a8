package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/text"
)

// readLanguages reads the languages of what each customer wrote last, latest first.
func readLanguages(ctx context.Context, tx *company.Tx, ids []customer.ID) ([][]string, error) {
	all, args := make([][]string, len(ids)), make([][]any, len(ids))
	for i, id := range ids {
		args[i] = []any{id, In, text.Undetermined, text.Multiple, lately}
	}
	return all, tx.Many(ctx, `SELECT language FROM interaction WHERE customer_id = $1 AND direction = $2 AND language <> '' AND language <> $3 AND language <> $4
		AND voided_at IS NULL ORDER BY occurred_at DESC, id DESC LIMIT $5`, args, func(i int, r *database.Rows) error {
		var language string
		if err := r.Scan(&language); err != nil {
			return err
		}
		all[i] = append(all[i], language)
		return nil
	})
}
