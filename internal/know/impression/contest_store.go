package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

var contestTable = database.Into("contest", "id, customer_id, part_id, role, contributor_id, portion, reason, actor, created_at, state, decision, decided_by, decided_at, correction_id", "")

func insertContests(ctx context.Context, tx *company.Tx, list []Contest) error {
	rows := make([][]any, len(list))
	for i, c := range list {
		rows[i] = []any{c.ID, int64(c.CustomerID), c.PartID, string(c.Role), c.ContributorID, c.Portion, c.Reason, c.Actor, c.CreatedAt,
			string(c.State), c.Decision, c.DecidedBy, c.DecidedAt, c.CorrectionID}
	}
	return contestTable.Insert(ctx, tx.Tx, rows)
}

func scanContest(r *database.Rows) (c Contest, err error) {
	return c, r.Scan(&c.ID, &c.CustomerID, &c.PartID, &c.Role, &c.ContributorID, &c.Portion, &c.Reason, &c.Actor, &c.CreatedAt,
		&c.State, &c.Decision, &c.DecidedBy, &c.DecidedAt, &c.CorrectionID)
}

func readContest(ctx context.Context, tx *company.Tx, id int64) ([]Contest, error) {
	return database.Collect(ctx, tx.Tx, scanContest, `SELECT id, customer_id, part_id, role, contributor_id, portion, reason, actor, created_at,
			state, decision, decided_by, decided_at, correction_id
		FROM contest WHERE id = $1`, id)
}

func readContestsOf(ctx context.Context, tx *company.Tx, parts []int64) ([]Contest, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	return database.Collect(ctx, tx.Tx, scanContest, `SELECT id, customer_id, part_id, role, contributor_id, portion, reason, actor, created_at,
			state, decision, decided_by, decided_at, correction_id
		FROM contest WHERE part_id = ANY($1) ORDER BY id`, parts)
}

func readContests(ctx context.Context, tx *company.Tx, open bool, before int64, limit int) ([]Contest, error) {
	return database.Collect(ctx, tx.Tx, scanContest, `SELECT id, customer_id, part_id, role, contributor_id, portion, reason, actor, created_at,
			state, decision, decided_by, decided_at, correction_id
		FROM contest WHERE id < $1 AND (NOT $2 OR state = 'open') AND ($3 OR contributor_id = ANY($4)) ORDER BY id DESC LIMIT $5`,
		before, open, tx.Scope.All, tx.Scope.Contributors, limit)
}

func countContests(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM contest WHERE state = 'open' AND ($1 OR contributor_id = ANY($2))`, tx.Scope.All, tx.Scope.Contributors).Scan(&n)
}

func updateContest(ctx context.Context, tx *company.Tx, c Contest) error {
	_, err := tx.Exec(ctx, `UPDATE contest SET state = $1, decision = $2, decided_by = $3, decided_at = $4, correction_id = $5 WHERE id = $6 AND customer_id = $7`,
		string(c.State), c.Decision, c.DecidedBy, c.DecidedAt, c.CorrectionID, c.ID, int64(c.CustomerID))
	return err
}

func deleteContestsOfPart(ctx context.Context, tx *company.Tx, part int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM contest WHERE part_id = $1`, part)
	return err
}

// readShares returns the shares of a record's impressions.
func readShares(ctx context.Context, tx *company.Tx, record customer.ID) ([][]Share, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (s []Share, err error) { return s, r.Scan(database.JSON(&s)) },
		`SELECT i.shares FROM episode e JOIN impression i ON i.episode_id = e.id WHERE e.customer_id = $1`, record)
}
