// Package database is the seam between Regard and where it keeps things:
// SQLite in the data directory, PostgreSQL, or Citus.
//
// There is one schema text and one query text, written in PostgreSQL's SQL
// restricted to what SQLite also understands; all that differs lies in this
// package. View reads a snapshot; Update takes a function that may run again,
// and what it did is on disk when Update returns. On SQLite callers of Update
// that wait share transactions (group commit); on PostgreSQL each has his own.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"regard/internal/platform/problem"
)

// Dialect tells the two databases apart. Only this package looks at it.
type Dialect int

// The dialects.
const (
	SQLite Dialect = iota
	PostgreSQL
)

// String returns the name by which people know it.
func (d Dialect) String() string {
	if d == PostgreSQL {
		return "PostgreSQL"
	}
	return "SQLite"
}

// Options says where the database is.
type Options struct {
	URL   string           // "sqlite:PATH" or "postgres://…"
	Clock func() time.Time // what tx.Now reads; time.Now when nil
	Log   *slog.Logger     // slog.Default() when nil
}

// DB is an open database.
type DB struct {
	Dialect Dialect

	clock     func() time.Time
	log       *slog.Logger
	read      *sql.DB       // SQLite: readers
	writer    *writer       // SQLite
	pool      *pgxpool.Pool // PostgreSQL
	ids       ids
	texts     sync.Map // query → translated
	stmts     sync.Map // translated → *sql.Stmt on read (SQLite)
	asked     sync.Map // those that are in stmts, or will be
	preparing sync.WaitGroup
	stop      context.CancelFunc
	wait      sync.WaitGroup
}

// ErrAgain asks Update to run its function again: what it read was outrun by
// another transaction.
var ErrAgain = errors.New("run again")

// Open opens the database without migrating it; Migrate comes next.
func Open(ctx context.Context, o Options) (db *DB, err error) {
	defer problem.Wrap(&err, "database.Open")
	db = &DB{clock: o.Clock, log: o.Log}
	if db.clock == nil {
		db.clock = time.Now
	}
	if db.log == nil {
		db.log = slog.Default()
	}
	switch kind, rest, _ := strings.Cut(o.URL, ":"); kind {
	case "sqlite":
		err = db.openSQLite(ctx, rest)
	case "postgres", "postgresql":
		err = db.openPostgres(ctx, o.URL)
	default:
		err = fmt.Errorf("database URL must begin with sqlite: or postgres://")
	}
	if err != nil {
		return nil, err
	}
	return db, nil
}

// Close gives the node id back and closes the database. Updates under way end first.
func (db *DB) Close() error {
	if db.stop != nil {
		db.stop()
		db.wait.Wait()
		db.release()
	}
	db.preparing.Wait()
	db.stmts.Range(func(_, stmt any) bool {
		stmt.(*sql.Stmt).Close()
		return true
	})
	if db.pool != nil {
		db.pool.Close()
		return nil
	}
	return errors.Join(db.writer.close(), db.read.Close())
}

// Writers is how many transactions that change much are worth running at once:
// one on SQLite; on PostgreSQL one at work there while another is made ready here.
func (db *DB) Writers() int {
	if db.Dialect == SQLite {
		return 1
	}
	return 2
}

// Now returns the time by the database's clock, in UTC and microseconds.
func (db *DB) Now() time.Time { return db.clock().UTC().Truncate(time.Microsecond) }

// View runs fn in a snapshot that it cannot change.
func (db *DB) View(ctx context.Context, fn func(*Tx) error) error {
	once := db.viewSQLite
	if db.pool != nil {
		once = db.viewPostgres
	}
	for attempt := 0; ; attempt++ {
		err := once(ctx, fn)
		if err == nil || attempt == 2 || !db.passing(err) {
			return db.classify(err) // a row may be lost while rows are read
		}
	}
}

func (db *DB) viewSQLite(ctx context.Context, fn func(*Tx) error) error {
	stx, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer stx.Rollback() //nolint:errcheck // a read leaves nothing behind
	return fn(&Tx{db: db, sql: stx, Now: db.Now()})
}

// Update runs fn in a transaction. When it returns nil, what fn did is on
// disk; else nothing of it is. fn may run more than once, so it must not
// change anything outside the transaction; what is to follow a commit goes
// into tx.AfterCommit.
func (db *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	if db.writer != nil {
		return db.writer.update(ctx, fn)
	}
	return db.updatePostgres(ctx, fn)
}

// Rest gives back memory that is only of use while much is read and written.
func (db *DB) Rest(ctx context.Context) error {
	if db.writer == nil {
		return nil // it is the server's
	}
	db.read.SetMaxIdleConns(0)
	db.read.SetMaxIdleConns(readers())
	err := db.writer.update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `PRAGMA shrink_memory`)
		return err
	})
	trim()
	return err
}

// Ready tells whether the database answers.
func (db *DB) Ready(ctx context.Context) error {
	return db.View(ctx, func(tx *Tx) error {
		var one int
		return tx.Row(ctx, `SELECT 1`).Scan(&one)
	})
}
