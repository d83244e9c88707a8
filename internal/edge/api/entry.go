package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

func writeJSON(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(v)
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

// entry shows an interaction in its place.
func (a *API) entry(ctx context.Context, tx *company.Tx, i interaction.Interaction) (*Body[Entry], error) {
	p, err := customer.Find(ctx, tx, i.CustomerID)
	if err != nil {
		return nil, err
	}
	d, law, err := terms(ctx, tx)
	if err != nil {
		return nil, err
	}
	t, err := card.History(ctx, tx, p, card.Filter{}, interaction.Cursor{At: i.OccurredAt, ID: i.ID + 1}, 1)
	if err != nil {
		return nil, err
	}
	for _, e := range t.Entries {
		if e.ID == i.ID {
			return answer(shownEntry(e, d, law)), nil
		}
	}
	return answer(shownEntry(card.Entry{Interaction: i}, d, law)), nil
}
