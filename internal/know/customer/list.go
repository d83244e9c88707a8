package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// List returns up to limit people before an id (0: the newest), newest first,
// within the actor's scope, and the id to go on from (0 at the end). Of those
// who did not say who they are none is listed, but to a partner who had to do
// with them.
func List(ctx context.Context, tx *company.Tx, before ID, limit int) (_ []Person, next ID, err error) {
	defer problem.Wrap(&err, "customer.List")
	if before == 0 {
		before = 1<<63 - 1
	}
	read := readStanding
	if !tx.Scope.All {
		read = readOfPartner
	}
	ids, err := read(ctx, tx, before, limit)
	if err != nil {
		return nil, 0, err
	}
	if len(ids) == limit {
		next = ids[limit-1]
	}
	people, err := FindAll(ctx, tx, ids)
	return people, next, err
}

// KnownTo writes down that partners have to do with customers, so that their
// users may see them. Each pair is contributor and record.
func KnownTo(ctx context.Context, tx *company.Tx, pairs [][2]int64) error {
	return insertPartners(ctx, tx, pairs)
}

// SetKnownTo writes down that exactly these partners have to do with a record:
// others no longer see it.
func SetKnownTo(ctx context.Context, tx *company.Tx, record ID, partners map[int64]bool) (err error) {
	defer problem.Wrap(&err, "customer.SetKnownTo")
	pairs := make([][2]int64, 0, len(partners))
	ids := make([]int64, 0, len(partners))
	for id := range partners {
		pairs, ids = append(pairs, [2]int64{id, int64(record)}), append(ids, id)
	}
	if err := deleteOtherPartners(ctx, tx, record, ids); err != nil {
		return err
	}
	return insertPartners(ctx, tx, pairs)
}
