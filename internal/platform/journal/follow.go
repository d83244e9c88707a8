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
	// Read, which may be nil, reads what is needed to know what becomes of a batch
	// of facts, in a snapshot, so that nobody who writes waits for it. What changes
	// after the snapshot is told by later facts.
	Read func(ctx context.Context, tx *database.Tx, facts []Fact) (read any, err error)
	// Do is told a batch of facts, oldest first, and what Read made of them. What
	// it writes commits together with the follower's position.
	Do func(ctx context.Context, tx *database.Tx, facts []Fact, read any) error
}

// batch is how many facts a follower is told at once.
const batch = 5000

// Step tells the follower the next facts. It returns how many there were.
func (f Follower) Step(ctx context.Context, db *database.DB) (n int, err error) {
	defer problem.Wrap(&err, "journal.Follower %s", f.Name)
	var at Position
	var facts []Fact
	var read any
	err = db.View(ctx, func(tx *database.Tx) (err error) {
		if at, err = f.position(ctx, tx); err != nil {
			return err
		}
		if facts, err = After(ctx, tx, at, batch); err != nil || len(facts) == 0 || f.Read == nil {
			return err
		}
		read, err = f.Read(ctx, tx, facts)
		return err
	})
	if err != nil || len(facts) == 0 {
		return 0, err
	}
	outrun := false
	err = db.Update(ctx, func(tx *database.Tx) error {
		n = 0
		now, err := f.hold(ctx, tx)
		if outrun = now != at; err != nil || outrun {
			return err
		}
		if err := f.Do(ctx, tx, facts, read); err != nil {
			return err
		}
		n = len(facts)
		return f.move(ctx, tx, facts[n-1].Position)
	})
	if err == nil && outrun { // another process was faster: from where it came to
		return f.Step(ctx, db)
	}
	return n, err
}

// position reads how far the follower has come.
func (f Follower) position(ctx context.Context, tx *database.Tx) (p Position, err error) {
	err = tx.Row(ctx, `SELECT xact, position FROM follower WHERE name = $1`, f.Name).Scan(&p.Transaction, &p.ID)
	if database.None(err) {
		err = nil
	}
	return p, err
}

// hold reads it too, and keeps another process from following at the same time.
func (f Follower) hold(ctx context.Context, tx *database.Tx) (p Position, err error) {
	err = tx.Row(ctx, `SELECT xact, position FROM follower WHERE name = $1 FOR UPDATE`, f.Name).Scan(&p.Transaction, &p.ID)
	if database.None(err) {
		var first int64
		first, err = tx.Exec(ctx, `INSERT INTO follower (name, xact, position, moved_at) VALUES ($1, 0, 0, $2) ON CONFLICT (name) DO NOTHING`, f.Name, tx.Now)
		if err == nil && first == 0 { // another process began to follow just now
			err = database.ErrAgain
		}
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
