package journal

import (
	"context"
	"slices"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// About returns what of the next facts after a position is of some kinds, oldest
// first, with only what tells a subject from another and this journal from
// another, and the position to go on from; n is how many facts were looked at,
// limit at most.
func About(ctx context.Context, tx *database.Tx, p Position, limit int, kinds ...string) (list []Fact, next Position, n int, err error) {
	defer problem.Wrap(&err, "journal.About")
	horizon, err := tx.Horizon(ctx)
	if err != nil {
		return nil, p, 0, err
	}
	next = p
	err = tx.Each(ctx, func(r *database.Rows) error {
		var f Fact
		if err := r.Scan(&f.Position.Transaction, &f.Position.ID, &f.Kind, &f.SubjectID, &f.Version, &f.RecordedAt); err != nil {
			return err
		}
		if n, next = n+1, f.Position; slices.Contains(kinds, f.Kind) {
			list = append(list, f)
		}
		return nil
	}, `SELECT xact, id, kind, subject_id, version, recorded_at FROM journal
		WHERE (xact, id) > ($1, $2) AND xact < $3 ORDER BY xact, id LIMIT $4`, p.Transaction, p.ID, horizon, limit)
	return list, next, n, err
}

// At returns the fact at a position, and whether there is one: not where the
// journal was trimmed past it, or never came to it.
func At(ctx context.Context, tx *database.Tx, p Position) (f Fact, is bool, err error) {
	defer problem.Wrap(&err, "journal.At")
	horizon, err := tx.Horizon(ctx)
	if err != nil {
		return f, false, err
	}
	list, err := database.Collect(ctx, tx, scanFact,
		`SELECT xact, id, kind, subject_id, version, customer_id, actor, news, occurred_at, recorded_at FROM journal
		WHERE (xact, id) > ($1, $2) AND xact < $3 ORDER BY xact, id LIMIT 1`, p.Transaction, p.ID-1, horizon)
	if err != nil || len(list) == 0 || list[0].Position != p {
		return f, false, err
	}
	return list[0], true, nil
}
