package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
)

func scanMatched(r *database.Rows) (c Customer, err error) {
	return c, r.Scan(&c.ID, &c.PersonID, &c.Kind, &c.Name, database.JSON(&c.Identifiers), database.JSON(&c.Attributes))
}

// readMatched returns what known records after an id say of who they are.
func readMatched(ctx context.Context, tx *company.Tx, after ID, limit int) ([]Customer, error) {
	return database.Collect(ctx, tx.Tx, scanMatched, `SELECT id, person_id, kind, name, identifiers, attributes FROM customer
		WHERE id > $1 AND known AND erased_at IS NULL ORDER BY id LIMIT $2`, after, limit)
}

// readMergedPersons returns who has more records than one.
func readMergedPersons(ctx context.Context, tx *company.Tx) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT DISTINCT person_id FROM customer WHERE person_id <> id`)
}

// readMatchedPersons returns the known records of the persons that some records
// belong to.
func readMatchedPersons(ctx context.Context, tx *company.Tx, records []ID) ([]Customer, error) {
	people, err := database.Collect(ctx, tx.Tx, scanID, `SELECT DISTINCT person_id FROM customer WHERE id = ANY($1)`, records)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	return database.Collect(ctx, tx.Tx, scanMatched, `SELECT id, person_id, kind, name, identifiers, attributes FROM customer
		WHERE person_id = ANY($1) AND known AND erased_at IS NULL ORDER BY id`, people)
}

// countMatched returns how many persons are compared.
func countMatched(ctx context.Context, tx *company.Tx) (n int, err error) {
	return n, tx.Row(ctx, `SELECT count(*) FROM customer WHERE person_id = id AND known AND erased_at IS NULL`).Scan(&n)
}

// readSuggestedOf returns all suggestions whose lower record is one of these.
func readSuggestedOf(ctx context.Context, tx *company.Tx, ids []ID) ([]Suggestion, error) {
	return database.Collect(ctx, tx.Tx, scanSuggestion, `SELECT id, customer_id, other_id, reasons, state, actor, created_at, decided_at FROM suggestion
		WHERE customer_id = ANY($1)`, ids)
}

func updateReasons(ctx context.Context, tx *company.Tx, list []Suggestion) error {
	args := make([][]any, len(list))
	for i, g := range list {
		args[i] = []any{database.JSON(g.Reasons), g.ID, int64(g.CustomerID)}
	}
	return tx.Many(ctx, `UPDATE suggestion SET reasons = $1 WHERE id = $2 AND customer_id = $3 AND state = 'open'`, args, nil)
}

func deleteSuggestions(ctx context.Context, tx *company.Tx, list []Suggestion) error {
	args := make([][]any, len(list))
	for i, g := range list {
		args[i] = []any{g.ID, int64(g.CustomerID)}
	}
	return tx.Many(ctx, `DELETE FROM suggestion WHERE id = $1 AND customer_id = $2 AND state = 'open'`, args, nil)
}

var suggestionTable = database.Into("suggestion", "id, customer_id, other_id, reasons, state, actor, created_at", "ON CONFLICT (customer_id, other_id) DO NOTHING")

func insertSuggestions(ctx context.Context, tx *company.Tx, list []Suggestion) error {
	rows := make([][]any, len(list))
	for i, g := range list {
		rows[i] = []any{g.ID, int64(g.CustomerID), int64(g.OtherID), database.JSON(g.Reasons), string(g.State), "", g.CreatedAt}
	}
	return suggestionTable.Insert(ctx, tx.Tx, rows)
}

func readMatching(ctx context.Context, tx *company.Tx) (m Matching, err error) {
	var seen string
	err = tx.Row(ctx, `SELECT compared_at, customers, compared, found, model, seen FROM matching WHERE id = 1`).
		Scan(&m.At, &m.Customers, &m.Compared, &m.Found, database.JSON(&m.Model), &seen)
	if database.None(err) {
		return Matching{}, nil
	}
	if err != nil {
		return m, err
	}
	m.seen, err = journal.ParsePosition(seen)
	return m, err
}

func writeMatching(ctx context.Context, tx *company.Tx, m Matching) error {
	_, err := tx.Exec(ctx, `INSERT INTO matching (id, compared_at, customers, compared, found, model, seen) VALUES (1, $1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET compared_at = excluded.compared_at, customers = excluded.customers, compared = excluded.compared,
		found = excluded.found, model = excluded.model, seen = excluded.seen`,
		m.At, m.Customers, m.Compared, m.Found, database.JSON(m.Model), m.seen.String())
	return err
}

// moveMatching notes up to where changes were looked at.
func moveMatching(ctx context.Context, tx *company.Tx, p journal.Position) error {
	_, err := tx.Exec(ctx, `UPDATE matching SET seen = $1 WHERE id = 1`, p.String())
	return err
}
