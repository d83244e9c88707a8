package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

// addable are the kinds of identifier that a person may add.
var addable = []page.Option{{Value: "email", Label: "E-mail"}, {Value: "phone", Label: "Phone"}, {Value: "external:crm", Label: "Customer number (crm)"},
	{Value: "handle:x", Label: "Handle (x)"}, {Value: "device", Label: "Device"}}

// accountRoles are what a person may be to his account.
var accountRoles = []page.Option{{Value: string(customer.Decides), Label: "decides"}, {Value: string(customer.Uses), Label: "uses"}, {Value: string(customer.Pays), Label: "pays"}}

func editForm(c *call) error { return c.showEdit(http.StatusOK, nil, nil) }

func (c *call) showEdit(status int, typed *EditForm, errs Errors) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	p := EditPage{Kinds: addable, Roles: accountRoles, Errors: errs}
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		person, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		p.Customer, p.Identifiers, p.Currency = customerRef(person), identifiers(person), c.dir.Profile.Currency
		p.IsAccount = person.Kind == customer.KindAccount
		p.Form = EditForm{Name: person.Name, Account: person.Account.Name, Renews: dateInput(person.RenewsAt, c.dir.Zone), Since: dateInput(person.Since, c.dir.Zone), Left: dateInput(person.LeftAt, c.dir.Zone), Attributes: attributes(person)}
		p.Form.Roles = map[string]bool{}
		for _, r := range person.Roles.List() {
			p.Form.Roles[string(r)] = true
		}
		if person.ValueMinor != 0 {
			p.Form.Value = strings.TrimSuffix(fmt.Sprintf("%.2f", float64(person.ValueMinor)/float64(page.Unit(p.Currency))), ".00")
		}
		return nil
	})
	if err != nil {
		return err
	}
	if typed != nil {
		p.Form = *typed
	}
	return c.show(status, p)
}

// dateInput shows a day, which is the company's.
func dateInput(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.DateOnly)
}

func edit(c *call) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	if err := c.r.ParseForm(); err != nil {
		return err
	}
	f := EditForm{Name: c.form("name"), Account: c.form("account"), Value: c.form("value"), Renews: c.form("renews"), Roles: map[string]bool{}, Since: c.form("since"), Left: c.form("left"),
		IdentifierKind: c.form("identifier_kind"), IdentifierValue: c.form("identifier_value")}
	for _, r := range c.r.PostForm["account_roles"] {
		f.Roles[r] = true
	}
	keys, values := c.r.PostForm["attribute_key"], c.r.PostForm["attribute_value"]
	for i := range min(len(keys), len(values)) {
		if k := strings.TrimSpace(keys[i]); k != "" {
			f.Attributes = append(f.Attributes, Attribute{Key: k, Typed: strings.TrimSpace(values[i])})
		}
	}
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		person, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		change, err := c.changeOf(ctx, tx, person, f)
		if err != nil {
			return err
		}
		if _, err := customer.Alter(ctx, tx, id, change); err != nil {
			return err
		}
		for _, key := range c.r.PostForm["remove"] {
			if err := customer.Unidentify(ctx, tx, id, key); err != nil {
				return err
			}
		}
		if f.IdentifierValue == "" {
			return nil
		}
		return customer.Identify(ctx, tx, id, customer.Identifier{Kind: f.IdentifierKind, Value: f.IdentifierValue})
	})
	if err != nil {
		if p := problem.Of(err); p != nil && p.Code == "identifier.taken" {
			err = p.At("identifier_value")
		}
		errs, err := wrong(renamed(err, map[string]string{"renews_at": "renews", "identifiers": "identifier_value", "left_at": "left", "account_id": "account"}))
		if err != nil {
			return err
		}
		return c.showEdit(http.StatusUnprocessableEntity, &f, errs)
	}
	return c.goTo("/customers/"+id.String(), Toast{Text: "Saved."})
}

// changeOf reads what was typed as a change of a person. An attribute that is
// no longer there, or empty, goes.
func (c *call) changeOf(ctx context.Context, tx *company.Tx, p customer.Person, f EditForm) (ch customer.Change, err error) {
	ch = customer.Change{Name: &f.Name, Attributes: map[string]any{}}
	for key, v := range p.Attributes {
		if _, masked := v.(customer.Masked); !masked { // what he does not see, he does not change
			ch.Attributes[key] = nil
		}
	}
	for _, a := range f.Attributes {
		if was, ok := p.Attributes[a.Key]; ok && fmt.Sprint(was) == a.Typed {
			ch.Attributes[a.Key] = was // a number stays a number
		} else if a.Typed != "" {
			ch.Attributes[a.Key] = a.Typed
		}
	}
	var value int64
	if f.Value != "" {
		if value, err = minor(f.Value, page.Unit(c.dir.Profile.Currency)); err != nil {
			return ch, err
		}
	}
	ch.ValueMinor = &value
	for _, d := range []struct {
		field, typed string
		into         **time.Time
	}{{"since", f.Since, &ch.Since}, {"left", f.Left, &ch.LeftAt}, {"renews", f.Renews, &ch.RenewsAt}} {
		at := time.Time{}
		if d.typed != "" {
			if at, err = time.ParseInLocation(time.DateOnly, d.typed, c.dir.Zone); err != nil {
				return ch, problem.Field(d.field, "field.malformed", nil)
			}
		}
		*d.into = &at
	}
	ch.Roles = []customer.AccountRole{}
	for r := range f.Roles {
		ch.Roles = append(ch.Roles, customer.AccountRole(r))
	}
	if f.Account == p.Account.Name {
		return ch, nil // also where the account goes by another identifier than its name
	}
	account, err := customer.Account(ctx, tx, f.Account)
	ch.AccountID = &account
	return ch, err
}

// minor reads an amount of money as people type it: 1200, 1 200,50 or 1,200.50. unit is
// how many minor units the currency's unit has.
func minor(s string, unit int64) (int64, error) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "'", "").Replace(s)
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i <= 3 {
		s = strings.NewReplacer(".", "", ",", "").Replace(s[:i]) + "." + s[i+1:]
	} else {
		s = strings.NewReplacer(".", "", ",", "").Replace(s)
	}
	var amount float64
	if n, err := fmt.Sscanf(s, "%f", &amount); err != nil || n != 1 || amount < 0 || amount > 1e12 {
		return 0, problem.Field("value", "customer.value_negative", nil)
	}
	return int64(amount*float64(unit) + 0.5), nil
}
