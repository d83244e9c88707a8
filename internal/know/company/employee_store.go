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
	_, err := tx.Exec(ctx, `INSERT INTO employee (id, key, name, email, title, created_at, left_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		e.ID, e.Key, e.Name, e.Email, e.Title, e.CreatedAt, e.LeftAt)
	return err
}

func updateEmployee(ctx context.Context, tx *Tx, e Employee) error {
	_, err := tx.Exec(ctx, `UPDATE employee SET name = $1, email = $2, title = $3, left_at = $4 WHERE id = $5`, e.Name, e.Email, e.Title, e.LeftAt, e.ID)
	return err
}

func readMemberships(ctx context.Context, tx *Tx, ids []int64) (map[int64]stays, error) {
	return collectStays(ctx, tx, `SELECT employee_id, contributor_id, from_at, to_at FROM membership WHERE employee_id = ANY($1) ORDER BY from_at`, ids)
}

// writeMemberships puts an employee's memberships in the place of those he had.
func writeMemberships(ctx context.Context, tx *Tx, employee int64, all stays) error {
	if _, err := tx.Exec(ctx, `DELETE FROM membership WHERE employee_id = $1`, employee); err != nil {
		return err
	}
	for _, m := range all {
		if _, err := tx.Exec(ctx, `INSERT INTO membership (employee_id, contributor_id, from_at, to_at) VALUES ($1, $2, $3, $4)`, employee, m.under, m.from, m.to); err != nil {
			return err
		}
	}
	return nil
}
