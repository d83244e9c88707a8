package impression

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Coverage returns for how many of all people whom we know there is enough to
// tell how they regard us. It is as of the transaction's time and asked of
// sums that no index knows, so it reads them all: some 5 ms a 10,000.
func Coverage(ctx context.Context, tx *company.Tx) (known, all int, err error) {
	defer problem.Wrap(&err, "impression.Coverage")
	law, err := InForce(ctx, tx)
	if err != nil || !tx.Scope.All {
		return 0, 0, err
	}
	// E as of now is at least EnoughEvidence: compared in forward decay.
	evidence := law.EnoughEvidence * growth(tx.Now, law.HalfLifeDays)
	asked := tx.Now.Add(-time.Duration(law.HalfLifeDays * float64(day)))
	return countKnown(ctx, tx, evidence, law.EnoughEpisodes, asked)
}
