package impression_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// world is one customer's parts, and the records that they came in under.
type world struct {
	t       *rapid.T
	o       *company.Office
	records []customer.ID
}

// fresh makes records for a new run in the same database.
func fresh(t *rapid.T, o *company.Office, n int, run int) *world {
	w := &world{t: t, o: o}
	w.update(func(ctx context.Context, tx *company.Tx) error {
		claims := make([]customer.Claim, n)
		for i := range claims {
			claims[i].Identifiers = []customer.Held{{Kind: "external:run", Value: fmt.Sprintf("%d-%d", run, i)}}
		}
		ids, err := customer.Resolve(ctx, tx, claims)
		w.records = ids
		return err
	})
	return w
}

func (w *world) update(fn func(ctx context.Context, tx *company.Tx) error) {
	w.t.Helper()
	ctx := context.Background()
	err := w.o.Update(ctx, company.System, func(tx *company.Tx) error {
		if len(w.records) > 0 {
			if err := customer.Lock(ctx, tx, w.records); err != nil {
				return err
			}
		}
		return fn(ctx, tx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// leave leaves parts in an order and in batches drawn by rapid.
func (w *world) leave(parts []impression.Part) {
	parts = slices.Clone(parts)
	perm := rapid.Permutation(parts).Draw(w.t, "order")
	for len(perm) > 0 {
		n := rapid.IntRange(1, len(perm)).Draw(w.t, "batch")
		w.update(func(ctx context.Context, tx *company.Tx) error { return impression.Leave(ctx, tx, perm[:n]) })
		perm = perm[n:]
	}
}

// state is everything about a record that must not depend on how it came about.
func (w *world) state(record customer.ID) string {
	var s string
	ctx := context.Background()
	err := w.o.View(ctx, company.System, func(tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, record)
		if err != nil {
			return err
		}
		known, err := impression.Standings(ctx, tx, []customer.Person{p})
		if err != nil {
			return err
		}
		x, err := impression.Explain(ctx, tx, p, tx.Now, 1000)
		if err != nil {
			return err
		}
		sum := x.Prior
		for _, pt := range x.Points {
			sum += pt.Points
		}
		if math.Abs(sum-x.Score) > 1e-9 || math.Abs(known[0].Score-x.Score) > 1e-9 {
			return fmt.Errorf("prior and parts %v, explained %v, kept %v", sum, x.Score, known[0].Score)
		}
		s = fmt.Sprintf("%.6f %.6f %.6f %v %s %d %d %v %v\n", known[0].Score, known[0].Low, known[0].High, known[0].Enough, known[0].Band,
			known[0].Episodes, known[0].Parts, known[0].FirstAt, known[0].LastAt)
		episodes, err := impression.Episodes(ctx, tx, p.IDs(), time.Time{})
		if err != nil {
			return err
		}
		lines := make([]string, len(episodes)) // ids differ, so that two alike come in any order
		for i, e := range episodes {
			lines[i] = fmt.Sprintf("%v %s %v %d parts %d left v=%.9f w=%.9f repeat=%v done=%v/%d\n", e.OpenedAt, e.Key.Text, e.LastAt, e.Parts, e.Impressions, e.Valence, e.Weight, e.RepeatOf != 0, e.DoneAt, e.DoneBy)
		}
		slices.Sort(lines)
		s += strings.Join(lines, "")
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) check() {
	ctx := context.Background()
	err := w.o.View(ctx, company.System, func(tx *company.Tx) error {
		for _, id := range w.records {
			_, _, found, err := impression.Check(ctx, tx, id-1, 1)
			if err != nil {
				return err
			}
			if len(found) > 0 {
				return fmt.Errorf("%v", found)
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// part draws a part of a customer's life over three weeks.
func part(t *rapid.T, id int64, record customer.ID) impression.Part {
	hours := rapid.IntRange(0, 21*24).Draw(t, "hours")
	p := impression.Part{ID: id, CustomerID: record, At: companytest.Now.Add(-time.Duration(hours) * time.Hour), Tie: rapid.Int64Range(0, 3).Draw(t, "tie")*1_000_000 + id%1_000_000,
		Channel: "phone", Kind: rapid.SampledFrom([]string{"talk", "mail", "visit", "broadcast"}).Draw(t, "kind"), TouchpointID: rapid.Int64Range(0, 2).Draw(t, "touchpoint"),
		HandlerID: rapid.Int64Range(0, 3).Draw(t, "handler"), Inbound: rapid.Bool().Draw(t, "inbound"), Done: rapid.IntRange(0, 3).Draw(t, "done") == 0}
	switch rapid.IntRange(0, 2).Draw(t, "key") {
	case 0:
		p.Key = impression.Key{Text: "reference:order:1", ByReference: true}
	case 1:
		p.Key = impression.Key{Text: "thread:a"}
	default:
		p.Key = impression.Key{Text: fmt.Sprintf("touchpoint:%d", p.TouchpointID)}
	}
	cause := impression.Whole(rapid.Int64Range(0, 3).Draw(t, "cause"), impression.ByRule)
	for _, role := range []impression.Role{impression.RoleOutcome, impression.RoleWords, impression.RoleObserved, impression.RoleAsked} {
		if rapid.IntRange(0, 3).Draw(t, string(role)) == 0 {
			p.Signals = append(p.Signals, impression.Signal{Role: role, Valence: float64(rapid.IntRange(-10, 10).Draw(t, "valence")) / 10,
				Confidence: float64(rapid.IntRange(0, 10).Draw(t, "confidence")) / 10, Cause: cause, Handler: impression.Whole(p.HandlerID, impression.ByRule)})
		}
	}
	if rapid.Bool().Draw(t, "effort") {
		p.Efforts = []impression.Effort{{ContributorID: p.HandlerID, Wait: rapid.IntRange(0, 1200).Draw(t, "wait"), Transfers: rapid.IntRange(0, 3).Draw(t, "transfers"), Abandoned: rapid.Bool().Draw(t, "abandoned")}}
	}
	return p
}

// The parts of a run carry ids of their own; they need not be interactions.
var runs int

func parts(t *rapid.T, record customer.ID) []impression.Part {
	runs++
	list := make([]impression.Part, rapid.IntRange(1, 14).Draw(t, "parts"))
	for i := range list {
		list[i] = part(t, int64(runs)*1_000_000+int64(i), record)
	}
	return list
}

// as returns the same parts under another record and other ids.
func as(list []impression.Part, record customer.ID) []impression.Part {
	runs++
	list = slices.Clone(list)
	for i := range list {
		list[i].CustomerID, list[i].ID = record, int64(runs)*1_000_000+int64(i)
	}
	return list
}

func eachProperty(t *testing.T, property func(t *rapid.T, o *company.Office)) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		rapid.Check(t, func(t *rapid.T) { property(t, o) })
	})
}

func TestAnyOrderAndAnyBatchesGiveTheSameState(t *testing.T) {
	eachProperty(t, func(t *rapid.T, o *company.Office) {
		w := fresh(t, o, 2, runs)
		list := parts(t, w.records[0])
		w.leave(list)
		w.leave(as(list, w.records[1]))
		if a, b := w.state(w.records[0]), w.state(w.records[1]); a != b {
			t.Fatalf("one order:\n%s\nanother:\n%s", a, b)
		}
		w.check()
	})
}

func TestWhatIsWithdrawnOrCorrectedLeavesNoTrace(t *testing.T) {
	eachProperty(t, func(t *rapid.T, o *company.Office) {
		w := fresh(t, o, 2, runs)
		stay, go1 := parts(t, w.records[0]), parts(t, w.records[0])
		slips := as(stay, w.records[0]) // the same parts, first recorded otherwise
		for i := range slips {
			slips[i] = part(t, stay[i].ID, w.records[0])
		}
		w.leave(append(slices.Clone(slips), go1...))
		w.update(func(ctx context.Context, tx *company.Tx) error { return impression.Replace(ctx, tx, slips, stay) })
		w.update(func(ctx context.Context, tx *company.Tx) error { return impression.Withdraw(ctx, tx, go1) })
		w.leave(as(stay, w.records[1]))
		if a, b := w.state(w.records[0]), w.state(w.records[1]); a != b {
			t.Fatalf("corrected:\n%s\nright at once:\n%s", a, b)
		}
		w.check()
	})
}

func TestMergeAndUnmergeRestoreBothExactly(t *testing.T) {
	eachProperty(t, func(t *rapid.T, o *company.Office) {
		w := fresh(t, o, 4, runs)
		a, b := parts(t, w.records[0]), parts(t, w.records[1])
		a2, b2 := parts(t, w.records[0]), parts(t, w.records[1])
		w.leave(a)
		w.leave(b)
		var m customer.Merge
		w.update(func(ctx context.Context, tx *company.Tx) (err error) {
			m, err = customer.Join(ctx, tx, w.records[0], w.records[1], "test")
			return err
		})
		if w.state(w.records[0]) != w.state(w.records[1]) {
			t.Fatal("the two are not one person")
		}
		w.leave(a2) // meanwhile
		w.leave(b2)
		w.update(func(ctx context.Context, tx *company.Tx) error { _, err := customer.Undo(ctx, tx, m.ID); return err })
		w.leave(as(append(slices.Clone(a), a2...), w.records[2]))
		w.leave(as(append(slices.Clone(b), b2...), w.records[3]))
		for i := range 2 {
			if x, y := w.state(w.records[i]), w.state(w.records[i+2]); x != y {
				t.Fatalf("after unmerging:\n%s\nnever merged:\n%s", x, y)
			}
		}
		w.check()
	})
}
