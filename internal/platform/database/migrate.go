package database

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"regard/internal/platform/problem"
	"regard/schema"
)

// migration is one numbered file of the schema.
type migration struct {
	number int
	name   string
	text   string
}

// Migrate brings the database to the schema of this binary, forward only and
// under a lock, and leases a node id. A schema newer than the binary is refused.
func (db *DB) Migrate(ctx context.Context) (err error) {
	defer problem.Wrap(&err, "database.Migrate")
	all := allMigrations()
	if !db.migrated(ctx, len(all)) {
		if err := db.Update(ctx, func(tx *Tx) error { return tx.migrate(ctx, all) }); err != nil {
			return err
		}
	}
	return db.leaseNode(ctx)
}

// migrated tells whether the database has the schema already: then nobody is
// asked to let us write.
func (db *DB) migrated(ctx context.Context, newest int) bool {
	has := 0
	err := db.View(ctx, func(tx *Tx) (err error) {
		has, err = tx.Version(ctx)
		return err
	})
	return err == nil && has == newest
}

func (tx *Tx) migrate(ctx context.Context, all []migration) error {
	if tx.db.Dialect == PostgreSQL {
		// The number is Regard's own; it only has to be the same for everyone.
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(7236841)`); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, madeBy); err != nil {
		return err
	}
	var at int
	if err := tx.Row(ctx, `SELECT coalesce(max(id), 0) FROM migration`).Scan(&at); err != nil {
		return err
	}
	if newest := all[len(all)-1]; at > newest.number {
		return problem.New(problem.Conflict, "database.newer", problem.Params{"schema": at, "binary": newest.number})
	}
	for _, m := range all {
		if m.number <= at {
			continue
		}
		if err := tx.apply(ctx, m); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

func (tx *Tx) apply(ctx context.Context, m migration) error {
	texts := []string{m.text}
	if tx.db.Dialect == PostgreSQL {
		texts = append(texts, extra(schema.Postgres, m.number))
	}
	for _, text := range texts {
		for s := range Statements(text) {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
	}
	_, err := tx.Exec(ctx, `INSERT INTO migration (id, name, applied_at) VALUES ($1, $2, $3)`, m.number, m.name, tx.Now)
	return err
}

// migrations reads the numbered files in order; there must be no gap.
func migrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "[0-9][0-9][0-9][0-9]_*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	all := make([]migration, len(names))
	for i, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(name[:4])
		if err != nil || n != i+1 {
			return nil, fmt.Errorf("schema file %s: number %04d expected", name, i+1)
		}
		all[i] = migration{number: n, name: strings.TrimSuffix(path.Base(name), ".sql"), text: string(text)}
	}
	return all, nil
}

var section = regexp.MustCompile(`(?m)^-- (\d{4})$`)

// extra returns what PostgreSQL gets besides migration n: the lines of
// postgres.sql below "-- 000n".
func extra(text string, n int) string {
	marks := section.FindAllStringSubmatchIndex(text, -1)
	for i, m := range marks {
		if k, _ := strconv.Atoi(text[m[2]:m[3]]); k == n {
			end := len(text)
			if i+1 < len(marks) {
				end = marks[i+1][0]
			}
			return text[m[1]:end]
		}
	}
	return ""
}

// Statements yields the statements of a schema text. A semicolon at the end of
// a line ends a statement; a comment is a line of its own.
func Statements(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		var b strings.Builder
		for line := range strings.Lines(text) {
			if strings.HasPrefix(strings.TrimSpace(line), "--") {
				continue
			}
			b.WriteString(line)
			if strings.HasSuffix(strings.TrimSpace(line), ";") {
				s := strings.TrimSuffix(strings.TrimSpace(b.String()), ";")
				b.Reset()
				if !yield(s) {
					return
				}
			}
		}
	}
}
