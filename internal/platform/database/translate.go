package database

import (
	"regexp"
	"strings"
)

// translate turns PostgreSQL's text into the database's own. Statements are
// constants, so each is translated once.
func (db *DB) translate(query string) string {
	if db.Dialect == PostgreSQL {
		return query
	}
	if t, ok := db.texts.Load(query); ok {
		return t.(string)
	}
	t := ToSQLite(query)
	db.texts.Store(query, t)
	return t
}

var replacements = []struct {
	pattern *regexp.Regexp
	text    string
}{
	// The journal's position is (transaction, id) on PostgreSQL; with one
	// writer the id alone is in the order of commits.
	{regexp.MustCompile(`\(xact, id\) > \(\$1, \$2\) AND xact < \$3`), `id > $$2 AND $$1 < $$3`},
	{regexp.MustCompile(`\bORDER BY xact( DESC)?, id\b`), `ORDER BY id`},
	{regexp.MustCompile(`^SELECT xact, `), `SELECT 0, `},
	// A list is bound as JSON.
	{regexp.MustCompile(`(?i)= ANY\s*\(\$(\d+)\)`), `IN (SELECT value FROM json_each(?$1))`},
	{regexp.MustCompile(`(?i)<> ALL\s*\(\$(\d+)\)`), `NOT IN (SELECT value FROM json_each(?$1))`},
	{regexp.MustCompile(`\$(\d+)`), `?$1`},
	// As in the schema: the id alone is the key.
	{regexp.MustCompile(`(?i)ON CONFLICT \(id, customer_id\)`), `ON CONFLICT (id)`},
	// SQLite has one writer: there is nobody to lock out.
	{regexp.MustCompile(`(?i)\s+FOR (NO KEY )?UPDATE( SKIP LOCKED| NOWAIT)?`), ``},
	{regexp.MustCompile(`(?i)\bGREATEST\(`), `max(`},
	{regexp.MustCompile(`(?i)\bLEAST\(`), `min(`},
}

var schemaReplacements = []struct {
	pattern *regexp.Regexp
	text    string
}{
	{regexp.MustCompile(`(?i)\bbigint primary key`), `integer primary key`},
	{regexp.MustCompile(`(?i)\bbigint\b`), `integer`},
	{regexp.MustCompile(`(?i)\btimestamptz\b`), `integer`},
	{regexp.MustCompile(`(?i)\bdouble precision\b`), `real`},
	{regexp.MustCompile(`(?i)\bjsonb\b`), `text`},
	{regexp.MustCompile(`(?i) COLLATE "C"`), ``},
	// Citus wants customer_id in every unique constraint; here the id alone is
	// the row's own number, and a second index would only cost.
	{regexp.MustCompile(`(?i)primary key \(id, customer_id\)`), `primary key (id)`},
}

// ToSQLite returns PostgreSQL's SQL, as Regard writes it, as SQLite's.
func ToSQLite(query string) string {
	t := query
	if isSchema(t) {
		for _, r := range schemaReplacements {
			t = r.pattern.ReplaceAllString(t, r.text)
		}
		t = withoutRowid(t)
	}
	for _, r := range replacements {
		t = r.pattern.ReplaceAllString(t, r.text)
	}
	return t
}

func isSchema(query string) bool {
	head := strings.ToUpper(strings.TrimSpace(query))
	return strings.HasPrefix(head, "CREATE ") || strings.HasPrefix(head, "ALTER ")
}

var (
	ownNumber = regexp.MustCompile(`(?i)integer primary key|primary key \(id\)`)
	keyed     = regexp.MustCompile(`(?i)primary key`)
)

// withoutRowid has SQLite store a table that is not keyed by a number in the
// order of its key: one tree instead of two.
func withoutRowid(create string) string {
	if !strings.HasPrefix(strings.ToUpper(strings.TrimSpace(create)), "CREATE TABLE") {
		return create
	}
	if ownNumber.MatchString(create) || !keyed.MatchString(create) {
		return create
	}
	return strings.TrimRight(create, " \n;") + " without rowid"
}
