package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// PersonsOf returns for each record the one that stands for its person.
func PersonsOf(ctx context.Context, tx *company.Tx, ids []ID) (_ map[ID]ID, err error) {
	defer problem.Wrap(&err, "customer.PersonsOf")
	return readPersonIDs(ctx, tx, ids)
}

// RecordsOf returns for each record all records of its person; none for one
// that is not there.
func RecordsOf(ctx context.Context, tx *company.Tx, ids []ID) (_ map[ID][]ID, err error) {
	defer problem.Wrap(&err, "customer.RecordsOf")
	person, err := readPersonIDs(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var roots []ID
	for _, id := range person {
		roots = append(roots, id)
	}
	of, err := readRecordIDs(ctx, tx, roots)
	if err != nil {
		return nil, err
	}
	all := map[ID][]ID{}
	for id, root := range person {
		all[id] = of[root]
	}
	return all, nil
}
