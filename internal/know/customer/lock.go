package customer

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// Lock keeps others from changing records, and what hangs on them, until the
// transaction ends.
func Lock(ctx context.Context, tx *company.Tx, ids []ID) error {
	_, err := lockRecords(ctx, tx, ids)
	return err
}

// lockPerson locks all records of a person who was read before, and returns them
// as they are now. Where he was erased, merged or parted since, it must be decided
// again: nothing may be written under somebody who is gone.
func lockPerson(ctx context.Context, tx *company.Tx, p Person) ([]Customer, error) {
	records, err := lockRecords(ctx, tx, slices.Sorted(slices.Values(p.IDs())))
	if err == nil && slices.ContainsFunc(records, p.outrun) {
		err = database.ErrAgain
	}
	return records, err
}

// outrun tells whether a record that was this person's is so no more.
func (p Person) outrun(now Customer) bool { return now.PersonID != p.ID || !now.ErasedAt.IsZero() }
