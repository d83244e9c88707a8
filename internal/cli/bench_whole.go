package cli

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"time"
)

// whole is how long the database takes to write by itself what Regard keeps of the
// interactions: every row that stands in its tables in the end, into empty tables with
// the same keys and indexes, a table at a time by INSERT … SELECT. What was changed on
// the way is not changed again.
func (s *session) whole(dir string) (took time.Duration, err error) {
	if s.DB != "" {
		err = inDatabase(s.ctx, "pgx", s.DB, func(db *sql.DB) error { took, err = wholePostgres(s.ctx, db); return err })
		return took, err
	}
	path := filepath.Join(dir, "whole.db")
	err = inDatabase(s.ctx, "sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_cache_size=-65536", func(db *sql.DB) error {
		db.SetMaxOpenConns(1)
		if _, err := db.ExecContext(s.ctx, `ATTACH DATABASE $1 AS done`, filepath.Join(dir, "data", "regard.db")); err != nil {
			return err
		}
		took, err = wholeSQLite(s.ctx, db)
		return err
	})
	return took, err
}

func wholeSQLite(ctx context.Context, db *sql.DB) (took time.Duration, err error) {
	const objects = `SELECT type, name, sql FROM done.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name`
	var tables []string
	err = inTurn(ctx, db, objects, func(kind, name, create string) error {
		if kind == "table" {
			tables = append(tables, name)
		}
		_, err := db.ExecContext(ctx, create)
		return err
	})
	for _, t := range tables {
		began := time.Now()
		if err == nil { // with a condition SQLite writes rows; without one it would copy pages
			_, err = db.ExecContext(ctx, `INSERT INTO main."`+t+`" SELECT * FROM done."`+t+`" WHERE true`)
		}
		took += time.Since(began)
	}
	return took, err
}

func wholePostgres(ctx context.Context, db *sql.DB) (took time.Duration, err error) {
	if _, err := db.ExecContext(ctx, `CREATE SCHEMA bench_whole`); err != nil {
		return 0, err
	}
	defer func() {
		_, dropped := db.ExecContext(context.WithoutCancel(ctx), `DROP SCHEMA bench_whole CASCADE`)
		err = errors.Join(err, dropped)
	}()
	err = inTurn(ctx, db, `SELECT 'table', relname, '' FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'bench_raw' ORDER BY relname`, func(_, name, _ string) error {
		if _, err := db.ExecContext(ctx, `CREATE TABLE bench_whole."`+name+`" (LIKE public."`+name+`" INCLUDING ALL)`); err != nil {
			return err
		}
		began := time.Now()
		_, err := db.ExecContext(ctx, `INSERT INTO bench_whole."`+name+`" SELECT * FROM public."`+name+`"`)
		took += time.Since(began)
		return err
	})
	return took, err
}

// inTurn reads all rows, and then calls fn for each.
func inTurn(ctx context.Context, db *sql.DB, query string, fn func(kind, name, create string) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	var all [][3]string
	for rows.Next() {
		var r [3]string
		if err := rows.Scan(&r[0], &r[1], &r[2]); err != nil {
			return errors.Join(err, rows.Close())
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, r := range all {
		if err := fn(r[0], r[1], r[2]); err != nil {
			return err
		}
	}
	return nil
}
