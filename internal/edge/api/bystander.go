package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/bystander"
)

// Spot is where a code hangs that anybody may answer.
type Spot struct {
	ID          string     `json:"id" example:"spo_0c1x8m2k4q9rt"`
	Path        string     `json:"path" doc:"where its code leads to, on this host" example:"/by/k7wmq3zt5hxa"`
	Name        string     `json:"name"`
	Question    string     `json:"question"`
	Touchpoint  string     `json:"touchpoint" doc:"key"`
	Contributor string     `json:"contributor,omitempty" doc:"key"`
	Hourly      int        `json:"hourly" doc:"the most remarks it takes in an hour"`
	CreatedAt   time.Time  `json:"created_at"`
	ClosedAt    time.Time  `json:"closed_at,omitzero"`
	Last28Days  SpotFigure `json:"last_28_days"`
}

// SpotFigure is what was said at a spot and let in.
type SpotFigure struct {
	Answers int64   `json:"answers"`
	Mean    float64 `json:"mean" doc:"mean valence, -1 … +1; 0 where there are no answers"`
	Low     float64 `json:"low" doc:"lower end of its 95 % interval"`
	High    float64 `json:"high"`
	Enough  bool    `json:"enough" doc:"false: too few to tell"`
	Waiting int     `json:"waiting" doc:"remarks that nobody has read yet, of whatever age"`
}

// Remark is what somebody answered at a spot.
type Remark struct {
	ID            string           `json:"id" example:"rem_0c1x8m2k4q9rt"`
	SpotID        string           `json:"spot_id"`
	Question      string           `json:"question" doc:"as it was asked then"`
	Valence       float64          `json:"valence" doc:"-1, -0.5, 0, 0.5 or 1"`
	Text          string           `json:"text,omitempty" doc:"goes 30 days after it was decided; what was let in stays in its interaction"`
	Contact       string           `json:"contact,omitempty" doc:"how he wants to be reached; typed by anybody, so it proves nothing"`
	OccurredAt    time.Time        `json:"occurred_at"`
	State         bystander.State  `json:"state" enum:"waiting,accepted,refused"`
	Reason        bystander.Reason `json:"reason,omitempty" enum:"spam,abuse,personal,unrelated" doc:"why it was refused"`
	InteractionID string           `json:"interaction_id,omitempty" doc:"what it became"`
	DecidedAt     time.Time        `json:"decided_at,omitzero"`
}

func (a *API) bystanders() {
	view(a, route{"GET", "/api/v1/spots", company.SeeSpots, "Bystanders", "list-spots", "All spots", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[List[Spot]], error) {
			list, err := bystander.Spots(ctx, tx)
			if err != nil {
				return nil, err
			}
			shown, err := shownSpots(ctx, tx, list...)
			return answer(List[Spot]{Items: shown}), err
		})
	view(a, route{"GET", "/api/v1/spots/{id}", company.SeeSpots, "Bystanders", "get-spot", "One spot", 200}, onSpot(bystander.FindSpot))
	update(a, route{"POST", "/api/v1/spots", company.ChangeSpots, "Bystanders", "add-spot", "Add one spot", 201},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body bystander.SpotDraft }) (*Body[Spot], error) {
			s, err := bystander.AddSpot(ctx, tx, in.Body)
			return oneSpot(ctx, tx, s, err)
		})
	update(a, route{"PUT", "/api/v1/spots/{id}", company.ChangeSpots, "Bystanders", "change-spot", "Change one spot; its code goes on to work", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body bystander.SpotDraft
		}) (*Body[Spot], error) {
			id, err := bystander.ParseSpotID(in.ID)
			if err != nil {
				return nil, err
			}
			s, err := bystander.ChangeSpot(ctx, tx, id, in.Body)
			return oneSpot(ctx, tx, s, err)
		})
	update(a, route{"POST", "/api/v1/spots/{id}/close", company.ChangeSpots, "Bystanders", "close-spot", "Have a spot take nothing more", 200}, onSpot(bystander.CloseSpot))
	update(a, route{"POST", "/api/v1/spots/{id}/open", company.ChangeSpots, "Bystanders", "open-spot", "Open a closed spot again, under its old address", 200}, onSpot(bystander.OpenSpot))
	view(a, route{"GET", "/api/v1/remarks", company.ModerateRemarks, "Bystanders", "list-remarks", "What was answered at spots, newest first", 200}, a.remarks)
	update(a, route{"POST", "/api/v1/remarks/{id}/decide", company.ModerateRemarks, "Bystanders", "decide-remark", "Let a remark in as an interaction, keep it out, or take that back", 200}, decideRemark)
}

// onSpot is an operation on one spot that says nothing but which.
func onSpot(verb func(context.Context, *company.Tx, bystander.SpotID) (bystander.Spot, error)) func(context.Context, *company.Tx, *ByID) (*Body[Spot], error) {
	return func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Spot], error) {
		id, err := bystander.ParseSpotID(in.ID)
		if err != nil {
			return nil, err
		}
		s, err := verb(ctx, tx, id)
		return oneSpot(ctx, tx, s, err)
	}
}

func oneSpot(ctx context.Context, tx *company.Tx, s bystander.Spot, err error) (*Body[Spot], error) {
	if err != nil {
		return nil, err
	}
	shown, err := shownSpots(ctx, tx, s)
	if err != nil {
		return nil, err
	}
	return answer(shown[0]), nil
}

func shownSpots(ctx context.Context, tx *company.Tx, list ...bystander.Spot) ([]Spot, error) {
	figures, err := bystander.FiguresSince(ctx, tx, tx.Now.AddDate(0, 0, -28))
	if err != nil {
		return nil, err
	}
	d, err := tx.Directory(ctx)
	shown := make([]Spot, len(list))
	for i, s := range list {
		f := figures[s.ID]
		mean, low, high := f.Said.Mean()
		shown[i] = Spot{ID: s.ID.String(), Path: "/by/" + s.Token, Name: s.Name, Question: s.Question, Touchpoint: d.Touchpoint(s.TouchpointID).Key,
			Contributor: d.Contributor(s.ContributorID).Key, Hourly: s.Hourly, CreatedAt: s.CreatedAt, ClosedAt: s.ClosedAt,
			Last28Days: SpotFigure{f.Said.Total(), mean, low, high, f.Enough(), f.Waiting}}
	}
	return shown, err
}

func (a *API) remarks(ctx context.Context, tx *company.Tx, in *struct {
	State bystander.State `query:"state" enum:"waiting,accepted,refused" default:"waiting"`
	Page
}) (*Body[List[Remark]], error) {
	list := "remarks:" + string(in.State)
	before, err := a.openID(list, in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := bystander.Remarks(ctx, tx, in.State, bystander.ID(before), in.Limit)
	if err != nil {
		return nil, err
	}
	out := List[Remark]{Items: []Remark{}}
	for _, r := range found {
		out.Items = append(out.Items, shownRemark(r))
	}
	if len(found) == in.Limit {
		out.Next = a.signID(list, int64(found[len(found)-1].ID))
	}
	return answer(out), nil
}

func shownRemark(r bystander.Remark) Remark {
	out := Remark{ID: r.ID.String(), SpotID: r.SpotID.String(), Question: r.Question, Valence: r.Valence, Text: r.Text, Contact: r.Contact,
		OccurredAt: r.OccurredAt, State: r.State, Reason: r.Reason, DecidedAt: r.DecidedAt}
	if r.State == bystander.Accepted {
		out.InteractionID = r.InteractionID.String()
	}
	return out
}

func decideRemark(ctx context.Context, tx *company.Tx, in *struct {
	ByID
	Body struct {
		Decision string           `json:"decision" enum:"accept,refuse,reopen"`
		Reason   bystander.Reason `json:"reason,omitempty" enum:"spam,abuse,personal,unrelated" doc:"why it is refused"`
	}
}) (*Body[Remark], error) {
	id, err := bystander.ParseID(in.ID)
	if err != nil {
		return nil, err
	}
	switch ids := []bystander.ID{id}; in.Body.Decision {
	case "accept":
		_, err = bystander.Accept(ctx, tx, ids)
	case "refuse":
		_, err = bystander.Refuse(ctx, tx, ids, in.Body.Reason)
	default:
		_, err = bystander.Reopen(ctx, tx, ids)
	}
	if err != nil {
		return nil, err
	}
	r, err := bystander.FindRemark(ctx, tx, id)
	return answer(shownRemark(r)), err
}
