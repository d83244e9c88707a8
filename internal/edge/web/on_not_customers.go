package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

const notCustomersURL = "/customers/not"

// classWords are what somebody is instead of a customer: alone, with its
// article, and of many.
var classWords = map[customer.Class][3]string{
	customer.Supplier: {"supplier", "A supplier", "Suppliers"}, customer.Staff: {"staff", "One of the staff", "Staff"},
	customer.Newsletter: {"newsletter", "A newsletter", "Newsletters"}, customer.Bot: {"bot", "A bot", "Bots"}, customer.Test: {"test", "A test", "Tests"},
}

func classWord(class string) string { return classWords[customer.Class(class)][0] }

// classOptions are the classes to choose from.
func classOptions() (list []page.Option) {
	for _, class := range customer.Classes {
		list = append(list, page.Option{Value: string(class), Label: classWords[class][1]})
	}
	return list
}

// fillClass says on a card what it is instead of a customer's.
func (c *call) fillClass(ctx context.Context, tx *company.Tx, p *CardPage, person customer.Person) error {
	may := c.who.May(company.ClassCustomer) && !c.compact()
	p.MayClass = may && person.Class == customer.Counted
	if person.Class == customer.Counted {
		return nil
	}
	p.Class = &ClassBanner{Label: classWords[person.Class][1], ByRule: person.ClassBy == customer.ByRule, RulesURL: c.rulesURL()}
	if may {
		p.Class.TakeBackURL = p.Customer.URL() + "/class"
	}
	if !p.Class.ByRule {
		names, err := c.actorNames(ctx, tx)
		if err != nil {
			return err
		}
		p.Class.By = names.of(person.ClassBy)
	}
	return nil
}

func (c *call) rulesURL() string {
	if c.who.May(company.SeeClassRules) {
		return classRulesURL
	}
	return ""
}

// classCustomer says what somebody is instead of a customer, or that he is one
// after all, and goes back to where that was said.
func classCustomer(c *call) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	class := customer.Class(c.form("class"))
	if class == customer.CustomerAfterAll {
		class = customer.Counted
	} else if class == customer.Counted {
		return problem.Field("class", "field.required", nil)
	}
	var done customer.Reclassing
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		done, err = customer.Reclass(ctx, tx, id, class, c.form("reason"))
		return err
	})
	if err != nil {
		return err
	}
	was, err := json.Marshal(done)
	if err != nil {
		return err
	}
	said := Toast{Text: "A customer again, and in all figures.", UndoURL: address("/customers/"+id.String()+"/class/undo", "was", c.s.Key.Sign("class", string(was)), "next", c.form("next"))}
	if class != customer.Counted {
		said.Text = classWords[class][1] + ", not a customer: out of all figures."
	}
	return c.goTo(c.backTo(id), said)
}

// undoClass takes back what classCustomer did.
func undoClass(c *call) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	var undo customer.Reclassing
	if text, ok := c.s.Key.Open("class", c.form("was")); !ok || json.Unmarshal([]byte(text), &undo) != nil {
		return problem.New(problem.Invalid, "form.stale", nil)
	}
	if err := c.update(func(ctx context.Context, tx *company.Tx) error { return customer.Unclass(ctx, tx, undo) }); err != nil {
		return c.refused(c.backTo(id), err)
	}
	return c.goTo(c.backTo(id), Toast{Text: "Taken back."})
}

// backTo is the page that a form names as the next, else the card.
func (c *call) backTo(id customer.ID) string {
	if next := c.form("next"); inside(next) {
		return next
	}
	return "/customers/" + id.String()
}

func notCustomers(c *call) error {
	class := customer.Class(c.form("class"))
	if !slices.Contains(customer.Classes, class) {
		class = customer.Counted
	}
	before, err := c.cursor("not:" + string(class))
	if err != nil {
		return err
	}
	p := NotCustomersPage{Class: string(class), RulesURL: c.rulesURL(), MayClass: c.who.May(company.ClassCustomer)}
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		counts, err := customer.CountClasses(ctx, tx)
		if err != nil {
			return err
		}
		p.Classes = []ClassFilter{{Label: "All", URL: notCustomersURL}}
		for _, one := range customer.Classes {
			p.Total += counts[one]
			p.Classes = append(p.Classes, ClassFilter{string(one), classWords[one][2], address(notCustomersURL, "class", string(one)), counts[one]})
		}
		p.Classes[0].Count = p.Total
		people, next, err := customer.NotCustomers(ctx, tx, class, customer.ID(before), listed)
		if err != nil {
			return err
		}
		if before != 0 {
			p.Pager.BackURL = address(notCustomersURL, "class", string(class))
		}
		if next != 0 {
			p.Pager.NextURL = address(notCustomersURL, "class", string(class), "cursor", c.s.Key.Sign("page:not:"+string(class), fmt.Sprint(int64(next))))
		}
		known, err := impression.Standings(ctx, tx, people)
		if err != nil {
			return err
		}
		names, err := c.actorNames(ctx, tx)
		for i, one := range people {
			row := NotCustomerRow{CustomerRef: customerRef(one), Identifiers: identifiers(one), LastAt: known[i].LastAt}
			if one.ClassBy != customer.ByRule {
				row.By = names.of(one.ClassBy)
			}
			row.TakeBackURL = row.URL() + "/class"
			p.Rows = append(p.Rows, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}
