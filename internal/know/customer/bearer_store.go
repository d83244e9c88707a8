package customer

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// fewBearers is how many of those who share an identifier are looked at.
const fewBearers = 12

// bearerQuery asks who has a shared identifier, by the term that finds it, and
// among them who has a word in his name; no word: nobody in particular.
type bearerQuery struct{ key, term, word string }

// readBearers returns who has identifiers, by their keys, and of which there
// are more than a few.
func readBearers(ctx context.Context, tx *company.Tx, asked []bearerQuery) (bearers map[string][]ID, crowded map[string]bool, err error) {
	bearers, crowded = map[string][]ID{}, map[string]bool{}
	add := func(key string, r *database.Rows) (n int, err error) {
		id, err := scanID(r)
		if !slices.Contains(bearers[key], id) {
			bearers[key] = append(bearers[key], id)
		}
		return len(bearers[key]), err
	}
	anybody, named := make([][]any, len(asked)), make([][]any, len(asked))
	for i, q := range asked {
		anybody[i], named[i] = []any{q.term, fewBearers}, []any{q.term, q.word, fewBearers}
	}
	err = tx.Many(ctx, `SELECT customer_id FROM search_term WHERE term = $1 LIMIT $2`, anybody, func(i int, r *database.Rows) error {
		n, err := add(asked[i].key, r)
		crowded[asked[i].key] = n >= fewBearers
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return bearers, crowded, tx.Many(ctx, `SELECT customer_id FROM search_term WHERE term = $1 AND customer_id IN (SELECT customer_id FROM search_term WHERE term = $2) LIMIT $3`,
		named, func(i int, r *database.Rows) error {
			_, err := add(asked[i].key, r)
			return err
		})
}
