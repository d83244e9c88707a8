// Package job is what must happen later: durable timers.
//
// A job is a row. Claiming it moves its time forward by a lease, so that it
// comes back should its worker die; done is deleting the row in the handler's
// own transaction. A job that fails comes back later and later, and its last
// problem stays with it until it succeeds. One key, one job: adding it again
// moves it.
package job

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
	"regard/internal/platform/processor"
)

// Job is one thing to do.
type Job struct {
	ID      int64
	Kind    string
	Key     string
	RunAt   time.Time
	Attempt int
	Payload json.RawMessage
}

// Handler does the jobs of one kind. It ends each by calling Done in the
// transaction that did it.
type Handler func(ctx context.Context, db *database.DB, j Job) error

// lease is how long a worker may take before the job is given to another.
const lease = 5 * time.Minute

// Add puts a job down for at. A job of the same kind and key is moved there instead.
func Add(ctx context.Context, tx *database.Tx, kind, key string, at time.Time, payload any) (err error) {
	defer problem.Wrap(&err, "job.Add %s", kind)
	_, err = tx.Exec(ctx, `INSERT INTO job (id, kind, key, run_at, attempt, payload, last_problem, created_at)
		VALUES ($1, $2, $3, $4, 0, $5, '', $6)
		ON CONFLICT (kind, key) DO UPDATE SET run_at = excluded.run_at, attempt = 0, payload = excluded.payload`,
		tx.NewID(), kind, key, at, database.JSON(payload), tx.Now)
	return err
}

// Done ends a job.
func Done(ctx context.Context, tx *database.Tx, j Job) error {
	_, err := tx.Exec(ctx, `DELETE FROM job WHERE id = $1`, j.ID)
	return err
}

// Keep writes down how far a long job has come, in the transaction that brought
// it there, and renews its lease.
func Keep(ctx context.Context, tx *database.Tx, j Job, payload any) (err error) {
	defer problem.Wrap(&err, "job.Keep %s", j.Kind)
	_, err = tx.Exec(ctx, `UPDATE job SET payload = $1, run_at = $2 WHERE id = $3`, database.JSON(payload), tx.Now.Add(lease), j.ID)
	return err
}

// Do does one job now if it is due and nobody else is at it; false if not.
func Do(ctx context.Context, db *database.DB, kind, key string, handler Handler) (bool, error) {
	j, found, err := claim(ctx, db, kind, key, lane{})
	if err != nil || !found {
		return false, err
	}
	if err := handler(ctx, db, j); err != nil {
		return true, errors.Join(err, again(ctx, db, j, err))
	}
	return true, nil
}

// lane are the jobs that are done one after another: those of some kinds, or
// those of all others.
type lane struct {
	kinds []string
	only  bool
}

// claim takes the job of a lane that has been due for longest; of one kind and
// key where they are given.
func claim(ctx context.Context, db *database.DB, kind, key string, l lane) (j Job, found bool, err error) {
	err = db.Update(ctx, func(tx *database.Tx) error {
		j, found = Job{}, false
		err := tx.Row(ctx, `SELECT id, kind, key, run_at, attempt, payload FROM job WHERE run_at <= $1 AND ($2 = '' OR kind = $3 AND key = $4)
			AND (kind = ANY($5)) = $6 ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED`, tx.Now, kind, kind, key, l.kinds, l.only).
			Scan(&j.ID, &j.Kind, &j.Key, &j.RunAt, &j.Attempt, database.JSON(&j.Payload))
		if database.None(err) {
			return nil
		}
		if err != nil {
			return err
		}
		found = true
		_, err = tx.Exec(ctx, `UPDATE job SET run_at = $1, attempt = attempt + 1 WHERE id = $2`, tx.Now.Add(lease), j.ID)
		return err
	})
	return j, found, err
}

// again puts a failed job off: after 1, 4, 9 … minutes, a day at most.
func again(ctx context.Context, db *database.DB, j Job, cause error) error {
	wait := min(time.Duration((j.Attempt+1)*(j.Attempt+1))*time.Minute, 24*time.Hour)
	return db.Update(ctx, func(tx *database.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE job SET run_at = $1, last_problem = $2 WHERE id = $3`, tx.Now.Add(wait), code(cause), j.ID)
		return err
	})
}

// code names a problem without what it was about, which may be personal.
func code(err error) string {
	if p := problem.Of(err); p != nil {
		return p.Code
	}
	return "internal"
}

// Step does one job that is due; false when there is none.
func Step(ctx context.Context, db *database.DB, handlers map[string]Handler, log *slog.Logger) (bool, error) {
	return step(ctx, db, handlers, log, lane{})
}

func step(ctx context.Context, db *database.DB, handlers map[string]Handler, log *slog.Logger, l lane) (bool, error) {
	j, found, err := claim(ctx, db, "", "", l)
	if err != nil || !found {
		return false, err
	}
	handler, known := handlers[j.Kind]
	if !known {
		err = problem.New(problem.Internal, "job.unknown", problem.Params{"kind": j.Kind})
	} else {
		err = handler(ctx, db, j)
	}
	if err != nil {
		log.Error("job", "kind", j.Kind, "key", j.Key, "attempt", j.Attempt+1, "problem", err)
		return true, again(ctx, db, j, err)
	}
	return true, nil
}

// Run does jobs as they fall due until ctx ends, one after another. Those of the
// kinds that are apart, which take long, are done beside the others, so that
// none of these waits for them.
func Run(ctx context.Context, db *database.DB, handlers map[string]Handler, log *slog.Logger, apart ...string) {
	var wg sync.WaitGroup
	wg.Go(func() { run(ctx, db, handlers, log, lane{kinds: apart}) })
	if len(apart) > 0 {
		wg.Go(func() { run(ctx, db, handlers, log, lane{kinds: apart, only: true}) })
	}
	wg.Wait()
}

func run(ctx context.Context, db *database.DB, handlers map[string]Handler, log *slog.Logger, l lane) {
	processor.GiveWay()
	for ctx.Err() == nil {
		more, err := step(ctx, db, handlers, log, l)
		if err != nil && ctx.Err() == nil {
			log.Error("jobs", "problem", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}
