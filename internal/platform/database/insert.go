package database

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Table says where Insert puts rows: a table, its columns, and what follows
// the values ("ON CONFLICT (key) DO NOTHING"). Make it once, as a variable:
// its statements are built once.
type Table struct {
	name, suffix string
	columns      []string
	sqlite       string
	postgres     string
	kinds        []string
}

// Into names a table, its columns (separated by commas) and an optional suffix.
func Into(name, columns, suffix string) *Table {
	t := &Table{name: name, suffix: suffix}
	for c := range strings.SplitSeq(columns, ",") {
		t.columns = append(t.columns, strings.TrimSpace(c))
	}
	marks := make([]string, len(t.columns))
	for i := range marks {
		marks[i] = fmt.Sprintf("?%d", i+1)
	}
	t.sqlite = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s) %s", name, strings.Join(t.columns, ", "), strings.Join(marks, ", "), suffix)
	t.kinds = make([]string, len(t.columns))
	arrays, picks := make([]string, len(t.columns)), make([]string, len(t.columns))
	for i, c := range t.columns {
		kind := columnType(name, c)
		t.kinds[i] = kind
		picks[i] = "c" + fmt.Sprint(i)
		if kind == "jsonb" {
			kind, picks[i] = "text", picks[i]+"::jsonb"
		}
		arrays[i] = fmt.Sprintf("$%d::%s[]", i+1, kind)
	}
	names := make([]string, len(t.columns))
	for i := range names {
		names[i] = "c" + fmt.Sprint(i)
	}
	t.postgres = fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS u(%s) %s",
		name, strings.Join(t.columns, ", "), strings.Join(picks, ", "), strings.Join(arrays, ", "), strings.Join(names, ", "), suffix)
	tables = append(tables, t)
	return t
}

// tables are all that Into named, which it does while the program starts.
var tables []*Table

// InsertStatements returns the statement of every Table on a dialect, for the
// test that prepares every one.
func InsertStatements(d Dialect) []string {
	all := make([]string, len(tables))
	for i, t := range tables {
		if all[i] = t.sqlite; d == PostgreSQL {
			all[i] = t.postgres
		}
	}
	return all
}

const (
	copied = 200   // from how many rows on they are copied: fewer go with what comes next, as Tx.Write has it
	chunk  = 2_000 // how many rows at most one statement writes on PostgreSQL
)

// Insert writes rows, each as long as the table's columns: a prepared statement
// run once a row on SQLite; on PostgreSQL a copy or, for few and where something
// follows the values, one statement over arrays, which Tx.Write sends.
func (t *Table) Insert(ctx context.Context, tx *Tx, rows [][]any) error {
	if tx.pg != nil && t.suffix == "" && len(rows) >= copied {
		return t.copy(ctx, tx, rows)
	}
	return t.each(ctx, tx, rows, func(query string, args []any) error { return tx.Write(ctx, query, args...) })
}

// InsertCounted is Insert where it matters how many rows something that follows the
// values did not keep from being written.
func (t *Table) InsertCounted(ctx context.Context, tx *Tx, rows [][]any) (n int64, err error) {
	err = t.each(ctx, tx, rows, func(query string, args []any) error {
		k, err := tx.Exec(ctx, query, args...)
		n += k
		return err
	})
	return n, err
}

// lastRows are rows that are written last.
type lastRows struct {
	table *Table
	rows  [][]any
}

// InsertLast has Insert write rows when all else is done, with all that others have
// it write last into the same table. Until then the transaction does not find them.
func (t *Table) InsertLast(tx *Tx, rows [][]any) {
	if len(rows) == 0 {
		return
	}
	i := slices.IndexFunc(tx.last, func(l lastRows) bool { return l.table == t })
	if i < 0 {
		i, tx.last = len(tx.last), append(tx.last, lastRows{table: t})
	}
	tx.last[i].rows = append(tx.last[i].rows, rows...)
}

func (tx *Tx) writeLast(ctx context.Context) error {
	for _, l := range tx.last {
		if err := l.table.Insert(ctx, tx, l.rows); err != nil {
			return err
		}
	}
	return nil
}

// each calls write with the statements that write rows.
func (t *Table) each(ctx context.Context, tx *Tx, rows [][]any, write func(query string, args []any) error) error {
	if tx.pg == nil {
		for _, row := range rows {
			if err := write(t.sqlite, row); err != nil {
				return err
			}
		}
		return nil
	}
	for part := range slices.Chunk(rows, chunk) {
		args, err := t.arrays(tx.db, part)
		if err != nil {
			return err
		}
		if err := write(t.postgres, args); err != nil {
			return err
		}
	}
	return nil
}

// copy has PostgreSQL copy rows, in its binary form.
func (t *Table) copy(ctx context.Context, tx *Tx, rows [][]any) error {
	source := pgx.CopyFromSlice(len(rows), func(i int) ([]any, error) { return tx.db.bind(rows[i]) })
	if _, err := tx.pg.copy(ctx, t.name, t.columns, source); err != nil {
		return fmt.Errorf("%w in COPY %s", tx.db.classify(err), t.name)
	}
	return nil
}

// InsertNew writes rows and returns the first column, a text, of those that were
// written: for a table whose suffix is "ON CONFLICT … DO NOTHING RETURNING" that
// column, where it matters which of them somebody else had written before.
func (t *Table) InsertNew(ctx context.Context, tx *Tx, rows [][]any) (written []string, err error) {
	take := func(r *Rows) error {
		var key string
		err := r.Scan(&key)
		written = append(written, key)
		return err
	}
	if tx.db.Dialect == SQLite {
		return written, tx.Many(ctx, t.sqlite, rows, func(_ int, r *Rows) error { return take(r) })
	}
	if len(rows) == 0 {
		return nil, nil
	}
	args, err := t.arrays(tx.db, rows)
	if err != nil {
		return nil, err
	}
	return written, tx.Each(ctx, take, t.postgres, args...)
}

// arrays turns rows into one list a column.
func (t *Table) arrays(db *DB, rows [][]any) ([]any, error) {
	args := make([]any, len(t.columns))
	for i, kind := range t.kinds {
		var err error
		switch kind {
		case "bigint", "integer":
			args[i], err = column[int64](db, rows, i)
		case "double precision":
			args[i], err = column[float64](db, rows, i)
		case "boolean":
			args[i], err = column[bool](db, rows, i)
		case "timestamptz":
			args[i], err = column[time.Time](db, rows, i)
		default:
			args[i], err = column[string](db, rows, i)
		}
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t.name, t.columns[i], err)
		}
	}
	return args, nil
}

// column returns one column of the rows as a list in which nil is NULL.
func column[T any](db *DB, rows [][]any, i int) ([]*T, error) {
	list := make([]*T, len(rows))
	for r, row := range rows {
		switch v := db.bindOne(row[i]).(type) {
		case nil:
		case T:
			list[r] = &v
		case int:
			n, ok := any(int64(v)).(T)
			if !ok {
				return nil, fmt.Errorf("row %d holds an int", r)
			}
			list[r] = &n
		case *T:
			list[r] = v
		case failing:
			return nil, v.err
		default:
			b, _ := json.Marshal(v)
			return nil, fmt.Errorf("row %d holds a %T: %s", r, v, b)
		}
	}
	return list, nil
}
