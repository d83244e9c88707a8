package keeping

import (
	"context"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/journal"
)

// Classes are what may be kept for so long and no longer, in the order in which
// pages show them.
var Classes = []Class{
	{Name: "words", look: texts(interaction.Words), remove: wipe(interaction.Words)},
	{Name: "quoted", look: texts(interaction.Quoted), remove: wipe(interaction.Quoted)},
	{Name: "attributes", look: texts(interaction.Told), remove: wipe(interaction.Told)},
	{Name: "devices", look: texts(interaction.OfDevices), remove: wipe(interaction.OfDevices)},
	{Name: "openings", deletes: true, look: adapt(card.OldOpenings), remove: card.RemoveOpenings},
	{Name: "audit", deletes: true, look: adapt(company.OldAudit), remove: company.RemoveAudit},
	{Name: "journal", deletes: true, look: func(ctx context.Context, tx *company.Tx, before time.Time, after int64) ([]Row, int64, error) {
		return rows(journal.Old(ctx, tx.Tx, before, after))
	}, remove: func(ctx context.Context, tx *company.Tx, ids []int64) error { return journal.Remove(ctx, tx.Tx, ids) }},
	{Name: "left", deletes: true, look: adapt(customer.LeftBefore), remove: func(ctx context.Context, tx *company.Tx, ids []int64) error {
		for _, id := range ids {
			if _, err := customer.Erase(ctx, tx, customer.ID(id)); err != nil {
				return err
			}
		}
		return nil
	}},
}

type look = func(ctx context.Context, tx *company.Tx, before time.Time, after int64) (found []Row, next int64, err error)

// adapt makes a look of a room's verb.
func adapt(verb func(context.Context, *company.Tx, time.Time, int64) (ids []int64, at []time.Time, next int64, err error)) look {
	return func(ctx context.Context, tx *company.Tx, before time.Time, after int64) ([]Row, int64, error) {
		return rows(verb(ctx, tx, before, after))
	}
}

func rows(ids []int64, at []time.Time, next int64, err error) ([]Row, int64, error) {
	found := make([]Row, len(ids))
	for i, id := range ids {
		found[i] = Row{id, at[i]}
	}
	return found, next, err
}

// texts makes a look of a kind of an interaction's texts.
func texts(kind interaction.Texts) look {
	return func(ctx context.Context, tx *company.Tx, before time.Time, after int64) ([]Row, int64, error) {
		return rows(interaction.OlderThan(ctx, tx, kind, before, after))
	}
}

func wipe(kind interaction.Texts) func(context.Context, *company.Tx, []int64) error {
	return func(ctx context.Context, tx *company.Tx, ids []int64) error {
		return interaction.WipeTexts(ctx, tx, kind, ids)
	}
}
