package customer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
)

// people shows who belongs to an account and as what: "Ada(decides,pays) Bo()".
func people(t testing.TB, o *company.Office, account customer.ID) string {
	t.Helper()
	var shown []string
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		a, err := customer.Find(ctx, tx, account)
		if err != nil {
			return err
		}
		list, all, err := customer.PeopleOf(ctx, tx, a)
		if !all {
			t.Error("some were left out")
		}
		for _, p := range list {
			shown = append(shown, fmt.Sprintf("%s(%s)", p.Shown(), p.Roles))
		}
		slices.Sort(shown)
		return err
	})
	return strings.Join(shown, " ")
}

func alter(t testing.TB, o *company.Office, id customer.ID, c customer.Change) (p customer.Person) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		p, err = customer.Alter(ctx, tx, id, c)
		return err
	})
	return p
}

func email(address string) []customer.Identifier {
	return []customer.Identifier{{Kind: "email", Value: address}}
}

func TestAListTellsRolesAndRenewals(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		renews := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
		list := []customer.Draft{
			{Kind: customer.KindAccount, Name: "Fjordheim  AS", RenewsAt: renews},
			{Name: "Ada", Account: "Fjordheim AS", Roles: []customer.AccountRole{customer.Pays, customer.Decides}, Identifiers: email("ada@fjordheim.example")},
			{Name: "Bo", Account: "Fjordheim AS", Identifiers: email("bo@fjordheim.example")},
		}
		ids, _ := put(t, o, list...)
		if got := people(t, o, ids[0]); got != "Ada(decides,pays) Bo()" {
			t.Errorf("people %s", got)
		}
		if a := find(t, o, ids[0]); !a.RenewsAt.Equal(renews) || a.Kind != customer.KindAccount {
			t.Errorf("the account renews at %v", a.RenewsAt)
		}

		version := find(t, o, ids[1]).Version
		put(t, o, list...)
		if again := find(t, o, ids[1]).Version; again != version {
			t.Error("the same list again changed somebody")
		}
		list[1].Roles = nil // says nothing of them
		put(t, o, list[1])
		if got := people(t, o, ids[0]); got != "Ada(decides,pays) Bo()" {
			t.Errorf("a list that says nothing of roles left %s", got)
		}
		list[1].Account = "Another AS"
		put(t, o, list[1])
		if got := find(t, o, ids[1]); got.Account.Name != "Another AS" || got.Roles != "" {
			t.Errorf("who went to another account is still %q, in %s", got.Roles, got.Account.Name)
		}

		_, problems := put(t, o, customer.Draft{Name: "Cy", Identifiers: email("cy@fjordheim.example"), Roles: []customer.AccountRole{"boss"}},
			customer.Draft{Name: "Di", Identifiers: email("di@fjordheim.example"), RenewsAt: renews})
		wants(t, problems[0], "customer.role_unknown", "account_roles")
		wants(t, problems[1], "customer.renews_person", "renews_at")
	})
}

func TestTheAccountOfAMergedRecordCounts(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ids, _ := put(t, o, customer.Draft{Name: "Ada", Account: "Fjordheim AS", Roles: []customer.AccountRole{customer.Decides}, Identifiers: email("ada@fjordheim.example")},
			customer.Draft{Name: "Ada H", Identifiers: email("ada@home.example")})
		account := find(t, o, ids[0]).Account.ID
		m := merge(t, o, ids[0], ids[1]) // the record that knows of no account stands for her now
		if got := people(t, o, account); got != "Ada H(decides)" {
			t.Errorf("after merging: %s", got)
		}
		if p := find(t, o, ids[1]); p.Account.ID != account || p.AccountID != account {
			t.Errorf("she belongs to %v", p.Account.ID)
		}

		p := alter(t, o, ids[1], customer.Change{Roles: []customer.AccountRole{customer.Uses}})
		if p.Roles != "uses" || p.Account.ID != account {
			t.Errorf("altered to %q in %v", p.Roles, p.Account.ID)
		}
		if got := people(t, o, account); got != "Ada H(uses)" {
			t.Errorf("a role that was taken away is back: %s", got)
		}
		none := customer.ID(0)
		if p := alter(t, o, ids[1], customer.Change{AccountID: &none}); p.Account.ID != 0 || p.Roles != "" {
			t.Errorf("still %q in %v", p.Roles, p.Account.ID)
		}
		if got := people(t, o, account); got != "" {
			t.Errorf("still in the account: %s", got)
		}
		undo(t, o, m)
	})
}

func TestAMergedAccountKeepsItsPeopleAndTheirRoles(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		list := []customer.Draft{{Name: "Ada", Account: "Fjordheim", Roles: []customer.AccountRole{customer.Decides}, Identifiers: email("ada@fjordheim.example")},
			{Name: "Bo", Account: "Fjordheim AS", Identifiers: email("bo@fjordheim.example")}}
		ids, _ := put(t, o, list...)
		from, into := find(t, o, ids[0]).Account.ID, find(t, o, ids[1]).Account.ID
		merge(t, o, from, into)
		for _, account := range []customer.ID{from, into} {
			if got := people(t, o, account); got != "Ada(decides) Bo()" {
				t.Errorf("people %s", got)
			}
		}
		list[0].Roles = nil
		put(t, o, list...) // names the account as before
		alter(t, o, ids[0], customer.Change{AccountID: &into})
		if got := find(t, o, ids[0]); got.Roles != "decides" || got.Account.ID != into {
			t.Errorf("the same account by another name took the roles: %q in %v", got.Roles, got.Account.ID)
		}
	})
}

func TestWhatIsNoRoleOrNoAccountIsRefused(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ids, _ := put(t, o, customer.Draft{Name: "Ada", Account: "Fjordheim AS", Identifiers: email("ada@fjordheim.example")})
		account := find(t, o, ids[0]).Account.ID
		for _, c := range []struct {
			id          customer.ID
			change      customer.Change
			code, field string
		}{
			{ids[0], customer.Change{Roles: []customer.AccountRole{"decides,uses"}}, "customer.role_unknown", "account_roles"},
			{ids[0], customer.Change{RenewsAt: &companytest.Now}, "customer.renews_person", "renews_at"},
			{ids[0], customer.Change{AccountID: &ids[0]}, "customer.no_account", "account_id"},
			{account, customer.Change{AccountID: &account}, "customer.no_account", "account_id"},
		} {
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := customer.Alter(ctx, tx, c.id, c.change)
				return err
			}), c.code, c.field)
		}
	})
}

func TestAPartnerSeesOfAnAccountWhomHeHadToDoWith(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ids, _ := put(t, o, customer.Draft{Name: "Ada", Account: "Fjordheim AS", Identifiers: email("ada@fjordheim.example")},
			customer.Draft{Name: "Bo", Account: "Fjordheim AS", Identifiers: email("bo@fjordheim.example")},
			customer.Draft{Name: "Cy", Account: "Elsewhere AS", Identifiers: email("cy@elsewhere.example")})
		account, elsewhere := find(t, o, ids[0]).Account.ID, find(t, o, ids[2]).Account.ID
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			if err != nil {
				return err
			}
			carrier := d.ContributorID("carrier")
			if err := customer.KnownTo(ctx, tx, [][2]int64{{carrier, int64(ids[0])}}); err != nil {
				return err
			}
			tx.Scope = company.Scope{Contributors: []int64{carrier}}
			a, err := customer.Find(ctx, tx, account)
			if err != nil {
				return err
			}
			list, _, err := customer.PeopleOf(ctx, tx, a)
			if len(list) != 1 || list[0].ID != ids[0] {
				t.Errorf("the carrier sees %d people", len(list))
			}
			if _, err := customer.Find(ctx, tx, elsewhere); err == nil {
				t.Error("the carrier sees an account with whose people it had nothing to do")
			}
			return err
		})
	})
}
