package customer_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/job"
	"regard/internal/platform/problem"
)

func reclass(t testing.TB, o *company.Office, id customer.ID, class customer.Class) (done customer.Reclassing) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		done, err = customer.Reclass(ctx, tx, id, class, "he delivers our parcels")
		return err
	})
	return done
}

func unclass(o *company.Office, undo customer.Reclassing) error {
	ctx := context.Background()
	return o.Update(ctx, company.System, func(tx *company.Tx) error { return customer.Unclass(ctx, tx, undo) })
}

func rules(t testing.TB, o *company.Office, list ...customer.ClassRule) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, err := customer.SetClassRules(ctx, tx, list)
		return err
	})
}

// work does the jobs that are due.
func work(t testing.TB, o *company.Office) {
	t.Helper()
	handlers := map[string]job.Handler{customer.JobReclass: customer.ReclassAll(o)}
	for more := true; more; {
		var err error
		if more, err = job.Step(context.Background(), o.DB, handlers, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
	}
}

// classes shows what people are, and who said so: "supplier(rule)".
func classes(t testing.TB, o *company.Office, ids ...customer.ID) (s string) {
	t.Helper()
	for i, id := range ids {
		p := find(t, o, id)
		if i > 0 {
			s += " "
		}
		s += string(p.Class)
		if p.ClassBy != "" {
			s += "(" + p.ClassBy + ")"
		}
		if p.Counts() {
			s += "+"
		}
	}
	return s
}

func says(t testing.TB, o *company.Office, want string, ids ...customer.ID) {
	t.Helper()
	if got := classes(t, o, ids...); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func counted(t testing.TB, o *company.Office, id customer.ID) (is bool) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		all, err := customer.CountedAmong(ctx, tx, []customer.ID{id})
		is = all[id]
		return err
	})
	return is
}

func TestWhatIsNoCustomerCountsNoMoreUntilThatIsTakenBack(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a := resolve(t, o, "Ada", "email:ada@carrier.example")
		done := reclass(t, o, a, customer.Supplier)
		says(t, o, "supplier(system)", a)
		if counted(t, o, a) || len(peek(t, o, "email:ada@carrier.example")) != 1 {
			t.Error("a supplier counts, or is not found")
		}
		if err := unclass(o, done); err != nil {
			t.Fatal(err)
		}
		says(t, o, "+", a)
		if !counted(t, o, a) {
			t.Error("a customer again does not count")
		}
		if err := unclass(o, done); problem.Of(err) == nil || problem.Of(err).Code != "class.changed_meanwhile" {
			t.Errorf("taken back twice: %v", err)
		}
		ctx := context.Background()
		err := o.Update(ctx, company.System, func(tx *company.Tx) error {
			_, err := customer.Reclass(ctx, tx, a, "friend", "")
			return err
		})
		if p := problem.Of(err); p == nil || p.Code != "class.unknown" || p.Field != "class" {
			t.Errorf("%v", err)
		}
	})
}

func TestTheStandingRecordSaysWhatAPersonOfTwoIs(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a, b := resolve(t, o, "Ada", "email:ada@carrier.example"), resolve(t, o, "A. L.", "phone:+4740000001")
		reclass(t, o, a, customer.Supplier)
		join := func(from, into customer.ID) (id int64) {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				m, err := customer.Join(ctx, tx, from, into, "")
				id = m.ID
				return err
			})
			return id
		}
		part := func(id int64) {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				_, err := customer.Undo(ctx, tx, id)
				return err
			})
		}
		m := join(a, b)
		says(t, o, "+ +", a, b)
		if !counted(t, o, a) {
			t.Error("the supplier's record does not count with the customer that it is")
		}
		part(m)
		says(t, o, "supplier(system) +", a, b)
		m = join(b, a)
		says(t, o, "supplier(system) supplier(system)", a, b)
		if counted(t, o, b) {
			t.Error("the customer's record counts, though it is a supplier's")
		}
		reclass(t, o, b, customer.Staff) // all records of the person
		part(m)
		says(t, o, "staff(system) staff(system)", a, b)
	})
}

func TestRulesClassWhoComesAndByAJobWhoIsThere(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		before := resolve(t, o, "Post", "email:post@mail.carrier.example")
		named := resolve(t, o, "Carla", "email:carla@carrier.example")
		reclass(t, o, named, customer.Counted) // a person said so
		other := resolve(t, o, "Bo", "email:bo@example.com")
		rules(t, o, customer.ClassRule{Pattern: "@Carrier.example", Class: customer.Supplier}, customer.ClassRule{Pattern: "noreply@", Class: customer.Bot},
			customer.ClassRule{Pattern: "handle:x:SomeBot", Class: customer.Bot})
		after := resolve(t, o, "", "email:noreply+77@shop.example")
		gains := resolve(t, o, "", "phone:+4740000001")
		says(t, o, "+ (system)+ + bot(rule) +", before, named, other, after, gains)
		resolve(t, o, "", "phone:+4740000001", "handle:x:somebot")
		says(t, o, "bot(rule)", gains)
		work(t, o)
		says(t, o, "supplier(rule) (system)+ + bot(rule) bot(rule)", before, named, other, after, gains)
		rules(t, o, customer.ClassRule{Pattern: "bo@example.com", Class: customer.Test})
		work(t, o)
		says(t, o, "+ (system)+ test(rule) + +", before, named, other, after, gains)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return customer.Unidentify(ctx, tx, other, "email:bo@example.com")
		})
		says(t, o, "+", other) // its name is left
	})
}

func TestTheJobGoesOnWhereItWasStopped(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var ids []customer.ID
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			var claims []customer.Claim
			for i := range 1201 { // three pages
				claims = append(claims, customer.Claim{Identifiers: held(t, fmt.Sprintf("email:m%d@carrier.example", i))})
			}
			ids, err = customer.Resolve(ctx, tx, claims)
			return err
		})
		rules(t, o, customer.ClassRule{Pattern: "@carrier.example", Class: customer.Supplier})
		rules(t, o, customer.ClassRule{Pattern: "@carrier.example", Class: customer.Staff}) // the first job finds nothing to do
		handler := customer.ReclassAll(o)
		stopping, stop := context.WithCancel(context.Background())
		stop()
		if _, err := job.Step(stopping, o.DB, map[string]job.Handler{customer.JobReclass: handler}, slog.New(slog.DiscardHandler)); err == nil {
			t.Error("a stopped worker claimed a job")
		}
		work(t, o)
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			counts, err := customer.CountClasses(ctx, tx)
			if counts[customer.Staff] != 1201 || counts[customer.Supplier] != 0 {
				t.Errorf("%v", counts)
			}
			seen := 0
			for before := customer.ID(0); ; {
				list, next, err := customer.NotCustomers(ctx, tx, customer.Staff, before, 500)
				if err != nil {
					return err
				}
				seen += len(list)
				if before = next; next == 0 {
					break
				}
			}
			if seen != len(ids) {
				t.Errorf("%d listed of %d", seen, len(ids))
			}
			return err
		})
	})
}

func TestAPreviewSaysWhoWouldChange(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		carrier := resolve(t, o, "Post", "email:post@carrier.example")
		bot := resolve(t, o, "", "email:noreply@shop.example")
		resolve(t, o, "Bo", "email:bo@example.com")
		said := resolve(t, o, "Carla", "email:carla@carrier.example")
		reclass(t, o, said, customer.Counted)
		rules(t, o, customer.ClassRule{Pattern: "noreply@", Class: customer.Bot})
		work(t, o)
		says(t, o, "bot(rule)", bot)
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := customer.PreviewClassRules(ctx, tx, []customer.ClassRule{{Pattern: "@carrier.example", Class: customer.Supplier}}, nil)
			if err != nil {
				return err
			}
			if p := all[0]; p.Classed[customer.Supplier] != 1 || p.Back != 1 || p.Total() != 1 || len(p.Some) != 1 || p.Some[0] != carrier || !p.All || p.Looked != 4 {
				t.Errorf("%+v", p)
			}
			if p := all[1]; p.Total() != 0 || p.Back != 1 {
				t.Errorf("%+v", p)
			}
			return nil
		})
	})
}

func TestAListSaysWhoIsNoCustomer(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		put := func(class customer.Class) (id customer.ID, wrong error) {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				ids, problems, err := customer.Put(ctx, tx, []customer.Draft{{Name: "Ada", Class: class, Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@carrier.example"}}}})
				id, wrong = ids[0], problems[0]
				return err
			})
			return id, wrong
		}
		id, _ := put("")
		says(t, o, "+", id)
		put("supplier")
		says(t, o, "supplier(system)", id)
		put("")
		says(t, o, "supplier(system)", id)
		put("customer")
		says(t, o, "(system)+", id)
		if _, err := put("friend"); problem.Of(err) == nil || problem.Of(err).Code != "class.unknown" {
			t.Errorf("%v", err)
		}
	})
}
