package card

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
	"regard/internal/platform/stats"
)

// Seen tells in how many of the interactions since an instant whoever handled
// them had seen the customer's history before answering: in how many he had
// opened the card from 30 minutes before it began until it ended (until it was
// recorded, where its end is not known). It counts what employees handled who
// can sign in, and of that what the actor's scope has to do with.
func Seen(ctx context.Context, tx *company.Tx, since time.Time) (_ stats.Proportion, err error) {
	defer problem.Wrap(&err, "card.Seen")
	users, err := company.Users(ctx, tx)
	if err != nil {
		return stats.Proportion{}, err
	}
	var employees []int64
	for _, u := range users {
		if u.EmployeeID != 0 {
			employees = append(employees, u.EmployeeID)
		}
	}
	if len(employees) == 0 {
		return stats.Wilson(0, 0), nil
	}
	handled, err := interaction.InHandsOf(ctx, tx, employees, since)
	if err != nil {
		return stats.Proportion{}, err
	}
	openings, err := readOpeningsBy(ctx, tx, employees, since.Add(-early))
	if err != nil {
		return stats.Proportion{}, err
	}
	// Only of what was opened can anything have been seen.
	var ids []customer.ID
	of := map[int64]bool{}
	for _, o := range openings {
		ids, of[o.EmployeeID] = append(ids, o.CustomerID), true
	}
	for _, h := range handled {
		if of[h.EmployeeID] {
			ids = append(ids, h.CustomerID)
		}
	}
	person, err := customer.PersonsOf(ctx, tx, ids)
	if err != nil {
		return stats.Proportion{}, err
	}
	return seen(handled, openings, person), nil
}
