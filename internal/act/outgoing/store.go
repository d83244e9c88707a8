package outgoing

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// readStanding reads what a person's records say of him: one that was erased
// is enough, as is one by which he is known; the class is the standing record's.
func readStanding(ctx context.Context, tx *company.Tx, id customer.ID) (s standing, found bool, err error) {
	err = tx.Each(ctx, func(r *database.Rows) error {
		var stands, known, erased bool
		var class string
		if err := r.Scan(&stands, &known, &erased, &class); err != nil {
			return err
		}
		s.given, s.known, s.erased = true, s.known || known, s.erased || erased
		if stands {
			s.class = customer.Class(class)
		}
		return nil
	}, `SELECT r.id = r.person_id, r.known, r.erased_at IS NOT NULL, r.class FROM customer c JOIN customer r ON r.person_id = c.person_id
		WHERE c.id = $1 AND ($2 OR EXISTS (SELECT 1 FROM partner_customer p WHERE p.customer_id = c.id AND p.contributor_id = ANY($3)))`,
		id, tx.Scope.All, tx.Scope.Contributors)
	return s, s.given, err
}

func insertMessage(ctx context.Context, tx *company.Tx, m Message, v Verdict) error {
	_, err := tx.Exec(ctx, `INSERT INTO outgoing (id, customer_id, channel, recipient, purpose, subject, state, why, actor, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		v.ID, m.CustomerID, string(m.Channel), m.Recipient, m.Purpose, m.Subject, string(v.State), string(v.Why), tx.Actor.String(), tx.Now)
	return err
}

// readMessages reads entries before an id. A partner's user sees those of
// customers that his partner has to do with.
func readMessages(ctx context.Context, tx *company.Tx, f Filter, before ID, limit int) ([]Entry, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (e Entry, err error) {
		return e, r.Scan(&e.ID, &e.CustomerID, &e.Channel, &e.Recipient, &e.Purpose, &e.Subject, &e.State, &e.Why, &e.Actor, &e.At)
	}, `SELECT id, customer_id, channel, recipient, purpose, subject, state, why, actor, created_at FROM outgoing
		WHERE id < $1 AND ($2 = '' OR state = $3) AND ($4 = '' OR channel = $5) AND ($6 = '' OR purpose = $7) AND ($8 = '' OR why = $9)
		AND ($10 OR EXISTS (SELECT 1 FROM partner_customer p WHERE p.customer_id = outgoing.customer_id AND p.contributor_id = ANY($11)))
		ORDER BY id DESC LIMIT $12`, before, string(f.State), string(f.State), string(f.Channel), string(f.Channel), f.Purpose, f.Purpose, string(f.Why), string(f.Why),
		tx.Scope.All, tx.Scope.Contributors, limit)
}

func countMessages(ctx context.Context, tx *company.Tx) ([]Tally, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (t Tally, err error) {
		return t, r.Scan(&t.Purpose, &t.Passed, &t.Held)
	}, `SELECT purpose, count(*) FILTER (WHERE state = 'passed'), count(*) FILTER (WHERE state = 'held') FROM outgoing
		WHERE $1 OR EXISTS (SELECT 1 FROM partner_customer p WHERE p.customer_id = outgoing.customer_id AND p.contributor_id = ANY($2))
		GROUP BY purpose ORDER BY count(*) DESC, purpose`, tx.Scope.All, tx.Scope.Contributors)
}

func wipeMessages(ctx context.Context, tx *company.Tx, records []customer.ID) error {
	_, err := tx.Exec(ctx, `UPDATE outgoing SET recipient = '', subject = '' WHERE customer_id = ANY($1)`, records)
	return err
}
