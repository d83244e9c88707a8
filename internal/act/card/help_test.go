package card_test

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
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

// house is a company with visitors, a desk where they are noted, and a clock.
type house struct {
	*testing.T
	*clock
	office   *company.Office
	dir      string
	visitors *card.Visitors
}

func eachHouse(t *testing.T, fn func(h *house)) {
	c := newClock()
	companytest.EachClock(t, c.now, func(t *testing.T, o *company.Office) {
		h := &house{T: t, clock: c, office: o, dir: t.TempDir()}
		h.reopen()
		fn(h)
	})
}

func (h *house) reopen() {
	h.Helper()
	if h.visitors != nil {
		if err := h.visitors.Close(); err != nil {
			h.Fatal(err)
		}
	}
	v, err := card.NewVisitors(h.office, h.dir, slog.New(slog.DiscardHandler))
	if err != nil {
		h.Fatal(err)
	}
	h.visitors = v
	h.Cleanup(func() { v.Close() })
}

func (h *house) drain() {
	h.Helper()
	if err := h.visitors.Drain(h.Context()); err != nil {
		h.Fatal(err)
	}
}

// employee adds an employee of Support with a user's login, and returns him as
// one who acts.
func (h *house) employee(key string) (who company.Actor) {
	h.Helper()
	companytest.Update(h.T, h.office, func(ctx context.Context, tx *company.Tx) error {
		if _, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: key, Name: key, Contributor: "support"}); err != nil {
			return err
		}
		u, err := company.AddUser(ctx, tx, company.UserDraft{Email: key + "@nordlys.example", Name: key, Role: company.RoleFrontline, Employee: key}, "")
		who = u.Actor(0)
		return err
	})
	return who
}

// happens records an interaction of whoever has an e-mail address, handled by an
// employee ("" for nobody), that began some time ago.
func (h *house) happens(email, employee string, ago time.Duration) (i interaction.ID, of customer.ID) {
	h.Helper()
	companytest.Update(h.T, h.office, func(ctx context.Context, tx *company.Tx) error {
		d := interaction.Draft{Source: "test", SourceRef: h.now().String() + email + employee + ago.String(), OccurredAt: h.now().Add(-ago), Channel: "phone", Contributor: "support", Employee: employee,
			Identifiers: []customer.Identifier{{Kind: "email", Value: email}}}
		done, err := interaction.Record(ctx, tx, []interaction.Draft{d}, interaction.Live)
		if err == nil && done[0].Problem != nil {
			err = done[0].Problem
		}
		if err == nil {
			i, of = done[0].ID, done[0].CustomerID
		}
		return err
	})
	return i, of
}

// open opens a card in somebody's name and notes it.
func (h *house) open(who company.Actor, id customer.ID, at card.Place) (o card.Opening) {
	h.Helper()
	ctx := h.Context()
	err := h.office.View(ctx, who, func(tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, id)
		o = card.Open(tx, p, at)
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	h.visitors.Note(o)
	return o
}

// openings returns what is recorded of a customer, oldest first.
func (h *house) openings(id customer.ID) (list []card.Opening) {
	h.Helper()
	companytest.View(h.T, h.office, func(ctx context.Context, tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		all, err := card.Openings(ctx, tx, card.Opened{Person: p, Records: p.IDs()}, 0, 100)
		for i := len(all) - 1; i >= 0; i-- {
			list = append(list, all[i])
		}
		return err
	})
	return list
}
