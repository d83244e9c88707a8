package customer_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/likeness"
	"regard/internal/platform/job"
)

// town puts so many customers in that only those are compared who agree on some
// key: some of them twice, the second time otherwise.
func town(t testing.TB, o *company.Office, n int) {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 6))
	word := func(n int) string {
		k, w := 1+r.IntN(1+r.IntN(n)), ""
		for range 3 {
			w += string("bdfgklmnprstv"[k%13]) + string("aeiou"[k/13%5])
			k = k*7 + 11
		}
		return w
	}
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		var drafts []customer.Draft
		add := func(name, birth, street, town string) {
			drafts = append(drafts, customer.Draft{Name: name, Identifiers: []customer.Identifier{{Kind: "external:crm", Value: fmt.Sprint(len(drafts) * 7919)}},
				Attributes: map[string]any{"birth_date": birth, "address": street, "city": town}})
		}
		for range n {
			given, family := word(80), word(700)
			birth := time.Date(1940+r.IntN(60), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			street, place := fmt.Sprintf("%s gata %d", word(300), 1+r.IntN(60)), word(40)
			add(given+" "+family, birth, street, place)
			switch r.IntN(12) {
			case 0: // only the birth date, and a family name that is alike
				add(given+" x"+family[1:], birth, "", "")
			case 1: // moved
				add(given+" "+family, birth, word(300)+" gata 3", word(40))
			case 2: // only the address, and a name that sounds otherwise from its beginning
				add("q"+given[1:]+" z"+family[1:], "", street, place)
			}
		}
		_, problems, err := customer.Put(ctx, tx, drafts)
		for _, p := range problems {
			if p != nil {
				return p
			}
		}
		return err
	})
}

// alike returns who is likely one person by the last weights, of the pairs that
// one of some is in, as comparing everybody finds them.
func alike(t testing.TB, o *company.Office, some map[customer.ID]bool) (pairs [][2]customer.ID) {
	t.Helper()
	var last customer.Matching
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		last, err = customer.LastMatching(ctx, tx)
		return err
	})
	err := customer.Alike(t.Context(), o, t.TempDir(), last.Model, customer.Likely, func(found []likeness.Pair) {
		for _, p := range found {
			if a, b := customer.ID(p.A), customer.ID(p.B); some[a] || some[b] {
				pairs = append(pairs, [2]customer.ID{a, b})
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return sorted(pairs)
}

func sorted(pairs [][2]customer.ID) [][2]customer.ID {
	slices.SortFunc(pairs, func(a, b [2]customer.ID) int { return slices.Compare(a[:], b[:]) })
	return pairs
}

// matched does all that is due of the job.
func matched(t testing.TB, o *company.Office) {
	t.Helper()
	for more := true; more; {
		var err error
		more, err = job.Step(t.Context(), o.DB, map[string]job.Handler{customer.JobMatch: customer.Match(o, t.TempDir())}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Whoever is new or changed is found by the job that looks at those alone with
// just those that comparing everybody finds: also who has only the birth date in
// common, and a name that begins otherwise, or only the address. And who is alike
// no more is suggested no more.
func TestTheChangedAreFoundAsEverybodyIs(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	companytest.EachClock(t, func() time.Time { return now }, func(t *testing.T, o *company.Office) {
		step := func() {
			t.Helper()
			now = now.Add(11 * time.Minute)
			matched(t, o)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return job.Add(ctx, tx.Tx, customer.JobMatch, customer.MatchChanged, tx.Now, nil)
		})
		town(t, o, 1700)
		merge(t, o, listed(t, o, "Nils Merged", nil, "external:crm:m1"), listed(t, o, "Nils Merged", somebody(map[string]any{"birth_date": "1901-02-03"}), "external:crm:m2"))
		step()
		some := map[customer.ID]bool{}
		add := func(name string, attributes map[string]any, number string) customer.ID {
			id := listed(t, o, name, attributes, "external:crm:"+number)
			some[id] = true
			return id
		}
		born := add("Tigu Xarkus", map[string]any{"birth_date": "1951-07-09"}, "n1")
		twin := add("Tigu Zarkus", map[string]any{"birth_date": "1951-07-09"}, "n2")
		add("Wiva Lomuri", somebody(map[string]any{"birth_date": nil}), "n3")
		add("Viva Romuri", somebody(map[string]any{"birth_date": nil}), "n4")
		add("Nils Merget", somebody(map[string]any{"birth_date": "1901-02-03"}), "n5")
		step()
		suggested := func() (pairs [][2]customer.ID) {
			for _, g := range suggestions(t, o) {
				if some[g.CustomerID] || some[g.OtherID] {
					pairs = append(pairs, [2]customer.ID{g.CustomerID, g.OtherID})
				}
			}
			return sorted(pairs)
		}
		if got, want := suggested(), alike(t, o, some); !slices.Equal(got, want) || len(want) < 2 || !slices.Contains(want, [2]customer.ID{born, twin}) {
			t.Errorf("suggested %v, want %v", got, want)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			name := "Ole Brum"
			_, err := customer.Alter(ctx, tx, twin, customer.Change{Name: &name, Attributes: map[string]any{"birth_date": "1999-01-30"}})
			return err
		})
		step()
		if got, want := suggested(), alike(t, o, some); !slices.Equal(got, want) || slices.Contains(want, [2]customer.ID{born, twin}) {
			t.Errorf("once one is another: suggested %v, want %v", got, want)
		}
	})
}

func TestWhatTakesLongIsDoneLessOften(t *testing.T) {
	now, slow := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC), false
	clock := func() time.Time {
		if slow {
			now = now.Add(10 * time.Second)
		}
		return now
	}
	companytest.EachClock(t, clock, func(t *testing.T, o *company.Office) {
		slow = false
		crowd(t, o)
		listed(t, o, "Ada Lovelace", somebody(nil), "email:ada@example.com")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return job.Add(ctx, tx.Tx, customer.JobMatch, customer.MatchChanged, tx.Now, nil)
		})
		slow = true // comparing everybody takes a minute or so
		matched(t, o)
		slow = false
		b := listed(t, o, "Ada Lovelaec", somebody(nil), "email:countess@example.org")
		for _, x := range []struct {
			wait time.Duration
			want int
		}{{15 * time.Minute, 0}, {5 * time.Hour, 1}} {
			now = now.Add(x.wait)
			if matched(t, o); len(suggestionsFor(t, o, b)) != x.want {
				t.Errorf("after %s: %+v", x.wait, suggestionsFor(t, o, b))
			}
		}
	})
}
