package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
)

// Episode is one need and all that it took.
type Episode struct {
	ID           string           `json:"id" example:"epi_0c1x8m2k4q9rt"`
	CustomerID   string           `json:"customer_id"`
	About        string           `json:"about" doc:"reference, thread or touchpoint"`
	Touchpoint   string           `json:"touchpoint,omitempty"`
	OpenedAt     time.Time        `json:"opened_at"`
	LastAt       time.Time        `json:"last_at"`
	DoneAt       time.Time        `json:"done_at,omitzero" doc:"when it was last called done"`
	RepeatOf     string           `json:"repeat_of,omitempty" doc:"the episode that it came back to"`
	Label        impression.Label `json:"label" enum:"negative,neutral,positive,unknown"`
	Valence      float64          `json:"valence" doc:"-1 … +1; 0 where nothing is known"`
	CausedBy     []Share          `json:"caused_by"`
	Impressions  []Impression     `json:"impressions"`
	Interactions []string         `json:"interactions" doc:"ids, in the order of time"`
}

func (a *API) episode(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Episode], error) {
	id, err := database.ParseID("epi", in.ID)
	if err != nil {
		return nil, err
	}
	e, err := impression.FindEpisode(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	d, law, err := terms(ctx, tx)
	if err != nil {
		return nil, err
	}
	left, err := impression.Of(ctx, tx, []int64{e.ID})
	if err != nil {
		return nil, err
	}
	parts, err := impression.PartsOf(ctx, tx, []int64{e.ID})
	if err != nil {
		return nil, err
	}
	out := Episode{ID: impression.EpisodeID(e.ID), CustomerID: e.CustomerID.String(), About: e.Key.Text, Touchpoint: d.Touchpoint(e.TouchpointID).Key,
		OpenedAt: e.OpenedAt, LastAt: e.LastAt, DoneAt: e.DoneAt, Label: impression.Unknown, Valence: e.Valence, CausedBy: []Share{}, Impressions: []Impression{}}
	if e.RepeatOf != 0 {
		out.RepeatOf = impression.EpisodeID(e.RepeatOf)
	}
	if e.Impressions > 0 {
		out.Label = law.Label(e.Valence)
		out.CausedBy = shownShares(impression.Visible(tx, impression.SharesOf(e, left[e.ID])), d)
		out.Impressions = shownImpressions(left[e.ID], d, law)
	}
	for _, p := range parts[e.ID] {
		out.Interactions = append(out.Interactions, interaction.ID(p).String())
	}
	return answer(out), nil
}
