// Package databasetest gives tests real databases.
//
// Each runs a test on SQLite and on PostgreSQL, each time on a fresh database
// with the whole schema. PostgreSQL is started once a test binary, in a
// temporary directory and as an unprivileged user, and ends with it. Where
// there is no PostgreSQL the test fails and says what to install: a store that
// was not tested on both is not tested. Only -short (make check) leaves
// PostgreSQL out.
package databasetest

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/database/cluster"
)

// Each runs fn on each database.
func Each(t *testing.T, fn func(t *testing.T, db *database.DB)) {
	t.Helper()
	EachURL(t, func(t *testing.T, url string) { fn(t, Open(t, url, nil)) })
}

// EachURL runs fn with the address of an empty but migrated database of each kind.
func EachURL(t *testing.T, fn func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		fn(t, SQLite(t))
	})
	if testing.Short() {
		return
	}
	t.Run("postgresql", func(t *testing.T) {
		fn(t, PostgreSQL(t))
	})
}

// Open opens a database and migrates it; it is closed when the test ends.
func Open(t testing.TB, url string, clock func() time.Time) *database.DB {
	t.Helper()
	db, err := database.Open(context.Background(), database.Options{URL: url, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

var sqliteTemplate = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "regard-sqlite")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "template.db")
	return path, migrate("sqlite:" + path)
})

// SQLite returns the address of a fresh database in the test's directory.
func SQLite(t testing.TB) string {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "regard.db")
	if err := copyFile(path, template); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

func migrate(url string) error {
	db, err := database.Open(context.Background(), database.Options{URL: url})
	if err != nil {
		return err
	}
	if err := db.Migrate(context.Background()); err != nil {
		db.Close()
		return err
	}
	return db.Close()
}

func copyFile(to, from string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, r); err != nil {
		w.Close()
		return err
	}
	return w.Close()
}

var template = sync.OnceValues(func() (*cluster.Cluster, error) {
	s, err := cluster.New()
	if err != nil {
		return nil, err
	}
	if err := s.Start("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=64MB"); err != nil {
		return nil, err
	}
	if err := s.Run("CREATE DATABASE template_regard"); err != nil {
		return nil, err
	}
	return s, migrate(s.URL("template_regard"))
})

var databases struct {
	sync.Mutex
	n int
}

// PostgreSQL returns the address of a fresh database on the test binary's own server.
func PostgreSQL(t testing.TB) string {
	t.Helper()
	return fresh(t, "template_regard")
}

// EmptyPostgreSQL returns the address of a database without any table.
func EmptyPostgreSQL(t testing.TB) string {
	t.Helper()
	return fresh(t, "template0")
}

func fresh(t testing.TB, from string) string {
	t.Helper()
	s, err := template()
	if err != nil {
		t.Fatalf("PostgreSQL is needed for this test, or -short: %v", err)
	}
	databases.Lock()
	databases.n++
	name := fmt.Sprintf("test_%d", databases.n)
	err = s.Run("CREATE DATABASE " + name + " TEMPLATE " + from)
	databases.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Run("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop %s: %v", name, err)
		}
	})
	return s.URL(name)
}
