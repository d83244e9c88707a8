package cli

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
)

// interactionPages are interactions in the order in which they were recorded.
var interactionPages = pages{
	columns: []string{"id", "customer_id", "source", "source_ref", "occurred_at", "channel", "direction", "touchpoint", "identifiers", "name",
		"contributor", "employee", "subject", "text", "quoted", "language", "thread", "reference", "outcome", "due_at", "resolved", "abandoned",
		"automated", "re_explained", "attempts", "legs", "wait_seconds", "hold_seconds", "transfers", "asked", "observed", "attributes"},
	from: func(since time.Time) func(context.Context, *company.Tx) ([]line, bool, error) {
		var after interaction.ID
		return func(ctx context.Context, tx *company.Tx) (rows []line, more bool, err error) {
			list, next, err := interaction.Page(ctx, tx, after, pageRows)
			for _, i := range list {
				if !i.Draft.OccurredAt.Before(since) {
					rows = append(rows, interactionLine(i))
				}
			}
			after = next
			return rows, next != 0, err
		}
	},
}

func interactionLine(i interaction.Export) line {
	d := i.Draft
	return line{d, []any{i.ID, i.CustomerID, d.Source, d.SourceRef, d.OccurredAt, string(d.Channel), string(d.Direction), d.Touchpoint, d.Identifiers, d.Name,
		d.Contributor, d.Employee, d.Subject, d.Text, d.Quoted, d.Language, d.Thread, d.Reference, d.Outcome, d.DueAt, said(d.Resolved), said(d.Abandoned),
		said(d.Automated), said(d.ReExplained), said(d.Attempts), d.Legs, said(d.WaitSeconds), said(d.HoldSeconds), said(d.Transfers), d.Asked, d.Observed, d.Attributes}}
}
