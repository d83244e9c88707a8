package customer_test

import (
	"context"
	"fmt"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

func TestAMaskedFieldIsSeenByItsRolesOnlyAndRevealedByName(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ids, problems := put(t, o, customer.Draft{Identifiers: []customer.Identifier{{Kind: "phone", Value: "+4791238765"}},
			Attributes: map[string]any{"ssn": "12345", "plan": "fibre"}})
		if problems[0] != nil {
			t.Fatal(problems[0])
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.SetMasks(ctx, tx, []company.Mask{{Field: "attribute:ssn", Roles: []company.Role{company.RoleLead}}, {Field: "identifier:phone", Roles: []company.Role{company.RoleLead}}})
			return err
		})
		lead := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RoleLead}
		front := company.Actor{Kind: company.ActorUser, ID: 2, Role: company.RoleFrontline}
		reader := company.Actor{Kind: company.ActorKey, ID: 3, Scopes: []string{company.ScopeRead, company.ScopeWrite}}
		admin := company.Actor{Kind: company.ActorKey, ID: 4, Scopes: []string{company.ScopeAdmin}}
		for who, sees := range map[*company.Actor]bool{&lead: true, &front: false, &reader: false, &admin: true, {Kind: company.ActorSystem}: true} {
			err := o.View(t.Context(), *who, func(tx *company.Tx) error {
				p, err := customer.Find(t.Context(), tx, ids[0])
				if err != nil {
					return err
				}
				if got := fmt.Sprint(p.Attributes["ssn"]) == "12345"; got != sees || p.Attributes["plan"] != "fibre" {
					t.Errorf("%s sees %v", who.Kind, p.Attributes)
				}
				if got := p.Shown() == "+4791238765"; got != sees {
					t.Errorf("%s is shown %q", who.Kind, p.Shown())
				}
				// Beginnings find only what one sees; whoever knows the whole number has it.
				part, err := customer.Search(t.Context(), tx, "9123", 5)
				if err != nil || (len(part) == 1) != sees {
					t.Errorf("%s finds %d by a beginning, %v", who.Kind, len(part), err)
				}
				whole, err := customer.Search(t.Context(), tx, "+47 912 38 765", 5)
				if err != nil || len(whole) != 1 {
					t.Errorf("%s finds %d by the number, %v", who.Kind, len(whole), err)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := o.Update(t.Context(), front, func(tx *company.Tx) error {
			_, err := customer.Alter(t.Context(), tx, ids[0], customer.Change{Attributes: map[string]any{"ssn": "0"}})
			return err
		})
		if problem.Of(err) == nil || problem.Of(err).Code != "customer.masked" {
			t.Errorf("overwritten: %v", err)
		}
		err = o.Update(t.Context(), front, func(tx *company.Tx) error {
			values, err := customer.Reveal(t.Context(), tx, ids[0], "attribute:ssn")
			if err != nil || fmt.Sprint(values) != "[12345]" {
				t.Errorf("%v, %v", values, err)
			}
			log, err := company.AuditLog(t.Context(), tx, 0, 1)
			if err != nil || len(log) != 1 || log[0].Action != "field.revealed" || log[0].Actor != front.String() || log[0].Subject != ids[0].String() {
				t.Errorf("%+v, %v", log, err)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
