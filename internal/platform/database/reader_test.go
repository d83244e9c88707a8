package database

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"
)

// As many as there are connections ask what nobody has asked before: none of them
// waits for a connection that another holds.
func TestReadersWhoAskSomethingNewDoNotWaitForEachOther(t *testing.T) {
	db, _ := openNotes(t)
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	open := db.read.Stats().MaxOpenConnections
	var inside, wg sync.WaitGroup
	inside.Add(open)
	for i := range open {
		wg.Go(func() {
			err := db.View(ctx, func(tx *Tx) error {
				inside.Done()
				inside.Wait()
				var n int
				return tx.Row(ctx, fmt.Sprintf(`SELECT %d + count(*) FROM note`, i)).Scan(&n)
			})
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	wg.Wait()
}

// Who rests while others read and write takes nothing away from them, and leaves no
// reader open that nobody uses.
func TestRestingDisturbsNobody(t *testing.T) {
	db, _ := openNotes(t)
	ctx := t.Context()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 20 {
				err := db.Update(ctx, func(tx *Tx) error {
					_, err := tx.Exec(ctx, `INSERT INTO note (id, words) VALUES ($1, $2)`, 1000+100*i+n, "kept")
					return err
				})
				if err != nil {
					t.Error(err)
				}
				if err := db.View(ctx, func(tx *Tx) error {
					var n int
					return tx.Row(ctx, `SELECT count(*) FROM note`).Scan(&n)
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 10 {
		if err := db.Rest(ctx); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	if err := db.Rest(ctx); err != nil {
		t.Fatal(err)
	}
	if s := db.read.Stats(); s.OpenConnections > 1 { // the log's copying may look at it just now
		t.Errorf("%d readers are open", s.OpenConnections)
	}
	var n int
	if err := db.View(ctx, func(tx *Tx) error {
		return tx.Row(ctx, `SELECT count(*) FROM note WHERE words = $1`, "kept").Scan(&n)
	}); err != nil || n != 160 {
		t.Errorf("%d of 160 are there (%v)", n, err)
	}
}
