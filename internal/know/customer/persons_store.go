package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readPersonIDs returns which record stands for each.
func readPersonIDs(ctx context.Context, tx *company.Tx, ids []ID) (map[ID]ID, error) {
	all := map[ID]ID{}
	return all, tx.Each(ctx, func(r *database.Rows) error {
		var id, person ID
		err := r.Scan((*int64)(&id), (*int64)(&person))
		all[id] = person
		return err
	}, `SELECT id, person_id FROM customer WHERE id = ANY($1)`, ids)
}

// readRecordIDs returns the records for which each stands.
func readRecordIDs(ctx context.Context, tx *company.Tx, roots []ID) (map[ID][]ID, error) {
	all := map[ID][]ID{}
	return all, tx.Each(ctx, func(r *database.Rows) error {
		var id, person ID
		err := r.Scan((*int64)(&id), (*int64)(&person))
		all[person] = append(all[person], id)
		return err
	}, `SELECT id, person_id FROM customer WHERE person_id = ANY($1)`, roots)
}
