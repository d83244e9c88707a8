package impression

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

func scanEpisode(r *database.Rows) (e Episode, err error) {
	return e, r.Scan(&e.ID, &e.CustomerID, &e.Key.Text, &e.Key.ByReference, &e.TouchpointID, &e.Inbound, &e.OpenedAt, &e.LastAt, &e.DoneAt, &e.DoneBy,
		&e.RepeatOf, &e.Parts, &e.Impressions, &e.Valence, &e.Weight, &e.PeakID, &e.EndID, &e.AskedAt, &e.ByHand)
}

// readAround reads the episodes of customers within windows of time. Each of
// args is customer, from, to.
func readAround(ctx context.Context, tx *company.Tx, args [][]any, keep func(Episode)) error {
	return tx.Many(ctx, `SELECT id, customer_id, key, by_reference, touchpoint_id, inbound, opened_at, last_at, done_at, done_by,
			repeat_of, parts, impressions, valence, weight, peak_id, end_id, asked_at, by_hand
		FROM episode WHERE customer_id = $1 AND last_at >= $2 AND opened_at <= $3`, args, keeping(keep))
}

// readByReference reads all episodes of references. Each of args is customer, key.
func readByReference(ctx context.Context, tx *company.Tx, args [][]any, keep func(Episode)) error {
	return tx.Many(ctx, `SELECT id, customer_id, key, by_reference, touchpoint_id, inbound, opened_at, last_at, done_at, done_by,
			repeat_of, parts, impressions, valence, weight, peak_id, end_id, asked_at, by_hand
		FROM episode WHERE customer_id = $1 AND key = $2 AND by_reference`, args, keeping(keep))
}

// readMadeByHand reads the episodes that somebody joined or split: they may hold
// parts of any key.
func readMadeByHand(ctx context.Context, tx *company.Tx, customers []int64, keep func(Episode)) error {
	if len(customers) == 0 {
		return nil
	}
	return tx.Each(ctx, func(r *database.Rows) error { return keeping(keep)(0, r) }, `SELECT id, customer_id, key, by_reference, touchpoint_id, inbound, opened_at,
			last_at, done_at, done_by, repeat_of, parts, impressions, valence, weight, peak_id, end_id, asked_at, by_hand
		FROM episode WHERE customer_id = ANY($1) AND by_hand`, customers)
}

func keeping(keep func(Episode)) func(int, *database.Rows) error {
	return func(_ int, r *database.Rows) error {
		e, err := scanEpisode(r)
		if err == nil {
			keep(e)
		}
		return err
	}
}

func readEpisodes(ctx context.Context, tx *company.Tx, records []customer.ID, since time.Time) ([]Episode, error) {
	if since.IsZero() {
		since = earliest
	}
	return database.Collect(ctx, tx.Tx, scanEpisode, `SELECT id, customer_id, key, by_reference, touchpoint_id, inbound, opened_at, last_at, done_at, done_by,
			repeat_of, parts, impressions, valence, weight, peak_id, end_id, asked_at, by_hand
		FROM episode WHERE customer_id = ANY($1) AND last_at >= $2 ORDER BY last_at DESC, id DESC`, records, since)
}

func readEpisodesByID(ctx context.Context, tx *company.Tx, ids []int64) ([]Episode, error) {
	return database.Collect(ctx, tx.Tx, scanEpisode, `SELECT id, customer_id, key, by_reference, touchpoint_id, inbound, opened_at, last_at, done_at, done_by,
			repeat_of, parts, impressions, valence, weight, peak_id, end_id, asked_at, by_hand
		FROM episode WHERE id = ANY($1)`, ids)
}

// readAlias returns where an episode went that joined another; 0 if nowhere.
func readAlias(ctx context.Context, tx *company.Tx, id int64) (into int64, err error) {
	err = tx.Row(ctx, `SELECT into_id FROM episode_alias WHERE id = $1`, id).Scan(&into)
	if database.None(err) {
		err = nil
	}
	return into, err
}

var (
	episodeTable = database.Into("episode", `id, customer_id, key, by_reference, touchpoint_id, inbound, opened_at, last_at, done_at, done_by,
		repeat_of, parts, impressions, valence, weight, peak_id, end_id, asked_at, by_hand`, "")
	aliasTable = database.Into("episode_alias", "id, customer_id, into_id", "ON CONFLICT (id, customer_id) DO UPDATE SET into_id = excluded.into_id")
)

func (d *difference) writeEpisodes(ctx context.Context, tx *company.Tx) error {
	rows := make([][]any, len(d.newEpisodes))
	for i, e := range d.newEpisodes {
		rows[i] = []any{e.ID, int64(e.CustomerID), e.Key.Text, e.Key.ByReference, e.TouchpointID, e.Inbound, e.OpenedAt, e.LastAt, e.DoneAt, e.DoneBy,
			e.RepeatOf, e.Parts, e.Impressions, e.Valence, e.Weight, e.PeakID, e.EndID, e.AskedAt, e.ByHand}
	}
	if err := episodeTable.Insert(ctx, tx.Tx, rows); err != nil {
		return err
	}
	args := make([][]any, len(d.changedEpisodes))
	for i, e := range d.changedEpisodes {
		args[i] = []any{e.TouchpointID, e.Inbound, e.OpenedAt, e.LastAt, e.DoneAt, e.DoneBy,
			e.RepeatOf, e.Parts, e.Impressions, e.Valence, e.Weight, e.PeakID, e.EndID, e.AskedAt, e.Key.Text, e.Key.ByReference, e.ByHand, e.ID, int64(e.CustomerID)}
	}
	err := tx.Many(ctx, `UPDATE episode SET touchpoint_id = $1, inbound = $2, opened_at = $3, last_at = $4, done_at = $5, done_by = $6,
		repeat_of = $7, parts = $8, impressions = $9, valence = $10, weight = $11, peak_id = $12, end_id = $13, asked_at = $14,
		key = $15, by_reference = $16, by_hand = $17 WHERE id = $18 AND customer_id = $19`, args, nil)
	if err != nil {
		return err
	}
	return d.writeGone(ctx, tx)
}

func (d *difference) writeGone(ctx context.Context, tx *company.Tx) error {
	args := make([][]any, len(d.goneEpisodes))
	for i, e := range d.goneEpisodes {
		args[i] = []any{e.ID, int64(e.CustomerID)}
	}
	if err := tx.Many(ctx, `DELETE FROM episode WHERE id = $1 AND customer_id = $2`, args, nil); err != nil {
		return err
	}
	rows := make([][]any, len(d.aliases))
	for i, a := range d.aliases {
		rows[i] = []any{a[0], a[1], a[2]}
	}
	return aliasTable.Insert(ctx, tx.Tx, rows)
}
