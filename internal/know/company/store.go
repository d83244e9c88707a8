package company

import (
	"context"
	"strings"
	"time"

	"regard/internal/platform/database"
)

func insertCompany(ctx context.Context, tx *Tx) error {
	_, err := tx.Exec(ctx, `INSERT INTO company (id, name, time_zone, currency, phone_region, addresses, version, created_at)
		VALUES (1, '', 'UTC', 'EUR', '', '[]', 1, $1) ON CONFLICT (id) DO NOTHING`, tx.Now)
	return err
}

func readVersion(ctx context.Context, tx *Tx) (version int64, err error) {
	err = tx.Row(ctx, `SELECT version FROM company WHERE id = 1`).Scan(&version)
	return version, err
}

// renew gives the directory a version that it never had.
func renew(ctx context.Context, tx *Tx) error {
	tx.directory = nil
	_, err := tx.Exec(ctx, `UPDATE company SET version = $1 WHERE id = 1`, tx.NewID())
	return err
}

func readProfile(ctx context.Context, tx *Tx) (p Profile, err error) {
	err = tx.Row(ctx, `SELECT name, time_zone, currency, phone_region, addresses FROM company WHERE id = 1`).
		Scan(&p.Name, &p.TimeZone, &p.Currency, &p.PhoneRegion, database.JSON(&p.Addresses))
	return p, err
}

func updateProfile(ctx context.Context, tx *Tx, p Profile) error {
	_, err := tx.Exec(ctx, `UPDATE company SET name = $1, time_zone = $2, currency = $3, phone_region = $4, addresses = $5 WHERE id = 1`,
		p.Name, p.TimeZone, p.Currency, p.PhoneRegion, database.JSON(p.Addresses))
	return err
}

func readContributors(ctx context.Context, tx *Tx) (map[int64]Contributor, error) {
	all := map[int64]Contributor{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var c Contributor
		err := r.Scan(&c.ID, &c.Key, &c.Name, &c.Kind, &c.CreatedAt, &c.ClosedAt, &c.ParentID)
		all[c.ID] = c
		return err
	}, `SELECT c.id, c.key, c.name, c.kind, c.created_at, c.closed_at,
			(SELECT p.parent_id FROM contributor_parent p WHERE p.contributor_id = c.id AND p.from_at <= $1 AND (p.to_at IS NULL OR p.to_at > $2)
				ORDER BY p.from_at DESC LIMIT 1)
		FROM contributor c`, tx.Now, tx.Now)
	return all, err
}

func insertContributor(ctx context.Context, tx *Tx, c Contributor) error {
	_, err := tx.Exec(ctx, `INSERT INTO contributor (id, key, name, kind, created_at, closed_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		c.ID, c.Key, c.Name, c.Kind, c.CreatedAt, c.ClosedAt)
	return err
}

func updateContributor(ctx context.Context, tx *Tx, c Contributor) error {
	_, err := tx.Exec(ctx, `UPDATE contributor SET name = $1, kind = $2, closed_at = $3 WHERE id = $4`, c.Name, c.Kind, c.ClosedAt, c.ID)
	return err
}

// readPlaces returns the dated places of contributors in the tree.
func readPlaces(ctx context.Context, tx *Tx, ids []int64) (map[int64]stays, error) {
	return collectStays(ctx, tx, `SELECT contributor_id, parent_id, from_at, to_at FROM contributor_parent WHERE contributor_id = ANY($1) ORDER BY from_at`, ids)
}

func collectStays(ctx context.Context, tx *Tx, query string, ids []int64) (map[int64]stays, error) {
	all := map[int64]stays{}
	return all, tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var one stay
		err := r.Scan(&id, &one.under, &one.from, &one.to)
		all[id] = append(all[id], one)
		return err
	}, query, ids)
}

// writePlaces puts a contributor's places in the tree in the place of those it had.
func writePlaces(ctx context.Context, tx *Tx, id int64, places stays) error {
	if _, err := tx.Exec(ctx, `DELETE FROM contributor_parent WHERE contributor_id = $1`, id); err != nil {
		return err
	}
	for _, p := range places {
		if _, err := tx.Exec(ctx, `INSERT INTO contributor_parent (contributor_id, parent_id, from_at, to_at) VALUES ($1, $2, $3, $4)`, id, p.under, p.from, p.to); err != nil {
			return err
		}
	}
	return nil
}

// readNextMove returns when the next move that was dated ahead takes effect,
// in the tree or of an employee; zero where none was.
func readNextMove(ctx context.Context, tx *Tx) (at time.Time, err error) {
	err = tx.Row(ctx, `SELECT from_at FROM contributor_parent WHERE from_at > $1
		UNION ALL SELECT to_at FROM contributor_parent WHERE to_at > $2
		UNION ALL SELECT from_at FROM membership WHERE from_at > $3
		UNION ALL SELECT to_at FROM membership WHERE to_at > $4 ORDER BY 1 LIMIT 1`, tx.Now, tx.Now, tx.Now, tx.Now).Scan(&at)
	if database.None(err) {
		err = nil
	}
	return at, err
}

func readTouchpoints(ctx context.Context, tx *Tx) (map[int64]Touchpoint, error) {
	all := map[int64]Touchpoint{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		var t Touchpoint
		err := r.Scan(&t.ID, &t.Key, &t.Name, &t.Stage, &t.OwnerID, &t.Kind, &t.Reports, &t.CreatedAt)
		all[t.ID] = t
		return err
	}, `SELECT id, key, name, stage, contributor_id, kind, reports, created_at FROM touchpoint`)
	return all, err
}

// insertTouchpoint returns whether the key was free.
func insertTouchpoint(ctx context.Context, tx *Tx, t Touchpoint) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO touchpoint (id, key, name, stage, contributor_id, kind, reports, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key) DO NOTHING`,
		t.ID, t.Key, t.Name, t.Stage, t.OwnerID, t.Kind, t.Reports, t.CreatedAt)
	return n == 1, err
}

func updateTouchpoint(ctx context.Context, tx *Tx, t Touchpoint) error {
	_, err := tx.Exec(ctx, `UPDATE touchpoint SET name = $1, stage = $2, contributor_id = $3, kind = $4, reports = $5 WHERE id = $6`,
		t.Name, t.Stage, t.OwnerID, t.Kind, t.Reports, t.ID)
	return err
}

func readConfiguration(ctx context.Context, tx *Tx) (map[string]Configuration, error) {
	all := map[string]Configuration{}
	err := tx.Each(ctx, func(r *database.Rows) error {
		c, err := scanConfiguration(r)
		all[c.Name] = c // the newest comes last
		return err
	}, `SELECT name, version, body, actor, created_at FROM configuration ORDER BY name, version`)
	return all, err
}

func scanConfiguration(r *database.Rows) (c Configuration, err error) {
	return c, r.Scan(&c.Name, &c.Version, database.JSON(&c.Body), &c.Actor, &c.CreatedAt)
}

func insertConfiguration(ctx context.Context, tx *Tx, c Configuration) error {
	_, err := tx.Exec(ctx, `INSERT INTO configuration (name, version, body, actor, created_at) VALUES ($1, $2, $3, $4, $5)`,
		c.Name, c.Version, c.Body, c.Actor, c.CreatedAt)
	return err
}

func updateConfiguration(ctx context.Context, tx *Tx, c Configuration) error {
	_, err := tx.Exec(ctx, `UPDATE configuration SET body = $1 WHERE name = $2 AND version = $3`, c.Body, c.Name, c.Version)
	return err
}

func readVersions(ctx context.Context, tx *Tx, name string) ([]Configuration, error) {
	return database.Collect(ctx, tx.Tx, scanConfiguration,
		`SELECT name, version, body, actor, created_at FROM configuration WHERE name = $1 ORDER BY version DESC`, name)
}

func insertAudit(ctx context.Context, tx *Tx, e Entry) error {
	_, err := tx.Exec(ctx, `INSERT INTO audit (id, actor, action, subject, detail, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), e.Actor, e.Action, e.Subject, database.JSON(e.Detail), tx.Now)
	return err
}

func readAudit(ctx context.Context, tx *Tx, before int64, limit int) ([]Entry, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (e Entry, err error) {
		return e, r.Scan(&e.ID, &e.Actor, &e.Action, &e.Subject, database.JSON(&e.Detail), &e.RecordedAt)
	}, `SELECT id, actor, action, subject, detail, recorded_at FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
}

// inOrder joins the scopes of a key for its column.
func inOrder(scopes []string) string { return strings.Join(scopes, ",") }

func deleteTouchpoint(ctx context.Context, tx *Tx, id int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM touchpoint WHERE id = $1`, id)
	return err
}
