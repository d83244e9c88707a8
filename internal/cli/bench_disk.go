package cli

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
)

// Stored is how many bytes a table takes on disk.
type Stored struct {
	Table   string `json:"table"`
	Bytes   int64  `json:"bytes"`
	Indexes int64  `json:"indexes"` // of these, beside the table itself
}

// stored returns what lies on disk, largest first. Nobody has the database open.
func (s *session) stored(dir string) (list []Stored, err error) {
	if s.DB == "" {
		list, err = storedInFile(filepath.Join(dir, "data", "regard.db"))
	} else {
		list, err = storedInPostgres(s.ctx, s.DB)
	}
	slices.SortFunc(list, func(a, b Stored) int { return cmp.Compare(b.Bytes, a.Bytes) })
	return list, err
}

func storedInPostgres(ctx context.Context, url string) (list []Stored, err error) {
	err = inDatabase(ctx, "pgx", url, func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT relname, pg_total_relation_size(oid), pg_indexes_size(oid) FROM pg_class
			WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var x Stored
			if err := rows.Scan(&x.Table, &x.Bytes, &x.Indexes); err != nil {
				return err
			}
			list = append(list, x)
		}
		return rows.Err()
	})
	return list, err
}

// databaseVersion names the database that is measured.
func (s *session) databaseVersion() (version string) {
	driver, name, query := "sqlite3", "SQLite", `SELECT sqlite_version()`
	url := ":memory:"
	if s.DB != "" {
		driver, name, query, url = "pgx", "PostgreSQL", `SELECT split_part(current_setting('server_version'), ' ', 1) || ', fsync ' || current_setting('fsync')
			|| ', synchronous_commit ' || current_setting('synchronous_commit')`, s.DB
	}
	err := inDatabase(s.ctx, driver, url, func(db *sql.DB) error { return db.QueryRowContext(s.ctx, query).Scan(&version) })
	if err != nil {
		return name
	}
	return name + " " + version
}

// mustBeEmpty refuses a database with anything in it: what is measured would
// be another thing, and it is emptied in the end.
func mustBeEmpty(ctx context.Context, url string) error {
	return inDatabase(ctx, "pgx", url, func(db *sql.DB) error {
		var n int
		err := db.QueryRowContext(ctx, `SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace`).Scan(&n)
		if err == nil && n > 0 {
			err = fmt.Errorf("the database is not empty: make one for this (createdb), for a measurement leaves nothing in it")
		}
		return err
	})
}

// makeEmpty drops what a measurement made in a database that was empty.
func makeEmpty(ctx context.Context, url string) error {
	return inDatabase(ctx, "pgx", url, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `DO $$ DECLARE t record; BEGIN
			FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
				EXECUTE format('DROP TABLE public.%I CASCADE', t.relname);
			END LOOP;
			FOR t IN SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace LOOP
				EXECUTE format('DROP SEQUENCE public.%I CASCADE', t.relname);
			END LOOP;
		END $$`)
		return err
	})
}

func inDatabase(ctx context.Context, driver, url string, fn func(*sql.DB) error) error {
	db, err := sql.Open(driver, url)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.PingContext(ctx); err != nil {
		return err
	}
	return fn(db)
}
