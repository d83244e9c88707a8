package company

import (
	"context"
	"strings"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// Session is a user signed in somewhere.
type Session struct {
	ID        int64
	UserID    int64
	Agent     string // the browser, as it calls itself
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// SessionLength is how long a session lasts after it was last used.
const SessionLength = 14 * 24 * time.Hour

// SignIn checks an e-mail address and password and opens a session. The hash
// is compared outside any transaction.
func SignIn(ctx context.Context, o *Office, email, password, agent string) (token string, err error) {
	defer problem.Wrap(&err, "company.SignIn")
	var u User
	var hash string
	err = o.View(ctx, System, func(tx *Tx) error {
		if u, err = readUserByEmail(ctx, tx, strings.ToLower(strings.TrimSpace(email))); err != nil {
			return err
		}
		hash, err = readHash(ctx, tx, u.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	if !secret.VerifyPassword(hash, password) || u.ID == 0 || !u.DisabledAt.IsZero() {
		return "", problem.New(problem.Unauthenticated, "sign_in.wrong", nil)
	}
	err = o.Update(ctx, u.Actor(0), func(tx *Tx) error {
		token, err = OpenSession(ctx, tx, u.ID, agent)
		return err
	})
	return token, err
}

// CheckPassword tells whether a password is a user's. The hash is compared
// outside any transaction.
func CheckPassword(ctx context.Context, o *Office, user int64, password string) (ok bool, err error) {
	defer problem.Wrap(&err, "company.CheckPassword")
	var hash string
	err = o.View(ctx, System, func(tx *Tx) error {
		hash, err = readHash(ctx, tx, user)
		return err
	})
	return err == nil && secret.VerifyPassword(hash, password), err
}

// OpenSession opens a session for a user and returns its token.
func OpenSession(ctx context.Context, tx *Tx, user int64, agent string) (token string, err error) {
	defer problem.Wrap(&err, "company.OpenSession")
	token = secret.NewToken("")
	if len(agent) > 200 {
		agent = strings.ToValidUTF8(agent[:200], "")
	}
	s := Session{ID: tx.NewID(), UserID: user, Agent: agent, CreatedAt: tx.Now, SeenAt: tx.Now, ExpiresAt: tx.Now.Add(SessionLength)}
	if err := insertSession(ctx, tx, s, secret.Digest(token)); err != nil {
		return "", err
	}
	if err := touchSession(ctx, tx, s); err != nil {
		return "", err
	}
	return token, Audit(ctx, tx, "session.opened", database.FormatID("usr", user), map[string]string{"session": database.FormatID("ses", s.ID)})
}

// Authenticate returns the user behind a session's token, or Nobody, and notes
// that he was here.
func Authenticate(ctx context.Context, o *Office, token string) (who Actor, err error) {
	who, touch, err := Recognise(ctx, o, token)
	if err == nil && touch != nil {
		err = touch(ctx)
	}
	return who, err
}

// Recognise returns the user behind a session's token, or Nobody, by reading only.
func Recognise(ctx context.Context, o *Office, token string) (who Actor, touch Touch, err error) {
	defer problem.Wrap(&err, "company.Recognise")
	if token == "" {
		return Nobody, nil, nil
	}
	return recognise(ctx, o, func(tx *Tx) (Session, error) { return readSession(ctx, tx, secret.Digest(token)) })
}

func recognise(ctx context.Context, o *Office, find func(tx *Tx) (Session, error)) (who Actor, touch Touch, err error) {
	var s Session
	var u User
	err = o.View(ctx, System, func(tx *Tx) (err error) {
		if s, err = find(tx); err != nil || s.ID == 0 || s.ExpiresAt.Before(tx.Now) {
			return err
		}
		u, err = readUser(ctx, tx, s.UserID)
		return err
	})
	if err != nil || u.ID == 0 || !u.DisabledAt.IsZero() {
		return Nobody, nil, err
	}
	if o.DB.Now().Sub(s.SeenAt) > 5*time.Minute {
		touch = func(ctx context.Context) error {
			return o.Update(ctx, System, func(tx *Tx) error { return touchSession(ctx, tx, s) })
		}
	}
	return u.Actor(s.ID), touch, nil
}

// Sessions returns the open sessions of a user, last used first.
func Sessions(ctx context.Context, tx *Tx, user int64) ([]Session, error) {
	return readSessions(ctx, tx, user)
}

// EndSession signs a user out of one session; he may only end his own, unless
// he manages users.
func EndSession(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.EndSession")
	user := tx.Actor.ID
	if tx.Actor.May(ManageUsers) {
		user = 0
	}
	n, err := deleteSession(ctx, tx, id, user)
	if err != nil {
		return err
	}
	if n == 0 {
		return problem.Missing("session", database.FormatID("ses", id))
	}
	return Audit(ctx, tx, "session.ended", database.FormatID("ses", id), nil)
}

// ForgetExpired removes sessions and links that have run out.
func ForgetExpired(ctx context.Context, tx *Tx) error { return deleteExpired(ctx, tx) }
