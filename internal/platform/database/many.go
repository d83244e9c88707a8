package database

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Many runs one statement once for each list of arguments and calls fn (which
// may be nil) for each row of each: a prepared statement on SQLite; on PostgreSQL
// one round trip for all, and for a query over plain values one statement. i is
// the index of the arguments.
func (tx *Tx) Many(ctx context.Context, query string, args [][]any, fn func(i int, r *Rows) error) error {
	if len(args) == 0 {
		return nil
	}
	if tx.db.Dialect == PostgreSQL && len(args) > 1 {
		if fn != nil && strings.HasPrefix(query, "SELECT") && lateral(args[0]) {
			return tx.manyLateral(ctx, query, args, fn)
		}
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

// arrayType returns the type of the list that arguments like a make on
// PostgreSQL; empty for what is not a plain value.
func arrayType(a any) string {
	switch a.(type) {
	case int64:
		return "bigint[]"
	case string:
		return "text[]"
	case float64:
		return "double precision[]"
	case bool:
		return "boolean[]"
	case time.Time:
		return "timestamptz[]"
	}
	return ""
}

// lateral tells whether all arguments are plain values.
func lateral(args []any) bool {
	for _, a := range args {
		if arrayType(a) == "" {
			return false
		}
	}
	return true
}

var argument = regexp.MustCompile(`\$(\d+)`)

// overLists makes one query of a query that is to run for many arguments: for
// each of the lists' rows, numbered in the first column, the query's own. OFFSET 0
// keeps PostgreSQL from making a join of the two, for which it would read the
// whole table where the lists are long: each row asks by itself, through the index.
func overLists(query string, first []any) string {
	lists, names := make([]string, len(first)), make([]string, len(first))
	for i, a := range first {
		lists[i], names[i] = fmt.Sprintf("$%d::%s", i+1, arrayType(a)), fmt.Sprintf("arg%d", i+1)
	}
	return fmt.Sprintf("SELECT given.nth, found.* FROM unnest(%s) WITH ORDINALITY AS given(%s, nth), LATERAL (%s OFFSET 0) AS found",
		strings.Join(lists, ", "), strings.Join(names, ", "), argument.ReplaceAllString(query, "given.arg$1"))
}

func (tx *Tx) manyLateral(ctx context.Context, query string, args [][]any, fn func(i int, r *Rows) error) error {
	lists := make([]any, len(args[0]))
	for i := range lists {
		var err error
		switch args[0][i].(type) {
		case int64:
			lists[i], err = column[int64](tx.db, args, i)
		case float64:
			lists[i], err = column[float64](tx.db, args, i)
		case bool:
			lists[i], err = column[bool](tx.db, args, i)
		case time.Time:
			lists[i], err = column[time.Time](tx.db, args, i)
		default:
			lists[i], err = column[string](tx.db, args, i)
		}
		if err != nil {
			return fmt.Errorf("%w in %s", err, brief(query))
		}
	}
	rows, err := tx.query(ctx, overLists(query, args[0]), lists)
	if err != nil {
		return fmt.Errorf("%w in %s", tx.db.classify(err), brief(query))
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	var nth int64
	number := make([]any, len(columns))
	for i := range number {
		number[i] = skipped{}
	}
	number[0] = &nth
	r := &Rows{rows: behindNumber{rows}}
	for rows.Next() {
		if err := rows.Scan(number...); err != nil {
			return err
		}
		if err := fn(int(nth)-1, r); err != nil {
			return fmt.Errorf("%w in %s", err, brief(query))
		}
	}
	return rows.Err()
}

// behindNumber are rows whose first column is the number of the arguments that
// they are of, without it.
type behindNumber struct{ *sql.Rows }

// Scan reads the row's other columns.
func (b behindNumber) Scan(dest ...any) error {
	return b.Rows.Scan(slices.Insert(dest, 0, any(skipped{}))...)
}

// skipped takes a column that nobody asked for.
type skipped struct{}

// Scan implements sql.Scanner.
func (skipped) Scan(any) error { return nil }
