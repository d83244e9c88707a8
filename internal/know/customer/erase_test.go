package customer_test

import (
	"context"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

func erase(t *testing.T, o *company.Office, id customer.ID) (e customer.Erasure) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		e, err = customer.Erase(ctx, tx, id)
		return err
	})
	return e
}

func TestNobodyFindsWhomWasErased(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ada, bob := putOne(t, o, "Ada Lovelace", "ada@example.com"), putOne(t, o, "Bob Berg", "bob@example.com")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Join(ctx, tx, bob, ada, "the same")
			return err
		})
		e := erase(t, o, bob) // named by a merged record: the person goes
		if len(e.Report.Records) != 2 || e.CustomerID != ada {
			t.Errorf("%+v", e)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			for _, id := range []customer.ID{ada, bob} {
				if _, err := customer.Find(ctx, tx, id); problem.Of(err) == nil || problem.Of(err).Code != "customer.erased" {
					t.Errorf("found: %v", err)
				}
			}
			if people, err := customer.Search(ctx, tx, "love", 10); err != nil || len(people) > 0 {
				t.Errorf("%v, %v", people, err)
			}
			if people, err := customer.Peek(ctx, tx, customer.Identifier{Kind: "email", Value: "ada@example.com"}); err != nil || len(people) > 0 {
				t.Errorf("%v, %v", people, err)
			}
			if people, _, err := customer.List(ctx, tx, 0, 10); err != nil || len(people) > 0 {
				t.Errorf("%v, %v", people, err)
			}
			return nil
		})
		// Whoever comes with the address is somebody new.
		if again := putOne(t, o, "Ada", "ada@example.com"); again == ada {
			t.Error("the erased came back")
		}
		if err := o.Update(t.Context(), company.System, func(tx *company.Tx) error {
			_, err := customer.Erase(t.Context(), tx, ada)
			return err
		}); problem.KindOf(err) != problem.NotFound {
			t.Errorf("erased twice: %v", err)
		}
	})
}

func TestASharedIdentifierStaysWithWhoeverElseUsesIt(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		family := customer.Identifier{Kind: "phone", Value: "+4791238765"}
		put := func(number string) (id customer.ID) {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				ids, problems, err := customer.Put(ctx, tx, []customer.Draft{{Name: "Of " + number, Identifiers: []customer.Identifier{{Kind: "external:crm", Value: number}, family}}})
				if err == nil {
					err = problems[0]
				}
				id = ids[0]
				return err
			})
			return id
		}
		a, b, c := put("A-1"), put("A-2"), put("A-3")
		holders := func() (n int) {
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				people, err := customer.Peek(ctx, tx, family)
				n = len(people)
				return err
			})
			return n
		}
		if n := holders(); n != 3 {
			t.Fatalf("%d share it", n)
		}
		erase(t, o, a)
		if n := holders(); n != 2 {
			t.Errorf("%d share it after one was erased", n)
		}
		erase(t, o, b)
		erase(t, o, c)
		if n := holders(); n != 0 {
			t.Errorf("%d share it after all were erased", n)
		}
		if d := put("A-4"); d == 0 || holders() != 1 {
			t.Errorf("%d have it, want the new one alone", holders())
		}
	})
}

func TestErasedAgainGoOnlyTheRecordsThatWereNoted(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ada, bob := putOne(t, o, "Ada Lovelace", "ada@example.com"), putOne(t, o, "Bob Berg", "bob@example.com")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			if _, err := customer.Join(ctx, tx, bob, ada, ""); err != nil {
				return err
			}
			all, err := customer.EraseAgain(ctx, tx, []customer.ID{ada, 77})
			if err != nil || len(all) != 1 {
				t.Errorf("%v, %v", all, err)
			}
			return err
		})
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			p, err := customer.Find(ctx, tx, bob)
			if err != nil || p.Name != "Bob Berg" || len(p.Records) != 1 || p.ID != bob {
				t.Errorf("%+v, %v", p, err)
			}
			return nil
		})
	})
}

func putOne(t *testing.T, o *company.Office, name, address string) customer.ID {
	t.Helper()
	ids, problems := put(t, o, customer.Draft{Name: name, Identifiers: email(address)})
	if problems[0] != nil {
		t.Fatal(problems[0])
	}
	return ids[0]
}
