package journal

import (
	"context"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// oldPage is how many facts are looked at at once.
const oldPage = 5000

// Old returns facts that were recorded before an instant and that every
// follower is past, from the after'th on, when, and where to go on (0 at the
// end). Without followers there is none. The newest fact is never old: an empty
// journal would begin again at 1 on SQLite, where every follower has been.
func Old(ctx context.Context, tx *database.Tx, before time.Time, after int64) (ids []int64, at []time.Time, next int64, err error) {
	defer problem.Wrap(&err, "journal.Old")
	var past Position
	err = tx.Row(ctx, `SELECT xact, position FROM follower ORDER BY xact, position LIMIT 1`).Scan(&past.Transaction, &past.ID)
	if database.None(err) {
		return nil, nil, 0, nil
	}
	if err != nil {
		return nil, nil, 0, err
	}
	err = tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var when time.Time
		err := r.Scan(&id, &when)
		ids, at = append(ids, id), append(at, when)
		return err
	}, `SELECT id, recorded_at FROM journal WHERE NOT ((xact, id) > ($1, $2) AND xact < $3) AND recorded_at < $4
		AND id < (SELECT max(id) FROM journal) ORDER BY id LIMIT $5 OFFSET $6`,
		past.Transaction, past.ID, int64(1<<63-1), before, oldPage, after)
	if len(ids) == oldPage {
		next = after + oldPage
	}
	return ids, at, next, err
}

// Remove trims facts. Who reads the journal from an older place than what is
// left goes on with what is left.
func Remove(ctx context.Context, tx *database.Tx, ids []int64) (err error) {
	defer problem.Wrap(&err, "journal.Remove")
	_, err = tx.Exec(ctx, `DELETE FROM journal WHERE id = ANY($1)`, ids)
	return err
}
