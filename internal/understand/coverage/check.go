package coverage

import (
	"context"
	"fmt"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Check looks whether the newest count adds up: each dimension divides the same
// customers. It returns how many rows it looked at and what is not so.
func Check(ctx context.Context, tx *company.Tx) (looked int, found []string, err error) {
	defer problem.Wrap(&err, "coverage.Check")
	r, err := Read(ctx, tx)
	if err != nil || r.CountedAt.IsZero() {
		return 0, nil, err
	}
	looked = 1
	for _, d := range Dimensions {
		var sum Row
		for _, row := range r.By[d] {
			sum.Customers, sum.Known = sum.Customers+row.Customers, sum.Known+row.Known
			sum.Worth, sum.KnownWorth = sum.Worth+row.Worth, sum.KnownWorth+row.KnownWorth
			looked++
		}
		w := r.Whole
		if sum.Customers != w.Customers || sum.Known != w.Known || sum.Worth != w.Worth || sum.KnownWorth != w.KnownWorth {
			found = append(found, fmt.Sprintf("by %s there are %d customers, %d of them known; in all %d and %d", d, sum.Customers, sum.Known, w.Customers, w.Known))
		}
	}
	return looked, found, nil
}
