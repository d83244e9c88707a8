package database

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// loadSQLite fills a new file without a log: whatever ends it early, the file
// is no database yet and is thrown away. At last it is written to disk.
func loadSQLite(ctx context.Context, o Options, path string, version, to int, fill func(*Loader) error) (err error) {
	f, err := os.OpenFile(filepath.Clean(path), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Sync(), f.Close()) }()
	if err := fillSQLite(ctx, o, path, version, fill); err != nil {
		return err
	}
	if version == to && to < Newest() {
		return nil
	}
	db, err := Open(ctx, o) // which makes the file one with a log
	if err != nil {
		return err
	}
	return errors.Join(db.Migrate(ctx), db.Close())
}

func fillSQLite(ctx context.Context, o Options, path string, version int, fill func(*Loader) error) error {
	db := &DB{Dialect: SQLite}
	pool, err := sql.Open("sqlite3", "file:"+escaped(path)+"?_journal_mode=OFF&_synchronous=OFF&_locking_mode=EXCLUSIVE&_foreign_keys=0&_cache_size=-131072")
	if err != nil {
		return err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return db.classify(err)
	}
	defer tx.Rollback() //nolint:errcheck // there is nothing to go back to
	do := func(statements ...string) error {
		for _, s := range statements {
			if _, err := tx.ExecContext(ctx, db.translate(s)); err != nil {
				return db.classify(err)
			}
		}
		return nil
	}
	tables, indexes := construction(version, SQLite)
	if err := do(append(tables, madeBy)...); err != nil {
		return err
	}
	for _, m := range built(version) {
		if _, err := tx.ExecContext(ctx, db.translate(`INSERT INTO migration (id, name, applied_at) VALUES ($1, $2, $3)`), m.number, m.name, o.Clock().UnixMicro()); err != nil {
			return db.classify(err)
		}
	}
	stmts := map[string]*sql.Stmt{}
	l := &Loader{insert: func(ctx context.Context, t Shape, rows [][]Cell) error {
		stmt := stmts[t.Name]
		if stmt == nil {
			if stmt, err = tx.PrepareContext(ctx, insertion(t)); err != nil {
				return db.classify(err)
			}
			stmts[t.Name] = stmt
		}
		args := make([]any, len(t.Columns))
		for _, row := range rows {
			for i, c := range t.Columns {
				args[i] = row[i].bound(c.Kind, SQLite)
			}
			if _, err := stmt.ExecContext(ctx, args...); err != nil {
				return db.classify(err)
			}
		}
		return nil
	}}
	if err := fill(l); err != nil {
		return err
	}
	if err := do(indexes...); err != nil {
		return err
	}
	return db.classify(tx.Commit())
}
