package outgoing

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Wipe takes recipient and subject out of what was offered about records. That
// something was, when and what for, stays.
func Wipe(ctx context.Context, tx *company.Tx, records []customer.ID) (err error) {
	defer problem.Wrap(&err, "outgoing.Wipe")
	return wipeMessages(ctx, tx, records)
}
