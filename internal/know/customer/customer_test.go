package customer_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

func put(t *testing.T, o *company.Office, drafts ...customer.Draft) (ids []customer.ID, problems []error) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		ids, problems, err = customer.Put(ctx, tx, drafts)
		return err
	})
	return ids, problems
}

func crm(n string) []customer.Identifier {
	return []customer.Identifier{{Kind: "external:crm", Value: n}}
}

func TestAListPutTwiceIsPutOnce(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		value := int64(129900)
		since := time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)
		list := []customer.Draft{
			{Name: "Ada Lovelace", Account: "Fjell  AS", Identifiers: append(crm("1"), customer.Identifier{Kind: "email", Value: "Ada@example.com"}),
				ValueMinor: &value, Since: since, Attributes: map[string]any{"plan": "fiber", "n": 3.0, "tags": []any{"a"}}},
			{Name: "Fjell AS", Kind: customer.KindAccount, Identifiers: crm("2")},
			{Name: "Ada", Identifiers: crm("3"), LeftAt: since},
		}
		first, problems := put(t, o, list...)
		for i, p := range problems {
			if p != nil {
				t.Fatalf("%d: %v", i, p)
			}
		}
		ada := find(t, o, first[0])
		if ada.Name != "Ada Lovelace" || ada.ValueMinor != value || !ada.Since.Equal(since) || ada.Attributes["plan"] != "fiber" || ada.Account.Name != "Fjell AS" || ada.Account.Kind != customer.KindAccount {
			t.Errorf("%+v of %+v", ada.Customer, ada.Account)
		}
		if p := find(t, o, first[1]); p.Kind != customer.KindAccount || !find(t, o, first[2]).LeftAt.Equal(since) {
			t.Errorf("%+v", p.Customer)
		}
		second, _ := put(t, o, list...)
		for i := range first {
			was, is := first[i], find(t, o, second[i])
			if was != second[i] || is.Version > 2 {
				t.Errorf("%s became %s, version %d", was, second[i], is.Version)
			}
		}
		if again := find(t, o, first[0]); again.Version != ada.Version || !again.ChangedAt.Equal(ada.ChangedAt) {
			t.Errorf("version %d after the same list, was %d", again.Version, ada.Version)
		}
		more := list[0]
		more.Attributes, more.Name = map[string]any{"plan": nil, "n": 4.0}, "Ada King"
		put(t, o, more)
		if p := find(t, o, first[0]); p.Name != "Ada King" || p.Version != ada.Version+1 || p.Attributes["plan"] != nil || p.Attributes["n"] != 4.0 || p.ValueMinor != value {
			t.Errorf("%+v", p.Customer)
		}
		if search(t, o, "king") != "Ada King" {
			t.Error("not found by the new name")
		}
	})
}

func TestABadLineOfAListSpoilsNoOther(t *testing.T) {
	minus, all := int64(-1), int64(1)<<62
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			spoil       func(d *customer.Draft)
			code, field string
		}{
			{func(d *customer.Draft) { d.Identifiers = nil }, "identifier.needed", "identifiers"},
			{func(d *customer.Draft) { d.Identifiers[0].Value = "" }, "identifier.empty", "identifiers"},
			{func(d *customer.Draft) { d.Kind = "robot" }, "customer.kind_unknown", "kind"},
			{func(d *customer.Draft) { d.ValueMinor = &minus }, "customer.value_negative", "value"},
			{func(d *customer.Draft) { d.ValueMinor = &all }, "field.out_of_range", "value"},
			{func(d *customer.Draft) { d.Name = "a\x00b" }, "field.bytes", "name"},
			{func(d *customer.Draft) { d.Since = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC) }, "time.far", "since"},
			{func(d *customer.Draft) { d.LeftAt = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }, "time.far", "left_at"},
			{func(d *customer.Draft) {
				d.Kind, d.RenewsAt = customer.KindAccount, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
			}, "time.far", "renews_at"},
			{func(d *customer.Draft) { d.Account = strings.Repeat("x", 201) }, "field.too_long", "account"},
			{func(d *customer.Draft) { d.Account = "a\x00b" }, "field.bytes", "account"},
			{func(d *customer.Draft) { d.Attributes = map[string]any{"a": []any{"\x00"}} }, "field.bytes", "attributes"},
			{func(d *customer.Draft) { d.Attributes = map[string]any{"a\x00": 1.0} }, "field.bytes", "attributes"},
		} {
			bad := customer.Draft{Name: "Bad", Account: "Ghost AS", Identifiers: crm("bad")}
			c.spoil(&bad)
			ids, problems := put(t, o, customer.Draft{Name: "Good", Identifiers: crm("good")}, bad)
			if ids[0] == 0 || problems[0] != nil || ids[1] != 0 {
				t.Errorf("%s: %v %v", c.code, ids, problems)
			}
			wants(t, problems[1], c.code, c.field)
		}
		if got := search(t, o, "ghost"); got != "" {
			t.Errorf("a refused line left the account %q", got)
		}
	})
}

func TestAlterChangesWhatWasSeenOnly(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		id := resolve(t, o, "Ada", "email:ada@example.com")
		alter := func(c customer.Change) error {
			return try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := customer.Alter(ctx, tx, id, c)
				return err
			})
		}
		long, negative, name, nul := strings.Repeat("x", 201), int64(-1), "Ada King", "a\x00"
		nobody, person := customer.ID(4711), id
		for _, c := range []struct {
			change      customer.Change
			code, field string
		}{
			{customer.Change{Name: &long}, "field.too_long", "name"},
			{customer.Change{Name: &nul}, "field.bytes", "name"},
			{customer.Change{Attributes: map[string]any{"x": map[string]any{"y": "\x00"}}}, "field.bytes", "attributes"},
			{customer.Change{ValueMinor: &negative}, "customer.value_negative", "value"},
			{customer.Change{AccountID: &nobody}, "not_found", ""},
			{customer.Change{AccountID: &person}, "customer.no_account", "account_id"},
			{customer.Change{Version: 7, Name: &name}, "customer.changed_meanwhile", ""},
		} {
			wants(t, alter(c.change), c.code, c.field)
		}
		if err := alter(customer.Change{Version: 1, Name: &name, Attributes: map[string]any{"a": "b", "c": "d"}}); err != nil {
			t.Fatal(err)
		}
		wants(t, alter(customer.Change{Version: 1, Name: &name}), "customer.changed_meanwhile", "")
		if err := alter(customer.Change{Version: 2, Attributes: map[string]any{"a": nil}}); err != nil {
			t.Fatal(err)
		}
		if p := find(t, o, id); p.Version != 3 || p.Name != name || len(p.Attributes) != 1 || p.Attributes["c"] != "d" {
			t.Errorf("%+v", p.Customer)
		}
	})
}

func TestOfTwoWhoSawTheSameVersionOneChangesIt(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		const many = 8
		id := resolve(t, o, "Ada", "email:ada@example.com")
		var wg sync.WaitGroup
		var mu sync.Mutex
		changed, refused := 0, 0
		for i := range many {
			wg.Go(func() {
				key := string(rune('a' + i))
				err := try(o, func(ctx context.Context, tx *company.Tx) error {
					_, err := customer.Alter(ctx, tx, id, customer.Change{Version: 1, Attributes: map[string]any{key: true}})
					return err
				})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					changed++
				} else if p := problem.Of(err); p != nil && p.Code == "customer.changed_meanwhile" {
					refused++
				}
				// And without a version: nobody's change is lost.
			})
		}
		wg.Wait()
		if p := find(t, o, id); changed != 1 || refused != many-1 || len(p.Attributes) != 1 || p.Version != 2 {
			t.Errorf("%d changed, %d refused, version %d, %v", changed, refused, p.Version, p.Attributes)
		}
		for i := range many {
			wg.Go(func() {
				key := string(rune('A' + i))
				if err := try(o, func(ctx context.Context, tx *company.Tx) error {
					_, err := customer.Alter(ctx, tx, id, customer.Change{Attributes: map[string]any{key: true}})
					return err
				}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if p := find(t, o, id); len(p.Attributes) != 1+many {
			t.Errorf("%v: a change was lost", p.Attributes)
		}
	})
}

func TestAnIdentifierIsGivenAndTakenAway(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a, b := resolve(t, o, "Ada", "email:ada@example.com"), resolve(t, o, "Bob", "email:bob@example.com")
		identify := func(id customer.ID, kind, value string) error {
			return try(o, func(ctx context.Context, tx *company.Tx) error {
				return customer.Identify(ctx, tx, id, customer.Identifier{Kind: kind, Value: value})
			})
		}
		if err := identify(a, "phone", "912 34 567"); err != nil {
			t.Fatal(err)
		}
		if err := identify(a, "phone", "+4791234567"); err != nil {
			t.Errorf("his own again: %v", err)
		}
		wants(t, identify(b, "phone", "91234567"), "identifier.taken", "")
		wants(t, identify(b, "phone", "x"), "identifier.phone_malformed", "identifiers")
		wants(t, identify(4711, "phone", "91234567"), "not_found", "")
		if resolve(t, o, "", "phone:91234567") != a || search(t, o, "91234567") != "Ada" {
			t.Error("not his")
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return customer.Unidentify(ctx, tx, a, "phone:+4791234567")
		})
		if search(t, o, "91234567") != "" || keys(find(t, o, a)) != "email:ada@example.com" {
			t.Errorf("found %q, holds %s", search(t, o, "91234567"), keys(find(t, o, a)))
		}
		if somebody := resolve(t, o, "", "phone:91234567"); somebody == a || somebody == b {
			t.Error("what comes with it now is somebody new")
		}
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wg.Go(func() {
				errs[i] = identify([]customer.ID{a, b}[i%2], "handle:x", "both")
			})
		}
		wg.Wait()
		if ha, hb := strings.Contains(keys(find(t, o, a)), "both"), strings.Contains(keys(find(t, o, b)), "both"); ha == hb {
			t.Errorf("held by Ada %v, by Bob %v: %v", ha, hb, errs)
		}
	})
}

func TestAnAccountIsFoundAgainByItsName(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		account := func(name string) (id customer.ID, err error) {
			err = try(o, func(ctx context.Context, tx *company.Tx) error {
				id, err = customer.Account(ctx, tx, name)
				return err
			})
			return id, err
		}
		a, err := account("Fjell AS")
		b, err2 := account("  fjell   as ")
		if a == 0 || a != b || err != nil || err2 != nil {
			t.Errorf("%v %v, %v %v", a, b, err, err2)
		}
		if id, err := account("  "); id != 0 || err != nil {
			t.Errorf("%v %v", id, err)
		}
		_, err = account(strings.Repeat("x", 201))
		wants(t, err, "field.too_long", "account")
	})
}
