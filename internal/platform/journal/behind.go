package journal

import (
	"context"
	"math"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Lag is how many facts a follower has not followed yet.
type Lag struct {
	Name  string
	Facts int
}

// Behind returns the followers that are not at the journal's end, as this
// transaction sees it, by name.
func Behind(ctx context.Context, tx *database.Tx) (list []Lag, err error) {
	defer problem.Wrap(&err, "journal.Behind")
	type place struct {
		name string
		at   Position
	}
	all, err := database.Collect(ctx, tx, func(r *database.Rows) (p place, err error) {
		return p, r.Scan(&p.name, &p.at.Transaction, &p.at.ID)
	}, `SELECT name, xact, position FROM follower ORDER BY name`)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		l := Lag{Name: p.name}
		err := tx.Row(ctx, `SELECT count(*) FROM journal WHERE (xact, id) > ($1, $2) AND xact < $3`, p.at.Transaction, p.at.ID, int64(math.MaxInt64)).Scan(&l.Facts)
		if err != nil {
			return nil, err
		}
		if l.Facts > 0 {
			list = append(list, l)
		}
	}
	return list, nil
}

// Ahead returns the followers that stand where the journal has never come to:
// they would skip what comes next. A journal that was trimmed to nothing tells
// nothing.
func Ahead(ctx context.Context, tx *database.Tx) (names []string, err error) {
	defer problem.Wrap(&err, "journal.Ahead")
	end, err := End(ctx, tx)
	if err != nil || end == (Position{}) {
		return nil, err
	}
	err = tx.Each(ctx, func(r *database.Rows) error {
		var name string
		var at Position
		err := r.Scan(&name, &at.Transaction, &at.ID)
		if at.After(end) {
			names = append(names, name)
		}
		return err
	}, `SELECT name, xact, position FROM follower ORDER BY name`)
	return names, err
}

// After tells whether a position lies behind another.
func (p Position) After(o Position) bool {
	return p.Transaction > o.Transaction || p.Transaction == o.Transaction && p.ID > o.ID
}
