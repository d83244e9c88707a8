package api

import (
	"context"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// Opening is that somebody looked at a customer's card.
type Opening struct {
	ID            string     `json:"id" example:"ope_0c1x8m2k4q9rt"`
	CustomerID    string     `json:"customer_id" doc:"the record that stood for the person then"`
	Actor         string     `json:"actor" doc:"who: a user or a key"`
	EmployeeID    string     `json:"employee_id,omitempty" doc:"whom the user is; absent for a key, and a user who is no employee"`
	Place         card.Place `json:"place" enum:"page,frame,api"`
	InteractionID string     `json:"interaction_id,omitempty" doc:"the newest that was recorded by then; absent where there was none"`
	OpenedAt      time.Time  `json:"opened_at"`
	RecordedAt    time.Time  `json:"recorded_at"`
}

func shownOpening(o card.Opening) Opening {
	shown := Opening{ID: database.FormatID("ope", o.ID), CustomerID: o.CustomerID.String(), Actor: o.Actor, Place: o.Place, OpenedAt: o.OpenedAt, RecordedAt: o.RecordedAt}
	if o.EmployeeID != 0 {
		shown.EmployeeID = database.FormatID("emp", o.EmployeeID)
	}
	if o.InteractionID != 0 {
		shown.InteractionID = o.InteractionID.String()
	}
	return shown
}

func (a *API) openings() {
	view(a, route{"GET", "/api/v1/customers/{id}/openings", company.SeeOpenings, "Customers", "list-openings", "Who opened a customer's card, when and where from, newest first; also of one who was erased", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Page
		}) (*Body[List[Opening]], error) {
			id, err := customer.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			of, err := card.FindOpened(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			list := "openings:" + id.String()
			before, err := a.openID(list, in.Cursor)
			if err != nil {
				return nil, err
			}
			found, err := card.Openings(ctx, tx, of, before, in.Limit+1)
			if err != nil {
				return nil, err
			}
			var out List[Opening]
			if len(found) > in.Limit {
				found = found[:in.Limit]
				out.Next = a.signID(list, found[in.Limit-1].ID)
			}
			out.Items = make([]Opening, len(found))
			for i, o := range found {
				out.Items[i] = shownOpening(o)
			}
			return answer(out), nil
		})
}
