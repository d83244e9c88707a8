package database

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Many runs one statement once for each list of arguments and calls fn (which
// may be nil) for each row of each: a prepared statement on SQLite; on PostgreSQL
// one round trip for all, and for a query over plain values one statement. i is
// the index of the arguments.
func (tx *Tx) Many(ctx context.Context, query string, args [][]any, fn func(i int, r *Rows) error) error {
	if len(args) == 0 {
		return nil
	}
	if fn == nil {
		for _, a := range args {
			if err := tx.Write(ctx, query, a...); err != nil {
				return err
			}
		}
		return nil
	}
	if tx.pg != nil && len(args) > 1 {
		if strings.HasPrefix(query, "SELECT") && lateral(args[0]) {
			lists, err := tx.lists(args)
			if err != nil {
				return fmt.Errorf("%w in %s", err, brief(query))
			}
			return tx.Each(ctx, byNumber(fn), overLists(query, args[0]), lists...)
		}
		bound := make([][]any, len(args))
		for i, a := range args {
			var err error
			if bound[i], err = tx.db.bind(a); err != nil {
				return fmt.Errorf("%w in %s", err, brief(query))
			}
		}
		if err := tx.pg.many(ctx, tx.db.translate(query), bound, fn); err != nil {
			return fmt.Errorf("%w in %s", tx.db.classify(err), brief(query))
		}
		return nil
	}
	for i, a := range args {
		if err := tx.Each(ctx, func(r *Rows) error { return fn(i, r) }, query, a...); err != nil {
			return err
		}
	}
	return nil
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

// lists returns the arguments as overLists wants them: one list a place.
func (tx *Tx) lists(args [][]any) (lists []any, err error) {
	lists = make([]any, len(args[0]))
	for i := range lists {
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
			return nil, err
		}
	}
	return lists, nil
}

// byNumber calls fn with the number of the arguments that a row is of, which is
// its first column, and the rest of it.
func byNumber(fn func(i int, r *Rows) error) func(*Rows) error {
	rest := &numbered{}
	of := &Rows{rows: rest}
	return func(r *Rows) error {
		rest.pgRows = r.rows.(*pgRows)
		nth, err := rest.nth()
		if err != nil {
			return err
		}
		return fn(nth, of)
	}
}

// numbered are rows whose first column is the number of the arguments that they
// are of, from 1, without it.
type numbered struct{ *pgRows }

// nth returns which arguments the row is of, from 0.
func (n *numbered) nth() (int, error) {
	var nth int64
	dest := make([]any, len(n.FieldDescriptions()))
	dest[0] = &nth
	err := n.Rows.Scan(dest...) // nil: not asked for
	return int(nth) - 1, err
}

// Scan reads the row's other columns.
func (n *numbered) Scan(dest ...any) error { return n.Rows.Scan(slices.Insert(dest, 0, any(nil))...) }
