package database

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/problem"
	"regard/schema"
)

// Loader takes the rows of an empty database.
type Loader struct {
	insert func(ctx context.Context, t Shape, rows [][]Cell) error
}

// Insert puts rows into a table, which has the shape that the schema of Load's
// version gives it.
func (l *Loader) Insert(ctx context.Context, t Shape, rows [][]Cell) (err error) {
	defer problem.Wrap(&err, "database.Insert %s", t.Name)
	return l.insert(ctx, t, rows)
}

// Load fills an empty database with tables of a version of the schema, and
// brings it to the newest. It is there whole when Load returns nil. Else
// PostgreSQL is as it was; on SQLite there is half a file, which the caller
// removes. It returns "database.not_empty" where there are tables already.
func Load(ctx context.Context, o Options, version int, fill func(*Loader) error) (err error) {
	return load(ctx, o, version, Newest(), fill)
}

// LoadOld is Load, but leaves the schema at the version that it is of: a
// database as an earlier program left it.
func LoadOld(ctx context.Context, o Options, version int, fill func(*Loader) error) (err error) {
	return load(ctx, o, version, version, fill)
}

func load(ctx context.Context, o Options, version, to int, fill func(*Loader) error) (err error) {
	defer problem.Wrap(&err, "database.Load")
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if path, ok := strings.CutPrefix(o.URL, "sqlite:"); ok {
		return loadSQLite(ctx, o, path, version, to, fill)
	}
	return loadPostgres(ctx, o, version, to, fill)
}

var indexed = regexp.MustCompile(`(?i)^(CREATE|DROP)(?: UNIQUE)? INDEX (?:IF EXISTS )?([a-z_]+)`)

// construction returns the statements that make the tables of a version, and
// those that make their indexes, which are made quicker when the rows are there.
func construction(version int, d Dialect) (tables, indexes []string) {
	late := map[string]string{}
	for _, m := range allMigrations()[:version] {
		texts := []string{m.text}
		if d == PostgreSQL {
			texts = append(texts, extra(schema.Postgres, m.number))
		}
		for _, text := range texts {
			for s := range Statements(text) {
				switch index := indexed.FindStringSubmatch(s); {
				case index == nil:
					tables = append(tables, s)
				case strings.EqualFold(index[1], "DROP"):
					delete(late, index[2])
				default:
					late[index[2]] = s
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(late)) {
		indexes = append(indexes, late[name])
	}
	return tables, indexes
}

// built notes the migrations that construction has done.
func built(version int) []migration { return allMigrations()[:version] }

// madeBy is the table of migrations, which migrating makes too.
const madeBy = `CREATE TABLE IF NOT EXISTS migration (id bigint primary key, name text not null, applied_at timestamptz not null)`

// insertion is a statement with one mark a column.
func insertion(t Shape) string {
	marks := make([]string, len(t.Columns))
	for i := range marks {
		marks[i] = "?"
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", t.Name, strings.Join(t.names(), ", "), strings.Join(marks, ", "))
}
