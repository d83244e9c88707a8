package coverage_test

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/job"
	"regard/internal/understand/coverage"
)

// counted asks for a count and does all jobs that are due.
func counted(t *testing.T, o *company.Office) (r coverage.Report, turns int) {
	t.Helper()
	companytest.Update(t, o, coverage.Recount)
	handlers := map[string]job.Handler{coverage.JobCount: coverage.Count(o)}
	for {
		more, err := job.Step(t.Context(), o.DB, handlers, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return read(t, o), turns
		}
		turns++
	}
}

func read(t *testing.T, o *company.Office) (r coverage.Report) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		r, err = coverage.Read(ctx, tx)
		return err
	})
	return r
}

// crowd makes people up: with and without accounts, value and contacts, merged,
// erased, without a name, and some who are no customers. It returns what counts
// of them: who shall be counted, and how large his account is.
func crowd(t *testing.T, o *company.Office, people int) (counts map[customer.ID]bool, size map[customer.ID]int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(7, 7))
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		counts, size = map[customer.ID]bool{}, map[customer.ID]int{}
		var drafts []customer.Draft
		accounts := []struct {
			name string
			most int
		}{{"Lite AS", 2}, {"Middels AS", 9}, {"Stort AS", 30}, {"Svært stort AS", 60}}
		in := map[string]int{}
		for i := range people {
			worth := int64(dice.IntN(4) * 1000)
			d := customer.Draft{Name: fmt.Sprintf("Somebody %d", i), Identifiers: []customer.Identifier{{Kind: "email", Value: fmt.Sprintf("p%d@example.com", i)}}, ValueMinor: &worth}
			if a := accounts[dice.IntN(len(accounts))]; dice.IntN(2) == 0 && in[a.name] < a.most {
				in[a.name]++
				d.Account = a.name
			}
			drafts = append(drafts, d)
		}
		ids, problems, err := customer.Put(ctx, tx, drafts)
		if err != nil {
			return err
		}
		var said []interaction.Draft
		for i, id := range ids {
			if problems[i] != nil {
				return problems[i]
			}
			counts[id] = true
			for k := range dice.IntN(5) {
				v := dice.Float64()*2 - 1
				d := interaction.Draft{Source: "s", SourceRef: fmt.Sprint(i, "-", k), OccurredAt: tx.Now.Add(-time.Duration(dice.IntN(400*24)) * time.Hour), Channel: interaction.Channels[dice.IntN(4)],
					Identifiers: drafts[i].Identifiers, Language: []string{"", "nb", "en", "en-GB"}[dice.IntN(4)]}
				if dice.IntN(3) == 0 {
					d.Asked = &v
				} else {
					d.Observed = &v
				}
				said = append(said, d)
			}
		}
		said = append(said, interaction.Draft{Source: "s", SourceRef: "device", OccurredAt: tx.Now, Channel: "web", Identifiers: []customer.Identifier{{Kind: "device", Value: "d1"}}})
		got, err := interaction.Record(ctx, tx, said, interaction.Imported)
		for _, g := range got {
			if g.Problem != nil {
				return g.Problem
			}
		}
		if err != nil {
			return err
		}
		for i := 0; i+7 < people; i += 7 {
			switch i % 4 {
			case 0:
				if _, err := customer.Join(ctx, tx, ids[i], ids[i+1], "the same"); err != nil {
					return err
				}
				counts[ids[i]] = false
			case 1:
				if _, err := tx.Exec(ctx, `UPDATE customer SET class = 'bot' WHERE id = $1`, ids[i]); err != nil {
					return err
				}
				counts[ids[i]] = false
			case 2:
				if _, err := tx.Exec(ctx, `UPDATE customer SET erased_at = $1 WHERE id = $2`, tx.Now, ids[i]); err != nil {
					return err
				}
				counts[ids[i]] = false
			case 3:
				if _, err := interaction.Void(ctx, tx, got[i].ID, "slip"); err != nil {
					return err
				}
			}
		}
		for _, id := range ids {
			if !counts[id] {
				continue // an erased one is not found any more
			}
			p, err := customer.Find(ctx, tx, id)
			if err != nil {
				return err
			}
			if p.AccountID != 0 {
				size[p.AccountID]++
			}
		}
		return nil
	})
	return counts, size
}

// brute counts one by one, with what the rest of the house says of each.
func brute(t *testing.T, o *company.Office, counts map[customer.ID]bool, size map[customer.ID]int) map[coverage.Dimension]map[string]coverage.Row {
	t.Helper()
	all := map[coverage.Dimension]map[string]coverage.Row{coverage.Everybody: {}, coverage.Language: {}, coverage.Channel: {}, coverage.AccountSize: {}}
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		for id, is := range counts {
			if !is {
				continue
			}
			p, err := customer.Find(ctx, tx, id)
			if err != nil {
				return err
			}
			known, err := impression.Standings(ctx, tx, []customer.Person{p})
			if err != nil {
				return err
			}
			list, _, _, err := interaction.Timeline(ctx, tx, p.IDs(), interaction.Filter{}, interaction.Newest, 100)
			if err != nil {
				return err
			}
			channel, heard := "", []string{}
			for _, i := range list {
				if channel == "" {
					channel = string(i.Channel)
				}
				if len(i.Language) >= 2 {
					heard = append(heard, i.Language[:2])
				}
			}
			language, most := "", 0
			for _, l := range heard {
				n := 0
				for _, other := range heard {
					if other == l {
						n++
					}
				}
				if n > most {
					language, most = l, n
				}
			}
			of := "none"
			switch n := size[p.AccountID]; {
			case p.AccountID == 0:
			case n <= 2:
				of = "1-2"
			case n <= 10:
				of = "3-10"
			case n <= 50:
				of = "11-50"
			default:
				of = "51-"
			}
			for d, v := range map[coverage.Dimension]string{coverage.Everybody: "", coverage.Language: language, coverage.Channel: channel, coverage.AccountSize: of} {
				r := all[d][v]
				r.Dimension, r.Value = d, v
				r.Customers++
				r.Worth += p.ValueMinor
				if known[0].Enough {
					r.Known++
					r.KnownWorth += p.ValueMinor
					r.Scores += known[0].Score
					r.Squares += known[0].Score * known[0].Score
				}
				all[d][v] = r
			}
		}
		return nil
	})
	return all
}

func same(a, b coverage.Row) bool {
	near := func(x, y float64) bool { return math.Abs(x-y) <= 1e-9*math.Max(1, math.Abs(x)) }
	return a.Dimension == b.Dimension && a.Value == b.Value && a.Customers == b.Customers && a.Known == b.Known && a.Worth == b.Worth && a.KnownWorth == b.KnownWorth &&
		near(a.Scores, b.Scores) && near(a.Squares, b.Squares)
}

func TestTheCountIsExactHoweverItIsPaged(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		counts, size := crowd(t, o, 160)
		want := brute(t, o, counts, size)
		for _, paging := range [][3]int{{5000, 10, 1}, {7, 3, 7}, {1, 40, 4}} {
			coverage.Page(t, paging[0], paging[1])
			got, turns := counted(t, o)
			if turns < paging[2] {
				t.Errorf("%v: only %d turns", paging, turns)
			}
			if !same(got.Whole, want[coverage.Everybody][""]) || got.Whole.Known == 0 || got.Whole.Known == got.Whole.Customers {
				t.Errorf("%v: everybody is %+v, want %+v", paging, got.Whole, want[coverage.Everybody][""])
			}
			for _, d := range coverage.Dimensions {
				if len(got.By[d]) != len(want[d]) || len(got.By[d]) < 3 {
					t.Errorf("%v: %s has %d rows, want %d", paging, d, len(got.By[d]), len(want[d]))
				}
				for _, r := range got.By[d] {
					if !same(r, want[d][r.Value]) {
						t.Errorf("%v: %+v, want %+v", paging, r, want[d][r.Value])
					}
				}
			}
		}
	})
}

func TestACountThatBrokeOffGoesOn(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		counts, size := crowd(t, o, 60)
		want := brute(t, o, counts, size)[coverage.Everybody][""]
		coverage.Page(t, 5, 2)
		companytest.Update(t, o, coverage.Recount)
		step := func() bool {
			more, err := job.Step(t.Context(), o.DB, map[string]job.Handler{coverage.JobCount: coverage.Count(o)}, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			return more
		}
		for range 3 { // then the process ends, and another takes up what the job holds
			step()
		}
		if r := read(t, o); !r.CountedAt.IsZero() {
			t.Errorf("half a count is shown: %+v", r.Whole)
		}
		for step() {
		}
		if r := read(t, o); !same(r.Whole, want) || !r.CountedAt.Equal(companytest.Now) {
			t.Errorf("%+v, want %+v", r.Whole, want)
		}
	})
}

func TestNobodyIsCountedToo(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		if r := read(t, o); !r.CountedAt.IsZero() {
			t.Error("counted before anybody counted")
		}
		if r, _ := counted(t, o); r.CountedAt.IsZero() || r.Whole.Customers != 0 {
			t.Errorf("%+v", r)
		}
		err := o.View(t.Context(), company.Actor{Kind: company.ActorUser, Role: company.RolePartner}, func(tx *company.Tx) error {
			r, err := coverage.Read(t.Context(), tx)
			if !r.CountedAt.IsZero() {
				t.Error("a partner is told of all customers")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAPageOfCustomersIsReadWithinASecond(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 5,000 customers")
	}
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for n := 0; n < 5000; n += 1000 {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				var said []interaction.Draft
				for i := range 4000 {
					v := 0.5
					said = append(said, interaction.Draft{Source: "s", SourceRef: fmt.Sprint(n+i/4, "-", i), OccurredAt: tx.Now.Add(-time.Duration(i) * time.Hour), Channel: "phone", Observed: &v,
						Identifiers: []customer.Identifier{{Kind: "email", Value: fmt.Sprintf("p%d@example.com", n+i/4)}}, Language: "nb"})
				}
				_, err := interaction.Record(ctx, tx, said, interaction.Imported)
				return err
			})
		}
		began := time.Now()
		r, turns := counted(t, o)
		took := time.Since(began)
		t.Logf("%d customers in %d turns took %s", r.Whole.Customers, turns, took)
		if r.Whole.Customers != 5000 || took > 3*time.Second { // a margin for a busy machine
			t.Errorf("%d customers took %s", r.Whole.Customers, took)
		}
	})
}
