package database

import (
	"context"
	"fmt"
	"strings"

	"regard/internal/platform/problem"
)

// Version returns the version of the schema that the database has.
func (tx *Tx) Version(ctx context.Context) (version int, err error) {
	err = tx.Row(ctx, `SELECT coalesce(max(id), 0) FROM migration`).Scan(&version)
	return version, err
}

// Pour calls fn with each row of a table. The cells are the next row's
// afterwards. A journal is poured in the order in which it is read, and with
// positions that either database may go on from: the transaction is 0, and on
// PostgreSQL, where the id alone is in no order, the id is counted from 1.
func (tx *Tx) Pour(ctx context.Context, t Shape, fn func(row []Cell) error) (err error) {
	defer problem.Wrap(&err, "database.Pour %s", t.Name)
	rows, err := tx.query(ctx, t.pouring(tx.db.Dialect), nil)
	if err != nil {
		return tx.db.classify(err)
	}
	defer rows.Close()
	row, into := make([]Cell, len(t.Columns)), make([]any, len(t.Columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return tx.db.classify(rows.Err())
}

// pouring is the query of a table's rows: on SQLite in the order in which they
// lie, which costs nothing, and so does loading them in it.
func (t Shape) pouring(d Dialect) string {
	columns, order := t.names(), " ORDER BY "+t.key
	if d == PostgreSQL {
		order = ""
		for i, c := range columns {
			switch t.Name + "." + c {
			case "journal.id":
				columns[i], order = "row_number() OVER (ORDER BY xact, id)", " ORDER BY xact, id"
			case "follower.xact":
				columns[i] = "0::bigint"
			case "follower.position":
				columns[i] = "(SELECT count(*) FROM journal j WHERE (j.xact, j.id) <= (follower.xact, follower.position))"
			}
		}
	}
	return fmt.Sprintf("SELECT %s FROM %s%s", strings.Join(columns, ", "), t.Name, order)
}
