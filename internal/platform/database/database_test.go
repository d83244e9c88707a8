package database_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/problem"
)

var jobs = database.Into("job", "id, kind, key, run_at, attempt, payload, last_problem, created_at", "ON CONFLICT (kind, key) DO NOTHING")

func row(id int64, key string, at time.Time) []any {
	return []any{id, "test", key, at, 0, database.JSON(map[string]string{"a": key}), "", at}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		at := time.Date(2026, 3, 29, 1, 30, 0, 123456000, time.UTC)
		err := db.Update(ctx, func(tx *database.Tx) error {
			n, err := jobs.InsertCounted(ctx, tx, [][]any{row(tx.NewID(), "a", at), row(tx.NewID(), "b", at), row(tx.NewID(), "a", at)})
			if n != 2 {
				t.Errorf("%d rows written, want 2: the third repeats a key", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.View(ctx, func(tx *database.Tx) error {
			var got time.Time
			var payload map[string]string
			err := tx.Row(ctx, `SELECT run_at, payload FROM job WHERE kind = $1 AND key = ANY($2) ORDER BY key DESC LIMIT 1`,
				"test", []string{"a", "b", "c"}).Scan(&got, database.JSON(&payload))
			if !got.Equal(at) || payload["a"] != "b" {
				t.Errorf("read %v %v", got, payload)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(ctx, func(tx *database.Tx) error {
			seen := 0
			err := tx.Many(ctx, `SELECT id, key FROM job WHERE kind = $1 AND key = $2`, [][]any{{"test", "a"}, {"test", "none"}, {"test", "b"}},
				func(i int, r *database.Rows) error {
					seen += i
					var id int64
					var key string
					return r.Scan(&id, &key)
				})
			if seen != 2 {
				t.Errorf("rows of arguments 0 and 2 expected, sum %d", seen)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestCallersShareCommitsWithoutSharingFailures(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		refused := errors.New("refused")
		var wg sync.WaitGroup
		var mu sync.Mutex
		committed := 0
		for i := range 200 {
			wg.Go(func() {
				err := db.Update(ctx, func(tx *database.Tx) error {
					tx.AfterCommit(func() { mu.Lock(); committed++; mu.Unlock() })
					if err := jobs.Insert(ctx, tx, [][]any{row(tx.NewID(), fmt.Sprint(i), tx.Now)}); err != nil {
						return err
					}
					switch i % 5 {
					case 1:
						return refused
					case 2:
						panic("a slip")
					}
					return nil
				})
				if want := i%5 != 1 && i%5 != 2; (err == nil) != want {
					t.Errorf("caller %d: %v", i, err)
				}
				if i%5 == 1 && !errors.Is(err, refused) {
					t.Errorf("caller %d got another's error: %v", i, err)
				}
			})
		}
		wg.Wait()
		var n int
		if err := db.View(ctx, func(tx *database.Tx) error { return tx.Row(ctx, `SELECT count(*) FROM job`).Scan(&n) }); err != nil {
			t.Fatal(err)
		}
		if n != 120 || committed != 120 {
			t.Errorf("%d rows, %d commits told; want 120 of each", n, committed)
		}
	})
}

func TestACanceledCallerLeavesTheOthersAlone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		canceled, cancel := context.WithCancel(t.Context())
		err := db.Update(canceled, func(tx *database.Tx) error {
			if err := jobs.Insert(canceled, tx, [][]any{row(tx.NewID(), "gone", tx.Now)}); err != nil {
				return err
			}
			cancel()
			_, err := tx.Exec(canceled, `UPDATE job SET attempt = 1`)
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		var n int
		if err := db.View(t.Context(), func(tx *database.Tx) error { return tx.Row(t.Context(), `SELECT count(*) FROM job`).Scan(&n) }); err != nil || n != 0 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

func TestATakenKeyIsAConflict(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		put := func() error {
			return db.Update(ctx, func(tx *database.Tx) error {
				_, err := tx.Exec(ctx, `INSERT INTO follower (name, xact, position, moved_at) VALUES ($1, 0, 0, $2)`, "f", tx.Now)
				return err
			})
		}
		if err := put(); err != nil {
			t.Fatal(err)
		}
		if err := put(); problem.KindOf(err) != problem.Conflict {
			t.Errorf("got %v", err)
		}
	})
}

func TestANewerSchemaIsRefused(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		err := db.Update(ctx, func(tx *database.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO migration (id, name, applied_at) VALUES (9999, 'later', $1)`, tx.Now)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(ctx); problem.Of(err) == nil || problem.Of(err).Code != "database.newer" {
			t.Errorf("got %v", err)
		}
	})
}

func TestIDsReadAsTheyAreShown(t *testing.T) {
	for _, id := range []int64{0, 1, 31, 32, 1<<63 - 1, 123456789012345678} {
		s := database.FormatID("cus", id)
		got, err := database.ParseID("cus", s)
		if err != nil || got != id {
			t.Errorf("%d shown as %s read as %d, %v", id, s, got, err)
		}
	}
	for _, s := range []string{"", "cus_", "cus_123", "int_0000000000000", "cus_zzzzzzzzzzzzz", "cus_000000000000u", "cus_0000000000000x"} {
		if _, err := database.ParseID("cus", s); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestIDsAscendWhenTheClockStepsBack(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	db := databasetest.Open(t, databasetest.SQLite(t), func() time.Time { return now })
	var last int64
	for range 3 {
		err := db.Update(t.Context(), func(tx *database.Tx) error {
			for range 10_000 {
				id := tx.NewID()
				if id <= last {
					t.Fatalf("%d after %d", id, last)
				}
				last = id
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(-time.Hour)
	}
}
