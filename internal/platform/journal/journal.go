// Package journal is the memory of what changed: thin facts, appended in the
// transaction of the change, from which later rooms learn of it.
//
// A fact names its subject and never holds a person's data: a follower loads
// the subject's current row, so that a correction, a merge and an erasure are
// the same case to it. Positions are in the order in which transactions may
// be read: what commits late is never skipped. A follower's position moves in
// the transaction of what it did, so that nothing is followed twice.
package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Fact is one thing that changed.
type Fact struct {
	Position   Position  `json:"position"`
	Kind       string    `json:"kind"`        // "interaction.recorded"
	SubjectID  int64     `json:"-"`           // what changed
	Version    int64     `json:"version"`     // which version of it this left
	CustomerID int64     `json:"-"`           // 0 where no customer is concerned
	Actor      string    `json:"actor"`       // "usr_…", "key_…", "system", "nobody"
	News       bool      `json:"news"`        // false: history, which wakes nothing
	OccurredAt time.Time `json:"occurred_at"` // when it happened
	RecordedAt time.Time `json:"recorded_at"` // when it was written down
}

// Position is a place in the journal.
type Position struct {
	Transaction int64 // 0 on SQLite
	ID          int64
}

// MarshalJSON shows a position as one opaque text.
func (p Position) MarshalJSON() ([]byte, error) { return json.Marshal(p.String()) }

// String returns the position as a cursor.
func (p Position) String() string { return fmt.Sprintf("%x-%x", p.Transaction, p.ID) }

// ParsePosition reads a cursor; the empty one is the journal's beginning.
func ParsePosition(s string) (Position, error) {
	var p Position
	if s == "" {
		return p, nil
	}
	if n, err := fmt.Sscanf(s, "%x-%x", &p.Transaction, &p.ID); err != nil || n != 2 || p.String() != s {
		return p, problem.Field("cursor", "cursor.malformed", nil)
	}
	return p, nil
}

var facts = database.Into("journal", "kind, subject_id, version, customer_id, actor, news, occurred_at, recorded_at", "")

// Append has facts written down when all else that the transaction does is done;
// RecordedAt becomes its time.
func Append(tx *database.Tx, list ...Fact) {
	rows := make([][]any, len(list))
	for i, f := range list {
		at := f.OccurredAt
		if at.IsZero() {
			at = tx.Now
		}
		rows[i] = []any{f.Kind, f.SubjectID, f.Version, f.CustomerID, f.Actor, f.News, at, tx.Now}
	}
	facts.InsertLast(tx, rows)
}

// After returns up to limit facts after a position, oldest first. A position
// that nobody can have been given here, because it is of a database from which
// this one was restored, is refused: it would hide what happens from now on.
func After(ctx context.Context, tx *database.Tx, p Position, limit int) (_ []Fact, err error) {
	defer problem.Wrap(&err, "journal.After")
	horizon, err := tx.Horizon(ctx)
	if err != nil {
		return nil, err
	}
	if p.Transaction >= horizon {
		return nil, problem.Field("cursor", "cursor.other_database", nil)
	}
	return database.Collect(ctx, tx, scanFact,
		`SELECT xact, id, kind, subject_id, version, customer_id, actor, news, occurred_at, recorded_at FROM journal
		WHERE (xact, id) > ($1, $2) AND xact < $3 ORDER BY xact, id LIMIT $4`, p.Transaction, p.ID, horizon, limit)
}

func scanFact(r *database.Rows) (f Fact, err error) {
	err = r.Scan(&f.Position.Transaction, &f.Position.ID, &f.Kind, &f.SubjectID, &f.Version, &f.CustomerID, &f.Actor, &f.News, &f.OccurredAt, &f.RecordedAt)
	return f, err
}

// Newest returns the position of the newest fact, though one that is older may still
// be written.
func Newest(ctx context.Context, tx *database.Tx) (p Position, err error) {
	defer problem.Wrap(&err, "journal.Newest")
	err = tx.Row(ctx, `SELECT xact, id FROM journal ORDER BY xact DESC, id DESC LIMIT 1`).Scan(&p.Transaction, &p.ID)
	if database.None(err) {
		err = nil
	}
	return p, err
}

// End returns the position of the newest fact that may be read.
func End(ctx context.Context, tx *database.Tx) (p Position, err error) {
	defer problem.Wrap(&err, "journal.End")
	horizon, err := tx.Horizon(ctx)
	if err != nil {
		return p, err
	}
	err = tx.Row(ctx, `SELECT xact, id FROM journal WHERE (xact, id) > ($1, $2) AND xact < $3 ORDER BY xact DESC, id DESC LIMIT 1`, 0, 0, horizon).
		Scan(&p.Transaction, &p.ID)
	if database.None(err) {
		err = nil
	}
	return p, err
}
