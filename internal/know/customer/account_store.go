package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readMembers returns records that name one of an account's, those who decide first.
func readMembers(ctx context.Context, tx *company.Tx, accounts []ID, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT id FROM customer WHERE account_id = ANY($1) AND account_id <> 0
		AND ($2 OR EXISTS (SELECT 1 FROM customer r JOIN partner_customer k ON k.customer_id = r.id WHERE r.person_id = customer.person_id AND k.contributor_id = ANY($3)))
		ORDER BY CASE WHEN account_roles LIKE 'decides%' THEN 0 ELSE 1 END, id LIMIT $4`, accounts, tx.Scope.All, tx.Scope.Contributors, limit)
}

// readAccountsOfPartner returns which accounts have people that the actor's
// scope has to do with.
func readAccountsOfPartner(ctx context.Context, tx *company.Tx, accounts []ID) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT DISTINCT c.account_id FROM customer c JOIN partner_customer k ON k.customer_id = c.id
		WHERE c.account_id = ANY($1) AND k.contributor_id = ANY($2)`, accounts, tx.Scope.Contributors)
}
