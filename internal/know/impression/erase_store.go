package impression

import (
	"context"
	"encoding/json"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// episodeKey is under which key an episode stands.
type episodeKey struct {
	id       int64
	customer int64
	text     string
	byHand   bool
}

func readKeys(ctx context.Context, tx *company.Tx, records []customer.ID) ([]episodeKey, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (k episodeKey, err error) {
		return k, r.Scan(&k.id, &k.customer, &k.text, &k.byHand)
	},
		`SELECT id, customer_id, key, by_hand FROM episode WHERE customer_id = ANY($1) ORDER BY id`, records)
}

func writeKeys(ctx context.Context, tx *company.Tx, keys []episodeKey) error {
	args := make([][]any, len(keys))
	for i, k := range keys {
		args[i] = []any{k.text, k.id, k.customer}
	}
	return tx.Many(ctx, `UPDATE episode SET key = $1 WHERE id = $2 AND customer_id = $3`, args, nil)
}

func blankCorrections(ctx context.Context, tx *company.Tx, records []customer.ID) ([]int64, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (id int64, err error) { return id, r.Scan(&id) },
		`UPDATE correction SET reason = '' WHERE customer_id = ANY($1) RETURNING id`, records)
}

func blankContests(ctx context.Context, tx *company.Tx, records []customer.ID) ([]int64, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (id int64, err error) { return id, r.Scan(&id) },
		`UPDATE contest SET reason = '', decision = '' WHERE customer_id = ANY($1) RETURNING id`, records)
}

func scanReasons(r *database.Rows) (x reasons, err error) {
	return x, r.Scan(&x.id, &x.customer, &x.first, &x.second)
}

func readCorrectionReasons(ctx context.Context, tx *company.Tx, after int64, limit int) ([]reasons, error) {
	return database.Collect(ctx, tx.Tx, scanReasons, `SELECT id, customer_id, reason, '' FROM correction WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func writeCorrectionReason(ctx context.Context, tx *company.Tx, r reasons) error {
	_, err := tx.Exec(ctx, `UPDATE correction SET reason = $1 WHERE id = $2 AND customer_id = $3`, r.first, r.id, r.customer)
	return err
}

func readContestReasons(ctx context.Context, tx *company.Tx, after int64, limit int) ([]reasons, error) {
	return database.Collect(ctx, tx.Tx, scanReasons, `SELECT id, customer_id, reason, decision FROM contest WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func writeContestReasons(ctx context.Context, tx *company.Tx, r reasons) error {
	_, err := tx.Exec(ctx, `UPDATE contest SET reason = $1, decision = $2 WHERE id = $3 AND customer_id = $4`, r.first, r.second, r.id, r.customer)
	return err
}

// writeBodies writes parts of episodes made by hand anew where they lie.
func writeBodies(ctx context.Context, tx *company.Tx, parts []Part) error {
	args := make([][]any, len(parts))
	for i, p := range parts {
		body, err := p.body(true)
		if err != nil {
			return err
		}
		args[i] = []any{json.RawMessage(body), p.episode, p.ID, int64(p.CustomerID)}
	}
	return tx.Many(ctx, `UPDATE part SET signals = $1 WHERE episode_id = $2 AND id = $3 AND customer_id = $4`, args, nil)
}
