package internal

import (
	"context"
	"database/sql"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	_ "regard/internal/app" // every room, with the tables that it inserts into
	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/locale"
	"regard/schema"
)

// sources parses every Go file of the rooms that is no test.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		files[path] = f
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var statement = regexp.MustCompile(`^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH) `)

// texts yields every string constant of a file.
func texts(f *ast.File, fn func(s string)) {
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				fn(s)
			}
		}
		return true
	})
}

// allowedSQL are the places where SQL may stand.
func allowedSQL(path string) bool {
	base := filepath.Base(path)
	return base == "store.go" || strings.HasSuffix(base, "_store.go") || strings.HasPrefix(path, "platform/") || strings.HasPrefix(path, "cli/bench")
}

func TestSQLStandsInStoresOnly(t *testing.T) {
	for path, f := range sources(t) {
		texts(f, func(s string) {
			if statement.MatchString(s) && !allowedSQL(path) {
				t.Errorf("%s: SQL outside a store: %.60s", path, s)
			}
		})
	}
}

func TestEveryStatementPreparesOnBothDatabases(t *testing.T) {
	var all []string
	for path, f := range sources(t) {
		if strings.HasPrefix(path, "cli/bench") || strings.HasPrefix(path, "platform/concordance") {
			continue // they speak to one database each, or to a file of their own
		}
		texts(f, func(s string) {
			if statement.MatchString(s) && strings.Count(s, " ") > 2 && !strings.Contains(s, "%s") && !strings.Contains(s, "(FORCE)") {
				all = append(all, s)
			}
		})
	}
	if len(all) < 80 {
		t.Fatalf("only %d statements found", len(all))
	}
	prepare := func(t *testing.T, driver, dsn string, inserts []string, text func(string) string) {
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, s := range all {
			if strings.Contains(s, "pg_") && driver == "sqlite3" {
				continue
			}
			stmt, err := db.PrepareContext(context.Background(), text(s))
			if err != nil {
				t.Errorf("%v\n%s", err, s)
				continue
			}
			stmt.Close()
		}
		if len(inserts) < 12 {
			t.Errorf("only %d tables are inserted into", len(inserts))
		}
		for _, s := range inserts {
			stmt, err := db.PrepareContext(context.Background(), text(s))
			if err != nil {
				t.Errorf("%v\n%s", err, s)
				continue
			}
			stmt.Close()
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		prepare(t, "sqlite3", strings.TrimPrefix(databasetest.SQLite(t), "sqlite:"), database.InsertStatements(database.SQLite), database.ToSQLite)
	})
	if !testing.Short() {
		t.Run("postgresql", func(t *testing.T) {
			prepare(t, "pgx", databasetest.PostgreSQL(t), database.InsertStatements(database.PostgreSQL), func(s string) string { return s })
		})
	}
}

// TestEveryProblemHasWords looks for codes where problems are made.
func TestEveryProblemHasWords(t *testing.T) {
	code := regexp.MustCompile(`^[a-z_]+\.[a-z_]+$`)
	found := 0
	for path, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "New" && sel.Sel.Name != "Field" {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "problem" {
				return true
			}
			lit, ok := call.Args[1].(*ast.BasicLit)
			if !ok {
				return true
			}
			s, _ := strconv.Unquote(lit.Value)
			found++
			if (code.MatchString(s) || !strings.Contains(s, ".")) && !locale.Has(s) {
				t.Errorf("%s: the problem %s has no words in platform/locale", path, s)
			}
			return true
		})
	}
	if found < 60 {
		t.Errorf("only %d problems found", found)
	}
}

var tableName = regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`)

// Every table stands in citus.sql, or is the coordinator's own; a distributed
// one has its key in every unique constraint.
func TestCitusKnowsEveryTable(t *testing.T) {
	own := map[string]bool{"node": true, "journal": true, "follower": true, "job": true}
	reference := regexp.MustCompile(`create_reference_table\('(\w+)'\)`)
	distributed := regexp.MustCompile(`create_distributed_table\('(\w+)', '(\w+)'\)`)
	class := map[string]string{}
	for _, m := range reference.FindAllStringSubmatch(schema.Citus, -1) {
		class[m[1]] = "reference"
	}
	for _, m := range distributed.FindAllStringSubmatch(schema.Citus, -1) {
		class[m[1]] = m[2]
	}
	for _, m := range tableName.FindAllStringSubmatch(schema.Whole, -1) {
		table := m[1]
		if class[table] == "" && !own[table] {
			t.Errorf("%s is not classed in citus.sql", table)
		}
		delete(own, table)
	}
	unique := regexp.MustCompile(`(?i)(primary key|unique)( \(([^)]*)\))?`)
	for s := range database.Statements(schema.Whole) {
		if i := regexp.MustCompile(`^CREATE UNIQUE INDEX \w+ ON (\w+) \(([^)]*)\)`).FindStringSubmatch(s); i != nil {
			if key := class[i[1]]; key != "" && key != "reference" && !strings.Contains(i[2], key) {
				t.Errorf("a unique index of %s lacks its distribution key %s", i[1], key)
			}
			continue
		}
		m := tableName.FindStringSubmatch(s)
		if m == nil || class[m[1]] == "" || class[m[1]] == "reference" {
			continue
		}
		key := class[m[1]]
		for line := range strings.Lines(s) {
			u := unique.FindStringSubmatch(line)
			if u == nil {
				continue
			}
			columns := u[3]
			if columns == "" {
				columns = strings.Fields(line)[0]
			}
			if !strings.Contains(columns, key) {
				t.Errorf("%s: %s lacks the distribution key %s", m[1], strings.TrimSpace(line), key)
			}
		}
	}
}
