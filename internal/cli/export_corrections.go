package cli

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
)

// correctionPages are corrections as labelled examples, newest first: what the
// machine said, what a person said, and the words that both are about.
var correctionPages = pages{
	columns: []string{"id", "customer_id", "interaction_id", "created_at", "kind", "role", "channel", "language", "text", "machine_valence", "machine_confidence",
		"machine_basis", "machine_value", "valence", "value", "reason", "undone_at"},
	from: func(since time.Time) func(context.Context, *company.Tx) ([]line, bool, error) {
		var before int64
		return func(ctx context.Context, tx *company.Tx) (rows []line, more bool, err error) {
			list, err := interaction.Examples(ctx, tx, before, pageRows)
			if err != nil || len(list) == 0 {
				return nil, false, err
			}
			d, err := tx.Directory(ctx)
			for _, e := range list {
				if !e.CreatedAt.Before(since) {
					rows = append(rows, exampleLine(e, d))
				}
			}
			before = list[len(list)-1].ID
			return rows, len(list) == pageRows, err
		}
	},
}

// exportedExample is a correction as NDJSON.
type exportedExample struct {
	ID            string                    `json:"id"`
	CustomerID    string                    `json:"customer_id"`
	InteractionID string                    `json:"interaction_id"`
	CreatedAt     time.Time                 `json:"created_at"`
	Kind          impression.CorrectionKind `json:"kind"`
	Role          impression.Role           `json:"role,omitempty"`
	Channel       interaction.Channel       `json:"channel,omitempty"`
	Language      string                    `json:"language,omitempty"`
	Text          string                    `json:"text,omitempty"`
	Machine       exportedSaid              `json:"machine"`
	Person        exportedSaid              `json:"person"`
	Reason        string                    `json:"reason"`
	UndoneAt      time.Time                 `json:"undone_at,omitzero"`
}

// exportedSaid is one side of it.
type exportedSaid struct {
	Valence    *float64         `json:"valence,omitempty"`
	Confidence float64          `json:"confidence,omitempty"`
	Basis      impression.Basis `json:"basis,omitempty"`
	Value      string           `json:"value,omitempty"` // contributors, a touchpoint or a customer
}

func exampleLine(e interaction.Example, d *company.Directory) line {
	x := exportedExample{ID: database.FormatID("cor", e.ID), CustomerID: e.CustomerID.String(), InteractionID: interaction.ID(e.PartID).String(), CreatedAt: e.CreatedAt, Kind: e.Kind, Role: e.Role,
		Channel: e.Channel, Language: e.Language, Text: e.Text, Machine: sideOf(e.Was, d), Person: sideOf(e.Now, d), Reason: e.Reason, UndoneAt: e.UndoneAt}
	if e.OtherID != 0 {
		x.Person.Value = interaction.ID(e.OtherID).String()
	}
	return line{x, []any{x.ID, x.CustomerID, x.InteractionID, x.CreatedAt, string(x.Kind), string(x.Role), string(x.Channel), x.Language, x.Text,
		x.Machine.Valence, said(x.Machine.Confidence), string(x.Machine.Basis), x.Machine.Value, x.Person.Valence, x.Person.Value, x.Reason, x.UndoneAt}}
}

func sideOf(s impression.Said, d *company.Directory) exportedSaid {
	x := exportedSaid{Valence: s.Valence, Confidence: s.Confidence, Basis: s.Basis}
	var who []string
	for _, share := range s.Shares {
		who = append(who, cmp.Or(d.Contributor(share.ContributorID).Key, "nobody")+":"+strconv.FormatFloat(share.Portion, 'g', 4, 64))
	}
	x.Value = strings.Join(who, " ")
	if s.Touchpoint != 0 {
		x.Value = d.Touchpoint(s.Touchpoint).Key
	}
	if len(s.Topics) > 0 {
		x.Value = strings.Join(s.Topics, " ")
	}
	if s.CustomerID != 0 {
		x.Value = s.CustomerID.String()
	}
	return x
}
