package coverage

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

func readRows(ctx context.Context, tx *company.Tx) (rows []Row, at time.Time, err error) {
	rows, err = database.Collect(ctx, tx.Tx, func(r *database.Rows) (row Row, err error) {
		return row, r.Scan(&row.Dimension, &row.Value, &row.Customers, &row.Known, &row.Worth, &row.KnownWorth, &row.Scores, &row.Squares, &at)
	}, `SELECT dimension, value, customers, known, worth_minor, known_worth_minor, scores, squares, counted_at FROM coverage`)
	return rows, at, err
}

var coverageTable = database.Into("coverage", "dimension, value, customers, known, worth_minor, known_worth_minor, scores, squares, counted_at", "")

func replaceRows(ctx context.Context, tx *company.Tx, list []Row, at time.Time) error {
	if _, err := tx.Exec(ctx, `DELETE FROM coverage WHERE dimension <> ''`); err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{string(r.Dimension), r.Value, r.Customers, r.Known, r.Worth, r.KnownWorth, r.Scores, r.Squares, at}
	}
	return coverageTable.Insert(ctx, tx.Tx, rows)
}

// readPeople reads people who count, after one, in the order of their ids. One
// whose own record names no account belongs to that which a merged one names.
func readPeople(ctx context.Context, tx *company.Tx, after customer.ID, limit int) ([]person, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (p person, err error) {
		err = r.Scan(&p.id, &p.account, &p.worth)
		p.records = []customer.Customer{{ID: p.id, PersonID: p.id}}
		return p, err
	}, `SELECT s.id, CASE WHEN s.account_id <> 0 THEN s.account_id ELSE
			coalesce((SELECT m.account_id FROM customer m WHERE m.person_id = s.id AND m.account_id <> 0 ORDER BY m.id LIMIT 1), 0) END, s.value_minor
		FROM customer s WHERE s.id > $1 AND s.person_id = s.id AND s.kind = 'person' AND s.known AND s.class = '' AND s.erased_at IS NULL
		ORDER BY s.id LIMIT $2`, after, limit)
}

// readOtherRecords adds the records that were merged into people's; at says
// where in the list a person is.
func readOtherRecords(ctx context.Context, tx *company.Tx, people []person, at map[customer.ID]int) error {
	ids := make([]customer.ID, len(people))
	for i, p := range people {
		ids[i] = p.id
	}
	return tx.Each(ctx, func(r *database.Rows) error {
		var c customer.Customer
		err := r.Scan(&c.ID, &c.PersonID)
		p := &people[at[c.PersonID]]
		p.records = append(p.records, c)
		return err
	}, `SELECT id, person_id FROM customer WHERE person_id = ANY($1) AND person_id <> id ORDER BY id`, ids)
}

// readContacts adds the latest contacts of each record.
func readContacts(ctx context.Context, tx *company.Tx, people []person) error {
	var args [][]any
	var whose []int
	for i, p := range people {
		for _, r := range p.records {
			args, whose = append(args, []any{int64(r.ID), newest}), append(whose, i)
		}
	}
	return tx.Many(ctx, `SELECT occurred_at, id, channel, language FROM interaction WHERE customer_id = $1 AND voided_at IS NULL
		ORDER BY occurred_at DESC, id DESC LIMIT $2`, args, func(i int, r *database.Rows) error {
		var c contact
		err := r.Scan(&c.at, &c.id, &c.channel, &c.language)
		people[whose[i]].contacts = append(people[whose[i]].contacts, c)
		return err
	})
}

// readSizes says how many people who count the people's accounts have. Accounts
// that were merged are one.
func readSizes(ctx context.Context, tx *company.Tx, people []person) error {
	var ids []customer.ID
	for _, p := range people {
		if p.account != 0 {
			ids = append(ids, p.account)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	root := map[customer.ID]customer.ID{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var id, stands customer.ID
		err := r.Scan(&id, &stands)
		root[id] = stands
		return err
	}, `SELECT a.id, a.person_id FROM customer g JOIN customer a ON a.person_id = g.person_id WHERE g.id = ANY($1)`, ids)
	if err != nil {
		return err
	}
	all := make([]customer.ID, 0, len(root))
	for id := range root {
		all = append(all, id)
	}
	size := map[customer.ID]int{}
	err = tx.Each(ctx, func(r *database.Rows) error {
		var id customer.ID
		var n int64
		err := r.Scan(&id, &n)
		if stands, asked := root[id]; asked {
			size[stands] += int(n)
		}
		return err
	}, `SELECT account, count(*) FROM (SELECT DISTINCT s.id, CASE WHEN s.account_id <> 0 THEN s.account_id ELSE
				(SELECT m.account_id FROM customer m WHERE m.person_id = s.id AND m.account_id <> 0 ORDER BY m.id LIMIT 1) END AS account
			FROM customer r JOIN customer s ON s.id = r.person_id
			WHERE r.account_id = ANY($1) AND r.account_id <> 0 AND s.kind = 'person' AND s.known AND s.class = '' AND s.erased_at IS NULL) AS member
		GROUP BY account`, all)
	for i := range people {
		people[i].size = size[root[people[i].account]]
	}
	return err
}
