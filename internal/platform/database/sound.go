package database

import (
	"context"

	"regard/internal/platform/problem"
)

// Sound looks whether SQLite's file is whole, page by page and index by index,
// and returns what is not. PostgreSQL looks after its own files.
func (db *DB) Sound(ctx context.Context) (found []string, err error) {
	defer problem.Wrap(&err, "database.Sound")
	if db.Dialect == PostgreSQL {
		return nil, nil
	}
	rows, err := db.read.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		return nil, db.classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		var said string
		if err := rows.Scan(&said); err != nil {
			return nil, err
		}
		if said != "ok" {
			found = append(found, said)
		}
	}
	return found, rows.Err()
}
