package company

import (
	"context"

	"regard/internal/platform/database"
)

func readEmployees(ctx context.Context, tx *Tx) (map[int64]Employee, error) {
	all := map[int64]Employee{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var e Employee
		err := r.Scan(&e.ID, &e.Key, &e.Name, &e.Email, &e.Title, &e.CreatedAt, &e.LeftAt, &e.ContributorID)
		all[e.ID] = e
		return err
	}, `SELECT e.id, e.key, e.name, e.email, e.title, e.created_at, e.left_at,
			(SELECT m.contributor_id FROM membership m WHERE m.employee_id = e.id AND m.from_at <= $1 AND (m.to_at IS NULL OR m.to_at > $2)
				ORDER BY m.from_at DESC LIMIT 1)
		FROM employee e`, tx.Now, tx.Now)
	return all, err
}

func insertEmployee(ctx context.Context, tx *Tx, e Employee) error {
	_, err := tx.Exec(ctx, `INSERT INTO employee (id, key, name, email, title, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		e.ID, e.Key, e.Name, e.Email, e.Title, e.CreatedAt)
	return err
}

func updateEmployee(ctx context.Context, tx *Tx, e Employee) error {
	_, err := tx.Exec(ctx, `UPDATE employee SET name = $1, email = $2, title = $3, left_at = $4 WHERE id = $5`, e.Name, e.Email, e.Title, e.LeftAt, e.ID)
	return err
}

func readMemberships(ctx context.Context, tx *Tx, employee int64) ([]Membership, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (m Membership, err error) {
		return m, r.Scan(&m.ContributorID, &m.From, &m.To)
	}, `SELECT contributor_id, from_at, to_at FROM membership WHERE employee_id = $1 ORDER BY from_at`, employee)
}

func endMemberships(ctx context.Context, tx *Tx, employee int64, m Membership) error {
	_, err := tx.Exec(ctx, `DELETE FROM membership WHERE employee_id = $1 AND from_at >= $2`, employee, m.From)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE membership SET to_at = $1 WHERE employee_id = $2 AND (to_at IS NULL OR to_at > $3)`, m.From, employee, m.From)
	return err
}

func insertMembership(ctx context.Context, tx *Tx, employee int64, m Membership) error {
	_, err := tx.Exec(ctx, `INSERT INTO membership (employee_id, contributor_id, from_at) VALUES ($1, $2, $3)`, employee, m.ContributorID, m.From)
	return err
}
