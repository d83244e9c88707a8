package database

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Many runs one statement once for each list of arguments and calls fn (which
// may be nil) for each row of each: a prepared statement on SQLite, one round
// trip for all on PostgreSQL. i is the index of the arguments.
func (tx *Tx) Many(ctx context.Context, query string, args [][]any, fn func(i int, r *Rows) error) error {
	if len(args) == 0 {
		return nil
	}
	if tx.db.Dialect == PostgreSQL && len(args) > 1 {
		return tx.manyPostgres(ctx, query, args, fn)
	}
	for i, a := range args {
		if fn == nil {
			if _, err := tx.Exec(ctx, query, a...); err != nil {
				return err
			}
			continue
		}
		if err := tx.Each(ctx, func(r *Rows) error { return fn(i, r) }, query, a...); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) manyPostgres(ctx context.Context, query string, args [][]any, fn func(i int, r *Rows) error) error {
	batch := &pgx.Batch{}
	for _, a := range args {
		batch.Queue(query, tx.db.bind(a)...)
	}
	err := tx.conn.Raw(func(driver any) error {
		results := driver.(*stdlib.Conn).Conn().SendBatch(ctx, batch)
		defer results.Close()
		for i := range args {
			if err := tx.oneOfMany(results, i, fn); err != nil {
				return err
			}
		}
		return results.Close()
	})
	if err != nil {
		return fmt.Errorf("%w in %s", tx.db.classify(err), brief(query))
	}
	return nil
}

func (tx *Tx) oneOfMany(results pgx.BatchResults, i int, fn func(i int, r *Rows) error) error {
	if fn == nil {
		tag, err := results.Exec()
		tx.changed += tag.RowsAffected()
		return err
	}
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	r := &Rows{rows: pgxRows{rows}}
	for rows.Next() {
		if err := fn(i, r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// pgxRows gives pgx's rows the shape of database/sql's.
type pgxRows struct{ pgx.Rows }

// Close ends the query; what went wrong is in Err.
func (r pgxRows) Close() error {
	r.Rows.Close()
	return r.Err()
}
