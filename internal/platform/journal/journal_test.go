package journal_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

func TestAFollowerSeesEveryFactOnceThoughWritersOverlap(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		seen := map[int64]int{}
		f := journal.Follower{Name: "test", Do: func(_ context.Context, _ *database.Tx, facts []journal.Fact, _ any) error {
			for _, x := range facts {
				seen[x.SubjectID]++
			}
			return nil
		}}
		const writers, each = 8, 60
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					err := db.Update(ctx, func(tx *database.Tx) error {
						subject := int64(w*each + i)
						journal.Append(tx, journal.Fact{Kind: "test", SubjectID: subject}, journal.Fact{Kind: "test", SubjectID: subject + 1_000_000})
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		for running := true; running; {
			select {
			case <-done:
				running = false
			default:
			}
			if _, err := f.Step(ctx, db); err != nil {
				t.Fatal(err)
			}
		}
		for {
			n, err := f.Step(ctx, db)
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				break
			}
		}
		if len(seen) != 2*writers*each {
			t.Errorf("%d facts seen, want %d", len(seen), 2*writers*each)
		}
		for subject, n := range seen {
			if n != 1 {
				t.Errorf("fact about %d seen %d times", subject, n)
			}
		}
	})
}

// Where several servers share a database, each runs every follower; whoever has
// its row is alone with it.
func TestAFollowerOfSeveralServersFollowsEachFactOnce(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		one, other := databasetest.Open(t, url, nil), databasetest.Open(t, url, nil)
		const facts = 400
		var mu sync.Mutex
		seen := map[int64]int{}
		f := journal.Follower{Name: "test", Do: func(_ context.Context, tx *database.Tx, list []journal.Fact, _ any) error {
			tx.AfterCommit(func() {
				mu.Lock()
				defer mu.Unlock()
				for _, x := range list {
					seen[x.SubjectID]++
				}
			})
			return nil
		}}
		step := func(db *database.DB) { // who is outrun is told so, and looks again
			if _, err := f.Step(t.Context(), db); err != nil && problem.KindOf(err) != problem.Conflict {
				t.Error(err)
			}
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			for i := range facts {
				if err := one.Update(t.Context(), func(tx *database.Tx) error {
					journal.Append(tx, journal.Fact{Kind: "test", SubjectID: int64(i)})
					return nil
				}); err != nil {
					t.Error(err)
				}
			}
		})
		for _, db := range []*database.DB{one, other} {
			wg.Go(func() {
				for range facts {
					step(db)
				}
			})
		}
		wg.Wait()
		step(one)
		step(other)
		for i := range facts {
			if n := seen[int64(i)]; n != 1 {
				t.Errorf("fact %d was followed %d times", i, n)
			}
		}
	})
}

// On SQLite a journal that was trimmed to nothing would begin again at 1, where
// every follower has been long ago.
func TestWhatComesAfterTheJournalWasTrimmedIsFollowed(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		var seen []int64
		f := journal.Follower{Name: "test", Do: func(_ context.Context, _ *database.Tx, facts []journal.Fact, _ any) error {
			for _, x := range facts {
				seen = append(seen, x.SubjectID)
			}
			return nil
		}}
		add := func(subjects ...int64) {
			t.Helper()
			err := db.Update(ctx, func(tx *database.Tx) error {
				for _, s := range subjects {
					journal.Append(tx, journal.Fact{Kind: "test", SubjectID: s})
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Step(ctx, db); err != nil {
				t.Fatal(err)
			}
		}
		add(1, 2, 3)
		err := db.Update(ctx, func(tx *database.Tx) error {
			ids, _, _, err := journal.Old(ctx, tx, tx.Now.Add(time.Hour), 0)
			if err != nil {
				return err
			}
			return journal.Remove(ctx, tx, ids)
		})
		if err != nil {
			t.Fatal(err)
		}
		add(4)
		err = db.View(ctx, func(tx *database.Tx) error {
			ahead, err := journal.Ahead(ctx, tx)
			if len(ahead) > 0 {
				t.Errorf("%v are past the end", ahead)
			}
			return err
		})
		if err != nil || len(seen) != 4 {
			t.Errorf("followed %v, %v", seen, err)
		}
	})
}

// The first step of a follower is the one in which its place is written down: whoever
// comes to that second follows from where the first has come to.
func TestManyBeginToFollowAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		for round := range 20 {
			name, seen := fmt.Sprint("beginner ", round), 0
			if err := db.Update(ctx, func(tx *database.Tx) error {
				journal.Append(tx, journal.Fact{Kind: "test", SubjectID: int64(round)})
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			var mu sync.Mutex
			var all sync.WaitGroup
			for range 6 {
				all.Go(func() {
					f := journal.Follower{Name: name, Do: func(ctx context.Context, tx *database.Tx, facts []journal.Fact, _ any) error {
						tx.AfterCommit(func() {
							mu.Lock()
							defer mu.Unlock()
							seen += len(facts)
						})
						return nil
					}}
					for n := 1; n > 0; {
						var err error
						if n, err = f.Step(ctx, db); err != nil {
							t.Error(err)
						}
					}
				})
			}
			all.Wait()
			if seen != round+1 {
				t.Fatalf("round %d: %d facts were followed", round, seen)
			}
		}
	})
}
