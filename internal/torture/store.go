package torture

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// kept is an interaction as it is there.
type kept struct {
	id, customer int64
	source, ref  string
	voided       bool
}

func readInteractions(ctx context.Context, tx *company.Tx) (all []kept, err error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (k kept, err error) {
		return k, r.Scan(&k.id, &k.customer, &k.source, &k.ref, &k.voided)
	}, `SELECT id, customer_id, source, source_ref, voided_at IS NOT NULL FROM interaction`)
}

// readTold counts the facts that say an interaction was recorded.
func readTold(ctx context.Context, tx *company.Tx, kind string) (map[int64]int, error) {
	told := map[int64]int{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		err := r.Scan(&id)
		told[id]++
		return err
	}, `SELECT subject_id FROM journal WHERE kind = $1`, kind)
	return told, err
}

// readMerges returns all merges, and whether each was taken back.
func readMerges(ctx context.Context, tx *company.Tx) (map[int64]bool, error) {
	return undone(ctx, tx, `SELECT id, undone_at IS NOT NULL FROM merge`)
}

// readCorrections does the same of corrections.
func readCorrections(ctx context.Context, tx *company.Tx) (map[int64]bool, error) {
	return undone(ctx, tx, `SELECT id, undone_at IS NOT NULL FROM correction`)
}

// readErased returns the customers who were erased.
func readErased(ctx context.Context, tx *company.Tx) (map[int64]bool, error) {
	return undone(ctx, tx, `SELECT id, erased_at IS NOT NULL FROM customer WHERE erased_at IS NOT NULL`)
}

func undone(ctx context.Context, tx *company.Tx, query string) (map[int64]bool, error) {
	all := map[int64]bool{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var back bool
		err := r.Scan(&id, &back)
		all[id] = back
		return err
	}, query)
	return all, err
}

// readWorth returns what records are worth.
func readWorth(ctx context.Context, tx *company.Tx) (map[int64]int64, error) {
	all := map[int64]int64{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var id, worth int64
		err := r.Scan(&id, &worth)
		all[id] = worth
		return err
	}, `SELECT id, value_minor FROM customer WHERE value_minor <> 0`)
	return all, err
}

// endSessions has PostgreSQL end all sessions of the database but this one.
func endSessions(ctx context.Context, tx *company.Tx) error {
	return tx.Each(ctx, func(r *database.Rows) error { return nil },
		`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
}
