package interaction

import (
	"context"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// ref is an interaction that was recorded under a key before.
type ref struct {
	id       ID
	customer customer.ID
	digest   int64
	row      *row // of this batch; its customer is not known yet
}

func readRefs(ctx context.Context, tx *company.Tx, keys []string) (map[string]ref, error) {
	all := make(map[string]ref, len(keys))
	err := tx.Each(ctx, func(r *database.Rows) error {
		var key string
		var k ref
		err := r.Scan(&key, &k.id, &k.customer, &k.digest)
		all[key] = k
		return err
	}, `SELECT key, interaction_id, customer_id, digest FROM source_ref WHERE key = ANY($1)`, keys)
	return all, err
}

var refTable = database.Into("source_ref", "key, interaction_id, customer_id, digest", "ON CONFLICT (key) DO NOTHING")

func insertRefs(ctx context.Context, tx *company.Tx, list []*row) (int64, error) {
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{r.key, int64(r.ID), int64(r.CustomerID), r.digest}
	}
	// In the order of keys, two who send the same never wait for each other.
	slices.SortFunc(rows, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	return refTable.InsertCounted(ctx, tx.Tx, rows)
}

var interactionTable = database.Into("interaction", `id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction, touchpoint_id, contributor_id, employee_id,
	subject, text, language, thread, reference, outcome, due_at, resolved, abandoned, automated, detail, actor, version`, "")

func insertInteractions(ctx context.Context, tx *company.Tx, list []*row) error {
	rows := make([][]any, len(list))
	for k, i := range list {
		rows[k] = []any{int64(i.ID), int64(i.CustomerID), i.OccurredAt, i.RecordedAt, i.Source, i.SourceRef, string(i.Channel), string(i.Direction),
			i.TouchpointID, i.ContributorID, i.EmployeeID, i.Subject, i.Text, i.Language, i.Thread, i.Reference, i.Outcome, i.DueAt,
			i.Resolved, i.Abandoned, i.Automated, database.JSON(i.Detail), i.Actor, i.Version}
	}
	return interactionTable.Insert(ctx, tx.Tx, rows)
}

func scanInteraction(r *database.Rows) (i Interaction, err error) {
	return i, r.Scan(&i.ID, &i.CustomerID, &i.OccurredAt, &i.RecordedAt, &i.Source, &i.SourceRef, &i.Channel, &i.Direction,
		&i.TouchpointID, &i.ContributorID, &i.EmployeeID, &i.Subject, &i.Text, &i.Language, &i.Thread, &i.Reference, &i.Outcome, &i.DueAt,
		&i.Resolved, &i.Abandoned, &i.Automated, database.JSON(&i.Detail), &i.Actor, &i.Version, &i.VoidedAt)
}

func readByID(ctx context.Context, tx *company.Tx, ids []ID) ([]Interaction, error) {
	return database.Collect(ctx, tx.Tx, scanInteraction, `SELECT id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction,
			touchpoint_id, contributor_id, employee_id, subject, text, language, thread, reference, outcome, due_at,
			resolved, abandoned, automated, detail, actor, version, voided_at
		FROM interaction WHERE id = ANY($1)`, ids)
}

// readTimeline reads the interactions of records before an instant and id,
// latest first. One record's lie in the order of time; those of many are
// found first and read then, so that sorting carries no texts.
func readTimeline(ctx context.Context, tx *company.Tx, records []customer.ID, before Cursor, limit int) ([]Interaction, error) {
	if len(records) == 1 {
		return database.Collect(ctx, tx.Tx, scanInteraction, `SELECT id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction,
				touchpoint_id, contributor_id, employee_id, subject, text, language, thread, reference, outcome, due_at,
				resolved, abandoned, automated, detail, actor, version, voided_at
			FROM interaction WHERE customer_id = $1 AND occurred_at <= $2 AND (occurred_at < $3 OR id < $4) AND voided_at IS NULL
			ORDER BY occurred_at DESC, id DESC LIMIT $5`, records[0], before.At, before.At, before.ID, limit)
	}
	return database.Collect(ctx, tx.Tx, scanInteraction, `SELECT id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction,
			touchpoint_id, contributor_id, employee_id, subject, text, language, thread, reference, outcome, due_at,
			resolved, abandoned, automated, detail, actor, version, voided_at
		FROM interaction WHERE customer_id = ANY($1) AND id IN (SELECT id FROM interaction
			WHERE customer_id = ANY($2) AND occurred_at <= $3 AND (occurred_at < $4 OR id < $5) AND voided_at IS NULL
			ORDER BY occurred_at DESC, id DESC LIMIT $6)
		ORDER BY occurred_at DESC, id DESC`, records, records, before.At, before.At, before.ID, limit)
}

// readLatest reads what was recorded last, newest first.
func readLatest(ctx context.Context, tx *company.Tx, before ID, limit int) ([]Interaction, error) {
	return database.Collect(ctx, tx.Tx, scanInteraction, `SELECT id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction,
			touchpoint_id, contributor_id, employee_id, subject, text, language, thread, reference, outcome, due_at,
			resolved, abandoned, automated, detail, actor, version, voided_at
		FROM interaction WHERE id < $1 AND voided_at IS NULL ORDER BY id DESC LIMIT $2`, before, limit)
}

func setVoided(ctx context.Context, tx *company.Tx, i Interaction, voided bool) error {
	var at time.Time
	if voided {
		at = tx.Now
	}
	_, err := tx.Exec(ctx, `UPDATE interaction SET voided_at = $1, version = version + 1 WHERE id = $2 AND customer_id = $3`, at, i.ID, i.CustomerID)
	return err
}

func setTouchpoint(ctx context.Context, tx *company.Tx, i Interaction) error {
	_, err := tx.Exec(ctx, `UPDATE interaction SET touchpoint_id = $1, version = version + 1 WHERE id = $2 AND customer_id = $3`, i.TouchpointID, i.ID, i.CustomerID)
	return err
}

// moveInteraction takes an interaction out and puts it in again under another
// record: the record is what rows are spread by, and does not change in place.
func moveInteraction(ctx context.Context, tx *company.Tx, i Interaction, to customer.ID) error {
	if _, err := tx.Exec(ctx, `DELETE FROM interaction WHERE id = $1 AND customer_id = $2`, i.ID, i.CustomerID); err != nil {
		return err
	}
	voided := i.VoidedAt
	i.CustomerID, i.VoidedAt, i.Version = to, time.Time{}, i.Version+1
	if err := insertInteractions(ctx, tx, []*row{{Interaction: i}}); err != nil {
		return err
	}
	if !voided.IsZero() {
		if _, err := tx.Exec(ctx, `UPDATE interaction SET voided_at = $1 WHERE id = $2 AND customer_id = $3`, voided, i.ID, to); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE source_ref SET customer_id = $1 WHERE key = $2`, to, i.refKey())
	return err
}

// readDigest returns the digest of an interaction's content as it came in.
func readDigest(ctx context.Context, tx *company.Tx, i Interaction) (digest int64, err error) {
	return digest, tx.Row(ctx, `SELECT digest FROM source_ref WHERE key = $1`, i.refKey()).Scan(&digest)
}

// countSince counts by id, which is in the order of recording, what is of
// people who count: known, and of no class; of a merged record its standing one
// says so.
func countSince(ctx context.Context, tx *company.Tx, since time.Time) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM interaction WHERE id >= $1 AND occurred_at >= $2 AND voided_at IS NULL
		AND ($3 OR contributor_id = ANY($4))
		AND EXISTS (SELECT 1 FROM customer c WHERE c.id = interaction.customer_id AND (c.person_id = c.id AND c.known
			OR c.person_id <> c.id AND EXISTS (SELECT 1 FROM customer s WHERE s.id = c.person_id AND s.class = '' AND (s.known OR c.known))))`, database.IDAt(since), since, tx.Scope.All, tx.Scope.Contributors).Scan(&n)
}

// readLatestOf reads what was recorded last of what the actor's contributors
// had in hand, newest first.
func readLatestOf(ctx context.Context, tx *company.Tx, before ID, limit int) ([]Interaction, error) {
	return database.Collect(ctx, tx.Tx, scanInteraction, `SELECT id, customer_id, occurred_at, recorded_at, source, source_ref, channel, direction,
			touchpoint_id, contributor_id, employee_id, subject, text, language, thread, reference, outcome, due_at,
			resolved, abandoned, automated, detail, actor, version, voided_at
		FROM interaction WHERE id < $1 AND voided_at IS NULL AND contributor_id = ANY($2) ORDER BY id DESC LIMIT $3`, before, tx.Scope.Contributors, limit)
}
