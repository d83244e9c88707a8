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

// alikeQuery asks who has a term: this one, or one from it to before another,
// or this one and another as well.
type alikeQuery struct{ term, until, also string }

// mostAlike is how many may have a term for it to bring them in: a frequent one
// says little alone.
const mostAlike = 60

// readResembling returns the records that have the terms.
func readResembling(ctx context.Context, tx *company.Tx, asked []alikeQuery) ([]ID, error) {
	var exact, between, both [][]any
	for _, q := range asked {
		switch {
		case q.until != "":
			between = append(between, []any{q.term, q.until, mostAlike + 1})
		case q.also != "":
			both = append(both, []any{q.term, q.also, mostAlike + 1})
		default:
			exact = append(exact, []any{q.term, mostAlike + 1})
		}
	}
	found := map[ID]bool{}
	collect := func(query string, args [][]any) error {
		lists := make([][]ID, len(args))
		err := tx.Many(ctx, query, args, func(i int, r *database.Rows) error {
			id, err := scanID(r)
			lists[i] = append(lists[i], id)
			return err
		})
		for _, list := range lists {
			if len(list) <= mostAlike {
				for _, id := range list {
					found[id] = true
				}
			}
		}
		return err
	}
	if err := collect(`SELECT customer_id FROM search_term WHERE term = $1 LIMIT $2`, exact); err != nil {
		return nil, err
	}
	if err := collect(`SELECT DISTINCT customer_id FROM search_term WHERE term >= $1 AND term < $2 LIMIT $3`, between); err != nil {
		return nil, err
	}
	if err := collect(`SELECT customer_id FROM search_term WHERE term = $1 AND customer_id IN (SELECT customer_id FROM search_term WHERE term = $2) LIMIT $3`, both); err != nil {
		return nil, err
	}
	ids := make([]ID, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	return ids, nil
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
	_, err := suggestionTable.Insert(ctx, tx.Tx, rows)
	return err
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
