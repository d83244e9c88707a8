package card_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/stats"
)

func TestAnOpeningSaysWhoWhomWhenAndAfterWhichInteraction(t *testing.T) {
	eachHouse(t, func(h *house) {
		marte := h.employee("marte")
		first, ada := h.happens("ada@example.com", "", time.Hour)
		h.pass(time.Second)
		o := h.open(marte, ada, card.InFrame)
		h.pass(100 * time.Millisecond)
		h.happens("ada@example.com", "marte", 0) // comes before the opening is recorded, and after it
		h.drain()
		got := h.openings(ada)
		if len(got) != 1 {
			t.Fatalf("%d openings, want one", len(got))
		}
		want := card.Opening{ID: o.ID, CustomerID: ada, Actor: marte.String(), EmployeeID: marte.EmployeeID, Place: card.InFrame, InteractionID: first, OpenedAt: o.OpenedAt, RecordedAt: h.now()}
		if got[0] != want {
			t.Errorf("recorded\n%+v, want\n%+v", got[0], want)
		}
	})
}

func TestWhatIsDrainedTwiceIsRecordedOnce(t *testing.T) {
	eachHouse(t, func(h *house) {
		_, ada := h.happens("ada@example.com", "", time.Hour)
		marte := h.employee("marte")
		o := h.open(marte, ada, card.OnPage)
		h.pass(10 * time.Second)
		repeated := h.open(marte, ada, card.OnPage)
		h.drain()
		h.visitors.Note(o) // as after a crash between recording and removing
		h.visitors.Note(repeated)
		h.drain()
		if got := h.openings(ada); len(got) != 1 || got[0].ID != o.ID {
			t.Errorf("recorded %+v, want %d once", got, o.ID)
		}
	})
}

func TestWhatWaitedWhenTheProcessDiedIsRecordedAtTheNextStart(t *testing.T) {
	eachHouse(t, func(h *house) {
		_, ada := h.happens("ada@example.com", "", time.Hour)
		o := h.open(h.employee("marte"), ada, card.OnPage)
		h.reopen() // the spool's own test kills a process
		h.drain()
		if got := h.openings(ada); len(got) != 1 || got[0].ID != o.ID {
			t.Errorf("recorded %+v", got)
		}
		left, err := os.ReadDir(h.dir)
		if err != nil || len(left) != 1 {
			t.Errorf("%v are left in the spool, %v", left, err)
		}
	})
}

func TestALineThatIsNoOpeningHoldsNobodyUp(t *testing.T) {
	eachHouse(t, func(h *house) {
		_, ada := h.happens("ada@example.com", "", time.Hour)
		if err := os.WriteFile(filepath.Join(h.dir, "left.lines"), []byte("6dd28e9b [1]\n\x00\x00nonsense\n6dd28e"), 0o600); err != nil {
			t.Fatal(err)
		}
		h.open(h.employee("marte"), ada, card.OnPage)
		h.drain()
		if got := h.openings(ada); len(got) != 1 {
			t.Errorf("recorded %+v", got)
		}
	})
}

func TestAReloadWithinAMinuteWithNothingNewIsNoOpening(t *testing.T) {
	eachHouse(t, func(h *house) {
		_, ada := h.happens("ada@example.com", "", time.Hour)
		_, bob := h.happens("bob@example.com", "", time.Hour)
		marte, ola := h.employee("marte"), h.employee("ola")
		wants := func(n int, after string) {
			t.Helper()
			h.drain()
			if got := len(h.openings(ada)); got != n {
				t.Errorf("%s: %d openings, want %d", after, got, n)
			}
		}
		h.open(marte, ada, card.OnPage)
		h.pass(20 * time.Second)
		h.open(marte, ada, card.OnPage)
		wants(1, "reloaded")
		h.open(ola, ada, card.OnPage)
		wants(2, "opened by another")
		h.open(marte, ada, card.InFrame)
		wants(3, "opened elsewhere")
		h.open(marte, bob, card.OnPage)
		wants(3, "another customer")
		h.happens("ada@example.com", "", time.Minute)
		h.pass(time.Second)
		h.open(marte, ada, card.OnPage)
		wants(4, "something new")
		h.pass(time.Minute)
		h.open(marte, ada, card.OnPage)
		wants(5, "a minute later")
	})
}

func TestOpeningsOfAllRecordsOfAPersonAreHis(t *testing.T) {
	eachHouse(t, func(h *house) {
		_, ada := h.happens("ada@example.com", "", time.Hour)
		_, work := h.happens("ada@work.example", "", 30*time.Minute)
		marte := h.employee("marte")
		h.open(marte, ada, card.OnPage)
		h.open(marte, work, card.OnPage)
		h.drain()
		companytest.Update(t, h.office, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Join(ctx, tx, work, ada, "the same")
			return err
		})
		newest, _ := h.happens("ada@work.example", "", time.Minute)
		h.pass(time.Hour)
		h.open(marte, ada, card.OnPage)
		h.drain()
		got := h.openings(work)
		if len(got) != 3 || got[2].InteractionID != newest {
			t.Errorf("openings %+v, want three, the last after %d", got, newest)
		}
	})
}

func TestHistoryIsSeenWhereWhoAnsweredOpenedTheCardBeforeOrMeanwhile(t *testing.T) {
	eachHouse(t, func(h *house) {
		marte, ola := h.employee("marte"), h.employee("ola")
		since := h.now()
		seen := func(count, n int, what string) {
			t.Helper()
			h.drain()
			companytest.View(t, h.office, func(ctx context.Context, tx *company.Tx) error {
				p, err := card.Seen(ctx, tx, since)
				if p.Proportion != stats.Wilson(count, n) {
					t.Errorf("%s: seen %d of %d, want %d of %d", what, p.Count, p.N, count, n)
				}
				return err
			})
		}
		seen(0, 0, "nothing happened")
		_, ada := h.happens("ada@example.com", "", 0)
		_, bob := h.happens("bob@example.com", "", 0)
		h.pass(2 * time.Hour)

		h.open(marte, ada, card.InFrame)
		h.pass(20 * time.Minute)
		h.happens("ada@example.com", "marte", 0)
		seen(1, 1, "opened 20 minutes before")

		h.pass(20 * time.Minute)
		h.happens("ada@example.com", "marte", 0)
		seen(1, 2, "opened 40 minutes before")

		h.pass(time.Hour)
		h.open(marte, bob, card.OnPage)
		h.pass(10 * time.Minute)
		h.happens("bob@example.com", "marte", 15*time.Minute)
		seen(2, 3, "opened during the call")

		h.pass(time.Hour)
		h.open(ola, bob, card.OnPage)
		h.happens("bob@example.com", "marte", 0)
		seen(2, 4, "opened by another")

		h.happens("bob@example.com", "", 0)
		seen(2, 4, "handled by nobody who signs in")

		_, work := h.happens("ada@work.example", "", 0)
		h.pass(time.Hour)
		h.open(ola, work, card.OnPage)
		h.pass(time.Minute)
		h.happens("ada@example.com", "ola", 0)
		seen(2, 5, "the other record's card")
		companytest.Update(t, h.office, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Join(ctx, tx, work, ada, "the same")
			return err
		})
		seen(3, 5, "once the two are one person")
	})
}

func TestHistorySeenIsOfThoseWhoseFiguresTheReaderMaySee(t *testing.T) {
	eachHouse(t, func(h *house) {
		since, ids := h.now(), map[string]int64{}
		companytest.View(t, h.office, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			for _, key := range []string{"support", "carrier"} {
				ids[key] = d.ContributorID(key)
			}
			return err
		})
		marte, _ := h.employee("marte"), h.employee("ola")
		_, ada := h.happens("ada@example.com", "ola", 0)
		h.open(marte, ada, card.OnPage)
		h.pass(time.Minute)
		h.happens("ada@example.com", "marte", 0)
		h.drain()
		for _, one := range []struct {
			role             company.Role
			of               string
			count, n, people int
		}{
			{company.RoleLead, "", 1, 2, 2}, {company.RoleExecutive, "", 1, 2, 2}, {company.RoleManager, "support", 1, 2, 2},
			{company.RoleManager, "carrier", 0, 0, 0}, {company.RolePartner, "carrier", 0, 0, 0}, {company.RoleFrontline, "support", 0, 0, 0},
		} {
			who := company.Actor{Kind: company.ActorUser, ID: 1, Role: one.role, ContributorID: ids[one.of]}
			err := h.office.View(h.Context(), who, func(tx *company.Tx) error {
				got, err := card.Seen(h.Context(), tx, since)
				if got != (card.HistorySeen{Proportion: stats.Wilson(one.count, one.n), Employees: one.people}) {
					t.Errorf("%s of %q sees %+v, want %d of %d by %d", one.role, one.of, got, one.count, one.n, one.people)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}

func TestOpeningsAreReadPageByPage(t *testing.T) {
	eachHouse(t, func(h *house) {
		_, ada := h.happens("ada@example.com", "", time.Hour)
		marte := h.employee("marte")
		var want []int64
		for range 5 {
			want = append([]int64{h.open(marte, ada, card.OnPage).ID}, want...)
			h.pass(time.Hour)
		}
		h.drain()
		var got []int64
		companytest.View(t, h.office, func(ctx context.Context, tx *company.Tx) error {
			p, err := customer.Find(ctx, tx, ada)
			for before := int64(0); err == nil; before = got[len(got)-1] {
				var some []card.Opening
				if some, err = card.Openings(ctx, tx, card.Opened{Person: p, Records: p.IDs()}, before, 2); len(some) == 0 {
					return err
				}
				for _, o := range some {
					got = append(got, o.ID)
				}
			}
			return err
		})
		if !slices.Equal(got, want) {
			t.Errorf("read %v, want %v", got, want)
		}
	})
}
