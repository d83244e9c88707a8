package impression

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// countedRow is what an episode has been counted as.
type countedRow struct {
	episode, customer int64
	cells             map[cell]Count
}

// countedCell is a cell as it is stored.
type countedCell struct {
	Hour        int64      `json:"h"` // Unix seconds
	Channel     string     `json:"c"`
	Contributor int64      `json:"by,omitempty"`
	Counts      [3]int64   `json:"n"`
	Sums        [2]float64 `json:"v"`
}

func readCounted(ctx context.Context, tx *company.Tx, episodes []int64) (map[int64]map[cell]Count, error) {
	all := map[int64]map[cell]Count{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var list []countedCell
		if err := r.Scan(&id, database.JSON(&list)); err != nil {
			return err
		}
		all[id] = map[cell]Count{}
		for _, c := range list {
			all[id][cell{time.Unix(c.Hour, 0).UTC(), c.Channel, c.Contributor}] = Count{c.Counts[0], c.Counts[1], c.Counts[2], c.Sums[0], c.Sums[1]}
		}
		return nil
	}, `SELECT episode_id, cells FROM counted WHERE episode_id = ANY($1)`, episodes)
	return all, err
}

var countedTable = database.Into("counted", "episode_id, customer_id, cells", "ON CONFLICT (episode_id, customer_id) DO UPDATE SET cells = excluded.cells")

func writeCounted(ctx context.Context, tx *company.Tx, list []countedRow) error {
	var rows, gone [][]any
	for _, c := range list {
		if len(c.cells) == 0 {
			gone = append(gone, []any{c.episode, c.customer})
			continue
		}
		cells := make([]countedCell, 0, len(c.cells))
		for k, n := range c.cells {
			cells = append(cells, countedCell{k.Hour.Unix(), k.Channel, k.Contributor, [3]int64{n.Negative, n.Neutral, n.Positive}, [2]float64{n.Sum, n.Squares}})
		}
		rows = append(rows, []any{c.episode, c.customer, database.JSON(cells)})
	}
	if err := tx.Many(ctx, `DELETE FROM counted WHERE episode_id = $1 AND customer_id = $2`, gone, nil); err != nil {
		return err
	}
	return countedTable.Insert(ctx, tx.Tx, rows)
}

var hourTable = database.Into("hour_count", "hour_at, channel, contributor_id, negative, neutral, positive, valence, squares",
	`ON CONFLICT (hour_at, channel, contributor_id) DO UPDATE SET negative = hour_count.negative + excluded.negative,
	neutral = hour_count.neutral + excluded.neutral, positive = hour_count.positive + excluded.positive,
	valence = hour_count.valence + excluded.valence, squares = hour_count.squares + excluded.squares`)

func addCounts(ctx context.Context, tx *company.Tx, changes map[cell]Count) error {
	var rows [][]any
	for c, n := range changes {
		if n != (Count{}) {
			rows = append(rows, []any{c.Hour, c.Channel, c.Contributor, n.Negative, n.Neutral, n.Positive, n.Sum, n.Squares})
		}
	}
	slices.SortFunc(rows, func(a, b []any) int { return a[0].(time.Time).Compare(b[0].(time.Time)) })
	return hourTable.Insert(ctx, tx.Tx, rows)
}

type countIn struct {
	window int
	cell   cell
	count  Count
}

func readCounts(ctx context.Context, tx *company.Tx, windows [][2]time.Time) ([]countIn, error) {
	args := make([][]any, len(windows))
	for i, w := range windows {
		args[i] = []any{w[0], w[1]}
	}
	var all []countIn
	err := tx.Many(ctx, `SELECT channel, contributor_id, sum(negative), sum(neutral), sum(positive), sum(valence), sum(squares) FROM hour_count
		WHERE hour_at >= $1 AND hour_at < $2 GROUP BY channel, contributor_id`, args, func(i int, r *database.Rows) error {
		c := countIn{window: i}
		var negative, neutral, positive float64
		err := r.Scan(&c.cell.Channel, &c.cell.Contributor, &negative, &neutral, &positive, &c.count.Sum, &c.count.Squares)
		c.count.Negative, c.count.Neutral, c.count.Positive = int64(negative), int64(neutral), int64(positive)
		all = append(all, c)
		return err
	})
	return all, err
}

// readEpisodeIDs adds the episodes of records, and whose they are.
func readEpisodeIDs(ctx context.Context, tx *company.Tx, records []customer.ID, into map[int64]customer.ID) error {
	return tx.Each(ctx, func(r *database.Rows) error {
		var id, record int64
		err := r.Scan(&id, &record)
		into[id] = customer.ID(record)
		return err
	}, `SELECT id, customer_id FROM episode WHERE customer_id = ANY($1)`, records)
}
