package customer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
)

func TestSearchFindsWhatPeopleType(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		resolve(t, o, "Kåre Ærø-Østby", "email:Kare.Ostby@example.com", "phone:91234567")
		resolve(t, o, "Åse Nordmann", "email:a.se+news@gmail.com", "external:crm:AB-12_c%")
		resolve(t, o, "Kari Nordmann", "phone:+46 70 123 45 67", "handle:x:@KariN")
		resolve(t, o, "Иван Петрович", "email:ivan@пример.рф")
		resolve(t, o, "", "email:per.hansen@example.com")
		resolve(t, o, "王小明", "device:only-a-device")
		merged := resolve(t, o, "", "email:old-address@example.org")
		merge(t, o, merged, resolve(t, o, "Tor Heyerdahl", "external:crm:77"))
		for _, c := range []struct{ q, want string }{
			{"Kåre", "Kåre Ærø-Østby"},
			{"kare", "Kåre Ærø-Østby"},
			{"AERO", "Kåre Ærø-Østby"},
			{"ærø-ø", "Kåre Ærø-Østby"},
			{"østby kår", "Kåre Ærø-Østby"},
			{"åse nordm", "Åse Nordmann"},
			{"nordmann x", ""},
			{"91234567", "Kåre Ærø-Østby"},
			{"+47 912 34 567", "Kåre Ærø-Østby"},
			{"0047 91 23 45 67", "Kåre Ærø-Østby"},
			{"912 34", "Kåre Ærø-Østby"},
			{"070-123 45 67", ""}, // a national prefix is no part of the number
			{"70-123 45 67", "Kari Nordmann"},
			{"kare.ostby@ex", "Kåre Ærø-Østby"},
			{"KARE.OSTBY@EXAMPLE.COM", "Kåre Ærø-Østby"},
			{"kare.ostby", "Kåre Ærø-Østby"},
			{"a.se+news@gmail.com", "Åse Nordmann"},
			{"ase@gmail.com", "Åse Nordmann"},
			{"ivan@пример.рф", "Иван Петрович"},
			{"ab-12", "Åse Nordmann"},
			{"ab-12_c%", "Åse Nordmann"},
			{"karin", "Kari Nordmann"},
			{"@karin", "Kari Nordmann"},
			{"иван", "Иван Петрович"},
			{"п", "Иван Петрович"}, // the last byte of its UTF-8 is 0xbf
			{"王", "王小明"},
			{"old-address@", "Tor Heyerdahl"},
			{"heyerdahl old-address@example.org", "Tor Heyerdahl"},
			{"%", ""},
			{"_", ""},
			{"%åse", "Åse Nordmann"}, // the sign is no word
			{"per.hansen", "per.hansen@example.com"},
			{"Per.Han", "per.hansen@example.com"},
			{"' OR 1=1 --", ""},
			{"\x00", ""},
			{"a@\x00\xff", ""},
			{"ka\x00re@", ""},
			{"\U0010ffff", ""},
			{"@", ""},
			{"+", ""},
			{"  ", ""},
			{strings.Repeat("å", 150), ""},
		} {
			if got := search(t, o, c.q); got != c.want {
				t.Errorf("%q finds %q, want %q", c.q, got, c.want)
			}
		}
	})
}

func TestSearchFindsTheOneAmongThousandsOfEachName(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			var claims []customer.Claim
			for i := range 2200 {
				for _, name := range []string{"Kari Holm", "Per Nordmann"} {
					claims = append(claims, customer.Claim{Name: name, Identifiers: held(t, fmt.Sprintf("external:crm:%s-%d", name[:3], i))})
				}
			}
			_, err := customer.Resolve(ctx, tx, claims)
			return err
		})
		resolve(t, o, "Kari Nordmann", "external:crm:the-one")
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			for _, q := range []string{"Kari Nordmann", "nordmann kari", "kar nordma"} {
				found, err := customer.Search(ctx, tx, q, 8)
				if err != nil || len(found) != 1 || found[0].Name != "Kari Nordmann" {
					t.Errorf("%q finds %d (%v)", q, len(found), err)
				}
			}
			found, err := customer.Search(ctx, tx, "kari", 8)
			if err != nil || len(found) != 8 || found[0].Name != "Kari Nordmann" {
				t.Errorf("the newest is not among the first of all Karis: %d (%v)", len(found), err)
			}
			return nil
		})
	})
}

func TestTheListGoesOnWhereItEnded(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var want []customer.ID
		for range 7 {
			want = append([]customer.ID{resolve(t, o, "X")}, want...)
		}
		merge(t, o, want[3], want[0])
		want = append(want[:3], want[4:]...)
		var got []customer.ID
		for next := customer.ID(0); ; {
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				people, to, err := customer.List(ctx, tx, next, 2)
				for _, p := range people {
					got = append(got, p.ID)
				}
				next = to
				return err
			})
			if next == 0 {
				break
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%v, want %v", got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%v, want %v", got, want)
			}
		}
	})
}

// partnersVerbs are the verbs that read customers, each asked for one.
var partnersVerbs = map[string]func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error){
	"Find": func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error) {
		_, err := customer.Find(ctx, tx, p.ID)
		return err == nil, nil
	},
	"FindAll": func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error) {
		all, err := customer.FindAll(ctx, tx, []customer.ID{p.ID})
		return len(all) > 0, err
	},
	"Peek": func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error) {
		h := p.Held()[0]
		all, err := customer.Peek(ctx, tx, customer.Identifier{Kind: h.Kind, Value: h.Value})
		return len(all) > 0, err
	},
	"Search": func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error) {
		all, err := customer.Search(ctx, tx, p.Name, 10)
		return len(all) > 0, err
	},
	"List": func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error) {
		all, _, err := customer.List(ctx, tx, 0, 10)
		for _, o := range all {
			if o.ID == p.ID {
				return true, err
			}
		}
		return false, err
	},
	"PeopleOf": func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error) {
		all, _, err := customer.PeopleOf(ctx, tx, customer.Person{Customer: p.Account, Records: []customer.Customer{p.Account}})
		for _, o := range all {
			if o.ID == p.ID {
				return true, err
			}
		}
		return false, err
	},
	"Alter": func(ctx context.Context, tx *company.Tx, p customer.Person) (bool, error) {
		_, err := customer.Alter(ctx, tx, p.ID, customer.Change{})
		return err == nil, nil
	},
}

func TestAPartnersUserSeesOnlyCustomersHeHasToDoWith(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var carrier, north, support int64
		var his, merged, others customer.ID
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			if err != nil {
				return err
			}
			carrier, north, support = d.ContributorID("carrier"), d.ContributorID("carrier-north"), d.ContributorID("support")
			ids, _, err := customer.Put(ctx, tx, []customer.Draft{
				{Name: "His", Account: "Fjell AS", Identifiers: []customer.Identifier{{Kind: "email", Value: "his@example.com"}}},
				{Name: "Merged", Account: "Fjell AS", Identifiers: []customer.Identifier{{Kind: "email", Value: "merged@example.com"}}},
				{Name: "Other", Account: "Fjell AS", Identifiers: []customer.Identifier{{Kind: "email", Value: "other@example.com"}}},
				{Name: "Under", Identifiers: []customer.Identifier{{Kind: "email", Value: "under@example.com"}}}})
			if err != nil {
				return err
			}
			his, merged, others = ids[0], ids[1], ids[2]
			if err := customer.KnownTo(ctx, tx, [][2]int64{{north, int64(his)}, {carrier, int64(ids[3])}, {support, int64(others)}, {north, int64(his)}}); err != nil {
				return err
			}
			_, err = customer.Join(ctx, tx, ids[3], merged, "")
			return err
		})
		partner := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: carrier}
		for _, c := range []struct {
			id   customer.ID
			sees bool
		}{{his, true}, {merged, true}, {others, false}} {
			p := find(t, o, c.id)
			for name, verb := range partnersVerbs {
				err := o.Update(t.Context(), partner, func(tx *company.Tx) error {
					sees, err := verb(t.Context(), tx, p)
					if sees != c.sees {
						t.Errorf("%s of %s: sees %v, want %v", name, p.Name, sees, c.sees)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		}
	})
}
