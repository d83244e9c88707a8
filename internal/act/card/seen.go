package card

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
	"regard/internal/platform/stats"
)

// seenMost is how many interactions Seen looks at, at most: as many as keep a
// page that shows it quick.
const seenMost = 5_000

// HistorySeen is in how many interactions whoever handled them had seen the
// customer's history before answering.
type HistorySeen struct {
	stats.Proportion
	Employees int  // who handled them
	Cut       bool // there were more: these are the newest
}

// Seen tells in how many of the interactions since an instant whoever handled
// them had seen the customer's history before answering: in how many he had
// opened the card from 30 minutes before it began until it ended (until it was
// recorded, where its end is not known). It counts what employees handled who
// can sign in, in the hands of contributors whose figures the actor may see,
// and of that the newest 5,000.
func Seen(ctx context.Context, tx *company.Tx, since time.Time) (s HistorySeen, err error) {
	defer problem.Wrap(&err, "card.Seen")
	s.Proportion = stats.Wilson(0, 0)
	users, err := company.Users(ctx, tx)
	if err != nil {
		return s, err
	}
	var employees []int64
	for _, u := range users {
		if u.EmployeeID != 0 {
			employees = append(employees, u.EmployeeID)
		}
	}
	if len(employees) == 0 {
		return s, nil
	}
	handled, cut, err := interaction.InHandsOf(ctx, tx, employees, since, seenMost)
	if s.Cut = cut; err != nil || len(handled) == 0 {
		return s, err
	}
	earliest := slices.MinFunc(handled, func(a, b interaction.InHands) int { return a.Began.Compare(b.Began) }).Began
	openings, err := readOpeningsBy(ctx, tx, employees, earliest.Add(-early))
	if err != nil {
		return s, err
	}
	// Only of what was opened can anything have been seen.
	var ids []customer.ID
	of, who := map[int64]bool{}, map[int64]bool{}
	for _, o := range openings {
		ids, of[o.EmployeeID] = append(ids, o.CustomerID), true
	}
	for _, h := range handled {
		who[h.EmployeeID] = true
		if of[h.EmployeeID] {
			ids = append(ids, h.CustomerID)
		}
	}
	person, err := customer.PersonsOf(ctx, tx, ids)
	if err != nil {
		return s, err
	}
	s.Proportion, s.Employees = seen(handled, openings, person), len(who)
	return s, nil
}
