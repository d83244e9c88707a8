package customer

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// blankRecords leaves of records only that they were.
func blankRecords(ctx context.Context, tx *company.Tx, ids []ID) error {
	for _, statement := range []string{
		`DELETE FROM search_term WHERE customer_id = ANY($1)`,
		`DELETE FROM suggestion WHERE customer_id = ANY($1)`,
		`DELETE FROM suggestion WHERE other_id = ANY($1)`,
		`UPDATE merge SET reason = '' WHERE customer_id = ANY($1)`,
		`UPDATE merge SET reason = '' WHERE into_id = ANY($1)`,
		`UPDATE customer SET account_id = 0, account_roles = '', version = version + 1 WHERE account_id <> 0 AND account_id = ANY($1)`,
	} {
		if _, err := tx.Exec(ctx, statement, ids); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE customer SET name = '', account_id = 0, identifiers = '[]', attributes = '{}', value_minor = 0, since = NULL, left_at = NULL,
		renews_at = NULL, known = false, class_by = '', account_roles = '', erased_at = $1, changed_at = $2, version = version + 1
		WHERE id = ANY($3)`, tx.Now, tx.Now, ids)
	return err
}

// readHolders returns the records that list an identifier. It looks at all of
// them: only shared identifiers are asked about, and only at an erasure.
func readHolders(ctx context.Context, tx *company.Tx, h Held) (ids []ID, err error) {
	plain := func(r rune) bool {
		return r < ' ' || r > '~' || strings.ContainsRune(`"\<>&%_`, r) // written otherwise in JSON, or a wildcard
	}
	longest := slices.MaxFunc(append(strings.FieldsFunc(h.Value, plain), ""), func(a, b string) int { return len(a) - len(b) })
	err = tx.Each(ctx, func(r *database.Rows) error {
		var c Customer
		if err := r.Scan((*int64)(&c.ID), database.JSON(&c.Identifiers)); err != nil {
			return err
		}
		if slices.ContainsFunc(c.Identifiers, func(o Held) bool { return o.Key() == h.Key() }) {
			ids = append(ids, c.ID)
		}
		return nil
	}, `SELECT id, identifiers FROM customer WHERE CAST(identifiers AS text) LIKE $1`, "%"+longest+"%")
	return ids, err
}

func deleteKey(ctx context.Context, tx *company.Tx, key string) error {
	_, err := tx.Exec(ctx, `DELETE FROM identifier WHERE key = $1`, key)
	return err
}

// disownShared leaves shared identifiers to those who still use them.
func disownShared(ctx context.Context, tx *company.Tx, ids []ID, keys []string) error {
	_, err := tx.Exec(ctx, `UPDATE identifier SET customer_id = 0 WHERE key = ANY($1) AND customer_id = ANY($2) AND shared`, keys, ids)
	return err
}

func deleteIdentifiers(ctx context.Context, tx *company.Tx, ids []ID) error {
	_, err := tx.Exec(ctx, `DELETE FROM identifier WHERE customer_id = ANY($1) AND customer_id <> 0`, ids)
	return err
}

// readMergesAbout returns all merges of records, those undone too.
func readMergesAbout(ctx context.Context, tx *company.Tx, ids []ID) ([]Merge, error) {
	return database.Collect(ctx, tx.Tx, scanMerge, `SELECT id, customer_id, into_id, reason, actor, created_at, undone_at, undone_by FROM merge WHERE customer_id = ANY($1)
		UNION SELECT id, customer_id, into_id, reason, actor, created_at, undone_at, undone_by FROM merge WHERE into_id = ANY($2)`, ids, ids)
}

func insertErasure(ctx context.Context, tx *company.Tx, e Erasure) error {
	_, err := tx.Exec(ctx, `INSERT INTO erasure (id, customer_id, actor, erased_at, report) VALUES ($1, $2, $3, $4, $5)`,
		e.ID, e.CustomerID, e.Actor, e.ErasedAt, database.JSON(e.Report))
	return err
}

func updateErasure(ctx context.Context, tx *company.Tx, e Erasure) error {
	_, err := tx.Exec(ctx, `UPDATE erasure SET report = $1, done_at = $2 WHERE id = $3 AND customer_id = $4`, database.JSON(e.Report), e.DoneAt, e.ID, e.CustomerID)
	return err
}

func scanErasure(r *database.Rows) (e Erasure, err error) {
	return e, r.Scan(&e.ID, &e.CustomerID, &e.Actor, &e.ErasedAt, &e.DoneAt, database.JSON(&e.Report))
}

func readErasure(ctx context.Context, tx *company.Tx, id int64) (e Erasure, err error) {
	all, err := database.Collect(ctx, tx.Tx, scanErasure, `SELECT id, customer_id, actor, erased_at, done_at, report FROM erasure WHERE id = $1`, id)
	if err == nil && len(all) == 0 {
		err = database.Found(sql.ErrNoRows, "erasure", database.FormatID("era", id))
	}
	if err != nil {
		return e, err
	}
	return all[0], nil
}

func readErasures(ctx context.Context, tx *company.Tx, before int64, limit int) ([]Erasure, error) {
	return database.Collect(ctx, tx.Tx, scanErasure, `SELECT id, customer_id, actor, erased_at, done_at, report FROM erasure WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
}

// written is a text that people wrote, which may name somebody else.
type written struct {
	id, customer int64
	text         string
}

func scanWritten(r *database.Rows) (w written, err error) {
	return w, r.Scan(&w.id, &w.customer, &w.text)
}

// readAttributes reads what records after one have in attributes, as JSON.
func readAttributes(ctx context.Context, tx *company.Tx, after int64, limit int) ([]written, error) {
	return database.Collect(ctx, tx.Tx, scanWritten, `SELECT id, id, CAST(attributes AS text) FROM customer WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func writeAttributes(ctx context.Context, tx *company.Tx, id int64, attributes any) error {
	_, err := tx.Exec(ctx, `UPDATE customer SET attributes = $1, version = version + 1 WHERE id = $2`, database.JSON(attributes), id)
	return err
}

func readReasons(ctx context.Context, tx *company.Tx, after int64, limit int) ([]written, error) {
	return database.Collect(ctx, tx.Tx, scanWritten, `SELECT id, customer_id, reason FROM merge WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func writeReason(ctx context.Context, tx *company.Tx, w written) error {
	_, err := tx.Exec(ctx, `UPDATE merge SET reason = $1 WHERE id = $2 AND customer_id = $3`, w.text, w.id, w.customer)
	return err
}

func readPairs(ctx context.Context, tx *company.Tx, after int64, limit int) ([]written, error) {
	return database.Collect(ctx, tx.Tx, scanWritten, `SELECT id, customer_id, CAST(reasons AS text) FROM suggestion WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func writePair(ctx context.Context, tx *company.Tx, w written, reasons any) error {
	_, err := tx.Exec(ctx, `UPDATE suggestion SET reasons = $1 WHERE id = $2 AND customer_id = $3`, database.JSON(reasons), w.id, w.customer)
	return err
}

func readAnyErased(ctx context.Context, tx *company.Tx) (some bool, err error) {
	return some, tx.Row(ctx, `SELECT EXISTS (SELECT 1 FROM erasure)`).Scan(&some)
}
