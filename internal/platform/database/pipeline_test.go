package database_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/problem"
)

func keysOf(t *testing.T, db *database.DB) (keys []string) {
	t.Helper()
	err := db.View(t.Context(), func(tx *database.Tx) (err error) {
		keys, err = database.Collect(t.Context(), tx, func(r *database.Rows) (key string, err error) { return key, r.Scan(&key) }, `SELECT key FROM job ORDER BY key`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestWhatIsWrittenIsThereForWhatIsAskedNext(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		var before, last int
		err := db.Update(ctx, func(tx *database.Tx) error {
			count := func(to *int) func(*database.Rows) error { return func(r *database.Rows) error { return r.Scan(to) } }
			if err := jobs.Insert(ctx, tx, [][]any{row(1, "a", tx.Now), row(2, "b", tx.Now)}); err != nil {
				return err
			}
			if err := tx.Each(ctx, count(&before), `SELECT count(*) FROM job`); err != nil {
				return err
			}
			if err := tx.Write(ctx, `UPDATE job SET attempt = $1 WHERE key = $2`, 3, "a"); err != nil {
				return err
			}
			var each []string
			err := tx.Many(ctx, `SELECT key, attempt FROM job WHERE key = $1`, [][]any{{"b"}, {"none"}, {"a"}}, func(i int, r *database.Rows) error {
				var key string
				var attempt int
				err := r.Scan(&key, &attempt)
				each = append(each, fmt.Sprint(i, key, attempt))
				return err
			})
			if err != nil {
				return err
			}
			if slices.Sort(each); strings.Join(each, " ") != "0b0 2a3" {
				t.Errorf("answered %q", each)
			}
			if n, err := jobs.InsertCounted(ctx, tx, [][]any{row(3, "b", tx.Now), row(4, "c", tx.Now)}); n != 1 || err != nil {
				t.Errorf("%d written, %v: one key is taken", n, err)
			}
			jobs.InsertLast(tx, [][]any{row(5, "y", tx.Now)})
			jobs.InsertLast(tx, [][]any{row(6, "z", tx.Now)})
			return tx.Row(ctx, `SELECT count(*) FROM job`).Scan(&last)
		})
		if err != nil || before != 2 || last != 3 {
			t.Errorf("%v; %d rows seen after two were written, %d after three; what is written last is not found before", err, before, last)
		}
		if got := strings.Join(keysOf(t, db), " "); got != "a b c y z" {
			t.Errorf("left %q", got)
		}
	})
}

func TestWhatIsWrongWithAWriteUndoesTheTransaction(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		const write = `INSERT INTO follower (name, xact, position, moved_at) VALUES ($1, 0, 0, $2)`
		for _, asked := range []bool{false, true} {
			err := db.Update(ctx, func(tx *database.Tx) error {
				for _, name := range []string{"f", "f"} {
					if err := tx.Write(ctx, write, name, tx.Now); err != nil {
						return err
					}
				}
				if asked {
					var n int
					return tx.Row(ctx, `SELECT count(*) FROM follower`).Scan(&n)
				}
				return nil
			})
			if problem.KindOf(err) != problem.Conflict || !strings.Contains(err.Error(), "INSERT INTO follower") {
				t.Errorf("asked %v: %v, which does not say what was wrong with which statement", asked, err)
			}
		}
		var n int
		if err := db.View(ctx, func(tx *database.Tx) error { return tx.Row(ctx, `SELECT count(*) FROM follower`).Scan(&n) }); err != nil || n != 0 {
			t.Errorf("%d rows left, %v", n, err)
		}
	})
}

// On PostgreSQL a statement that failed ends the transaction, and its commit undoes it.
func TestWhoeverOverlooksAnErrorIsNotToldThatAllIsDone(t *testing.T) {
	db := databasetest.Open(t, databasetest.PostgreSQL(t), time.Now)
	err := db.Update(t.Context(), func(tx *database.Tx) error {
		if err := jobs.Insert(t.Context(), tx, [][]any{row(1, "a", tx.Now)}); err != nil {
			return err
		}
		tx.Exec(t.Context(), `INSERT INTO job (id) VALUES ($1)`, 1) //nolint:errcheck // overlooked
		return nil
	})
	if err == nil {
		t.Errorf("told that it is done; there: %q", keysOf(t, db))
	}
}

func TestWhoeverOverlooksThatAStatementIsNoneIsNotToldThatAllIsDone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Update(t.Context(), func(tx *database.Tx) error {
			_, failed := tx.Exec(t.Context(), `UPDATE nowhere SET id = $1`, 1)
			if failed == nil {
				t.Error("done")
			}
			return jobs.Insert(t.Context(), tx, [][]any{row(1, "a", tx.Now)})
		})
		// SQLite goes on after a statement that failed, as if it had not been.
		if left := keysOf(t, db); (err == nil) != (len(left) == 1) || err == nil && db.Dialect == database.PostgreSQL {
			t.Errorf("told %v; left %q", err, left)
		}
	})
}

func TestWhatCannotBeSentCostsNoConnection(t *testing.T) {
	url := databasetest.PostgreSQL(t)
	db := databasetest.Open(t, url, time.Now)
	other := databasetest.Open(t, url, time.Now)
	backends := func() (pids string) {
		err := other.View(t.Context(), func(tx *database.Tx) error {
			return tx.Row(t.Context(), `SELECT string_agg(pid::text, ' ' ORDER BY pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`).Scan(&pids)
		})
		if err != nil {
			t.Fatal(err)
		}
		return pids
	}
	var before []string
	err := db.View(t.Context(), func(tx *database.Tx) error {
		var pid string
		err := tx.Row(t.Context(), `SELECT pg_backend_pid()::text`).Scan(&pid)
		before = append(before, pid)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func(*database.Tx) error{
		"query": func(tx *database.Tx) error {
			var n int
			return tx.Row(t.Context(), `SELECT count(*) FROM job WHERE key = $1`, "a\x00").Scan(&n)
		},
		"write":  func(tx *database.Tx) error { return tx.Write(t.Context(), `UPDATE job SET key = $1`, "a\x00") },
		"insert": func(tx *database.Tx) error { return jobs.Insert(t.Context(), tx, [][]any{row(1, "a\x00", tx.Now)}) },
		"many": func(tx *database.Tx) error {
			return tx.Many(t.Context(), `SELECT id FROM job WHERE key = $1`, [][]any{{"a"}, {"a\x00"}}, func(int, *database.Rows) error { return nil })
		},
	} {
		if err := db.Update(t.Context(), ask); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	now := strings.Fields(backends())
	for _, pid := range before {
		if !slices.Contains(now, pid) {
			t.Errorf("connection %s of %q is none of %q", pid, before, now)
		}
	}
}

func TestWhatIsDumpedKeepsItsDigits(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		const id = 1_234_567_890_123_456_789
		err := db.Update(ctx, func(tx *database.Tx) error {
			return jobs.Insert(ctx, tx, [][]any{{int64(id), "test", "a", tx.Now, 0, database.JSON(map[string]int64{"c": id}), "", tx.Now}})
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.View(ctx, func(tx *database.Tx) error {
			list, err := tx.Dump(ctx, "job", "key", []string{"a"})
			if err != nil || len(list) != 1 {
				t.Fatalf("%v %v", list, err)
			}
			text, err := json.Marshal(list[0])
			for _, want := range []string{`"id":"1234567890123456789"`, `"attempt":"0"`, "1234567890123456789}"} {
				if !strings.Contains(strings.ReplaceAll(string(text), " ", ""), want) {
					t.Errorf("%s lacks %s", text, want)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestALostConnectionIsReplaced(t *testing.T) {
	url := databasetest.PostgreSQL(t)
	db, other := databasetest.Open(t, url, time.Now), databasetest.Open(t, url, time.Now)
	ctx := t.Context()
	cut := func() {
		err := other.View(ctx, func(tx *database.Tx) error {
			return tx.Each(ctx, func(*database.Rows) error { return nil }, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	several := make(chan struct{})
	for range 4 { // so that there are connections that nobody uses
		go db.View(ctx, func(*database.Tx) error { <-several; return nil }) //nolint:errcheck // it does nothing
	}
	for range 4 {
		several <- struct{}{}
	}
	for i := range 3 {
		cut()
		calls := 0
		err := db.Update(ctx, func(tx *database.Tx) error {
			calls++
			return jobs.Insert(ctx, tx, [][]any{row(tx.NewID(), fmt.Sprint(i), tx.Now)})
		})
		if err != nil {
			t.Errorf("after %d calls: %v", calls, err)
		}
	}
	if got := strings.Join(keysOf(t, db), " "); got != "0 1 2" {
		t.Errorf("left %q: each once", got)
	}
}

func TestWhoPanicsLeavesHisConnectionToOthers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		defer stop()
		for range 50 { // more than there are connections
			func() {
				defer func() { recover() }()                             //nolint:errcheck // it is ours
				db.View(ctx, func(*database.Tx) error { panic("lost") }) //nolint:errcheck // it does not return
			}()
		}
		if err := db.Ready(ctx); err != nil {
			t.Error(err)
		}
	})
}
