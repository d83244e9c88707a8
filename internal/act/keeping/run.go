package keeping

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/problem"
)

// JobKeep is the daily job that removes what was kept long enough.
const JobKeep = "keeping.keep"

// batch is how many rows are removed in one transaction.
const batch = 500

// Keep does the job: class after class, a batch a transaction.
func Keep(o *company.Office) job.Handler {
	return func(ctx context.Context, _ *database.DB, j job.Job) error {
		if _, err := Remove(ctx, o, company.System, func(ctx context.Context, tx *company.Tx) error { return job.Keep(ctx, tx.Tx, j, nil) }); err != nil {
			return err
		}
		return o.Update(ctx, company.System, func(tx *company.Tx) error {
			if err := job.Done(ctx, tx.Tx, j); err != nil {
				return err
			}
			return job.Add(ctx, tx.Tx, JobKeep, "daily", tx.Now.Add(24*time.Hour), nil)
		})
	}
}

// Remove removes what was kept long enough, and returns what went. During, which
// may be nil, is called in each transaction.
func Remove(ctx context.Context, o *company.Office, who company.Actor, during func(context.Context, *company.Tx) error) (runs []Run, err error) {
	defer problem.Wrap(&err, "keeping.Remove")
	var r Retention
	err = o.View(ctx, who, func(tx *company.Tx) (err error) {
		r, _, err = InForce(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	before := o.DB.Now()
	for _, c := range Classes {
		days := r[c.Name]
		if days == 0 {
			continue
		}
		run := Run{Class: c.Name, Before: before.AddDate(0, 0, -days)}
		if run.Removed, err = c.clear(ctx, o, who, run.Before, during); err != nil {
			return runs, err
		}
		if run.Removed == 0 {
			continue
		}
		runs = append(runs, run)
		if err := o.Update(ctx, who, func(tx *company.Tx) error { return insertRun(ctx, tx, run) }); err != nil {
			return runs, err
		}
	}
	return runs, nil
}

// clear removes what of a class is older than an instant.
func (c Class) clear(ctx context.Context, o *company.Office, who company.Actor, before time.Time, during func(context.Context, *company.Tx) error) (removed int64, err error) {
	for after, more := int64(0), true; more; {
		if err := ctx.Err(); err != nil {
			return removed, err
		}
		var found []Row
		err := o.View(ctx, who, func(tx *company.Tx) (err error) {
			found, after, err = c.look(ctx, tx, before, after)
			return err
		})
		if err != nil {
			return removed, err
		}
		if more = after != 0; c.deletes {
			after = 0
		}
		for len(found) > 0 {
			ids := make([]int64, 0, batch)
			for _, row := range found[:min(batch, len(found))] {
				ids = append(ids, row.ID)
			}
			found = found[len(ids):]
			err := o.Update(ctx, who, func(tx *company.Tx) error {
				if during != nil {
					if err := during(ctx, tx); err != nil {
						return err
					}
				}
				return c.remove(ctx, tx, ids)
			})
			if err != nil {
				return removed, err
			}
			removed += int64(len(ids))
		}
	}
	return removed, nil
}
