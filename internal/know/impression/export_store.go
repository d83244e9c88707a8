package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readAfter reads impressions after one, in the order of episode, part and role.
func readAfter(ctx context.Context, tx *company.Tx, after Impression, limit int) ([]Impression, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (i Impression, err error) {
		return i, r.Scan(&i.EpisodeID, &i.PartID, &i.Role, &i.CustomerID, &i.ID, &i.Basis, &i.Valence, &i.Confidence, &i.Weight,
			&i.Channel, &i.TouchpointID, &i.At, database.JSON(&i.Shares))
	}, `SELECT episode_id, part_id, role, customer_id, id, basis, valence, confidence, weight, channel, touchpoint_id, occurred_at, shares
		FROM impression WHERE (episode_id, part_id, role) > ($1, $2, $3) ORDER BY episode_id, part_id, role LIMIT $4`,
		after.EpisodeID, after.PartID, string(after.Role), limit)
}
