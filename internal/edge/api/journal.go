package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
)

// Fact is one thing that changed, without any person's data.
type Fact struct {
	Position   string    `json:"position" doc:"cursor of what follows it"`
	Kind       string    `json:"kind" example:"interaction.recorded"`
	SubjectID  string    `json:"subject_id" doc:"what changed"`
	CustomerID string    `json:"customer_id,omitempty"`
	Version    int64     `json:"version,omitempty"`
	Actor      string    `json:"actor"`
	News       bool      `json:"news" doc:"false: history, which wakes nothing"`
	OccurredAt time.Time `json:"occurred_at"`
	RecordedAt time.Time `json:"recorded_at"`
}

// prefixes tells how a fact's subject is shown, by the noun of its kind.
var prefixes = map[string]string{"interaction": "int", "customer": "cus", "relationship": "cus", "episode": "epi", "suggestion": "sug", "contributor": "con", "employee": "emp", "touchpoint": "tou",
	"impression": "cor", "share": "cnt", "contest": "cnt", "outgoing": "out"}

func (a *API) journal() {
	view(a, route{"GET", "/api/v1/journal", company.ReadJournal, "Journal", "read-journal", "What changed, oldest first, from a cursor on", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			Cursor string `query:"cursor" doc:"position of the last fact you have; the beginning when empty"`
			Limit  int    `query:"limit" default:"100" minimum:"1" maximum:"1000"`
		}) (*Body[List[Fact]], error) {
			p, err := journal.ParsePosition(in.Cursor)
			if err != nil {
				return nil, err
			}
			facts, err := journal.After(ctx, tx.Tx, p, in.Limit)
			if err != nil {
				return nil, err
			}
			out := List[Fact]{Items: make([]Fact, len(facts)), Next: in.Cursor}
			for i, f := range facts {
				out.Items[i] = Fact{Position: f.Position.String(), Kind: f.Kind, SubjectID: subject(f), Version: f.Version, Actor: f.Actor, News: f.News,
					OccurredAt: f.OccurredAt, RecordedAt: f.RecordedAt}
				if f.CustomerID != 0 {
					out.Items[i].CustomerID = customer.ID(f.CustomerID).String()
				}
				out.Next = f.Position.String()
			}
			return answer(out), nil
		})
}

func subject(f journal.Fact) string {
	for noun, prefix := range prefixes {
		if len(f.Kind) > len(noun) && f.Kind[:len(noun)+1] == noun+"." {
			return database.FormatID(prefix, f.SubjectID)
		}
	}
	return number(int(f.SubjectID))
}
