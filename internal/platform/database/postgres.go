package database

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib" // also the driver "pgx"

	"regard/internal/platform/problem"
)

func (db *DB) openPostgres(ctx context.Context, url string) (err error) {
	db.Dialect = PostgreSQL
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return err
	}
	db.read = stdlib.OpenDB(*config, stdlib.OptionAfterConnect(settle))
	db.read.SetMaxOpenConns(max(16, 4*runtime.NumCPU()))
	db.read.SetMaxIdleConns(16)
	db.read.SetConnMaxIdleTime(5 * time.Minute)
	if err = db.read.PingContext(ctx); err != nil {
		db.read.Close()
		return db.classify(err)
	}
	return nil
}

// settle tells a new connection that reading here and there costs hardly more than
// reading on, as on every disk without a needle. PostgreSQL's own guess is four times
// as much, for which it reads whole tables where a list of a thousand keys is looked up.
func settle(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `SET random_page_cost = 1.1`)
	return err
}

// attempts is how often a function runs at most when others outrun it.
const attempts = 8

func (db *DB) updatePostgres(ctx context.Context, fn func(*Tx) error) error {
	for attempt := 1; ; attempt++ {
		tx, err := db.onePostgres(ctx, fn)
		if err == nil {
			for _, fn := range append(tx.read, tx.after...) {
				fn()
			}
			return nil
		}
		if !db.passing(err) {
			return db.classify(err)
		}
		if attempt == attempts {
			return problem.New(problem.Unavailable, "database.busy", nil).Because(err)
		}
		// Whoever collided comes again at different times.
		select {
		case <-time.After(time.Duration(rand.IntN(1<<attempt)) * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (db *DB) onePostgres(ctx context.Context, fn func(*Tx) error) (*Tx, error) {
	conn, err := db.read.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	stx, err := conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return nil, err
	}
	defer stx.Rollback() //nolint:errcheck // does nothing after a commit
	tx := &Tx{db: db, sql: stx, conn: conn, Now: db.Now()}
	if err := guard(fn, tx); err != nil {
		return nil, err
	}
	return tx, stx.Commit()
}
