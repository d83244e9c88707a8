package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// RemoveTouchpoint removes a touchpoint at which nothing happened yet; where
// something did, its past would lose its name.
func RemoveTouchpoint(ctx context.Context, tx *company.Tx, id int64) (err error) {
	defer problem.Wrap(&err, "impression.RemoveTouchpoint")
	used, err := readUsed(ctx, tx, id)
	if err != nil {
		return err
	}
	if used {
		d, err := tx.Directory(ctx)
		if err != nil {
			return err
		}
		return problem.New(problem.Conflict, "touchpoint.used", problem.Params{"value": d.Touchpoint(id).Key})
	}
	return company.RemoveTouchpoint(ctx, tx, id)
}
