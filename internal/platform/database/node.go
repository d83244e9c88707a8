package database

import (
	"context"
	"math/rand/v2"
	"time"

	"regard/internal/platform/problem"
)

// A process that makes ids holds one of 1,024 node numbers, so that no two
// make the same id. It leases the number for an hour and renews it.
const (
	nodes     = 1 << nodeBits
	nodeLease = time.Hour
)

func (db *DB) leaseNode(ctx context.Context) error {
	holder := rand.Int64()
	if err := db.Update(ctx, func(tx *Tx) error { return tx.takeNode(ctx, holder) }); err != nil {
		return err
	}
	background, stop := context.WithCancel(context.Background())
	db.stop = stop
	db.wait.Go(func() {
		tick := time.NewTicker(nodeLease / 3)
		defer tick.Stop()
		for {
			select {
			case <-background.Done():
				return
			case <-tick.C:
				if err := db.Update(background, func(tx *Tx) error { return tx.renewNode(background, holder) }); err != nil {
					db.log.Warn("node lease not renewed", "problem", err)
				}
			}
		}
	})
	return nil
}

// takeNode takes the first number that nobody holds. On PostgreSQL two may try
// the same one; the second is told by the unique key and tries again.
func (tx *Tx) takeNode(ctx context.Context, holder int64) error {
	taken := map[int64]bool{}
	err := tx.Each(ctx, func(r *Rows) error {
		var id int64
		err := r.Scan(&id)
		taken[id] = true
		return err
	}, `SELECT id FROM node WHERE leased_until > $1`, tx.Now)
	if err != nil {
		return err
	}
	for id := range int64(nodes) {
		if taken[id] {
			continue
		}
		n, err := tx.Exec(ctx, `INSERT INTO node (id, holder, leased_until) VALUES ($1, $2, $3)
			ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until WHERE node.leased_until <= $4`,
			id, holder, tx.Now.Add(nodeLease), tx.Now)
		if err != nil {
			return err
		}
		if n == 1 {
			tx.db.ids.setNode(id)
			return nil
		}
	}
	return problem.New(problem.Unavailable, "database.no_node", nil)
}

// renewNode prolongs the lease; where it has passed to another meanwhile (the
// machine slept), a new number is taken.
func (tx *Tx) renewNode(ctx context.Context, holder int64) error {
	n, err := tx.Exec(ctx, `UPDATE node SET leased_until = $1 WHERE holder = $2`, tx.Now.Add(nodeLease), holder)
	if err != nil || n == 1 {
		return err
	}
	return tx.takeNode(ctx, holder)
}

// release gives the number back.
func (db *DB) release() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	db.ids.mu.Lock()
	node := db.ids.node
	db.ids.mu.Unlock()
	err := db.Update(ctx, func(tx *Tx) error {
		// The number rests a second, so that no clock can make its ids meet.
		_, err := tx.Exec(ctx, `UPDATE node SET leased_until = $1 WHERE id = $2`, tx.Now.Add(time.Second), node)
		return err
	})
	if err != nil {
		db.log.Warn("node not released", "problem", err)
	}
}
