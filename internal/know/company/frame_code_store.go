package company

import (
	"context"
	"time"

	"regard/internal/platform/database"
)

func insertFrameCode(ctx context.Context, tx *Tx, digest string, session int64, expires time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO frame_code (token_hash, session_id, expires_at) VALUES ($1, $2, $3)`, digest, session, expires)
	return err
}

// takeFrameCode removes a code and returns its session; 0 where there is none,
// or it has run out.
func takeFrameCode(ctx context.Context, tx *Tx, digest string) (session int64, err error) {
	err = tx.Row(ctx, `DELETE FROM frame_code WHERE token_hash = $1 AND expires_at > $2 RETURNING session_id`, digest, tx.Now).Scan(&session)
	if database.None(err) {
		err = nil
	}
	return session, err
}

func readSessionByID(ctx context.Context, tx *Tx, id int64) (Session, error) {
	return one(database.Collect(ctx, tx.Tx, scanSession, `SELECT id, user_id, agent, created_at, seen_at, expires_at FROM session WHERE id = $1`, id))
}
