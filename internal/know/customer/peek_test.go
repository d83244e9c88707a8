package customer_test

import (
	"context"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

func choose(t testing.TB, o *company.Office, written ...string) (names string, err error) {
	t.Helper()
	var given []customer.Identifier
	for _, w := range written {
		i, err := customer.ParseIdentifier(w)
		if err != nil {
			t.Fatal(err)
		}
		given = append(given, i)
	}
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		var n customer.Named
		n, err = customer.Choose(ctx, tx, given)
		var all []string
		for _, p := range n.People {
			all = append(all, p.Shown())
		}
		names = strings.Join(all, ", ")
		return nil
	})
	return names, err
}

func TestTheStrongestIdentifierThatNamesOneDecidesWhoseCardItIs(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		resolve(t, o, "Ada", "email:ada@example.com", "external:crm:C-1")
		resolve(t, o, "Bob", "phone:40000001")
		resolve(t, o, "Cid", "external:crm:C-3", "phone:40000009")
		resolve(t, o, "Dan", "external:crm:C-4", "phone:40000009") // the phone is shared from now on
		for _, c := range []struct{ given, want string }{
			{"email:ada@example.com phone:40000001", "Ada"},
			{"phone:40000001 email:ada@example.com", "Ada"},
			{"phone:40000001 email:new@example.com", "Bob"},
			{"phone:anonymous email:ada@example.com", "Ada"},
			{"phone:40000009 email:ada@example.com", "Ada"},
			{"external:crm:C-4 phone:40000009", "Dan"},
			{"external:crm:C-9 email:ada@example.com", ""}, // Ada has another number of the same system
			{"email:new@example.com", ""},
		} {
			if got, err := choose(t, o, strings.Fields(c.given)...); err != nil || got != c.want {
				t.Errorf("%s names %q, %v; want %q", c.given, got, err, c.want)
			}
		}
		if got, err := choose(t, o, "phone:40000009"); err != nil || !strings.Contains(got, "Cid") || !strings.Contains(got, "Dan") {
			t.Errorf("a shared phone offers %q, %v; want both", got, err)
		}
		if _, err := choose(t, o, "phone:anonymous", "email:nothing"); problem.Of(err) == nil || problem.Of(err).Code != "identifier.phone_malformed" {
			t.Errorf("nothing that can be read: %v", err)
		}
	})
}

func TestACustomerNumberIsFoundInAnySystem(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		resolve(t, o, "Ada", "external:crm:C-1")
		resolve(t, o, "Bob", "external:billing:c-1")
		resolve(t, o, "Cid", "external:crm:C-3", "handle:x:c-2")
		for number, want := range map[string]string{"C-1": "Ada", "c-1": "Bob", "c-3": "Cid", "c-2": "", "": "", "C": ""} {
			var names []string
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				people, err := customer.ByNumber(ctx, tx, number)
				for _, p := range people {
					names = append(names, p.Shown())
				}
				return err
			})
			if got := strings.Join(names, ", "); got != want {
				t.Errorf("%q is the number of %q, want %q", number, got, want)
			}
		}
	})
}
