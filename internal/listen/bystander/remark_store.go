package bystander

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

func insertRemark(ctx context.Context, tx *company.Tx, r Remark) error {
	_, err := tx.Exec(ctx, `INSERT INTO remark (id, spot_id, question, valence, text, contact, occurred_at, state, reason, interaction_id, decided_by, decided_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, '', $9)`, r.ID, r.SpotID, r.Question, r.Valence, r.Text, r.Contact, r.OccurredAt, string(r.State), r.DecidedAt)
	return err
}

func updateDecided(ctx context.Context, tx *company.Tx, list []Remark) error {
	args := make([][]any, len(list))
	for i, r := range list {
		args[i] = []any{string(r.State), string(r.Reason), int64(r.InteractionID), r.DecidedBy, r.DecidedAt, int64(r.ID)}
	}
	return tx.Many(ctx, `UPDATE remark SET state = $1, reason = $2, interaction_id = $3, decided_by = $4, decided_at = $5 WHERE id = $6`, args, nil)
}

func scanRemark(r *database.Rows) (m Remark, err error) {
	return m, r.Scan(&m.ID, &m.SpotID, &m.Question, &m.Valence, &m.Text, &m.Contact, &m.OccurredAt, &m.State, &m.Reason, &m.InteractionID, &m.DecidedBy, &m.DecidedAt)
}

func readRemarks(ctx context.Context, tx *company.Tx, ids []ID) ([]Remark, error) {
	return database.Collect(ctx, tx.Tx, scanRemark, `SELECT id, spot_id, question, valence, text, contact, occurred_at, state, reason, interaction_id, decided_by, decided_at
		FROM remark WHERE id = ANY($1)`, ids)
}

// lockRemarks reads remarks of spots within the scope, in ascending order, and
// keeps others from deciding them.
func lockRemarks(ctx context.Context, tx *company.Tx, ids []ID) ([]Remark, error) {
	return database.Collect(ctx, tx.Tx, scanRemark, `SELECT id, spot_id, question, valence, text, contact, occurred_at, state, reason, interaction_id, decided_by, decided_at
		FROM remark WHERE id = ANY($1) AND ($2 OR spot_id IN (SELECT id FROM spot WHERE contributor_id = ANY($3))) ORDER BY id FOR NO KEY UPDATE`,
		ids, tx.Scope.All, tx.Scope.Contributors)
}

func readState(ctx context.Context, tx *company.Tx, state State, before ID, limit int) ([]Remark, error) {
	return database.Collect(ctx, tx.Tx, scanRemark, `SELECT id, spot_id, question, valence, text, contact, occurred_at, state, reason, interaction_id, decided_by, decided_at
		FROM remark WHERE state = $1 AND id < $2 AND ($3 OR spot_id IN (SELECT id FROM spot WHERE contributor_id = ANY($4))) ORDER BY id DESC LIMIT $5`,
		string(state), before, tx.Scope.All, tx.Scope.Contributors, limit)
}

func countWaiting(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM remark WHERE state = 'waiting' AND ($1 OR spot_id IN (SELECT id FROM spot WHERE contributor_id = ANY($2)))`,
		tx.Scope.All, tx.Scope.Contributors).Scan(&n)
}

// countSaid counts what was said at a spot after an instant, and returns when
// the first of it was.
func countSaid(ctx context.Context, tx *company.Tx, spot SpotID, after time.Time) (n int, first time.Time, err error) {
	return n, first, tx.Row(ctx, `SELECT count(*), min(occurred_at) FROM remark WHERE spot_id = $1 AND occurred_at > $2`, spot, after).Scan(&n, &first)
}

func readFigures(ctx context.Context, tx *company.Tx, since time.Time) (map[SpotID]Figures, error) {
	all := map[SpotID]Figures{}
	return all, tx.Each(ctx, func(r *database.Rows) error {
		var id SpotID
		var f Figures
		err := r.Scan(&id, &f.Said.Negative, &f.Said.Neutral, &f.Said.Positive, &f.Said.Sum, &f.Said.Squares, &f.Waiting)
		all[id] = f
		return err
	}, `SELECT spot_id, count(*) FILTER (WHERE state = 'accepted' AND occurred_at >= $1 AND valence < 0),
			count(*) FILTER (WHERE state = 'accepted' AND occurred_at >= $2 AND valence = 0),
			count(*) FILTER (WHERE state = 'accepted' AND occurred_at >= $3 AND valence > 0),
			coalesce(sum(valence) FILTER (WHERE state = 'accepted' AND occurred_at >= $4), 0),
			coalesce(sum(valence * valence) FILTER (WHERE state = 'accepted' AND occurred_at >= $5), 0),
			count(*) FILTER (WHERE state = 'waiting')
		FROM remark WHERE occurred_at >= $6 OR state = 'waiting' GROUP BY spot_id`, since, since, since, since, since, since)
}

func wipeOf(ctx context.Context, tx *company.Tx, records []customer.ID) error {
	_, err := tx.Exec(ctx, `UPDATE remark SET text = '', contact = '' WHERE interaction_id IN (SELECT id FROM interaction WHERE customer_id = ANY($1))`, records)
	return err
}

func wipeDecided(ctx context.Context, tx *company.Tx, before time.Time) (int64, error) {
	return tx.Exec(ctx, `UPDATE remark SET text = '', contact = '' WHERE state <> 'waiting' AND decided_at < $1 AND (text <> '' OR contact <> '')`, before)
}

// readTyped reads remarks with words after an id, in their order.
func readTyped(ctx context.Context, tx *company.Tx, after ID, limit int) ([]Remark, error) {
	return database.Collect(ctx, tx.Tx, scanRemark, `SELECT id, spot_id, question, valence, text, contact, occurred_at, state, reason, interaction_id, decided_by, decided_at
		FROM remark WHERE id > $1 AND (text <> '' OR contact <> '') ORDER BY id LIMIT $2`, after, limit)
}

func updateTyped(ctx context.Context, tx *company.Tx, list []Remark) error {
	args := make([][]any, len(list))
	for i, r := range list {
		args[i] = []any{r.Text, r.Contact, int64(r.ID)}
	}
	return tx.Many(ctx, `UPDATE remark SET text = $1, contact = $2 WHERE id = $3`, args, nil)
}
