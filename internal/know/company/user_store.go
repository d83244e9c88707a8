package company

import (
	"context"
	"strings"
	"time"

	"regard/internal/platform/database"
)

func scanUser(r *database.Rows) (u User, err error) {
	return u, r.Scan(&u.ID, &u.Email, &u.Name, &u.Role, &u.ContributorID, &u.EmployeeID, &u.TimeZone, &u.CreatedAt, &u.SeenAt, &u.DisabledAt, &u.HasPassword)
}

func one[T any](all []T, err error) (v T, _ error) {
	if err == nil && len(all) > 0 {
		v = all[0]
	}
	return v, err
}

func readUser(ctx context.Context, tx *Tx, id int64) (User, error) {
	return one(database.Collect(ctx, tx.Tx, scanUser, `SELECT id, email, name, role, contributor_id, employee_id, time_zone, created_at, seen_at, disabled_at, password_hash <> ''
		FROM users WHERE id = $1`, id))
}

func readUserByEmail(ctx context.Context, tx *Tx, email string) (User, error) {
	return one(database.Collect(ctx, tx.Tx, scanUser, `SELECT id, email, name, role, contributor_id, employee_id, time_zone, created_at, seen_at, disabled_at, password_hash <> ''
		FROM users WHERE email = $1`, email))
}

func readUsers(ctx context.Context, tx *Tx) ([]User, error) {
	return database.Collect(ctx, tx.Tx, scanUser, `SELECT id, email, name, role, contributor_id, employee_id, time_zone, created_at, seen_at, disabled_at, password_hash <> ''
		FROM users ORDER BY name, id`)
}

// lockAdmins returns the ids of the admins who may sign in, and keeps others
// from changing them, so that no two can take each other's place away.
func lockAdmins(ctx context.Context, tx *Tx) ([]int64, error) {
	return database.Collect(ctx, tx.Tx, func(r *database.Rows) (id int64, err error) { return id, r.Scan(&id) },
		`SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`)
}

func readHash(ctx context.Context, tx *Tx, id int64) (hash string, err error) {
	err = tx.Row(ctx, `SELECT password_hash FROM users WHERE id = $1`, id).Scan(&hash)
	if database.None(err) {
		err = nil
	}
	return hash, err
}

func insertUser(ctx context.Context, tx *Tx, u User, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO users (id, email, name, role, contributor_id, employee_id, password_hash, time_zone, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, u.ID, u.Email, u.Name, u.Role, u.ContributorID, u.EmployeeID, hash, u.TimeZone, u.CreatedAt)
	return err
}

func updateUser(ctx context.Context, tx *Tx, u User) error {
	_, err := tx.Exec(ctx, `UPDATE users SET email = $1, name = $2, role = $3, contributor_id = $4, employee_id = $5, time_zone = $6 WHERE id = $7`,
		u.Email, u.Name, u.Role, u.ContributorID, u.EmployeeID, u.TimeZone, u.ID)
	return err
}

func setDisabled(ctx context.Context, tx *Tx, id int64, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE users SET disabled_at = $1 WHERE id = $2`, at, id)
	return err
}

func setPassword(ctx context.Context, tx *Tx, id int64, hash string) error {
	_, err := tx.Exec(ctx, `UPDATE users SET password_hash = $1 WHERE id = $2`, hash, id)
	return err
}

func insertSession(ctx context.Context, tx *Tx, s Session, digest string) error {
	_, err := tx.Exec(ctx, `INSERT INTO session (id, token_hash, user_id, agent, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		s.ID, digest, s.UserID, s.Agent, s.CreatedAt, s.SeenAt, s.ExpiresAt)
	return err
}

func scanSession(r *database.Rows) (s Session, err error) {
	return s, r.Scan(&s.ID, &s.UserID, &s.Agent, &s.CreatedAt, &s.SeenAt, &s.ExpiresAt)
}

func readSession(ctx context.Context, tx *Tx, digest string) (Session, error) {
	return one(database.Collect(ctx, tx.Tx, scanSession, `SELECT id, user_id, agent, created_at, seen_at, expires_at FROM session WHERE token_hash = $1`, digest))
}

func readSessions(ctx context.Context, tx *Tx, user int64) ([]Session, error) {
	return database.Collect(ctx, tx.Tx, scanSession, `SELECT id, user_id, agent, created_at, seen_at, expires_at FROM session
		WHERE user_id = $1 AND expires_at > $2 ORDER BY seen_at DESC`, user, tx.Now)
}

func touchSession(ctx context.Context, tx *Tx, s Session) error {
	if _, err := tx.Exec(ctx, `UPDATE session SET seen_at = $1, expires_at = $2 WHERE id = $3`, tx.Now, tx.Now.Add(SessionLength), s.ID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE users SET seen_at = $1 WHERE id = $2`, tx.Now, s.UserID)
	return err
}

// deleteSession ends a session; user 0 ends anybody's.
func deleteSession(ctx context.Context, tx *Tx, id, user int64) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM session WHERE id = $1 AND (user_id = $2 OR $3)`, id, user, user == 0)
}

func deleteSessionsOf(ctx context.Context, tx *Tx, user int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM session WHERE user_id = $1`, user)
	return err
}

func deleteExpired(ctx context.Context, tx *Tx) error {
	if _, err := tx.Exec(ctx, `DELETE FROM session WHERE expires_at < $1`, tx.Now); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM frame_code WHERE expires_at < $1`, tx.Now); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM sign_in_link WHERE expires_at < $1`, tx.Now)
	return err
}

func insertLink(ctx context.Context, tx *Tx, digest string, user int64, expires time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO sign_in_link (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`, digest, user, tx.Now, expires)
	return err
}

func readLink(ctx context.Context, tx *Tx, digest string) (user int64, found bool, err error) {
	err = tx.Row(ctx, `SELECT user_id FROM sign_in_link WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2`, digest, tx.Now).Scan(&user)
	if database.None(err) {
		return 0, false, nil
	}
	return user, err == nil, err
}

func spendLink(ctx context.Context, tx *Tx, digest string) (int64, error) {
	return tx.Exec(ctx, `UPDATE sign_in_link SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL`, tx.Now, digest)
}

func deleteLinksOf(ctx context.Context, tx *Tx, user int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM sign_in_link WHERE user_id = $1`, user)
	return err
}

func insertKey(ctx context.Context, tx *Tx, k Key, digest string) error {
	_, err := tx.Exec(ctx, `INSERT INTO api_key (id, name, token_hash, hint, scopes, actor, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		k.ID, k.Name, digest, k.Hint, inOrder(k.Scopes), k.Actor, k.CreatedAt)
	return err
}

func scanKey(r *database.Rows) (k Key, err error) {
	var scopes string
	err = r.Scan(&k.ID, &k.Name, &k.Hint, &scopes, &k.Actor, &k.CreatedAt, &k.UsedAt, &k.RevokedAt)
	k.Scopes = strings.Split(scopes, ",")
	return k, err
}

func readKey(ctx context.Context, tx *Tx, digest string) (Key, error) {
	return one(database.Collect(ctx, tx.Tx, scanKey, `SELECT id, name, hint, scopes, actor, created_at, used_at, revoked_at FROM api_key WHERE token_hash = $1`, digest))
}

func readKeys(ctx context.Context, tx *Tx) ([]Key, error) {
	return database.Collect(ctx, tx.Tx, scanKey, `SELECT id, name, hint, scopes, actor, created_at, used_at, revoked_at FROM api_key ORDER BY id DESC`)
}

func touchKey(ctx context.Context, tx *Tx, id int64) error {
	_, err := tx.Exec(ctx, `UPDATE api_key SET used_at = $1 WHERE id = $2`, tx.Now, id)
	return err
}

func setRevoked(ctx context.Context, tx *Tx, id int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE api_key SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL`, tx.Now, id)
}
