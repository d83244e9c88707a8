package api

import (
	"context"
	"fmt"
	"time"

	"regard/internal/act/outgoing"
	"regard/internal/know/company"
)

// Offered is a message that was to leave the house.
type Offered struct {
	ID         string           `json:"id" example:"out_0c1x8m2k4q9rt"`
	CustomerID string           `json:"customer_id,omitempty" doc:"whom it goes to or speaks of"`
	Channel    outgoing.Channel `json:"channel" enum:"email,sms,webhook"`
	Recipient  string           `json:"recipient,omitempty" doc:"an address, a number in E.164, a host; empty once its customer was erased"`
	Purpose    string           `json:"purpose" example:"survey.invitation"`
	Subject    string           `json:"subject,omitempty"`
	State      outgoing.State   `json:"state" enum:"passed,held" doc:"passed: let out; held: it would have been sent"`
	Why        outgoing.Why     `json:"why" enum:"live,allowed,not_live,erased,not_a_customer,unnamed"`
	Actor      string           `json:"actor"`
	CreatedAt  time.Time        `json:"created_at"`
}

func shownOffered(e outgoing.Entry) Offered {
	o := Offered{e.ID.String(), "", e.Channel, e.Recipient, e.Purpose, e.Subject, e.State, e.Why, e.Actor, e.At}
	if e.CustomerID != 0 {
		o.CustomerID = e.CustomerID.String()
	}
	return o
}

type outgoingQuery struct {
	Page
	State   outgoing.State   `query:"state" enum:"passed,held"`
	Channel outgoing.Channel `query:"channel" enum:"email,sms,webhook"`
	Purpose string           `query:"purpose"`
	Why     outgoing.Why     `query:"why" enum:"live,allowed,not_live,erased,not_a_customer,unnamed"`
}

func (a *API) outgoing() {
	view(a, route{"GET", "/api/v1/outgoing", company.SeeOutgoing, "Outgoing", "list-outgoing", "What was let out, and what would have been sent, newest first", 200},
		func(ctx context.Context, tx *company.Tx, in *outgoingQuery) (*Body[List[Offered]], error) {
			filter := outgoing.Filter{State: in.State, Channel: in.Channel, Purpose: in.Purpose, Why: in.Why}
			list := fmt.Sprintf("outgoing:%q", filter)
			before, err := a.openID(list, in.Cursor)
			if err != nil {
				return nil, err
			}
			entries, err := outgoing.List(ctx, tx, filter, outgoing.ID(before), in.Limit)
			out := List[Offered]{Items: make([]Offered, len(entries))}
			for i, e := range entries {
				out.Items[i] = shownOffered(e)
			}
			if len(entries) == in.Limit {
				out.Next = a.signID(list, int64(entries[len(entries)-1].ID))
			}
			return answer(out), err
		})
	view(a, route{"GET", "/api/v1/configuration/outgoing", company.SeeOutgoing, "Outgoing", "get-outgoing", "Whether anything may leave yet, and who is reached until then", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[Versioned[outgoing.Setting]], error) {
			s, err := outgoing.InForce(ctx, tx)
			return answer(Versioned[outgoing.Setting]{s.Version, s}), err
		})
	update(a, route{"PUT", "/api/v1/configuration/outgoing", company.GoLive, "Outgoing", "set-outgoing", "Go live or take it back, and set the allow-list; what was held stays held", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body outgoing.Setting }) (*Body[Versioned[outgoing.Setting]], error) {
			if err := outgoing.Allow(ctx, tx, in.Body.Allowed); err != nil {
				return nil, err
			}
			if err := outgoing.GoLive(ctx, tx, in.Body.Live); err != nil {
				return nil, err
			}
			s, err := outgoing.InForce(ctx, tx)
			return answer(Versioned[outgoing.Setting]{s.Version, s}), err
		})
}
