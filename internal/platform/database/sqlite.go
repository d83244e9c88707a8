package database

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"regard/internal/platform/processor"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// readers is how many snapshots may be open at once.
func readers() int { return max(16, 2*processor.Count()) }

// openSQLite opens one connection that writes and a pool that reads.
func (db *DB) openSQLite(ctx context.Context, path string) error {
	db.Dialect = SQLite
	// The file is made by us, so that nobody else on the machine may read it.
	f, err := os.OpenFile(filepath.Clean(path), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	f.Close()
	if db.read, err = sql.Open("sqlite3", dsn(path, "_synchronous=FULL&_query_only=1&_cache_size=-2048")); err != nil {
		return err
	}
	db.read.SetMaxOpenConns(readers())
	// Opening one and preparing its statements takes longer than most of what it is for.
	db.read.SetMaxIdleConns(readers())
	db.read.SetConnMaxIdleTime(time.Minute)
	// SQLite looks through all of the writer's cache at a commit, as a rule: with four times as much it is slower.
	if db.writer, err = openWriter(ctx, db, path, dsn(path, "_synchronous=NORMAL&_secure_delete=on&_cache_size=-16384")); err != nil {
		db.read.Close()
		return err
	}
	return nil
}

// dsn puts busy_timeout first, so that the other pragmas wait as well. SQLite's
// own lock around each connection is left out: database/sql gives a connection
// to one goroutine at a time. The writer's connection does not force its commits
// to disk (synchronous=NORMAL): commitLog does, before anybody is answered.
func dsn(path, more string) string {
	return "file:" + escaped(path) +
		"?_busy_timeout=10000&_journal_mode=WAL&_foreign_keys=0&_mutex=no&" + more
}

// escaped is a path as it stands in a URI.
func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }
