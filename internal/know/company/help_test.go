package company_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/problem"
)

// clock is a time that a test moves on.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.at.Store(companytest.Now.UnixMicro())
	return c
}

func (c *clock) now() time.Time { return time.UnixMicro(c.at.Load()).UTC() }

func (c *clock) pass(d time.Duration) { c.at.Add(d.Microseconds()) }

// eachTime runs fn with a company on each database and a clock of its own.
func eachTime(t *testing.T, fn func(t *testing.T, o *company.Office, c *clock)) {
	t.Helper()
	c := newClock()
	companytest.EachClock(t, c.now, func(t *testing.T, o *company.Office) { fn(t, o, c) })
}

// try runs fn in a transaction of the system's and returns its error.
func try(o *company.Office, fn func(ctx context.Context, tx *company.Tx) error) error {
	ctx := context.Background()
	return o.Update(ctx, company.System, func(tx *company.Tx) error { return fn(ctx, tx) })
}

// wants fails the test if err is not the problem with that code (and field).
func wants(t *testing.T, err error, code, field string) {
	t.Helper()
	if p := problem.Of(err); p == nil || p.Code != code || p.Field != field {
		t.Errorf("problem %v, want %s (%s)", err, code, field)
	}
}

func directory(t *testing.T, o *company.Office) (d *company.Directory) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		d, err = tx.Directory(ctx)
		return err
	})
	return d
}

func addContributor(t *testing.T, o *company.Office, draft company.ContributorDraft) (c company.Contributor) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		c, err = company.AddContributor(ctx, tx, draft)
		return err
	})
	return c
}

func addUser(t *testing.T, o *company.Office, draft company.UserDraft, hash string) (u company.User) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		u, err = company.AddUser(ctx, tx, draft, hash)
		return err
	})
	return u
}

// audited returns the actions of the audit log about a subject, oldest first.
func audited(t *testing.T, o *company.Office, subject string) (actions []string) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		all, err := company.AuditLog(ctx, tx, 0, 1000)
		for i := len(all) - 1; i >= 0; i-- {
			if all[i].Subject == subject {
				actions = append(actions, all[i].Action)
			}
		}
		return err
	})
	return actions
}
