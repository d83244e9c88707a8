package company

import (
	"context"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// Key is an API key. The key itself is shown once; only its digest is kept.
type Key struct {
	ID        int64
	Name      string
	Hint      string // the last four characters
	Scopes    []string
	Actor     string // who made it
	CreatedAt time.Time
	UsedAt    time.Time // within a minute
	RevokedAt time.Time
}

// AddKey makes a key and returns it in the clear, once.
func AddKey(ctx context.Context, tx *Tx, name string, scopes []string) (clear string, k Key, err error) {
	defer problem.Wrap(&err, "company.AddKey")
	name = strings.TrimSpace(name)
	if name == "" {
		return "", k, problem.Field("name", "field.required", nil)
	}
	if len(scopes) == 0 {
		return "", k, problem.Field("scopes", "field.required", nil)
	}
	for _, s := range scopes {
		if !slices.Contains(Scopes, s) {
			return "", k, problem.Field("scopes", "key.scope_unknown", problem.Params{"value": s, "known": strings.Join(Scopes, ", ")})
		}
	}
	clear = secret.NewToken("rk_")
	k = Key{ID: tx.NewID(), Name: name, Hint: clear[len(clear)-4:], Scopes: slices.Compact(slices.Sorted(slices.Values(scopes))),
		Actor: tx.Actor.String(), CreatedAt: tx.Now}
	if err := insertKey(ctx, tx, k, secret.Digest(clear)); err != nil {
		return "", k, err
	}
	return clear, k, Audit(ctx, tx, "key.added", database.FormatID("key", k.ID), map[string]any{"name": name, "scopes": k.Scopes})
}

// RevokeKey makes a key useless at once; to another process that serves, within a
// second.
func RevokeKey(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.RevokeKey")
	n, err := setRevoked(ctx, tx, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return problem.Missing("key", database.FormatID("key", id))
	}
	tx.AfterCommit(tx.office.keys.forget)
	return Audit(ctx, tx, "key.revoked", database.FormatID("key", id), nil)
}

// Keys returns all keys, newest first.
func Keys(ctx context.Context, tx *Tx) ([]Key, error) { return readKeys(ctx, tx) }

// AuthenticateKey returns the key as one who acts, and notes that it was used; a
// problem where there is no such key, or it was revoked.
func AuthenticateKey(ctx context.Context, o *Office, clear string) (who Actor, err error) {
	who, touch, err := RecogniseKey(ctx, o, clear)
	if err == nil && touch != nil {
		err = touch(ctx)
	}
	return who, err
}

// RecogniseKey does the same by reading only.
func RecogniseKey(ctx context.Context, o *Office, clear string) (who Actor, touch Touch, err error) {
	defer problem.Wrap(&err, "company.RecogniseKey")
	digest, began := secret.Digest(clear), time.Now()
	k, known, generation := o.keys.recall(digest)
	if !known {
		err = o.View(ctx, System, func(tx *Tx) error {
			k, err = readKey(ctx, tx, digest)
			return err
		})
		if err != nil {
			return Nobody, nil, err
		}
		if k.ID == 0 || !k.RevokedAt.IsZero() {
			return Nobody, nil, problem.New(problem.Unauthenticated, "key.unknown", nil)
		}
	}
	if o.DB.Now().Sub(k.UsedAt) > time.Minute {
		touch = func(ctx context.Context) error {
			return o.Update(ctx, System, func(tx *Tx) error { return touchKey(ctx, tx, k.ID) })
		}
	} else if !known {
		o.keys.remember(digest, k, began, generation)
	}
	return Actor{Kind: ActorKey, ID: k.ID, Name: k.Name, Scopes: k.Scopes}, touch, nil
}
