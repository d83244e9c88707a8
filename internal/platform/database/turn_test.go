package database_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
)

// A short command writes beside a server that is never idle.
func TestWhoWritesBesideABusyServerGetsHisTurn(t *testing.T) {
	url := databasetest.SQLite(t)
	server, command := databasetest.Open(t, url, nil), databasetest.Open(t, url, nil)
	ctx, stop := context.WithCancel(t.Context())
	var n, commits atomic.Int64
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for ctx.Err() == nil {
				err := server.Update(ctx, func(tx *database.Tx) error {
					rows := make([][]any, 100)
					for i := range rows {
						rows[i] = row(tx.NewID(), fmt.Sprint(n.Add(1)), tx.Now)
					}
					return jobs.Insert(ctx, tx, rows)
				})
				if err != nil && ctx.Err() == nil {
					t.Error(err)
				}
				commits.Add(1)
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	var longest time.Duration
	for range 20 {
		began := time.Now()
		err := command.Update(ctx, func(tx *database.Tx) error {
			return jobs.Insert(ctx, tx, [][]any{row(tx.NewID(), fmt.Sprint("beside", n.Add(1)), tx.Now)})
		})
		if err != nil {
			t.Fatal(err)
		}
		longest = max(longest, time.Since(began))
	}
	stop()
	wg.Wait()
	t.Log(strings.TrimSpace(fmt.Sprint("longest wait ", longest, ", ", commits.Load(), " updates beside")))
	if longest > 2*time.Second {
		t.Errorf("it waited %s for its turn", longest)
	}
}
