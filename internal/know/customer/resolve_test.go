package customer_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/journal"
)

func TestWhoIsNewAndWhoIsThere(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ada := resolve(t, o, "", "email:ada@example.com")
		if again := resolve(t, o, "Ada Lovelace", "email:ADA@example.com", "phone:91234567"); again != ada {
			t.Errorf("%s, want %s", again, ada)
		}
		if byPhone := resolve(t, o, "A. L.", "phone:+4791234567"); byPhone != ada {
			t.Errorf("by the phone that came with the e-mail: %s, want %s", byPhone, ada)
		}
		p := find(t, o, ada)
		if p.Name != "Ada Lovelace" || keys(p) != "email:ada@example.com phone:+4791234567" {
			t.Errorf("%q %s: the first name fills in, later ones change nothing", p.Name, keys(p))
		}
		if other := resolve(t, o, "", "email:bob@example.com"); other == ada {
			t.Error("somebody else is the same")
		}
		if a, b := resolve(t, o, ""), resolve(t, o, ""); a == b {
			t.Error("two who did not say are one")
		}
		if n := len(suggestions(t, o)); n != 0 {
			t.Errorf("%d suggestions", n)
		}
	})
}

func TestOneBatchDecidesAsIfEachHadComeAlone(t *testing.T) {
	claims := [][]string{{"email:a@example.com"}, {"phone:91234567"}, {"email:a@example.com", "handle:x:a"}, {"handle:x:a"},
		{"external:crm:1", "email:s@example.com"}, {"external:crm:2", "email:s@example.com"}, {"email:s@example.com"}, {"email:s@example.com"}}
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var ids []customer.ID
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			var list []customer.Claim
			for _, c := range claims {
				list = append(list, customer.Claim{Identifiers: held(t, c...)})
			}
			ids, err = customer.Resolve(ctx, tx, list)
			return err
		})
		if got := persons(t, o, ids...); got != "A=C=D B E F G=H" {
			t.Errorf("%s", got)
		}
	})
}

func TestTwoCRMIdsWithOneMailboxAreTwoPeople(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a := resolve(t, o, "Ada", "external:crm:1", "email:family@example.com")
		b := resolve(t, o, "ÁDA", "external:crm:2", "email:family@example.com")
		if a == b {
			t.Fatal("a stronger identifier does not veto a weaker one")
		}
		if keys(find(t, o, a)) != "email:family@example.com* external:crm:1" || keys(find(t, o, b)) != "email:family@example.com* external:crm:2" {
			t.Errorf("%s / %s: the address is shared", keys(find(t, o, a)), keys(find(t, o, b)))
		}
		list := suggestions(t, o)
		if len(list) != 1 || list[0].CustomerID != a || list[0].OtherID != b || list[0].Reasons[0] != (customer.Reason{Code: "same_identifier_other_number", Kind: "email", Value: "family@example.com"}) {
			t.Errorf("suggested %+v", list)
		}
		stand := resolve(t, o, "Somebody", "email:family@example.com")
		if stand == a || stand == b {
			t.Error("what only has the shared address is charged to one of the two")
		}
		if again := resolve(t, o, "", "email:family@example.com"); again != stand {
			t.Error("the record that stands for the address is another the second time")
		}
		if c := resolve(t, o, "", "external:crm:3", "email:family@example.com"); c == a || c == b || c == stand {
			t.Error("a third number is a third person")
		}
		if again := resolve(t, o, "", "external:crm:1", "email:family@example.com"); again != a {
			t.Errorf("%s, want %s: the number decides", again, a)
		}
		if got := peek(t, o, "email:family@example.com"); len(got) != 4 {
			t.Errorf("%d people behind the shared address, want 4: three and what stands for it", len(got))
		}
	})
}

func TestAFamilyPhoneDecidesNothing(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a := resolve(t, o, "Ada", "external:crm:1", "phone:22334455")
		b := resolve(t, o, "Bob", "external:crm:2", "phone:22334455", "email:bob@example.com")
		if list := suggestions(t, o); len(list) != 0 {
			t.Errorf("%+v: they have other names", list)
		}
		third := resolve(t, o, "", "phone:22334455")
		if third == a || third == b {
			t.Error("the call is in somebody's history by a guess")
		}
		if again := resolve(t, o, "", "phone:22334455", "email:bob@example.com"); again != b {
			t.Error("the e-mail beside the shared phone decides")
		}
		// Another system's number excludes nobody.
		if c := resolve(t, o, "", "external:shop:9", "email:bob@example.com"); c != b {
			t.Error("a number of another system vetoes")
		}
	})
}

func TestTwoRecordsThatOneContactNamesAreSuggestedNeverMerged(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a, b := resolve(t, o, "Ada", "email:ada@example.com"), resolve(t, o, "", "phone:91234567")
		for range 2 {
			if got := resolve(t, o, "", "phone:91234567", "email:ada@example.com"); got != a {
				t.Errorf("%s, want the stronger identifier's %s", got, a)
			}
		}
		if got := persons(t, o, a, b); got != "A B" {
			t.Errorf("%s: merged silently", got)
		}
		list := suggestions(t, o)
		if len(list) != 1 || list[0].Reasons[0].Code != "one_interaction_two_records" {
			t.Fatalf("%+v", list)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Decide(ctx, tx, list[0].ID, false)
			return err
		})
		resolve(t, o, "", "phone:91234567", "email:ada@example.com")
		if n := len(suggestions(t, o)); n != 0 {
			t.Error("suggested again though somebody said that they are two")
		}
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Decide(ctx, tx, list[0].ID, true)
			return err
		}), "suggestion.decided", "")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return customer.Reopen(ctx, tx, list[0].ID) })
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Decide(ctx, tx, list[0].ID, true)
			return err
		})
		if got := persons(t, o, a, b); got != "A=B" || len(suggestions(t, o)) != 0 {
			t.Errorf("%s, %d open after deciding for a merge", got, len(suggestions(t, o)))
		}
	})
}

func TestWhoWasMergedByHandIsNotTornApartByHisNumbers(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a, b := resolve(t, o, "Ada", "external:crm:1", "email:ada@example.com"), resolve(t, o, "Ada", "external:crm:2")
		merge(t, o, b, a)
		if got := resolve(t, o, "", "external:crm:2", "email:ada@example.com"); got != b {
			t.Errorf("%s, want %s", got, b)
		}
		if got := keys(find(t, o, a)); got != "email:ada@example.com external:crm:1 external:crm:2" {
			t.Errorf("%s: nothing of one person's is shared with himself", got)
		}
		if list := suggestions(t, o); len(list) != 0 {
			t.Errorf("a person is suggested to be himself: %+v", list)
		}
		// Two numbers of one system at once: the first is his, the second becomes his.
		if got := resolve(t, o, "", "external:crm:1", "external:crm:9", "email:ada@example.com"); got != a || len(suggestions(t, o)) != 0 {
			t.Errorf("%s, %d suggestions", got, len(suggestions(t, o)))
		}
	})
}

func TestADeviceBecomesHisWhoSaysThatHeIsOnIt(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		d := resolve(t, o, "", "device:d1")
		a := resolve(t, o, "Ada", "device:d1", "email:ada@example.com")
		if got := persons(t, o, a, d); got != "A=B" {
			t.Errorf("%s: what was read on the device before is his", got)
		}
		b := resolve(t, o, "Bob", "email:bob@example.com")
		if got := resolve(t, o, "", "device:d1", "email:bob@example.com"); got != b || persons(t, o, a, b) != "A B" {
			t.Errorf("%s, %s: two people at one device are two", got, persons(t, o, a, b))
		}
		c := resolve(t, o, "Cyd", "email:cyd@example.com")
		e := resolve(t, o, "", "device:d2")
		if resolve(t, o, "", "device:d2", "email:cyd@example.com") != c || persons(t, o, c, e) != "A=B" {
			t.Errorf("%s: a device joins who is there already", persons(t, o, c, e))
		}
	})
}

func TestManyAtOnceMakeOneCustomer(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		const many = 16
		ids := make([]customer.ID, many)
		var wg sync.WaitGroup
		for i := range many {
			wg.Go(func() {
				written := []string{"email:new@example.com", "phone:91234567", "handle:x:new"}
				if i%2 == 1 { // in another order, so that they cross
					written[0], written[2] = written[2], written[0]
				}
				claim := customer.Claim{Name: "New", Identifiers: held(t, written...)}
				err := try(o, func(ctx context.Context, tx *company.Tx) error {
					got, err := customer.Resolve(ctx, tx, []customer.Claim{claim})
					if err == nil {
						ids[i] = got[0]
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for _, id := range ids {
			if id != ids[0] || id == 0 {
				t.Fatalf("%v", ids)
			}
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			people, _, err := customer.List(ctx, tx, 0, 10)
			if len(people) != 1 {
				t.Errorf("%d customers", len(people))
			}
			return err
		})
		if got := keys(find(t, o, ids[0])); got != "email:new@example.com handle:x:new phone:+4791234567" {
			t.Error(got)
		}
	})
}

func TestManyWhoShareAtOnceMakeOneStandIn(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		resolve(t, o, "", "external:crm:1", "phone:22334455")
		resolve(t, o, "", "external:crm:2", "phone:22334455")
		const many = 8
		ids := make([]customer.ID, many)
		var wg sync.WaitGroup
		for i := range many {
			wg.Go(func() { ids[i] = resolve(t, o, "", "phone:22334455") })
		}
		wg.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("%v", ids)
			}
		}
	})
}

// What history brings to light may be looked at, but wakes nothing.
func TestWhatHistorySuggestsAndMergesIsNoNews(t *testing.T) {
	for _, news := range []bool{false, true} {
		companytest.Each(t, func(t *testing.T, o *company.Office) {
			told := map[string][]bool{}
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				var claims []customer.Claim
				for _, written := range [][]string{{"external:crm:1", "email:ada@example.com"}, {"phone:+4740011222"}, {"email:ada@example.com", "phone:+4740011222"}, {"device:d1"}, {"device:d1", "email:ada@example.com"}} {
					claims = append(claims, customer.Claim{Identifiers: held(t, written...), News: news})
				}
				_, err := customer.Resolve(ctx, tx, claims)
				return err
			})
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				facts, err := journal.After(ctx, tx.Tx, journal.Position{}, 1000)
				for _, f := range facts {
					told[f.Kind] = append(told[f.Kind], f.News)
				}
				return err
			})
			for _, kind := range []string{customer.FactAdded, customer.FactSuggested, customer.FactMerged} {
				if len(told[kind]) == 0 || slices.Contains(told[kind], !news) {
					t.Errorf("news %v: %s is told as %v", news, kind, told[kind])
				}
			}
		})
	}
}
