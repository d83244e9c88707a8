package cli

import (
	"context"
	"slices"
	"time"

	"regard/internal/act/card"
	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// customerPages are people with their relationship, newest first.
var customerPages = pages{
	columns: []string{"id", "kind", "name", "email", "phone", "identifiers", "account", "account_roles", "value", "renews_at", "since", "left_at", "class",
		"score", "low", "high", "enough", "band", "episodes", "interactions", "first_at", "last_at", "attributes"},
	from: func(since time.Time) func(context.Context, *company.Tx) ([]line, bool, error) {
		var before customer.ID
		return func(ctx context.Context, tx *company.Tx) (rows []line, more bool, err error) {
			people, next, err := customer.List(ctx, tx, before, pageRows)
			if err != nil {
				return nil, false, err
			}
			known, err := card.Standings(ctx, tx, people)
			if err != nil {
				return nil, false, err
			}
			d, err := tx.Directory(ctx)
			for i, p := range people {
				if !p.ChangedAt.Before(since) || !known[i].LastAt.Before(since) {
					rows = append(rows, customerLine(p, known[i], d.Profile.Currency))
				}
			}
			before = next
			return rows, next != 0, err
		}
	},
}

// exportedCustomer is a customer as NDJSON, with the API's names.
type exportedCustomer struct {
	ID           string                 `json:"id"`
	Kind         customer.Kind          `json:"kind"`
	Name         string                 `json:"name,omitempty"`
	Identifiers  []customer.Identifier  `json:"identifiers"`
	Account      string                 `json:"account,omitempty"`
	Roles        []customer.AccountRole `json:"account_roles,omitempty"`
	ValueMinor   int64                  `json:"value_minor,omitempty"`
	RenewsAt     time.Time              `json:"renews_at,omitzero"`
	Since        time.Time              `json:"since,omitzero"`
	LeftAt       time.Time              `json:"left_at,omitzero"`
	Class        customer.Class         `json:"class,omitempty"`
	Relationship impression.Standing    `json:"relationship"`
	Episodes     int64                  `json:"episodes"`
	Interactions int64                  `json:"interactions"`
	FirstAt      time.Time              `json:"first_at,omitzero"`
	LastAt       time.Time              `json:"last_at,omitzero"`
	Attributes   map[string]any         `json:"attributes,omitempty"`
}

func customerLine(p customer.Person, k impression.Known, currency string) line {
	c := exportedCustomer{ID: p.ID.String(), Kind: p.Kind, Name: p.Name, Account: p.Account.Name, Roles: p.Roles.List(), ValueMinor: p.ValueMinor, RenewsAt: p.RenewsAt, Since: p.Since, LeftAt: p.LeftAt, Class: p.Class,
		Relationship: k.Standing, Episodes: k.Episodes, Interactions: k.Parts, FirstAt: k.FirstAt, LastAt: k.LastAt, Attributes: p.Attributes, Identifiers: []customer.Identifier{}}
	for _, h := range p.Held() {
		c.Identifiers = append(c.Identifiers, customer.Identifier{Kind: h.Kind, Value: h.Value})
	}
	others := slices.Clone(c.Identifiers)
	first := func(kind string) string {
		i := slices.IndexFunc(others, func(i customer.Identifier) bool { return i.Kind == kind })
		if i < 0 {
			return ""
		}
		value := others[i].Value
		others = slices.Delete(others, i, i+1)
		return value
	}
	value := ""
	if c.ValueMinor != 0 {
		value = inbound.Amount(c.ValueMinor, currency)
	}
	s := k.Standing
	return line{c, []any{c.ID, string(c.Kind), c.Name, first("email"), first("phone"), others, c.Account, string(p.Roles), value, c.RenewsAt, c.Since, c.LeftAt, string(c.Class),
		s.Score, s.Low, s.High, s.Enough, string(s.Band), c.Episodes, c.Interactions, c.FirstAt, c.LastAt, c.Attributes}}
}
