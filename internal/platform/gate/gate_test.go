package gate

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"regard/internal/platform/problem"
)

// pass passes or fails the test.
func pass(t *testing.T, g *Gate, weight int64) func() {
	t.Helper()
	done, err := g.Pass(t.Context(), weight)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestWhoWaitsTooLongIsTurnedAwayAndToldWhenToComeAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(10, 2, 5*time.Second)
		done := pass(t, g, 10)
		for range 2 {
			go func() {
				began := time.Now()
				_, err := g.Pass(context.Background(), 1)
				if p := problem.Of(err); p == nil || p.Kind != problem.Unavailable || p.Code != Overloaded || time.Since(began) != 5*time.Second {
					t.Errorf("%v after %v", err, time.Since(began))
				}
			}()
		}
		synctest.Wait()
		_, err := g.Pass(t.Context(), 1)
		if p := problem.Of(err); p == nil || p.Params["seconds"] != 6 {
			t.Errorf("the third in line: %v", err)
		}
		time.Sleep(6 * time.Second)
		done()
		done() // twice is once
		if got := g.State(); got != (State{TurnedAway: 3}) {
			t.Errorf("%+v", got)
		}
	})
}

// Whom the line would keep longer than one may wait is told so when he comes,
// and not when he has waited in vain; those before him are all served.
func TestWhoWouldWaitInVainIsTurnedAwayAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(1, 100, 3*time.Second)
		var served, early, late int
		var mu sync.Mutex
		for range 200 { // ten a second come; two a second can be served
			time.Sleep(100 * time.Millisecond)
			go func() {
				began := time.Now()
				done, err := g.Pass(context.Background(), 1)
				waited := time.Since(began)
				if err == nil {
					time.Sleep(500 * time.Millisecond)
					done()
				}
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					served++
				case waited == 0:
					early++
				default:
					late++
				}
			}()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if served < 40 || late > 10 || served+early+late != 200 {
			t.Errorf("%d served, %d turned away at once, %d after they had waited", served, early, late)
		}
		if got := g.State(); got.Inside != 0 || got.Waiting != 0 {
			t.Errorf("%+v", got)
		}
		done := pass(t, g, 1) // and when nobody comes, it is open
		done()
	})
}

func TestWhoComesFirstPassesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(10, 5, time.Minute)
		done := pass(t, g, 8)
		var order []int
		var mu sync.Mutex
		for i, weight := range []int64{9, 1, 50} { // the light one does not overtake the heavy one, nor does one that is heavier than all never pass
			go func() {
				left, err := g.Pass(context.Background(), weight)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				order = append(order, i)
				mu.Unlock()
				time.Sleep(time.Second)
				left()
			}()
			synctest.Wait()
		}
		done()
		time.Sleep(10 * time.Second)
		mu.Lock()
		defer mu.Unlock()
		if len(order) != 3 || order[2] != 2 {
			t.Errorf("%v", order)
		}
	})
}

func TestWhoGoesAwayLetsTheOthersIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(10, 5, time.Minute)
		done := pass(t, g, 5)
		ctx, leave := context.WithCancel(t.Context())
		go func() {
			if _, err := g.Pass(ctx, 10); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}()
		synctest.Wait()
		var in atomic.Bool
		go func() { pass(t, g, 5)(); in.Store(true) }()
		synctest.Wait()
		leave()
		synctest.Wait()
		if !in.Load() {
			t.Error("the light one still waits for one who has gone")
		}
		done()
	})
}

func TestANilGateIsOpen(t *testing.T) {
	var g *Gate
	pass(t, g, 1<<40)()
}

// TestNeverMoreIsInsideThanMayBe lets many pass at random.
func TestNeverMoreIsInsideThanMayBe(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		most := rapid.Int64Range(1, 20).Draw(rt, "most")
		weights := rapid.SliceOfN(rapid.Int64Range(0, 30), 1, 60).Draw(rt, "weights")
		g := New(most, rapid.IntRange(0, 60).Draw(rt, "line"), time.Duration(rapid.IntRange(0, 2).Draw(rt, "wait"))*time.Millisecond)
		var inside atomic.Int64
		var wg sync.WaitGroup
		for _, w := range weights {
			wg.Go(func() {
				done, err := g.Pass(context.Background(), w)
				if err != nil {
					return
				}
				own := min(max(1, w), most)
				if inside.Add(own) > most {
					t.Errorf("more than %d inside", most)
				}
				inside.Add(-own)
				done()
			})
		}
		wg.Wait()
		if got := g.State(); got.Inside != 0 || got.Waiting != 0 {
			rt.Fatalf("%+v when all have gone", got)
		}
	})
}

// Something hangs for minutes while many wait, and then goes on: the gate lets people
// wait again, and sees how fast the line moves.
func TestAfterAHaltTheLineMovesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(1, 10, 5*time.Second)
		var all sync.WaitGroup
		come := func() {
			all.Go(func() {
				if done, err := g.Pass(context.Background(), 1); err == nil {
					time.Sleep(100 * time.Millisecond)
					done()
				}
			})
		}
		for range 100 { // so that the pace is known
			come()
			time.Sleep(90 * time.Millisecond)
		}
		all.Wait()
		hangs := pass(t, g, 1)
		for range 600 {
			come()
			time.Sleep(time.Second)
		}
		all.Wait()
		hangs()
		before := g.State().TurnedAway
		done := pass(t, g, 1)
		come() // the gate is full, and nobody waits
		time.Sleep(100 * time.Millisecond)
		done()
		all.Wait()
		if n := g.State().TurnedAway - before; n != 0 {
			t.Errorf("%d were turned away where nobody waited", n)
		}
	})
}
