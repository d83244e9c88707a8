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
