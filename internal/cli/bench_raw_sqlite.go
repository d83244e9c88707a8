package cli

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"regard/internal/platform/database"
)

// rawSQLite runs a prepared statement a row, in commits of 5,000.
type rawSQLite struct {
	db  *sql.DB
	one *sql.Stmt
}

func openRawSQLite(ctx context.Context, path string) (raw, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=10000&_journal_mode=WAL&_synchronous=FULL&_cache_size=-65536")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for _, create := range []string{rawTable, rawKey} {
		if _, err := db.ExecContext(ctx, database.ToSQLite(create)); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	stmt, err := db.PrepareContext(ctx, `INSERT INTO bench_raw (`+rawColumns+`) VALUES (?`+strings.Repeat(", ?", 19)+`)`)
	return &rawSQLite{db, stmt}, err
}

func (r *rawSQLite) way() string { return "a prepared loop in commits of 5,000" }

func (r *rawSQLite) close() error { return r.db.Close() }

func (r *rawSQLite) insert(ctx context.Context, rows []rawRow) error {
	for len(rows) > 0 {
		part := rows[:min(5000, len(rows))]
		rows = rows[len(part):]
		tx, err := r.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		stmt := tx.Stmt(r.one)
		for i := range part {
			x := &part[i]
			var due any
			if x.due != nil {
				due = x.due.UnixMicro()
			}
			// Without a context that can end: the driver would start a goroutine a row.
			if _, err := stmt.Exec(x.id, x.customer, x.occurred.UnixMicro(), x.source, x.ref, x.channel, x.direction, x.contributor, x.subject, x.text, x.language,
				x.thread, x.reference, x.outcome, due, x.resolved, x.abandoned, x.automated, x.detail, x.version); err != nil {
				return errors.Join(err, tx.Rollback())
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
