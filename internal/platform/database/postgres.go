package database

import (
	"context"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"regard/internal/platform/problem"
)

func (db *DB) openPostgres(ctx context.Context, url string) (err error) {
	db.Dialect = PostgreSQL
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return err
	}
	config.MaxConns = int32(max(16, 4*runtime.NumCPU()))
	config.MaxConnIdleTime = 5 * time.Minute
	config.AfterConnect = settle
	if db.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return err
	}
	if err = db.pool.Ping(ctx); err != nil {
		db.pool.Close()
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

const (
	toRead  = "begin isolation level repeatable read read only"
	toWrite = "begin isolation level read committed"
)

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

func (db *DB) onePostgres(ctx context.Context, fn func(*Tx) error) (tx *Tx, err error) {
	err = db.connected(ctx, toWrite, func(p *pipeline) error {
		tx = &Tx{db: db, pg: p, Now: db.Now()}
		if err := guard(ctx, fn, tx); err != nil {
			return err
		}
		return p.commit(ctx)
	})
	return tx, err
}

func (db *DB) viewPostgres(ctx context.Context, fn func(*Tx) error) error {
	return db.connected(ctx, toRead, func(p *pipeline) error { return fn(&Tx{db: db, pg: p, Now: db.Now()}) })
}

// connected runs fn with a connection of the pool, in a transaction that fn commits or
// that leaves nothing. Where the server went and came back since a connection was used
// last, another is taken.
func (db *DB) connected(ctx context.Context, statement string, fn func(*pipeline) error) error {
	for again := true; ; again = false {
		stale, err := db.connectedOnce(ctx, statement, fn)
		if !stale || !again {
			return err
		}
		db.pool.Reset() // so are the others
	}
}

func (db *DB) connectedOnce(ctx context.Context, statement string, fn func(*pipeline) error) (stale bool, err error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return false, err
	}
	p := begin(conn.Conn(), statement)
	defer func() { // nobody waits for it
		go func() {
			p.rollback()
			conn.Release()
		}()
	}()
	err = fn(p)
	return p.stale(ctx, err), err
}
