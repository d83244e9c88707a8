package customer_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/job"
)

// listed puts one row of a list in.
func listed(t testing.TB, o *company.Office, name string, attributes map[string]any, written ...string) (id customer.ID) {
	t.Helper()
	d := customer.Draft{Name: name, Attributes: attributes}
	for _, w := range written {
		i, err := customer.ParseIdentifier(w)
		if err != nil {
			t.Fatal(err)
		}
		d.Identifiers = append(d.Identifiers, i)
	}
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		ids, problems, err := customer.Put(ctx, tx, []customer.Draft{d})
		if problems[0] != nil {
			return problems[0]
		}
		id = ids[0]
		return err
	})
	return id
}

func compareAll(t testing.TB, o *company.Office) customer.Matching {
	t.Helper()
	m, err := customer.CompareAll(t.Context(), o, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAListsRowsBehindOneAddressAreNotJoinedByIt(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a := listed(t, o, "Edward Kusha", nil, "email:family@example.com")
		b := listed(t, o, "Mary Kusha", nil, "email:family@example.com")
		if a == b {
			t.Fatal("two of a family are one because of their mailbox")
		}
		if again := listed(t, o, "Kusha, Mary", nil, "email:family@example.com"); again != b {
			t.Error("the list's row is another the second time")
		}
		if got := resolve(t, o, "Edward Kusha", "email:family@example.com"); got != a {
			t.Error("who writes under his name from the shared address is not himself")
		}
		if got := resolve(t, o, "", "email:family@example.com"); got == a || got == b {
			t.Error("who says no name is one of the two by a guess")
		}
		first := listed(t, o, "Andrew Anderson", nil, "email:info@example.com")
		if second := listed(t, o, "Andy Anderson", nil, "email:info@example.com"); second == first {
			t.Error("an office address joins two names")
		}
		first = listed(t, o, "John Smith", map[string]any{"Date of birth": "1970-10-10"}, "email:john@example.com")
		if second := listed(t, o, "John Smith", map[string]any{"dob": "15.03.1990"}, "email:john@example.com"); second == first {
			t.Error("father and son are one")
		}
	})
}

func TestASharedAddressIsHisWhoIsTheOnlyOneLeft(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a := listed(t, o, "Ada Byron", nil, "email:ada@example.com")
		b := listed(t, o, "Augusta King", nil, "email:ada@example.com")
		merge(t, o, b, a)
		if got := find(t, o, resolve(t, o, "", "email:ada@example.com")).ID; got != a {
			t.Errorf("%s, want %s: both who have the address are one by now", got, a)
		}
	})
}

func TestAContactsDisplayNameSplitsNobody(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a := resolve(t, o, "Ada Lovelace", "email:ada@example.com")
		if b := resolve(t, o, "The Analytical Society", "email:ada@example.com"); b != a {
			t.Error("another display name is another customer")
		}
	})
}

// somebody is a customer who resembles another in all but what is changed.
func somebody(change map[string]any) map[string]any {
	all := map[string]any{"birth_date": "1815-12-10", "address": "St James's Square 12", "city": "London", "postcode": "SW1Y 4JH"}
	for k, v := range change {
		all[k] = v
	}
	return all
}

// crowd is enough others for values to be frequent and rare among.
func crowd(t testing.TB, o *company.Office) {
	t.Helper()
	given, family := strings.Fields("Kari Ola Nils Truls Bente Marit Jon Eva Per Liv"), strings.Fields("Hansen Olsen Berg Dahl Lund Moen Vik Haug Bakke Strand")
	r := rand.New(rand.NewPCG(1, 2))
	of := func(list []string) string { return list[r.IntN(len(list))] }
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		var drafts []customer.Draft
		for i := range 60 {
			drafts = append(drafts, customer.Draft{Name: of(given) + " " + of(family), Identifiers: []customer.Identifier{{Kind: "external:crm", Value: fmt.Sprint(10_000 + r.IntN(80_000)*7)}},
				Attributes: map[string]any{"birth_date": time.Date(1940+r.IntN(60), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC).Format(time.DateOnly),
					"address": of(family) + of(given) + fmt.Sprintf("gata %d", 1+i), "city": of(given) + "by"}})
		}
		_, _, err := customer.Put(ctx, tx, drafts)
		return err
	})
}

func TestWhoIsAlikeIsSuggestedWithReasonsAndWithoutValues(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		crowd(t, o)
		a := listed(t, o, "Ada Lovelace", somebody(nil), "email:ada@example.com")
		b := listed(t, o, "A. Lovelaec", somebody(nil), "email:ada.lovelace@example.org")
		m := compareAll(t, o)
		if m.Customers != 62 || m.Compared != 62*61/2 || m.Found == 0 {
			t.Errorf("%d customers, %d compared, %d found", m.Customers, m.Compared, m.Found)
		}
		i := slices.IndexFunc(suggestions(t, o), func(g customer.Suggestion) bool { return g.CustomerID == a && g.OtherID == b })
		if i < 0 {
			t.Fatalf("not suggested: %+v", suggestions(t, o))
		}
		g := suggestions(t, o)[i]
		if p, compared := g.Likely(); !compared || p < 0.9 {
			t.Errorf("likely %v", p)
		}
		got := map[string]string{}
		for _, r := range g.Reasons[1:] {
			got[r.Kind] = r.Value
			if r.Bits == 0 || strings.Contains(strings.ToLower(r.Value), "lovela") {
				t.Errorf("%+v", r)
			}
		}
		if got["birth_date"] != "same" || got["family_name"] != "close" || got["given_name"] != "initial" || got["street"] != "same" {
			t.Errorf("%v", got)
		}
		// Again: nothing doubles. Decided: it stays so.
		n := len(suggestions(t, o))
		compareAll(t, o)
		if again := len(suggestions(t, o)); again != n {
			t.Errorf("%d suggestions, then %d", n, again)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Decide(ctx, tx, g.ID, false)
			return err
		})
		compareAll(t, o)
		if again := suggestions(t, o); len(again) != n-1 {
			t.Errorf("%d suggestions, then %+v", n, again)
		}
	})
}

func TestASuggestionGoesWithWhatMadeThemAlike(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		crowd(t, o)
		a := listed(t, o, "Ada Lovelace", somebody(nil), "email:ada@example.com")
		b := listed(t, o, "Ada Lovelace", somebody(nil), "email:countess@example.org")
		compareAll(t, o)
		about := func() int { return len(suggestionsFor(t, o, a)) }
		if about() != 1 {
			t.Fatalf("%d suggestions", about())
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			name := "Grace Hopper"
			_, err := customer.Alter(ctx, tx, b, customer.Change{Name: &name, Attributes: map[string]any{"birth_date": "1906-12-09", "address": "Navy Yard 1", "city": "Arlington", "postcode": "22202"}})
			return err
		})
		compareAll(t, o)
		if about() != 0 {
			t.Error("they are alike no more, and are suggested still")
		}
	})
}

func suggestionsFor(t testing.TB, o *company.Office, id customer.ID) (list []customer.Suggestion) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, id)
		if err == nil {
			list, err = customer.SuggestionsFor(ctx, tx, p)
		}
		return err
	})
	return list
}

func TestWhoIsNewIsComparedByTheJob(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	companytest.EachClock(t, func() time.Time { return now }, func(t *testing.T, o *company.Office) {
		step := func() {
			t.Helper()
			now = now.Add(11 * time.Minute)
			for range 10 {
				more, err := job.Step(t.Context(), o.DB, map[string]job.Handler{customer.JobMatch: customer.Match(o, t.TempDir())}, slog.New(slog.DiscardHandler))
				if err != nil {
					t.Fatal(err)
				}
				if !more {
					return
				}
			}
			t.Fatal("the job does not come to an end")
		}
		crowd(t, o)
		a := listed(t, o, "Ada Lovelace", somebody(nil), "email:ada@example.com")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return job.Add(ctx, tx.Tx, customer.JobMatch, customer.MatchChanged, tx.Now, nil)
		})
		step() // the first time everybody is compared
		var first, second customer.Matching
		last := func(m *customer.Matching) {
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
				*m, err = customer.LastMatching(ctx, tx)
				return err
			})
		}
		if last(&first); first.Customers != 61 || first.At.IsZero() {
			t.Fatalf("%+v", first)
		}
		b := listed(t, o, "Ada Lovelaec", somebody(nil), "email:countess@example.org")
		step()
		if list := suggestionsFor(t, o, b); len(list) != 1 || list[0].CustomerID != a {
			t.Errorf("%+v", list)
		}
		if last(&second); !second.At.Equal(first.At) {
			t.Error("everybody was compared for one who is new")
		}
		companytest.Update(t, o, customerLookAgain)
		step()
		if last(&second); second.Customers != 62 {
			t.Errorf("%d customers compared when asked to", second.Customers)
		}
	})
}

func customerLookAgain(ctx context.Context, tx *company.Tx) error { return customer.LookAgain(ctx, tx) }

func TestAnErasedCustomerIsInNoSuggestion(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		crowd(t, o)
		a := listed(t, o, "Ada Lovelace", somebody(nil), "email:ada@example.com")
		b := listed(t, o, "Ada Lovelace", somebody(nil), "email:countess@example.org")
		compareAll(t, o)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Erase(ctx, tx, a)
			return err
		})
		compareAll(t, o)
		if list := suggestionsFor(t, o, b); len(list) != 0 {
			t.Errorf("%+v", list)
		}
	})
}
