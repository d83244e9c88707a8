package customer

import (
	"context"
	"database/sql"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

func scanMerge(r *database.Rows) (m Merge, err error) {
	return m, r.Scan(&m.ID, &m.FromID, &m.IntoID, &m.Reason, &m.Actor, &m.CreatedAt, &m.UndoneAt, &m.UndoneBy)
}

func insertMerge(ctx context.Context, tx *company.Tx, m Merge) error {
	_, err := tx.Exec(ctx, `INSERT INTO merge (id, customer_id, into_id, reason, actor, created_at, undone_by) VALUES ($1, $2, $3, $4, $5, $6, '')`,
		m.ID, m.FromID, m.IntoID, m.Reason, m.Actor, m.CreatedAt)
	return err
}

func readMerge(ctx context.Context, tx *company.Tx, id int64) (m Merge, err error) {
	all, err := database.Collect(ctx, tx.Tx, scanMerge, `SELECT id, customer_id, into_id, reason, actor, created_at, undone_at, undone_by FROM merge WHERE id = $1`, id)
	if err == nil && len(all) == 0 {
		err = database.Found(sql.ErrNoRows, "merge", database.FormatID("mer", id))
	}
	if err != nil {
		return m, err
	}
	return all[0], nil
}

// readMerges returns the merges in force among records, newest first.
func readMerges(ctx context.Context, tx *company.Tx, ids []ID) ([]Merge, error) {
	return database.Collect(ctx, tx.Tx, scanMerge, `SELECT id, customer_id, into_id, reason, actor, created_at, undone_at, undone_by FROM merge
		WHERE customer_id = ANY($1) AND undone_at IS NULL ORDER BY id DESC`, ids)
}

func setUndone(ctx context.Context, tx *company.Tx, m Merge, by string) error {
	_, err := tx.Exec(ctx, `UPDATE merge SET undone_at = $1, undone_by = $2 WHERE id = $3 AND customer_id = $4`, tx.Now, by, m.ID, m.FromID)
	return err
}

func scanSuggestion(r *database.Rows) (g Suggestion, err error) {
	return g, r.Scan(&g.ID, &g.CustomerID, &g.OtherID, database.JSON(&g.Reasons), &g.State, &g.Actor, &g.CreatedAt, &g.DecidedAt)
}

// insertSuggestion returns whether the pair is new; one decided before stays decided.
func insertSuggestion(ctx context.Context, tx *company.Tx, g Suggestion) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO suggestion (id, customer_id, other_id, reasons, state, actor, created_at) VALUES ($1, $2, $3, $4, $5, '', $6)
		ON CONFLICT (customer_id, other_id) DO NOTHING`, g.ID, g.CustomerID, g.OtherID, database.JSON(g.Reasons), g.State, g.CreatedAt)
	return n == 1, err
}

func readSuggestion(ctx context.Context, tx *company.Tx, id int64) (g Suggestion, err error) {
	all, err := database.Collect(ctx, tx.Tx, scanSuggestion, `SELECT id, customer_id, other_id, reasons, state, actor, created_at, decided_at FROM suggestion WHERE id = $1 FOR UPDATE`, id)
	if err == nil && len(all) == 0 {
		err = database.Found(sql.ErrNoRows, "suggestion", database.FormatID("sug", id))
	}
	if err != nil {
		return g, err
	}
	return all[0], nil
}

func readOpen(ctx context.Context, tx *company.Tx, before int64, limit int) ([]Suggestion, error) {
	return database.Collect(ctx, tx.Tx, scanSuggestion, `SELECT id, customer_id, other_id, reasons, state, actor, created_at, decided_at FROM suggestion
		WHERE state = 'open' AND id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
}

func readOpenFor(ctx context.Context, tx *company.Tx, ids []ID) ([]Suggestion, error) {
	return database.Collect(ctx, tx.Tx, scanSuggestion, `SELECT id, customer_id, other_id, reasons, state, actor, created_at, decided_at FROM suggestion
		WHERE customer_id = ANY($1) AND state = 'open'
		UNION SELECT id, customer_id, other_id, reasons, state, actor, created_at, decided_at FROM suggestion
		WHERE other_id = ANY($2) AND state = 'open' ORDER BY 1 DESC`, ids, ids)
}

func countOpen(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM suggestion WHERE state = 'open'`).Scan(&n)
}

// settleSuggestions turns the suggestions between two groups of records from
// one state into another.
func settleSuggestions(ctx context.Context, tx *company.Tx, a, b []ID, from, to State) error {
	by, at := tx.Actor.String(), tx.Now
	if to == Open {
		by, at = "", time.Time{}
	}
	_, err := tx.Exec(ctx, `UPDATE suggestion SET state = $1, actor = $2, decided_at = $3
		WHERE state = $4 AND (customer_id = ANY($5) AND other_id = ANY($6) OR customer_id = ANY($7) AND other_id = ANY($8))`, to, by, at, from, a, b, b, a)
	return err
}
