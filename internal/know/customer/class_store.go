package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// readStandings returns, of every record of the persons that some records
// belong to, what decides whether they count. Two reads rather than a join: the
// records of a person are spread.
func readStandings(ctx context.Context, tx *company.Tx, records []ID) ([]standing, error) {
	people, err := database.Collect(ctx, tx.Tx, scanID, `SELECT DISTINCT person_id FROM customer WHERE id = ANY($1)`, records)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (s standing, err error) {
		return s, r.Scan(&s.id, &s.person, &s.class, &s.known)
	}, `SELECT id, person_id, class, known FROM customer WHERE person_id = ANY($1)`, people)
}

// readClassed returns the standing records of a class ("": any but customers)
// before an id, newest first, within the actor's scope.
func readClassed(ctx context.Context, tx *company.Tx, class Class, before ID, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT id FROM customer WHERE class <> '' AND ($1 = '' OR class = $2) AND id < $3 AND person_id = id
		AND ($4 OR EXISTS (SELECT 1 FROM partner_customer p WHERE p.customer_id = customer.id AND p.contributor_id = ANY($5)))
		ORDER BY id DESC LIMIT $6`, string(class), string(class), before, tx.Scope.All, tx.Scope.Contributors, limit)
}

func countClasses(ctx context.Context, tx *company.Tx) (map[Class]int, error) {
	counts := map[Class]int{}
	return counts, tx.Each(ctx, func(r *database.Rows) error {
		var class Class
		var n int
		err := r.Scan(&class, &n)
		counts[class] = n
		return err
	}, `SELECT class, count(*) FROM customer WHERE class <> '' AND person_id = id
		AND ($1 OR EXISTS (SELECT 1 FROM partner_customer p WHERE p.customer_id = customer.id AND p.contributor_id = ANY($2))) GROUP BY class`,
		tx.Scope.All, tx.Scope.Contributors)
}

// ruled is what rules ask of a record.
type ruled struct {
	id          ID
	identifiers []Held
	class       Class
	by          string
}

func scanRuled(r *database.Rows) (c ruled, err error) {
	return c, r.Scan(&c.id, database.JSON(&c.identifiers), &c.class, &c.by)
}

// readRuled returns what rules ask of records, after an id, in its order.
func readRuled(ctx context.Context, tx *company.Tx, after ID, limit int) ([]ruled, error) {
	return database.Collect(ctx, tx.Tx, scanRuled, `SELECT id, identifiers, class, class_by FROM customer WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

// readByRule returns records that a rule classed.
func readByRule(ctx context.Context, tx *company.Tx, limit int) ([]ruled, error) {
	return database.Collect(ctx, tx.Tx, scanRuled, `SELECT id, identifiers, class, class_by FROM customer WHERE class <> '' AND class_by = 'rule' LIMIT $1`, limit)
}

// readRuledBefore returns the same before an id, newest first.
func readRuledBefore(ctx context.Context, tx *company.Tx, before ID, limit int) ([]ruled, error) {
	return database.Collect(ctx, tx.Tx, scanRuled, `SELECT id, identifiers, class, class_by FROM customer WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
}
