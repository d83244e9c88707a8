package app

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/problem"
)

// start starts a server on a database, with a data directory of its own, at a time.
func start(t *testing.T, url, dir string, now *time.Time) *App {
	t.Helper()
	c := Config{Data: dir, Log: slog.New(slog.DiscardHandler), Key: strings.Repeat("5eed", 16), Clock: func() time.Time { return *now }}
	if !strings.HasPrefix(url, "sqlite:") {
		c.DB = url
	}
	a, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// put makes a customer who has said something, and returns his id.
func put(t *testing.T, a *App) (id customer.ID) {
	t.Helper()
	companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) error {
		mail := []customer.Identifier{{Kind: "email", Value: "qzxada@example.com"}}
		ids, _, err := customer.Put(ctx, tx, []customer.Draft{{Name: "Ada Qzxlovelace", Identifiers: mail, Attributes: map[string]any{"plan": "qzxfibre"}}})
		if err != nil {
			return err
		}
		id = ids[0]
		_, err = interaction.Record(ctx, tx, []interaction.Draft{
			{Source: "desk", SourceRef: "qzxref", OccurredAt: tx.Now, Channel: interaction.Email, Identifiers: mail, Subject: "qzxsubject", Text: "I am very angry: qzxtext", Reference: "order:qzxreference"},
			{Source: "desk", SourceRef: "2", OccurredAt: tx.Now, Channel: interaction.Email, Identifiers: []customer.Identifier{{Kind: "email", Value: "bob@example.com"}}, Text: "ask QZXADA@example.com"},
		}, interaction.Live)
		return err
	})
	return id
}

// everything returns all rows of all tables that have an id or name a customer.
func everything(t *testing.T, a *App) string {
	t.Helper()
	var b strings.Builder
	companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) error {
		for _, column := range []string{"id", "customer_id"} {
			for _, table := range database.TablesWith(column) {
				var ids []int64
				err := tx.Each(ctx, func(r *database.Rows) error {
					var id int64
					err := r.Scan(&id)
					ids = append(ids, id)
					return err
				}, "SELECT "+column+" FROM "+table)
				if err != nil {
					return err
				}
				rows, err := tx.Dump(ctx, table, column, ids)
				if err != nil {
					return err
				}
				text, err := json.Marshal(rows)
				if err != nil {
					return err
				}
				b.Write(text)
			}
		}
		return nil
	})
	return strings.ToLower(b.String())
}

// Every eraser fails once, half of them because the server is stopped meanwhile,
// and each time another process goes on.
func TestAnErasureThatIsInterruptedAnywhereIsFinishedByWhoeverComesNext(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		now, dir := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), t.TempDir()
		a := start(t, url, dir, &now)
		companytest.Open(t, a.DB)
		id := put(t, a)
		if before := everything(t, a); strings.Count(before, "qzx") < 9 {
			t.Fatalf("little was written: %s", before)
		}
		var e customer.Erasure
		companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) (err error) {
			e, err = customer.Erase(ctx, tx, id)
			return err
		})
		whole := Erasers
		t.Cleanup(func() { Erasers = whole })
		Erasers = append([]Eraser{}, whole...)
		failed, stopped := 0, func() {}
		for i, s := range whole {
			first := true
			Erasers[i].wipe = func(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
				if next, n, err = s.wipe(ctx, tx, e, after); err != nil || !first {
					return next, n, err
				}
				first = false
				if failed++; i%2 == 1 {
					stopped()
					return next, n, nil
				}
				return next, n, errors.New("interrupted")
			}
		}
		for runs := 0; e.DoneAt.IsZero(); runs++ {
			if runs > len(whole)+1 {
				t.Fatalf("not done after %d runs, %d failures", runs, failed)
			}
			ctx, stop := context.WithCancel(t.Context())
			stopped = stop
			done, err := a.Finish(ctx, e.ID)
			stop()
			if err == nil {
				e = done
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			now = now.Add(48 * time.Hour)
			a = start(t, url, dir, &now)
		}
		defer a.Close()
		if failed != len(whole) {
			t.Errorf("%d of %d erasers were interrupted", failed, len(whole))
		}
		if after := everything(t, a); strings.Contains(after, "qzx") || !strings.Contains(after, "bob@example.com") {
			t.Error(after)
		}
	})
}

func TestEveryServerOfADatabaseNotesWhoWasErased(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		now, one := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), t.TempDir()
		a := start(t, url, one, &now)
		defer a.Close()
		companytest.Open(t, a.DB)
		id := put(t, a)
		var e customer.Erasure
		companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) (err error) {
			e, err = customer.Erase(ctx, tx, id)
			return err
		})
		if _, err := a.Finish(t.Context(), e.ID); err != nil && problem.KindOf(err) != problem.Unavailable {
			t.Fatal(err)
		}
		// Another server has a data directory of its own.
		other := *a
		other.Data = t.TempDir()
		for range 2 {
			if err := other.noteOthers(t.Context(), false); err != nil {
				t.Fatal(err)
			}
		}
		mine, err := os.ReadFile(filepath.Join(one, noteFile))
		if err != nil {
			t.Fatal(err)
		}
		its, err := os.ReadFile(filepath.Join(other.Data, noteFile))
		if err != nil || strings.Fields(string(its))[0] != strings.Fields(string(mine))[0] || strings.Count(string(its), id.String()) != 1 {
			t.Errorf("%q, the other server's: %q, %v", mine, its, err)
		}
	})
}
