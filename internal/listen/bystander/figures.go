package bystander

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// Figures are what was said at a spot.
type Figures struct {
	Said    impression.Count // of what was let in
	Waiting int
}

// tooFew is how many answers say nothing of the next ones yet.
const tooFew = 5

// Enough tells whether there are answers enough for a mean.
func (f Figures) Enough() bool { return f.Said.Total() >= tooFew }

// FiguresSince returns what was said since an instant, and what waits, by spot.
func FiguresSince(ctx context.Context, tx *company.Tx, since time.Time) (_ map[SpotID]Figures, err error) {
	defer problem.Wrap(&err, "bystander.FiguresSince")
	return readFigures(ctx, tx, since)
}
