package customer

import (
	"context"
	"maps"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

func scanRecord(r *database.Rows) (c Customer, err error) {
	err = r.Scan(&c.ID, &c.PersonID, &c.Kind, &c.Name, &c.AccountID, database.JSON(&c.Identifiers), database.JSON(&c.Attributes),
		&c.ValueMinor, &c.Since, &c.LeftAt, &c.RenewsAt, &c.Class, &c.ClassBy, &c.Roles, &c.ErasedAt, &c.Version, &c.CreatedAt, &c.ChangedAt)
	c.was = c.counting()
	return c, err
}

func readRecords(ctx context.Context, tx *company.Tx, ids []ID) ([]Customer, error) {
	return database.Collect(ctx, tx.Tx, scanRecord, `SELECT id, person_id, kind, name, account_id, identifiers, attributes, value_minor, since, left_at, renews_at, class, class_by, account_roles, erased_at, version, created_at, changed_at
		FROM customer WHERE id = ANY($1)`, ids)
}

// lockRecords reads records, in ascending order, and keeps others from changing them.
func lockRecords(ctx context.Context, tx *company.Tx, ids []ID) ([]Customer, error) {
	return database.Collect(ctx, tx.Tx, scanRecord, `SELECT id, person_id, kind, name, account_id, identifiers, attributes, value_minor, since, left_at, renews_at, class, class_by, account_roles, erased_at, version, created_at, changed_at
		FROM customer WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`, ids)
}

// stamp is what tells whether a record is as it was read.
type stamp struct {
	id, person ID
	version    int64
	erased     bool
}

// lockStamps is lockRecords for those that were read before.
func lockStamps(ctx context.Context, tx *company.Tx, ids []ID) ([]stamp, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (s stamp, err error) {
		return s, r.Scan((*int64)(&s.id), (*int64)(&s.person), &s.version, &s.erased)
	}, `SELECT id, person_id, version, erased_at IS NOT NULL FROM customer WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`, ids)
}

func readPersons(ctx context.Context, tx *company.Tx, roots []ID) ([]Customer, error) {
	return database.Collect(ctx, tx.Tx, scanRecord, `SELECT id, person_id, kind, name, account_id, identifiers, attributes, value_minor, since, left_at, renews_at, class, class_by, account_roles, erased_at, version, created_at, changed_at
		FROM customer WHERE person_id = ANY($1)`, roots)
}

// readStanding returns the known records that stand for a person, before an id, newest first.
func readStanding(ctx context.Context, tx *company.Tx, after ID, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT id FROM customer WHERE id < $1 AND person_id = id AND known AND erased_at IS NULL ORDER BY id DESC LIMIT $2`, after, limit)
}

var recordTable = database.Into("customer", "id, person_id, kind, name, account_id, identifiers, attributes, value_minor, since, left_at, renews_at, class, class_by, account_roles, known, version, created_at, changed_at", "")

func insertRecords(ctx context.Context, tx *company.Tx, list []*Customer) error {
	rows := make([][]any, len(list))
	for i, c := range list {
		rows[i] = []any{int64(c.ID), int64(c.PersonID), string(c.Kind), c.Name, int64(c.AccountID), database.JSON(c.Identifiers), database.JSON(c.Attributes),
			c.ValueMinor, c.Since, c.LeftAt, c.RenewsAt, string(c.Class), c.ClassBy, string(c.Roles), c.known(), c.Version, c.CreatedAt, c.ChangedAt}
	}
	return recordTable.Insert(ctx, tx.Tx, rows)
}

func writeRecords(ctx context.Context, tx *company.Tx, list []*Customer) error {
	args := make([][]any, len(list))
	for i, c := range list {
		args[i] = []any{string(c.Kind), c.Name, int64(c.AccountID), database.JSON(c.Identifiers), database.JSON(c.Attributes),
			c.ValueMinor, c.Since, c.LeftAt, c.known(), c.Version, c.ChangedAt, c.RenewsAt, string(c.Class), c.ClassBy, string(c.Roles), int64(c.ID)}
	}
	return tx.Many(ctx, `UPDATE customer SET kind = $1, name = $2, account_id = $3, identifiers = $4, attributes = $5,
		value_minor = $6, since = $7, left_at = $8, known = $9, version = $10, changed_at = $11,
		renews_at = $12, class = $13, class_by = $14, account_roles = $15 WHERE id = $16`, args, nil)
}

func setPerson(ctx context.Context, tx *company.Tx, ids []ID, person ID) error {
	_, err := tx.Exec(ctx, `UPDATE customer SET person_id = $1 WHERE id = ANY($2)`, person, ids)
	return err
}

func movePerson(ctx context.Context, tx *company.Tx, from, into ID) error {
	_, err := tx.Exec(ctx, `UPDATE customer SET person_id = $1 WHERE person_id = $2`, into, from)
	return err
}

func readOwners(ctx context.Context, tx *company.Tx, keys []string) (map[string]owner, error) {
	all := make(map[string]owner, len(keys))
	err := tx.Each(ctx, func(r *database.Rows) error {
		var key string
		var o owner
		err := r.Scan(&key, &o.id, &o.shared)
		all[key] = o
		return err
	}, `SELECT key, customer_id, shared FROM identifier WHERE key = ANY($1)`, keys)
	return all, err
}

var identifierTable = database.Into("identifier", "key, customer_id, shared, added_at", "ON CONFLICT (key) DO NOTHING RETURNING key")

// insertIdentifiers takes identifiers for records and returns those that were
// nobody's.
func insertIdentifiers(ctx context.Context, tx *company.Tx, list []freshKey) (taken []string, err error) {
	rows := make([][]any, len(list))
	for i, f := range list {
		rows[i] = []any{f.key, int64(f.id), false, tx.Now}
	}
	return identifierTable.InsertNew(ctx, tx.Tx, rows)
}

// moveIdentifiers gives identifiers that this transaction took to other records.
func moveIdentifiers(ctx context.Context, tx *company.Tx, moved map[string]ID) error {
	args := make([][]any, 0, len(moved))
	for _, key := range slices.Sorted(maps.Keys(moved)) {
		args = append(args, []any{int64(moved[key]), key})
	}
	return tx.Many(ctx, `UPDATE identifier SET customer_id = $1 WHERE key = $2`, args, nil)
}

// updateOwners returns how many of the identifiers still were what they were
// taken for, and were changed.
func updateOwners(ctx context.Context, tx *company.Tx, owners, were map[string]owner) (n int, err error) {
	args := make([][]any, 0, len(owners))
	for _, key := range slices.Sorted(maps.Keys(owners)) {
		o, was := owners[key], were[key]
		args = append(args, []any{int64(o.id), o.shared, key, int64(was.id), was.shared})
	}
	err = tx.Many(ctx, `UPDATE identifier SET customer_id = $1, shared = $2 WHERE key = $3 AND customer_id = $4 AND shared = $5 RETURNING customer_id`, args,
		func(int, *database.Rows) error { n++; return nil })
	return n, err
}

var termTable = database.Into("search_term", "term, customer_id", "ON CONFLICT (term, customer_id) DO NOTHING")

func addTerms(ctx context.Context, tx *company.Tx, list []*Customer) error {
	var rows [][]any
	for _, c := range list {
		for _, t := range c.terms() {
			rows = append(rows, []any{t, int64(c.ID)})
		}
	}
	return termTable.Insert(ctx, tx.Tx, rows)
}

func scanID(r *database.Rows) (id ID, err error) { return id, r.Scan((*int64)(&id)) }

func readTerm(ctx context.Context, tx *company.Tx, term string) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT customer_id FROM search_term WHERE term = $1 ORDER BY customer_id LIMIT 100`, term)
}

// readPrefix returns records that have a term from one text up to another,
// those last in contact first among the first found: the newest that have the
// whole word, and the first that have one that begins with it.
func readPrefix(ctx context.Context, tx *company.Tx, from, to string, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT t.customer_id FROM (SELECT customer_id FROM
			(SELECT customer_id FROM search_term WHERE term = $1 ORDER BY customer_id DESC LIMIT 1000) AS whole
			UNION SELECT customer_id FROM (SELECT customer_id FROM search_term WHERE term >= $2 AND term < $3 LIMIT 2000) AS begun) AS t
		LEFT JOIN relationship r ON r.customer_id = t.customer_id ORDER BY coalesce(r.last_at, r.first_at) IS NULL, r.last_at DESC, t.customer_id DESC LIMIT $4`,
		from, from, to, limit)
}

// hasBegunMany tells whether more records than readPrefixes looks at have a term from
// one text up to another.
func hasBegunMany(ctx context.Context, tx *company.Tx, from, to string) (many bool, err error) {
	err = tx.Row(ctx, `SELECT count(*) = 20000 FROM (SELECT 1 FROM search_term WHERE term >= $1 AND term < $2 LIMIT 20000) AS begun`, from, to).Scan(&many)
	return many, err
}

// readMergedPrefix returns of the records that readPrefix looks at those that were merged into
// another, or another into them.
func readMergedPrefix(ctx context.Context, tx *company.Tx, from, to string, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT t.customer_id FROM (SELECT customer_id FROM
			(SELECT customer_id FROM search_term WHERE term = $1 ORDER BY customer_id DESC LIMIT 1000) AS whole
			UNION SELECT customer_id FROM (SELECT customer_id FROM search_term WHERE term >= $2 AND term < $3 LIMIT 2000) AS begun) AS t
		WHERE EXISTS (SELECT 1 FROM merge WHERE customer_id = t.customer_id) OR EXISTS (SELECT 1 FROM merge WHERE into_id = t.customer_id) LIMIT $4`,
		from, from, to, limit)
}

// readPrefixes returns records that have a term from each of two texts up to
// another, in the same order: of a frequent given name and a frequent family
// name few have both.
func readPrefixes(ctx context.Context, tx *company.Tx, from, to, from2, to2 string, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT t.customer_id FROM (SELECT customer_id FROM
			(SELECT customer_id FROM search_term WHERE term >= $1 AND term < $2 LIMIT 20000) AS one
			INTERSECT SELECT customer_id FROM (SELECT customer_id FROM search_term WHERE term >= $3 AND term < $4 LIMIT 20000) AS other) AS t
		LEFT JOIN relationship r ON r.customer_id = t.customer_id ORDER BY coalesce(r.last_at, r.first_at) IS NULL, r.last_at DESC, t.customer_id DESC LIMIT $5`,
		from, to, from2, to2, limit)
}

// readKnownToPartners returns which records the actor's scope has to do with.
func readKnownToPartners(ctx context.Context, tx *company.Tx, ids []ID) (map[ID]bool, error) {
	known := map[ID]bool{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		id, err := scanID(r)
		known[id] = true
		return err
	}, `SELECT customer_id FROM partner_customer WHERE customer_id = ANY($1) AND contributor_id = ANY($2)`, ids, tx.Scope.Contributors)
	return known, err
}

// readOfPartner returns records that the actor's scope has to do with, before an id, newest first.
func readOfPartner(ctx context.Context, tx *company.Tx, before ID, limit int) ([]ID, error) {
	return database.Collect(ctx, tx.Tx, scanID, `SELECT DISTINCT customer_id FROM partner_customer WHERE contributor_id = ANY($1) AND customer_id < $2
		ORDER BY customer_id DESC LIMIT $3`, tx.Scope.Contributors, before, limit)
}

var partnerTable = database.Into("partner_customer", "contributor_id, customer_id", "ON CONFLICT (contributor_id, customer_id) DO NOTHING")

func insertPartners(ctx context.Context, tx *company.Tx, pairs [][2]int64) error {
	rows := make([][]any, len(pairs))
	slices.SortFunc(pairs, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
	for i, p := range pairs {
		rows[i] = []any{p[0], p[1]}
	}
	return partnerTable.Insert(ctx, tx.Tx, rows)
}

// deleteOtherPartners takes a record away from all partners but some.
func deleteOtherPartners(ctx context.Context, tx *company.Tx, record ID, but []int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM partner_customer WHERE customer_id = $1 AND contributor_id <> ALL($2)`, record, but)
	return err
}

func deleteIdentifier(ctx context.Context, tx *company.Tx, key string, id ID) error {
	_, err := tx.Exec(ctx, `DELETE FROM identifier WHERE key = $1 AND customer_id = $2`, key, id)
	return err
}

func deleteTerms(ctx context.Context, tx *company.Tx, id ID, terms []string) error {
	_, err := tx.Exec(ctx, `DELETE FROM search_term WHERE customer_id = $1 AND term = ANY($2)`, id, terms)
	return err
}
