package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// Example is a correction with the words that it is about: what a model can
// learn from. Channel, language and text are empty where the interaction is gone.
type Example struct {
	impression.Correction
	Channel  Channel
	Language string
	Text     string
}

// Examples returns up to limit corrections before an id (0: the newest), newest
// first, as labelled examples; those taken back too, which say so.
func Examples(ctx context.Context, tx *company.Tx, before int64, limit int) (_ []Example, err error) {
	defer problem.Wrap(&err, "interaction.Examples")
	list, err := impression.Corrections(ctx, tx, before, limit)
	if err != nil {
		return nil, err
	}
	ids := make([]ID, len(list))
	for i, c := range list {
		ids[i] = ID(c.PartID)
	}
	found, err := FindAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	of := map[ID]Interaction{}
	for _, i := range found {
		of[i.ID] = i
	}
	all := make([]Example, len(list))
	for k, c := range list {
		i := of[ID(c.PartID)]
		all[k] = Example{c, i.Channel, i.Language, i.Text}
	}
	return all, nil
}
