package inbound

import (
	"io"
	"strings"

	"regard/internal/know/customer"
)

// Customers reads a CRM's list: name, kind, account, account_roles ("decides,
// pays"), class (what it is instead of a customer), value (money a year), renews_at (an account's), since, left_at,
// identifiers, and whatever else it says, which goes into
// attributes.
func Customers(in io.Reader, r Reading) (*Table[customer.Draft], error) {
	return openTable(in, r, customerFields)
}

var customerFields = fields[customer.Draft]{
	set: map[string]func(*customer.Draft, value) error{
		"name":    func(d *customer.Draft, v value) error { d.Name = v.text; return nil },
		"kind":    func(d *customer.Draft, v value) error { d.Kind = customer.Kind(strings.ToLower(v.text)); return nil },
		"account": func(d *customer.Draft, v value) error { d.Account = v.text; return nil },
		"account_roles": func(d *customer.Draft, v value) error {
			for _, role := range strings.FieldsFunc(strings.ToLower(v.text), func(r rune) bool { return strings.ContainsRune(" ,;|/+", r) }) {
				d.Roles = append(d.Roles, customer.AccountRole(role))
			}
			return nil
		},
		"class":     func(d *customer.Draft, v value) error { d.Class = customer.Class(strings.ToLower(v.text)); return nil },
		"renews_at": func(d *customer.Draft, v value) (err error) { d.RenewsAt, err = v.time(); return err },
		"since":     func(d *customer.Draft, v value) (err error) { d.Since, err = v.time(); return err },
		"left_at":   func(d *customer.Draft, v value) (err error) { d.LeftAt, err = v.time(); return err },
		"value": func(d *customer.Draft, v value) error {
			amount, err := v.money()
			d.ValueMinor = &amount
			return err
		},
		"attributes":  func(d *customer.Draft, v value) error { return v.json(&d.Attributes) },
		"identifiers": func(d *customer.Draft, v value) error { return v.addTo(&d.Identifiers) },
	},
	identify:  func(d *customer.Draft, i customer.Identifier) { d.Identifiers = append(d.Identifiers, i) },
	attribute: func(d *customer.Draft, name, text string) { setAttribute(&d.Attributes, name, text) },
	complete:  func(*customer.Draft, Reading) error { return nil },
}
