package customer

import (
	"context"
	"math"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// AccountPlace is where in a list of accounts to go on.
type AccountPlace struct {
	Value    int64     // by value: after accounts worth this much a year
	RenewsAt time.Time // by renewal: after those renewed then
	ID       ID        // and, among those, after this one
}

// MostWorth is the beginning of the list by value.
var MostWorth = AccountPlace{Value: math.MaxInt64, ID: math.MaxInt64}

// AccountsByValue returns up to limit accounts within the actor's scope, those
// worth most a year first, and where to go on; nil at the end.
func AccountsByValue(ctx context.Context, tx *company.Tx, from AccountPlace, limit int) (_ []Person, next *AccountPlace, err error) {
	defer problem.Wrap(&err, "customer.AccountsByValue")
	ids, err := readAccountsByValue(ctx, tx, from.Value, from.ID, limit)
	if err != nil {
		return nil, nil, err
	}
	return listed(ctx, tx, ids, limit)
}

// AccountsByRenewal returns up to limit accounts that are renewed at or after a
// place, the soonest first, and where to go on; nil at the end. Those without a
// date are not among them.
func AccountsByRenewal(ctx context.Context, tx *company.Tx, from AccountPlace, limit int) (_ []Person, next *AccountPlace, err error) {
	defer problem.Wrap(&err, "customer.AccountsByRenewal")
	ids, err := readAccountsByRenewal(ctx, tx, from.RenewsAt, from.ID, limit)
	if err != nil {
		return nil, nil, err
	}
	return listed(ctx, tx, ids, limit)
}

func listed(ctx context.Context, tx *company.Tx, ids []ID, limit int) ([]Person, *AccountPlace, error) {
	people, err := FindAll(ctx, tx, ids)
	if err != nil || len(ids) < limit || len(people) == 0 {
		return people, nil, err
	}
	last := people[len(people)-1]
	return people, &AccountPlace{Value: last.ValueMinor, RenewsAt: last.RenewsAt, ID: last.ID}, nil
}
