package database

import (
	"context"

	"regard/internal/platform/problem"
)

// Scrub sees to it that what was deleted or overwritten cannot be read from the
// database's files any more. On SQLite deleted content is overwritten as it goes
// (secure_delete); what remains is the log beside the file, which is copied and
// cut to nothing. On PostgreSQL it vacuums the tables named. Database.busy comes
// back where somebody reads an old snapshot meanwhile: try again later.
func (db *DB) Scrub(ctx context.Context, tables ...string) (err error) {
	defer problem.Wrap(&err, "database.Scrub")
	if db.Dialect == PostgreSQL {
		for _, t := range tables {
			if _, err := db.pool.Exec(ctx, "VACUUM "+t); err != nil { // a table's name, from a constant of ours
				return db.classify(err)
			}
		}
		return nil
	}
	var busy, pages, copied int
	if err := db.read.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &copied); err != nil {
		return db.classify(err)
	}
	if busy != 0 {
		return problem.New(problem.Unavailable, "database.busy", nil)
	}
	return nil
}
