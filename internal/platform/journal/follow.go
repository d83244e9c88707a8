package journal

import (
	"context"
	"log/slog"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Follower is what a room does with the facts of earlier rooms.
type Follower struct {
	Name string
	// Do is told a batch of facts, oldest first. What it writes commits
	// together with the follower's position.
	Do func(ctx context.Context, tx *database.Tx, facts []Fact) error
}

// batch is how many facts a follower is told at once.
const batch = 5000

// Step tells the follower the next facts. It returns how many there were.
func (f Follower) Step(ctx context.Context, db *database.DB) (n int, err error) {
	defer problem.Wrap(&err, "journal.Follower %s", f.Name)
	err = db.Update(ctx, func(tx *database.Tx) error {
		n = 0
		at, err := f.position(ctx, tx)
		if err != nil {
			return err
		}
		facts, err := After(ctx, tx, at, batch)
		if err != nil || len(facts) == 0 {
			return err
		}
		if err := f.Do(ctx, tx, facts); err != nil {
			return err
		}
		n = len(facts)
		return f.move(ctx, tx, facts[n-1].Position)
	})
	return n, err
}

// position reads how far the follower has come, and keeps another process
// from following at the same time.
func (f Follower) position(ctx context.Context, tx *database.Tx) (p Position, err error) {
	err = tx.Row(ctx, `SELECT xact, position FROM follower WHERE name = $1 FOR UPDATE`, f.Name).Scan(&p.Transaction, &p.ID)
	if database.None(err) {
		_, err = tx.Exec(ctx, `INSERT INTO follower (name, xact, position, moved_at) VALUES ($1, 0, 0, $2)`, f.Name, tx.Now)
	}
	return p, err
}

func (f Follower) move(ctx context.Context, tx *database.Tx, p Position) error {
	_, err := tx.Exec(ctx, `UPDATE follower SET xact = $1, position = $2, moved_at = $3 WHERE name = $4`, p.Transaction, p.ID, tx.Now, f.Name)
	return err
}

// Run follows until ctx ends, looking every poll.
func (f Follower) Run(ctx context.Context, db *database.DB, log *slog.Logger, poll time.Duration) {
	for {
		n, err := f.Step(ctx, db)
		if err != nil && ctx.Err() == nil {
			log.Error("follower", "name", f.Name, "problem", err)
		}
		if n == batch {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(poll):
		}
	}
}
