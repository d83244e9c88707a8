package database

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"regard/internal/platform/problem"
)

func openNotes(t *testing.T) (*DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes.db")
	db, err := Open(t.Context(), Options{URL: "sqlite:" + path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	note(t, db, `CREATE TABLE note (id bigint primary key, words text not null)`)
	return db, path
}

func note(t *testing.T, db *DB, statement string, args ...any) {
	t.Helper()
	if err := db.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.Exec(t.Context(), statement, args...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func notes(t *testing.T, db *DB) (n int) {
	t.Helper()
	if err := db.View(t.Context(), func(tx *Tx) error { return tx.Row(t.Context(), `SELECT count(*) FROM note`).Scan(&n) }); err != nil {
		t.Fatal(err)
	}
	return n
}

// Who wrote while the disk refused is told so; nobody is told yes before all that
// was committed then is in the file, and then everything goes on.
func TestNobodyIsAnsweredWhileTheDiskRefuses(t *testing.T) {
	db, path := openNotes(t)
	good := db.writer.log.file
	closed, err := os.Open(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	db.writer.log.file = closed // which cannot be forced
	insert := func(id int) error {
		return db.Update(t.Context(), func(tx *Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO note (id, words) VALUES ($1, $2)`, id, "said")
			return err
		})
	}
	if err := insert(1); problem.KindOf(err) != problem.Unavailable || problem.Of(err).Code != "database.disk" {
		t.Fatalf("a commit that was not forced was answered with %v", err)
	}
	if !db.writer.log.doubt.Load() {
		t.Fatal("nobody doubts the log")
	}
	if err := insert(2); problem.KindOf(err) != problem.Unavailable {
		t.Fatalf("while the disk refuses, an answer was %v", err)
	}
	db.writer.log.file = good
	if err := insert(3); err != nil {
		t.Fatalf("when the disk takes it again: %v", err)
	}
	if db.writer.log.doubt.Load() {
		t.Error("the doubt stays")
	}
	if n := notes(t, db); n != 3 {
		t.Errorf("%d rows, want 3: those whose fate was not told are there too", n)
	}
}

// While much is written, the log is copied and begins anew: it does not grow with
// what is written, even while others read.
func TestTheLogDoesNotGrow(t *testing.T) {
	db, path := openNotes(t)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for ctx.Err() == nil {
				err := db.View(ctx, func(tx *Tx) error {
					var n int
					return tx.Row(ctx, `SELECT count(*) FROM note WHERE id < 100`).Scan(&n)
				})
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			}
		})
	}
	words := make([]byte, 4000)
	for i := range words {
		words[i] = 'a'
	}
	var most int64
	for commit := range 50 { // of 16 MB each: what is copied at once a dozen times
		if err := db.Update(t.Context(), func(tx *Tx) error {
			for i := range 4000 {
				if _, err := tx.Exec(t.Context(), `INSERT INTO note (id, words) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET words = excluded.words`, i, string(words)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if s, err := os.Stat(path + "-wal"); err == nil && commit > 0 {
			most = max(most, s.Size())
		}
		if testing.Short() && commit == 20 {
			break
		}
	}
	stop()
	wg.Wait()
	if limit := int64(3 * longFrom * pageSize); most > limit {
		t.Errorf("the log grew to %d MiB, want at most %d", most>>20, limit>>20)
	}
}

// Who reads a snapshot for long is not waited for, and nobody waits for him.
func TestALongReaderHoldsNobodyUp(t *testing.T) {
	db, _ := openNotes(t)
	note(t, db, `INSERT INTO note (id, words) VALUES (1, 'first')`)
	err := db.View(t.Context(), func(tx *Tx) error {
		var n int
		if err := tx.Row(t.Context(), `SELECT count(*) FROM note`).Scan(&n); err != nil {
			return err
		}
		note(t, db, `INSERT INTO note (id, words) VALUES (2, 'second')`)
		db.writer.log.long.Store(true)
		began := time.Now()
		note(t, db, `INSERT INTO note (id, words) VALUES (3, 'third')`)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("writing beside a reader took %v", took)
		}
		if err := tx.Row(t.Context(), `SELECT count(*) FROM note`).Scan(&n); err != nil || n != 1 {
			t.Errorf("the snapshot has %d rows, %v; want 1", n, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := notes(t, db); n != 3 {
		t.Errorf("%d rows, want 3", n)
	}
}
