package customer

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Masked stands in the place of an attribute that the actor may not see.
type Masked struct{}

// String is what a page or a file shows.
func (Masked) String() string { return "hidden" }

// MarshalJSON shows that there is something, and not what.
func (Masked) MarshalJSON() ([]byte, error) { return []byte(`{"masked":true}`), nil }

// mask hides from people what their reader may not see: attributes, and
// identifiers by kind. Whatever shows a person has it from Find, FindAll or
// Search, and so nothing shows more.
func mask(ctx context.Context, tx *company.Tx, people []Person) ([]Person, error) {
	hidden, err := company.HiddenFrom(ctx, tx)
	if err != nil || len(hidden) == 0 {
		return people, err
	}
	for i := range people {
		p := &people[i]
		for k := range p.Records {
			p.Records[k].mask(hidden)
		}
		p.Customer.mask(hidden)
		p.Account.mask(hidden)
	}
	return people, nil
}

func (c *Customer) mask(hidden company.Hidden) {
	cloned := false
	for key := range c.Attributes {
		if hidden[company.AttributeField(key)] {
			if !cloned {
				c.Attributes, cloned = maps.Clone(c.Attributes), true
			}
			c.Attributes[key] = Masked{}
		}
	}
	var shown []Held
	for i, h := range c.Identifiers {
		if !hidden[company.IdentifierField(h.Kind)] {
			continue
		}
		if shown == nil {
			shown = append(shown, c.Identifiers...)
		}
		shown[i] = Held{Kind: h.Kind, Shared: h.Shared, Masked: true}
	}
	if shown != nil {
		c.Identifiers = shown
	}
}

// maskReasons hides from reasons the identifiers that the actor does not see.
func maskReasons(ctx context.Context, tx *company.Tx, list []Suggestion) ([]Suggestion, error) {
	hidden, err := company.HiddenFrom(ctx, tx)
	if err != nil || len(hidden) == 0 {
		return list, err
	}
	for i := range list {
		shown := list[i].Reasons[:0]
		for _, r := range list[i].Reasons {
			if r.Code == ReasonAlike && hides(hidden, r.Kind) {
				continue // not even that the two agree
			}
			if hidden[company.IdentifierField(r.Kind)] {
				r.Value = ""
			}
			shown = append(shown, r)
		}
		list[i].Reasons = shown
	}
	return list, nil
}

// hides tells whether the field of a comparison is made of what is hidden: an
// identifier's kind, or an attribute that tells it.
func hides(hidden company.Hidden, field string) bool {
	of := map[string][]string{"street": {"address", "house"}, "place": {"address", "town", "postcode"}, "given_name": {"given_name", "middle_name"}}
	for key := range hidden {
		if role := AttributeRole(strings.TrimPrefix(key, company.AttributeField(""))); role == field || slices.Contains(of[field], role) {
			return true
		}
		if field == "number" && strings.HasPrefix(key, company.IdentifierField("external:")) {
			return true
		}
	}
	return hidden[company.IdentifierField(field)]
}

// refuseMasked refuses to change an attribute that the actor does not see.
func refuseMasked(ctx context.Context, tx *company.Tx, attributes map[string]any) error {
	if len(attributes) == 0 {
		return nil
	}
	hidden, err := company.HiddenFrom(ctx, tx)
	if err != nil {
		return err
	}
	for key := range attributes {
		if hidden[company.AttributeField(key)] {
			return problem.Field("attributes", "customer.masked", problem.Params{"field": key})
		}
	}
	return nil
}

// Reveal returns what stands in a masked field of a person, and writes down who
// wanted to know. A field is named as company.AttributeField and
// IdentifierField name it.
func Reveal(ctx context.Context, tx *company.Tx, id ID, field string) (values []string, err error) {
	defer problem.Wrap(&err, "customer.Reveal")
	people, err := findAll(ctx, tx, []ID{id})
	if err != nil {
		return nil, err
	}
	if len(people) == 0 {
		return nil, missing(ctx, tx, id)
	}
	p := people[0]
	for _, r := range p.Records {
		for key, v := range r.Attributes {
			if company.AttributeField(key) == field {
				values = append(values, fmt.Sprint(v))
			}
		}
	}
	for _, h := range p.Held() {
		if company.IdentifierField(h.Kind) == field {
			values = append(values, h.shown())
		}
	}
	if len(values) == 0 {
		return nil, problem.Missing("field", field)
	}
	return values, company.Audit(ctx, tx, "field.revealed", p.ID.String(), map[string]string{"field": field})
}
