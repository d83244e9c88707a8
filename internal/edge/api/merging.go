package api

import (
	"context"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// Merge is a merge of two persons.
type Merge struct {
	ID        string    `json:"id" example:"mer_0c1x8m2k4q9rt"`
	FromID    string    `json:"from_id" doc:"the record that was merged"`
	IntoID    string    `json:"into_id"`
	Reason    string    `json:"reason"`
	Actor     string    `json:"actor"`
	CreatedAt time.Time `json:"created_at"`
	UndoneAt  time.Time `json:"undone_at,omitzero"`
}

func shownMerge(m customer.Merge) Merge {
	return Merge{database.FormatID("mer", m.ID), m.FromID.String(), m.IntoID.String(), m.Reason, m.Actor, m.CreatedAt, m.UndoneAt}
}

// Suggestion says that two customers may be one.
type Suggestion struct {
	ID        string            `json:"id" example:"sug_0c1x8m2k4q9rt"`
	Customers []Customer        `json:"customers" doc:"the two"`
	Reasons   []customer.Reason `json:"reasons"`
	Likely    float64           `json:"likely,omitempty" doc:"how likely they are one person, 0 to 1, where they were compared"`
	State     customer.State    `json:"state" enum:"open,merged,distinct"`
	CreatedAt time.Time         `json:"created_at"`
}

func (a *API) merging() {
	update(a, route{"POST", "/api/v1/customers/{id}/merge", company.MergeCustomers, "Customers", "merge-customer", "Merge another customer into this one; it can be undone", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body struct {
				From   string `json:"from" doc:"id of the customer to merge into this one"`
				Reason string `json:"reason,omitempty" maxLength:"500"`
			}
		}) (*Body[Merge], error) {
			into, err := customer.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			from, err := customer.ParseID(in.Body.From)
			if err != nil {
				return nil, err
			}
			m, err := customer.Join(ctx, tx, from, into, in.Body.Reason)
			return answer(shownMerge(m)), err
		})
	update(a, route{"POST", "/api/v1/merges/{id}/undo", company.MergeCustomers, "Customers", "undo-merge", "Undo a merge: both histories, relationships and identifiers are again what they were", 200},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Merge], error) {
			id, err := database.ParseID("mer", in.ID)
			if err != nil {
				return nil, err
			}
			m, err := customer.Undo(ctx, tx, id)
			return answer(shownMerge(m)), err
		})
	view(a, route{"GET", "/api/v1/suggestions", company.SeeSuggestions, "Customers", "list-suggestions", "Customers who may be one", 200}, a.suggestions)
	update(a, route{"POST", "/api/v1/suggestions/look", company.DecideSuggestion, "Customers", "look-for-suggestions", "Have all customers compared with each other, soon", 202},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*struct{}, error) {
			return nil, customer.LookAgain(ctx, tx)
		})
	update(a, route{"POST", "/api/v1/suggestions/{id}/decide", company.DecideSuggestion, "Customers", "decide-suggestion", "Decide a suggestion", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body struct {
				Decision string `json:"decision" enum:"merge,distinct"`
			}
		}) (*Body[Decision], error) {
			id, err := database.ParseID("sug", in.ID)
			if err != nil {
				return nil, err
			}
			m, err := customer.Decide(ctx, tx, id, in.Body.Decision == "merge")
			out := Decision{Decision: in.Body.Decision}
			if m.ID != 0 {
				shown := shownMerge(m)
				out.Merge = &shown
			}
			return answer(out), err
		})
}

// Decision is what was decided.
type Decision struct {
	Decision string `json:"decision"`
	Merge    *Merge `json:"merge,omitempty"`
}

// Page is where in a list to begin, and how much of it to show.
type Page struct {
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

func (a *API) suggestions(ctx context.Context, tx *company.Tx, in *Page) (*Body[List[Suggestion]], error) {
	before, err := a.openID("suggestions", in.Cursor)
	if err != nil {
		return nil, err
	}
	list, err := customer.Suggestions(ctx, tx, before, in.Limit)
	if err != nil {
		return nil, err
	}
	pairs, err := card.Pairs(ctx, tx, list, 0)
	if err != nil {
		return nil, err
	}
	out := List[Suggestion]{Items: []Suggestion{}}
	for _, g := range pairs {
		one, err := customer.Find(ctx, tx, g.CustomerID)
		if err != nil {
			return nil, err
		}
		both, err := shownCustomers(ctx, tx, []customer.Person{one, g.Other})
		if err != nil {
			return nil, err
		}
		likely, _ := g.Likely()
		out.Items = append(out.Items, Suggestion{database.FormatID("sug", g.ID), both, g.Reasons, likely, g.State, g.CreatedAt})
	}
	if len(list) == in.Limit {
		out.Next = a.signID("suggestions", list[len(list)-1].ID)
	}
	return answer(out), nil
}
