package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/problem"
)

// model is what the test knows of a run: everything that was made, to do
// something to.
type model struct {
	t            *rapid.T
	a            *app.App
	run          int
	now          time.Time
	customers    []customer.ID
	interactions []interaction.ID
	corrections  []int64
	merges       []int64
	contests     []int64
}

// Corrections, merges, moves, reclassing and erasures, in any order, leave a
// ledger that is exactly what its parts say, explanations that add up to the
// score, and partners that see everybody whom they have to do with.
func TestWhateverIsDoneTheLedgerIsWhatItsPartsSay(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		a := openModel(t, url)
		run := 0
		rapid.Check(t, func(rt *rapid.T) {
			run++
			m := &model{t: rt, a: a, run: run, now: a.DB.Now()}
			m.record()
			for range rapid.IntRange(1, 14).Draw(rt, "steps") {
				what := rapid.SampledFrom(steps).Draw(rt, "step")
				what.do(m)
				m.check(what.name)
			}
			m.partners()
		})
	})
}

var steps = []struct {
	name string
	do   func(m *model)
}{
	{"record", (*model).record}, {"correct", (*model).correct}, {"correct", (*model).correct}, {"take back", (*model).takeBack}, {"void", (*model).void}, {"move", (*model).move},
	{"retouch", (*model).retouch}, {"merge", (*model).merge}, {"unmerge", (*model).unmerge}, {"reclass", (*model).reclass}, {"contest", (*model).contest},
	{"decide", (*model).decide}, {"erase", (*model).erase},
}

func openModel(t *testing.T, url string) *app.App {
	t.Helper()
	c := app.Config{Data: t.TempDir(), Log: slog.New(slog.DiscardHandler), Key: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
	if !strings.HasPrefix(url, "sqlite:") {
		c.DB = url
	}
	a, err := app.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	companytest.Open(t, a.DB)
	return a
}

// update does something; that it makes no sense as things are is fine.
func (m *model) update(who company.Actor, fn func(ctx context.Context, tx *company.Tx) error) {
	ctx := context.Background()
	err := m.a.Office.Update(ctx, who, func(tx *company.Tx) error { return fn(ctx, tx) })
	switch problem.KindOf(err) {
	case problem.Invalid, problem.Conflict, problem.NotFound:
		if problem.Of(err) != nil {
			return
		}
	}
	if err != nil {
		m.t.Fatal(err)
	}
}

func pick[T any](m *model, list []T, what string) (one T, ok bool) {
	if len(list) == 0 {
		return one, false
	}
	return list[rapid.IntRange(0, len(list)-1).Draw(m.t, what)], true
}

func (m *model) record() {
	drafts := make([]interaction.Draft, rapid.IntRange(1, 6).Draw(m.t, "drafts"))
	for i := range drafts {
		at := m.now.Add(-time.Duration(rapid.IntRange(1, 24*30).Draw(m.t, "hours")) * time.Hour)
		d := interaction.Draft{Source: "model", SourceRef: fmt.Sprintf("%d-%d", m.run, len(m.interactions)+i), OccurredAt: at,
			Channel:     rapid.SampledFrom([]interaction.Channel{interaction.Phone, interaction.Email, interaction.Field, interaction.InPerson}).Draw(m.t, "channel"),
			Identifiers: []customer.Identifier{{Kind: "email", Value: fmt.Sprintf("c%d@run%d.example", rapid.IntRange(0, 3).Draw(m.t, "who"), m.run)}},
			Contributor: rapid.SampledFrom([]string{"", "support", "carrier", "carrier-north"}).Draw(m.t, "contributor"),
			Touchpoint:  rapid.SampledFrom([]string{"", "delivery.doorstep", "support.call"}).Draw(m.t, "touchpoint"),
			Outcome:     rapid.SampledFrom([]string{"", "", "late", "on_time", "wrong_invoice"}).Draw(m.t, "outcome"),
			Reference:   rapid.SampledFrom([]string{"", "", "order:1"}).Draw(m.t, "reference"),
			Thread:      rapid.SampledFrom([]string{"", "a"}).Draw(m.t, "thread"),
			Text:        rapid.SampledFrom([]string{"", "This is terrible, I am very angry.", "Thank you so much, wonderful!"}).Draw(m.t, "text"),
			Resolved:    rapid.Bool().Draw(m.t, "resolved"), WaitSeconds: rapid.SampledFrom([]int{0, 900}).Draw(m.t, "wait")}
		if rapid.IntRange(0, 3).Draw(m.t, "judged") == 0 {
			v := float64(rapid.IntRange(-10, 10).Draw(m.t, "observed")) / 10
			d.Observed = &v
		}
		drafts[i] = d
	}
	m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
		got, err := interaction.Record(ctx, tx, drafts, interaction.Live)
		for _, o := range got {
			if o.Status != interaction.Recorded {
				return fmt.Errorf("%+v", o)
			}
			if !slices.Contains(m.interactions, o.ID) {
				m.interactions = append(m.interactions, o.ID)
			}
			if !slices.Contains(m.customers, o.CustomerID) {
				m.customers = append(m.customers, o.CustomerID)
			}
		}
		return err
	})
}

func (m *model) correct() {
	id, _ := pick(m, m.interactions, "interaction")
	other, _ := pick(m, m.interactions, "other")
	kind := rapid.SampledFrom([]impression.CorrectionKind{impression.Valence, impression.Cause, impression.Split, impression.Apart, impression.Together}).Draw(m.t, "kind")
	d := impression.CorrectionDraft{PartID: int64(id), Kind: kind, Reason: "drawn",
		Role: rapid.SampledFrom([]impression.Role{impression.RoleWords, impression.RoleOutcome, impression.RoleObserved, impression.RoleEffort}).Draw(m.t, "role")}
	if rapid.Bool().Draw(m.t, "with") && other != id {
		d.OtherID = int64(other)
	}
	if rapid.IntRange(0, 3).Draw(m.t, "says") > 0 {
		v := float64(rapid.IntRange(-10, 10).Draw(m.t, "valence")) / 10
		d.Valence = &v
	}
	who := rapid.SampledFrom([]string{"", "support", "carrier"}).Draw(m.t, "cause")
	m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
		dir, err := tx.Directory(ctx)
		if err != nil {
			return err
		}
		d.Shares = []impression.Share{{ContributorID: dir.ContributorID(who), Portion: 1}}
		i, err := interaction.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		if d.EpisodeID, err = impression.EpisodeOf(ctx, tx, i.CustomerID, d.PartID); err != nil {
			return err
		}
		c, err := interaction.Correct(ctx, tx, d)
		if err == nil {
			m.corrections = append(m.corrections, c.ID)
		}
		return err
	})
}

func (m *model) takeBack() {
	if id, ok := pick(m, m.corrections, "correction"); ok {
		m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
			_, err := interaction.TakeBack(ctx, tx, id)
			return err
		})
	}
}

func (m *model) made(fn func(ctx context.Context, tx *company.Tx) (impression.Correction, error)) {
	m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
		c, err := fn(ctx, tx)
		if err == nil {
			m.corrections = append(m.corrections, c.ID)
		}
		return err
	})
}

func (m *model) void() {
	id, _ := pick(m, m.interactions, "interaction")
	m.made(func(ctx context.Context, tx *company.Tx) (impression.Correction, error) {
		return interaction.Void(ctx, tx, id, "drawn")
	})
}

func (m *model) move() {
	id, _ := pick(m, m.interactions, "interaction")
	to, _ := pick(m, m.customers, "to")
	m.made(func(ctx context.Context, tx *company.Tx) (impression.Correction, error) {
		return interaction.Move(ctx, tx, id, to, "drawn")
	})
}

func (m *model) retouch() {
	id, _ := pick(m, m.interactions, "interaction")
	at := rapid.SampledFrom([]string{"", "delivery.doorstep", "support.call"}).Draw(m.t, "touchpoint")
	m.made(func(ctx context.Context, tx *company.Tx) (impression.Correction, error) {
		return interaction.Retouch(ctx, tx, id, at, "drawn")
	})
}

func (m *model) merge() {
	from, _ := pick(m, m.customers, "from")
	into, _ := pick(m, m.customers, "into")
	m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
		j, err := customer.Join(ctx, tx, from, into, "drawn")
		if err == nil {
			m.merges = append(m.merges, j.ID)
		}
		return err
	})
}

func (m *model) unmerge() {
	if id, ok := pick(m, m.merges, "merge"); ok {
		m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Undo(ctx, tx, id)
			return err
		})
	}
}

func (m *model) reclass() {
	id, _ := pick(m, m.customers, "customer")
	class := rapid.SampledFrom(append([]customer.Class{customer.Counted}, customer.Classes...)).Draw(m.t, "class")
	m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
		_, err := customer.Reclass(ctx, tx, id, class, "drawn")
		return err
	})
}

func (m *model) contest() {
	id, _ := pick(m, m.interactions, "interaction")
	role := rapid.SampledFrom([]impression.Role{impression.RoleWords, impression.RoleOutcome, impression.RoleEffort}).Draw(m.t, "role")
	m.update(company.System, func(ctx context.Context, tx *company.Tx) error {
		i, err := interaction.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		episode, err := impression.EpisodeOf(ctx, tx, i.CustomerID, int64(id))
		if err != nil {
			return err
		}
		k, err := impression.ContestShare(ctx, tx, episode, int64(id), role, "drawn")
		if err == nil {
			m.contests = append(m.contests, k.ID)
		}
		return err
	})
}

func (m *model) decide() {
	id, ok := pick(m, m.contests, "contest")
	if !ok {
		return
	}
	accept, again := rapid.Bool().Draw(m.t, "accept"), rapid.Bool().Draw(m.t, "again")
	m.update(company.System, func(ctx context.Context, tx *company.Tx) (err error) {
		if again {
			_, err = interaction.ReopenContest(ctx, tx, id)
			return err
		}
		_, err = interaction.DecideContest(ctx, tx, id, accept, 0, "drawn")
		return err
	})
}

func (m *model) erase() {
	id, _ := pick(m, m.customers, "customer")
	var e customer.Erasure
	m.update(company.System, func(ctx context.Context, tx *company.Tx) (err error) {
		e, err = customer.Erase(ctx, tx, id)
		return err
	})
	if e.ID == 0 {
		return
	}
	if _, err := m.a.Finish(context.Background(), e.ID); err != nil {
		m.t.Fatal(err)
	}
}

// check recomputes every record of the run from its parts, and every person's
// explanation.
func (m *model) check(after string) {
	ctx := context.Background()
	err := m.a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		for _, id := range m.customers {
			if _, _, found, err := impression.Check(ctx, tx, id-1, 1); err != nil || len(found) > 0 {
				return fmt.Errorf("after %s: %v %v", after, found, err)
			}
		}
		people, err := customer.FindAll(ctx, tx, m.customers)
		if err != nil {
			return err
		}
		known, err := impression.Standings(ctx, tx, people)
		if err != nil {
			return err
		}
		for i, p := range people {
			x, err := impression.Explain(ctx, tx, p, tx.Now, 1000)
			if err != nil {
				return err
			}
			sum := x.Prior
			for _, pt := range x.Points {
				sum += pt.Points
			}
			if math.Abs(sum-x.Score) > 1e-9 || math.Abs(known[i].Score-x.Score) > 1e-9 {
				return fmt.Errorf("after %s: the parts come to %v, the score is %v, kept is %v", after, sum, x.Score, known[i].Score)
			}
		}
		return nil
	})
	if err != nil {
		m.t.Fatal(err)
	}
}

// partners asks whether the carrier's user sees all whom the carrier or its
// units had in hand, or are charged with.
func (m *model) partners() {
	ctx := context.Background()
	var want, got []customer.ID
	var carrier int64
	err := m.a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		dir, err := tx.Directory(ctx)
		if err != nil {
			return err
		}
		carrier = dir.ContributorID("carrier")
		own := dir.Subtree(carrier)
		people, err := customer.FindAll(ctx, tx, m.customers)
		if err != nil {
			return err
		}
		list, err := interaction.FindAll(ctx, tx, m.interactions)
		if err != nil {
			return err
		}
		for _, p := range people {
			has := false
			for _, r := range p.IDs() {
				charged, err := impression.ChargedIn(ctx, tx, r)
				if err != nil {
					return err
				}
				for _, i := range list {
					if i.CustomerID == r && i.VoidedAt.IsZero() {
						charged = append(charged, i.Contributors()...)
					}
				}
				has = has || slices.ContainsFunc(charged, func(c int64) bool { return slices.Contains(own, c) })
			}
			if has {
				want = append(want, p.ID)
			}
		}
		return nil
	})
	if err != nil {
		m.t.Fatal(err)
	}
	partner := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: carrier}
	err = m.a.Office.View(ctx, partner, func(tx *company.Tx) error {
		people, err := customer.FindAll(ctx, tx, m.customers)
		for _, p := range people {
			got = append(got, p.ID)
		}
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if missing := slices.DeleteFunc(slices.Clone(want), func(id customer.ID) bool { return slices.Contains(got, id) }); len(missing) > 0 {
		m.t.Fatalf("the carrier does not see %v", missing)
	}
}
