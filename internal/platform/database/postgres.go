package database

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"runtime"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"regard/internal/platform/problem"
)

func (db *DB) openPostgres(ctx context.Context, url string) (err error) {
	db.Dialect = PostgreSQL
	if db.read, err = sql.Open("pgx", url); err != nil {
		return err
	}
	db.read.SetMaxOpenConns(max(16, 4*runtime.NumCPU()))
	db.read.SetMaxIdleConns(16)
	db.read.SetConnMaxIdleTime(5 * time.Minute)
	if err = db.read.PingContext(ctx); err != nil {
		db.read.Close()
		return db.classify(err)
	}
	return nil
}

// attempts is how often a function runs at most when others outrun it.
const attempts = 8

func (db *DB) updatePostgres(ctx context.Context, fn func(*Tx) error) error {
	for attempt := 1; ; attempt++ {
		tx, err := db.onePostgres(ctx, fn)
		if err == nil {
			for _, after := range tx.after {
				after()
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
