package job_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/job"
)

func TestAJobThatFailsComesBackAndAJobThatIsDoneIsGone(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		ctx := t.Context()
		now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
		db := databasetest.Open(t, url, func() time.Time { return now })
		add := func(at time.Time) {
			if err := db.Update(ctx, func(tx *database.Tx) error { return job.Add(ctx, tx, "knock", "one", at, 7) }); err != nil {
				t.Fatal(err)
			}
		}
		add(now.Add(time.Hour))
		add(now.Add(time.Minute)) // the same key: moved
		runs, fail := 0, true
		handlers := map[string]job.Handler{"knock": func(ctx context.Context, db *database.DB, j job.Job) error {
			runs++
			if string(j.Payload) != "7" {
				t.Errorf("payload %s", j.Payload)
			}
			if fail {
				return errors.New("nobody home")
			}
			return db.Update(ctx, func(tx *database.Tx) error { return job.Done(ctx, tx, j) })
		}}
		step := func(wait time.Duration, want int) {
			t.Helper()
			now = now.Add(wait)
			if _, err := job.Step(ctx, db, handlers, slog.New(slog.DiscardHandler)); err != nil {
				t.Fatal(err)
			}
			if runs != want {
				t.Errorf("%d runs, want %d", runs, want)
			}
		}
		step(0, 0)
		step(time.Minute, 1)
		step(30*time.Second, 1) // put off by a minute
		step(time.Minute, 2)
		fail = false
		step(time.Minute, 2) // put off by four
		step(4*time.Minute, 3)
		step(48*time.Hour, 3) // done
	})
}

func TestNobodyWaitsForAKindThatIsApart(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		ctx, stop := context.WithCancel(t.Context())
		db := databasetest.Open(t, url, nil)
		err := db.Update(ctx, func(tx *database.Tx) error {
			return errors.Join(job.Add(ctx, tx, "long", "", tx.Now.Add(-time.Hour), nil), job.Add(ctx, tx, "short", "", tx.Now, nil))
		})
		if err != nil {
			t.Fatal(err)
		}
		short, long := make(chan struct{}), make(chan struct{})
		done := func(j job.Job) error {
			return db.Update(ctx, func(tx *database.Tx) error { return job.Done(ctx, tx, j) })
		}
		handlers := map[string]job.Handler{
			"long": func(ctx context.Context, _ *database.DB, j job.Job) error {
				defer close(long)
				select {
				case <-short:
				case <-time.After(time.Minute):
					t.Error("the short one waits for the long one")
				}
				return done(j)
			},
			"short": func(ctx context.Context, _ *database.DB, j job.Job) error {
				defer close(short)
				return done(j)
			},
		}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			job.Run(ctx, db, handlers, slog.New(slog.DiscardHandler), "long")
		}()
		<-long
		stop()
		<-ended
	})
}
