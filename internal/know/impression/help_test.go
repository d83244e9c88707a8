package impression_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/job"
	"regard/internal/platform/problem"
)

// life is one customer's, in a company of the test's own.
type life struct {
	t  testing.TB
	o  *company.Office
	id customer.ID
	n  int64 // the last part's id
}

func begin(t testing.TB, o *company.Office, name string) *life {
	t.Helper()
	l := &life{t: t, o: o}
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		ids, err := customer.Resolve(ctx, tx, []customer.Claim{{Identifiers: []customer.Held{{Kind: "external:test", Value: name}}}})
		l.id, l.n = ids[0], tx.NewID()
		return err
	})
	return l
}

// part makes a part of a talk: what it left, so long before the tests' now.
func (l *life) part(ago time.Duration, key string, left ...float64) impression.Part {
	l.n++
	p := impression.Part{ID: l.n, CustomerID: l.id, Key: impression.Key{Text: key}, At: companytest.Now.Add(-ago), Tie: l.n, Channel: "phone", Kind: "talk", Inbound: true}
	for _, v := range left {
		p.Signals = append(p.Signals, impression.Signal{Role: impression.RoleObserved, Valence: v, Confidence: 1})
	}
	return p
}

func (l *life) update(fn func(ctx context.Context, tx *company.Tx) error) {
	l.t.Helper()
	companytest.Update(l.t, l.o, func(ctx context.Context, tx *company.Tx) error {
		if err := customer.Lock(ctx, tx, []customer.ID{l.id}); err != nil {
			return err
		}
		return fn(ctx, tx)
	})
}

func (l *life) leave(parts ...impression.Part) {
	l.t.Helper()
	l.update(func(ctx context.Context, tx *company.Tx) error { return impression.Leave(ctx, tx, parts) })
}

func (l *life) withdraw(parts ...impression.Part) {
	l.t.Helper()
	l.update(func(ctx context.Context, tx *company.Tx) error { return impression.Withdraw(ctx, tx, parts) })
}

func (l *life) episodes() (list []impression.Episode) {
	l.t.Helper()
	companytest.View(l.t, l.o, func(ctx context.Context, tx *company.Tx) (err error) {
		list, err = impression.Episodes(ctx, tx, []customer.ID{l.id}, time.Time{})
		slices.Reverse(list) // oldest first
		return err
	})
	return list
}

func (l *life) explain(limit int) (x impression.Explanation) {
	l.t.Helper()
	companytest.View(l.t, l.o, func(ctx context.Context, tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, l.id)
		if err != nil {
			return err
		}
		x, err = impression.Explain(ctx, tx, p, tx.Now, limit)
		return err
	})
	return x
}

// shape shows the episodes' sizes: "2 1".
func (l *life) shape() (s string) {
	for i, e := range l.episodes() {
		if i > 0 {
			s += " "
		}
		s += fmt.Sprint(e.Parts)
	}
	return s
}

// check fails the test where the ledger is not what a recomputation gives.
func check(t testing.TB, o *company.Office) {
	t.Helper()
	for _, f := range findings(t, o, nil) {
		t.Errorf("%s: %s", f.CustomerID, f.What)
	}
}

// findings are those of a check of everything, after something was done that
// is not kept.
func findings(t testing.TB, o *company.Office, tamper func(ctx context.Context, tx *company.Tx) error) (found []impression.Finding) {
	t.Helper()
	done := fmt.Errorf("done")
	ctx := context.Background()
	err := o.Update(ctx, company.System, func(tx *company.Tx) error {
		if tamper != nil {
			if err := tamper(ctx, tx); err != nil {
				return err
			}
		}
		_, _, list, err := impression.Check(ctx, tx, 0, 10_000)
		if err != nil {
			return err
		}
		found = list
		return done
	})
	if err != done && err.Error() != done.Error() {
		t.Fatal(err)
	}
	return found
}

// rejudge does the jobs that are due.
func rejudge(t testing.TB, o *company.Office) {
	t.Helper()
	handlers := map[string]job.Handler{impression.JobRejudge: impression.Rejudge(o)}
	for n := 0; ; n++ {
		more, err := job.Step(context.Background(), o.DB, handlers, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			if n == 0 {
				t.Error("no job was due")
			}
			return
		}
	}
}

// wants fails the test if err is not the problem with that code and field.
func wants(t testing.TB, err error, code, field string) {
	t.Helper()
	if p := problem.Of(err); p == nil || p.Code != code || p.Field != field {
		t.Errorf("problem %v, want %s (%s)", err, code, field)
	}
}
