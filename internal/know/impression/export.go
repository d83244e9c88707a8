package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Page returns up to limit impressions after one (the zero Impression: from
// the beginning), in the order of episodes. Whose scope is not all gets none:
// whose doing a thing was is not a partner's to take home.
func Page(ctx context.Context, tx *company.Tx, after Impression, limit int) (_ []Impression, err error) {
	defer problem.Wrap(&err, "impression.Page")
	if !tx.Scope.All {
		return nil, nil
	}
	return readAfter(ctx, tx, after, limit)
}
