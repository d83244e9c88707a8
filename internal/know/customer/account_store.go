package customer

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// member is a record that names an account's, and its place among them.
type member struct {
	id, account ID
	place       int
}

// readMembers returns records that name one of some accounts', up to limit
// each, those who decide first.
func readMembers(ctx context.Context, tx *company.Tx, accounts []ID, limit int) ([]member, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (m member, err error) {
		return m, r.Scan((*int64)(&m.id), (*int64)(&m.account), &m.place)
	}, `SELECT id, account_id, place FROM (SELECT id, account_id,
			row_number() OVER (PARTITION BY account_id ORDER BY CASE WHEN account_roles LIKE 'decides%' THEN 0 ELSE 1 END, id) AS place
		FROM customer WHERE account_id = ANY($1) AND account_id <> 0
		AND ($2 OR EXISTS (SELECT 1 FROM customer r JOIN partner_customer k ON k.customer_id = r.id WHERE r.person_id = customer.person_id AND k.contributor_id = ANY($3)))) AS members
		WHERE place <= $4 ORDER BY account_id, place`, accounts, tx.Scope.All, tx.Scope.Contributors, limit)
}

// readAccountsOfPartner returns which accounts have people that the actor's
// scope has to do with.
func readAccountsOfPartner(ctx context.Context, tx *company.Tx, accounts []ID) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT DISTINCT c.account_id FROM customer c JOIN partner_customer k ON k.customer_id = c.id
		WHERE c.account_id = ANY($1) AND k.contributor_id = ANY($2)`, accounts, tx.Scope.Contributors)
}

// readAccountsByValue returns the records that stand for accounts, before a
// value and an id, those worth most first.
func readAccountsByValue(ctx context.Context, tx *company.Tx, value int64, before ID, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT id FROM customer WHERE kind = 'account' AND person_id = id AND class = '' AND erased_at IS NULL
		AND (value_minor < $1 OR value_minor = $2 AND id < $3)
		AND ($4 OR EXISTS (SELECT 1 FROM customer c JOIN partner_customer k ON k.customer_id = c.id WHERE (c.account_id = customer.id OR c.id = customer.id) AND k.contributor_id = ANY($5)))
		ORDER BY value_minor DESC, id DESC LIMIT $6`, value, value, before, tx.Scope.All, tx.Scope.Contributors, limit)
}

// readAccountsByRenewal returns the records that stand for accounts, after an
// instant and an id, those renewed soonest first.
func readAccountsByRenewal(ctx context.Context, tx *company.Tx, from time.Time, after ID, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT id FROM customer WHERE kind = 'account' AND person_id = id AND class = '' AND erased_at IS NULL
		AND (renews_at > $1 OR renews_at = $2 AND id > $3)
		AND ($4 OR EXISTS (SELECT 1 FROM customer c JOIN partner_customer k ON k.customer_id = c.id WHERE (c.account_id = customer.id OR c.id = customer.id) AND k.contributor_id = ANY($5)))
		ORDER BY renews_at, id LIMIT $6`, from, from, after, tx.Scope.All, tx.Scope.Contributors, limit)
}
