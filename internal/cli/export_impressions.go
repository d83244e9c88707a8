package cli

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
)

// impressionPages are impressions in the order of their episodes.
var impressionPages = pages{
	columns: []string{"id", "customer_id", "episode_id", "interaction_id", "occurred_at", "channel", "touchpoint", "role", "basis",
		"label", "valence", "confidence", "weight", "caused_by"},
	from: func(since time.Time) func(context.Context, *company.Tx) ([]line, bool, error) {
		var after impression.Impression
		return func(ctx context.Context, tx *company.Tx) (rows []line, more bool, err error) {
			list, err := impression.Page(ctx, tx, after, pageRows)
			if err != nil || len(list) == 0 {
				return nil, false, err
			}
			law, err := impression.InForce(ctx, tx)
			if err != nil {
				return nil, false, err
			}
			d, err := tx.Directory(ctx)
			for _, i := range list {
				if !i.At.Before(since) {
					rows = append(rows, impressionLine(i, law, d))
				}
			}
			after = list[len(list)-1]
			return rows, len(list) == pageRows, err
		}
	},
}

// exportedImpression is an impression as NDJSON, with the API's names.
type exportedImpression struct {
	ID            string           `json:"id"`
	CustomerID    string           `json:"customer_id"`
	EpisodeID     string           `json:"episode_id"`
	InteractionID string           `json:"interaction_id"`
	OccurredAt    time.Time        `json:"occurred_at"`
	Channel       string           `json:"channel"`
	Touchpoint    string           `json:"touchpoint,omitempty"`
	Role          impression.Role  `json:"role"`
	Basis         impression.Basis `json:"basis"`
	Label         impression.Label `json:"label"`
	Valence       float64          `json:"valence"`
	Confidence    float64          `json:"confidence"`
	Weight        float64          `json:"weight"`
	CausedBy      []exportedShare  `json:"caused_by"`
}

// exportedShare is a contributor's part in an impression.
type exportedShare struct {
	Contributor string                 `json:"contributor"`
	Share       float64                `json:"share"`
	Source      impression.ShareSource `json:"source"`
}

func impressionLine(i impression.Impression, law impression.Law, d *company.Directory) line {
	x := exportedImpression{ID: database.FormatID("imp", i.ID), CustomerID: i.CustomerID.String(), EpisodeID: impression.EpisodeID(i.EpisodeID),
		InteractionID: database.FormatID("int", i.PartID), OccurredAt: i.At, Channel: i.Channel, Touchpoint: d.Touchpoint(i.TouchpointID).Key,
		Role: i.Role, Basis: i.Basis, Label: law.Label(i.Valence), Valence: i.Valence, Confidence: i.Confidence, Weight: i.Weight, CausedBy: []exportedShare{}}
	for _, s := range i.Shares {
		x.CausedBy = append(x.CausedBy, exportedShare{d.Contributor(s.ContributorID).Key, s.Portion, s.Source})
	}
	return line{x, []any{x.ID, x.CustomerID, x.EpisodeID, x.InteractionID, x.OccurredAt, x.Channel, x.Touchpoint, string(x.Role), string(x.Basis),
		string(x.Label), x.Valence, x.Confidence, x.Weight, x.CausedBy}}
}
