package web

import (
	"context"
	"net/http"
	"strings"

	"regard/internal/know/company"
	"regard/internal/know/customer"
)

// reveal shows a card with one masked field in clear, this once, and has it
// written down. Nothing of it goes into an address or a cookie.
func reveal(c *call) error {
	id, err := c.customerID()
	if err != nil {
		return err
	}
	field := c.form("field")
	var values []string
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		values, err = customer.Reveal(ctx, tx, id, field)
		return err
	})
	if err != nil {
		return err
	}
	p, err := c.readCard(id)
	if err != nil {
		return err
	}
	p.reveal(field, strings.Join(values, ", "))
	c.w.Header().Set("Cache-Control", "no-store")
	return c.show(http.StatusOK, p)
}

// reveal fills in what a masked field holds.
func (p *CardPage) reveal(field, value string) {
	for i := range p.Identifiers {
		if p.Identifiers[i].Field == field {
			p.Identifiers[i].Value = value
		}
	}
	for i := range p.Customer.Attributes {
		if p.Customer.Attributes[i].Field == field {
			p.Customer.Attributes[i].Value = value
		}
	}
}

// revealable says by what the masked fields of a card are revealed, to somebody
// who may.
func (c *call) revealable(p *CardPage) {
	if !c.who.May(company.RevealField) {
		return
	}
	for i := range p.Identifiers {
		if x := &p.Identifiers[i]; x.Masked {
			x.Field = company.IdentifierField(x.Kind)
		}
	}
	for i := range p.Customer.Attributes {
		if x := &p.Customer.Attributes[i]; x.Masked {
			x.Field = company.AttributeField(x.Key)
		}
	}
}
