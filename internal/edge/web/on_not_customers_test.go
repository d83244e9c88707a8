package web

import (
	"context"
	"log/slog"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/job"
)

// added makes a customer behind the pages and returns his card's address.
func (v *visitor) added(name, email string) string {
	v.Helper()
	var card string
	ctx := context.Background()
	err := v.office.Update(ctx, company.System, func(tx *company.Tx) error {
		ids, problems, err := customer.Put(ctx, tx, []customer.Draft{{Name: name, Identifiers: []customer.Identifier{{Kind: "email", Value: email}}}})
		if err == nil && problems[0] != nil {
			err = problems[0]
		}
		if err == nil {
			card = "/customers/" + ids[0].String()
		}
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return card
}

func TestACardIsSaidToBeNoCustomersAndThatIsTakenBack(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(role company.Role) *visitor) {
		v := enter(company.RoleFrontline)
		card := v.added("Post Hansen", "post@carrier.example")
		undo := v.post(card+"/class", "class", "supplier", "reason", "He delivers").has(200, "A supplier, not a customer:", "Said by The frontline", "out of all figures").
			find(`<form method="post" action="([^"]+)"><button>[^<]*<svg.*?Undo`)
		v.get("/customers").hasNot("Post Hansen")
		v.get("/customers?q=Post").has(200, "Post Hansen", "supplier")
		v.get("/customers/not").has(200, "Post Hansen", "The frontline", "post@carrier.example")
		v.get("/customers/not?class=bot").hasNot("Post Hansen").has(200, "None of these.")
		v.post(undo).has(200, "Taken back.").hasNot("not a customer:")
		v.post(undo).has(200, "Somebody said something else of this customer meanwhile.")
		v.post(card+"/class", "class", "bot")
		v.post(card+"/class", "class", "customer", "next", "/customers/not").has(200, "A customer again", "Everybody here is a customer.")
		v.post(card+"/class", "class", "friend").has(422)
		v.post(card + "/class").has(422)
		v.get("/customers/not?cursor=made-up").has(422)
	})
}

func TestRulesArePreviewedAddedAndRemoved(t *testing.T) {
	const page = "/settings/not-customers"
	eachSite(t, func(t *testing.T, enter func(role company.Role) *visitor) {
		v := enter(company.RoleLead)
		card := v.added("Post Hansen", "post@carrier.example")
		work := func() {
			for more := true; more; {
				var err error
				if more, err = job.Step(t.Context(), v.office.DB, map[string]job.Handler{customer.JobReclass: customer.ReclassAll(v.office)}, slog.New(slog.DiscardHandler)); err != nil {
					t.Fatal(err)
				}
			}
		}
		v.get(page).has(200, "No rules yet.", "Proposed", "mailer-daemon@")
		v.get(page+"?add&pattern=%40carrier.example&class=supplier").has(200, "would become suppliers", "Post Hansen", "Add the rule")
		v.get(page+"?add&pattern=carrier&class=supplier").has(422, "carrier is no pattern.")
		v.post(page, "pattern", "@Carrier.example", "class", "supplier").has(200, "Added.", "@carrier.example")
		v.post(page, "pattern", "@carrier.example", "class", "bot").has(422, "There is a rule for @carrier.example already.")
		work()
		v.get(card).has(200, "A supplier, not a customer:", "A rule</a> says so")
		undo := v.post(page+"/remove", "pattern", "@carrier.example").has(200, "Removed.", "No rules yet.").find(`<form method="post" action="([^"]+)"><button>[^<]*<svg.*?Undo`)
		work()
		v.get(card).hasNot("not a customer:")
		v.post(undo).has(200, "Added.", "@carrier.example")
		work()
		v.get(card).has(200, "A supplier, not a customer:")
		v.post(page+"/remove", "pattern", "@nobody.example").has(200, "Somebody changed these settings meanwhile.")
		enter(company.RoleFrontline).get(page).has(200, "@carrier.example").hasNot("Proposed", "Add a rule", "Remove<")
	})
}
