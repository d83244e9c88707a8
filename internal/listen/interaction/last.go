package interaction

import (
	"context"
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
}

// InHandsOf returns what employees had in hand since an instant, within the
// actor's scope. What was recorded a day or more after it happened is history,
// and left out, as is what machines did.
func InHandsOf(ctx context.Context, tx *company.Tx, employees []int64, since time.Time) (_ []InHands, err error) {
	defer problem.Wrap(&err, "interaction.InHandsOf")
	return readInHands(ctx, tx, employees, since)
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
