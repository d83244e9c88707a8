package database

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Tx is a transaction: the database as one function sees it.
type Tx struct {
	// Now is the time of the transaction, the same however long it takes.
	Now time.Time

	db      *DB
	pg      *pipeline  // PostgreSQL
	sql     *sql.Tx    // View on SQLite
	writer  *writer    // Update on SQLite
	changed int64      // rows written so far, on SQLite
	last    []lastRows // what is written when all else is done
	read    []func()   // called when what was done can be read
	after   []func()   // called when it is on disk
}

// NewID returns an id that no other transaction has or will get, larger than
// every id that this process gave before.
func (tx *Tx) NewID() int64 { return tx.db.ids.next(tx.Now) }

// AfterCommit has fn called once what the transaction did is on disk, and
// not at all if it fails. fn must be quick.
func (tx *Tx) AfterCommit(fn func()) { tx.after = append(tx.after, fn) }

// WhenCommitted has fn called as soon as others can read what the transaction did,
// which on SQLite is before it is on disk, and not at all if it fails. fn must be
// quick: the next transaction waits for it.
func (tx *Tx) WhenCommitted(fn func()) { tx.read = append(tx.read, fn) }

// Exec runs a statement and returns how many rows it changed.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	n, err := tx.exec(ctx, query, args)
	if err != nil {
		return 0, fmt.Errorf("%w in %s", tx.db.classify(err), brief(query))
	}
	tx.changed += n
	return n, nil
}

func (tx *Tx) exec(ctx context.Context, query string, args []any) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	args, err := tx.db.bind(args)
	if err != nil {
		return 0, err
	}
	query = tx.db.translate(query)
	if tx.pg != nil {
		return tx.pg.exec(ctx, query, args)
	}
	if tx.writer == nil {
		return changed(tx.sql.ExecContext(ctx, query, args...))
	}
	stmt, err := tx.writer.prepare(query)
	if err != nil {
		return 0, err
	}
	return changed(stmt.ExecContext(context.Background(), args...))
}

func changed(r sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// Write runs a statement of which only matters that it is done, before what comes next. Where
// the database is across a wire, it goes together with that, and what is wrong with it is said
// then, or by the commit.
func (tx *Tx) Write(ctx context.Context, query string, args ...any) error {
	if tx.pg == nil {
		_, err := tx.Exec(ctx, query, args...)
		return err
	}
	args, err := tx.db.bind(args)
	if err != nil {
		return fmt.Errorf("%w in %s", err, brief(query))
	}
	tx.pg.write(tx.db.translate(query), args)
	return nil
}

// Query runs a query; the caller closes the rows (Each and Collect do it for him).
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	rows, err := tx.query(ctx, query, args)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", tx.db.classify(err), brief(query))
	}
	return &Rows{rows: rows}, nil
}

func (tx *Tx) query(ctx context.Context, query string, args []any) (cursor, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	args, err := tx.db.bind(args)
	if err != nil {
		return nil, err
	}
	query = tx.db.translate(query)
	switch {
	case tx.pg != nil:
		return tx.pg.query(ctx, query, args)
	case tx.writer != nil:
		stmt, err := tx.writer.prepare(query)
		if err != nil {
			return nil, err
		}
		// An interrupted statement would roll the shared transaction back.
		return stmt.QueryContext(context.Background(), args...)
	default:
		if stmt := tx.db.prepared(query); stmt != nil {
			return tx.sql.StmtContext(ctx, stmt).QueryContext(ctx, args...)
		}
		return tx.sql.QueryContext(ctx, query, args...)
	}
}

// Row runs a query that returns one row at most.
func (tx *Tx) Row(ctx context.Context, query string, args ...any) *Row {
	rows, err := tx.Query(ctx, query, args...)
	return &Row{rows: rows, err: err}
}

// Collect runs a query and returns what scan makes of each row.
func Collect[T any](ctx context.Context, tx *Tx, scan func(*Rows) (T, error), query string, args ...any) ([]T, error) {
	var all []T
	err := tx.Each(ctx, func(r *Rows) error {
		v, err := scan(r)
		all = append(all, v)
		return err
	}, query, args...)
	return all, err
}

// Each runs a query and calls fn for each row.
func (tx *Tx) Each(ctx context.Context, fn func(*Rows) error, query string, args ...any) error {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return fmt.Errorf("%w in %s", err, brief(query))
		}
	}
	return rows.Err()
}

// prepared returns the statement on the readers' pool, which prepares it once a
// connection; nil until it is ready. It is made beside the transaction that asks: making it takes a
// connection of its own, and where every connection is taken by somebody who
// waits for one more, nobody ever has it.
func (db *DB) prepared(query string) *sql.Stmt {
	if s, ok := db.stmts.Load(query); ok {
		return s.(*sql.Stmt)
	}
	if _, begun := db.asked.LoadOrStore(query, true); !begun {
		db.preparing.Go(func() {
			if s, err := db.read.PrepareContext(context.Background(), query); err == nil {
				db.stmts.Store(query, s)
			} else {
				db.asked.Delete(query) // whoever asks next learns why, and tries again
			}
		})
	}
	return nil
}

// brief shortens a statement for an error's text. Statements are constants,
// so there is no personal data in it.
func brief(query string) string {
	const most = 80
	out := make([]rune, 0, most)
	space := false
	for _, r := range query {
		if r == ' ' || r == '\n' || r == '\t' {
			space = len(out) > 0
			continue
		}
		if space {
			out, space = append(out, ' '), false
		}
		if out = append(out, r); len(out) >= most {
			return string(out) + "…"
		}
	}
	return string(out)
}

// Horizon returns the number below which every transaction of the journal has
// ended: what was written below it is complete.
func (tx *Tx) Horizon(ctx context.Context) (int64, error) {
	if tx.db.Dialect == SQLite {
		return 1, nil // one writer: what can be read has been committed in order
	}
	var xmin int64
	err := tx.Row(ctx, `SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint`).Scan(&xmin)
	return xmin, err
}

// Alone tells whether nobody else can write while this transaction lasts.
func (tx *Tx) Alone() bool { return tx.writer != nil }
