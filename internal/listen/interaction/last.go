package interaction

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// InHands is an interaction that an employee had in hand, as far as it takes to
// ask what he did before.
type InHands struct {
	ID         ID
	CustomerID customer.ID // the record
	EmployeeID int64
	Began      time.Time
	Ended      time.Time // when its last leg ended; where that is not known, when it was recorded
	recorded   time.Time
}

// InHandsOf looks at what employees had in hand since an instant, of the
// contributors whose figures the actor may see, at the newest if there is more
// than most, and says so. Of what it looked at it returns all but what was
// recorded a day or more after it happened, which is history.
// What machines did is left out.
func InHandsOf(ctx context.Context, tx *company.Tx, employees []int64, since time.Time, most int) (list []InHands, cut bool, err error) {
	defer problem.Wrap(&err, "interaction.InHandsOf")
	contributors := tx.Figures.Contributors
	if tx.Figures.All {
		d, err := tx.Directory(ctx)
		if err != nil {
			return nil, false, err
		}
		contributors = []int64{0}
		for _, k := range d.Contributors() {
			contributors = append(contributors, k.ID)
		}
	}
	all, err := readInHands(ctx, tx, employees, contributors, since, most)
	cut = len(all) == most
	return slices.DeleteFunc(all, func(h InHands) bool { return h.recorded.Sub(h.Began) >= 24*time.Hour }), cut, err
}

// Before is a moment in the history of some records: as it was when an id was given.
type Before struct {
	Records []customer.ID
	ID      int64
}

// LastBefore returns for each moment the latest interaction that was recorded by
// then; 0 where there was none.
func LastBefore(ctx context.Context, tx *company.Tx, moments []Before) (_ []ID, err error) {
	defer problem.Wrap(&err, "interaction.LastBefore")
	return readLastBefore(ctx, tx, moments)
}
