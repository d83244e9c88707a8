package company

import (
	"context"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// frameCodeLasts is how long a sign-in window has to hand its code over.
const frameCodeLasts = time.Minute

// FrameCode makes a code, good once and for a minute, by which a frame in
// another system comes to know in whose session it is.
func FrameCode(ctx context.Context, tx *Tx) (code string, err error) {
	defer problem.Wrap(&err, "company.FrameCode")
	if tx.Actor.Kind != ActorUser || tx.Actor.SessionID == 0 {
		return "", problem.New(problem.Unauthenticated, "sign_in.needed", nil)
	}
	code = secret.NewToken("")
	return code, insertFrameCode(ctx, tx, secret.Digest(code), tx.Actor.SessionID, tx.Now.Add(frameCodeLasts))
}

// UseFrameCode returns the session of a code and spends it.
func UseFrameCode(ctx context.Context, tx *Tx, code string) (session int64, err error) {
	defer problem.Wrap(&err, "company.UseFrameCode")
	if session, err = takeFrameCode(ctx, tx, secret.Digest(code)); err != nil {
		return 0, err
	}
	if session == 0 {
		return 0, problem.New(problem.Unauthenticated, "frame.code_spent", nil)
	}
	return session, Audit(ctx, tx, "frame.opened", database.FormatID("ses", session), nil)
}

// RecogniseSession returns the user of a session, or Nobody where it has ended,
// by reading only.
func RecogniseSession(ctx context.Context, o *Office, id int64) (who Actor, touch Touch, err error) {
	defer problem.Wrap(&err, "company.RecogniseSession")
	return recognise(ctx, o, func(tx *Tx) (Session, error) { return readSessionByID(ctx, tx, id) })
}
