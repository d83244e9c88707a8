package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readRecordsAfter returns records after one, in their order.
func readRecordsAfter(ctx context.Context, tx *company.Tx, after ID, limit int) ([]Customer, error) {
	return database.Collect(ctx, tx.Tx, scanRecord, `SELECT id, person_id, kind, name, account_id, identifiers, attributes, value_minor, since, left_at, renews_at, class, class_by, account_roles, erased_at, version, created_at, changed_at
		FROM customer WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

// readTerms tells fn which words find records. Each of args is word, record.
func readTerms(ctx context.Context, tx *company.Tx, args [][]any, fn func(i int)) error {
	return tx.Many(ctx, `SELECT customer_id FROM search_term WHERE term = $1 AND customer_id = $2`, args, func(i int, _ *database.Rows) error {
		fn(i)
		return nil
	})
}

func countTerms(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM search_term`).Scan(&n)
}

func countOwned(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM identifier WHERE NOT shared`).Scan(&n)
}

// countLost counts records whose person is not there, or does not stand for himself.
func countLost(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM customer c LEFT JOIN customer s ON s.id = c.person_id WHERE s.id IS NULL OR s.person_id <> s.id`).Scan(&n)
}

// countLoose counts merges in force whose records are not one person.
func countLoose(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM merge m JOIN customer a ON a.id = m.customer_id JOIN customer b ON b.id = m.into_id
		WHERE m.undone_at IS NULL AND a.person_id <> b.person_id`).Scan(&n)
}

func readErasedAmong(ctx context.Context, tx *company.Tx, records []ID) (map[ID]bool, error) {
	erased := map[ID]bool{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		id, err := scanID(r)
		erased[id] = true
		return err
	}, `SELECT id FROM customer WHERE id = ANY($1) AND erased_at IS NOT NULL`, records)
	return erased, err
}
