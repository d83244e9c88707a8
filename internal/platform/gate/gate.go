// Package gate lets so much through at once that whoever is let through is
// served soon, and turns the rest away in words.
//
// What asks to pass says what it weighs. While the gate is full it waits in
// line, for so long and no longer; where the line is full too, or would take
// longer than that as things have gone lately, it is turned away at once. Nothing is read or worked out for those who wait, so that a crowd
// costs next to no memory. A gate of its own for what reads and what writes keeps
// the one from waiting for the other. A turnstile is for strangers: so many from one
// address, whatever room there is.
package gate

import (
	"container/list"
	"context"
	"sync"
	"time"

	"regard/internal/platform/problem"
)

// Gate is open for so much at once. A nil gate is always open.
type Gate struct {
	most int64         // weight at once
	line int           // how many may wait
	wait time.Duration // how long one waits at most

	mu      sync.Mutex
	inside  int64
	ahead   int64 // weight that waits
	pace    pace
	waiting list.List // of *one, who came first in front
	turned  uint64    // how many were turned away
}

// one waits in line.
type one struct {
	weight int64
	open   chan struct{} // closed when he is inside
}

// New makes a gate for so much weight at once, with a line of so many who wait
// so long at most.
func New(most int64, line int, wait time.Duration) *Gate {
	return &Gate{most: max(1, most), line: line, wait: wait}
}

// Pass lets something of a weight through, and returns what is called when it
// is done. What weighs more than all that may be inside passes alone. Who is
// turned away gets a problem, overloaded, that says in how many seconds he may
// come again.
func (g *Gate) Pass(ctx context.Context, weight int64) (done func(), err error) {
	if g == nil {
		return func() {}, nil
	}
	weight = min(max(1, weight), g.most)
	g.mu.Lock()
	if g.waiting.Len() == 0 && g.inside+weight <= g.most {
		g.inside += weight
		g.mu.Unlock()
		return g.leaver(weight), nil
	}
	now := time.Now()
	// Whoever would be first in line may always wait: only while somebody does is it
	// seen how fast the line moves, and after a halt it may move again.
	if n := g.waiting.Len(); n >= g.line || n > 0 && g.pace.takes(g.inside+g.ahead+weight-g.most, now) > g.wait {
		defer g.mu.Unlock()
		return nil, g.full()
	}
	g.pace.wait(true, now)
	me := &one{weight, make(chan struct{})}
	place := g.waiting.PushBack(me)
	g.ahead += weight
	g.mu.Unlock()
	patience := time.NewTimer(g.wait)
	defer patience.Stop()
	select {
	case <-me.open:
		return g.leaver(weight), nil
	case <-patience.C:
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-me.open: // in the meantime
		return g.leaver(weight), nil
	default:
	}
	g.waiting.Remove(place)
	g.ahead -= weight
	g.admit() // he may have stood before lighter ones
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, g.full()
}

// leaver returns what lets the next in, once.
func (g *Gate) leaver(weight int64) func() {
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.inside -= weight
		g.pace.done(weight, time.Now())
		g.admit()
	})
}

// admit lets in who stands in front, as long as there is room.
func (g *Gate) admit() {
	for e := g.waiting.Front(); e != nil; e = g.waiting.Front() {
		first := e.Value.(*one)
		if g.inside+first.weight > g.most {
			return
		}
		g.inside += first.weight
		g.ahead -= first.weight
		g.waiting.Remove(e)
		close(first.open)
	}
	g.pace.wait(false, time.Now())
}

// full turns away: he is to come again when the line will have gone.
func (g *Gate) full() error {
	g.turned++
	gone := g.pace.takes(g.inside+g.ahead, time.Now())
	if gone == 0 && g.line > 0 { // not known: the longer the line, the later
		gone = g.wait * time.Duration(g.waiting.Len()) / time.Duration(g.line)
	}
	return problem.New(problem.Unavailable, Overloaded, problem.Params{"seconds": 1 + int(min(gone, longest).Seconds())})
}

// longest is after how long at most whoever is turned away may come again.
const longest = time.Minute

// Overloaded is the code of the problem of who is turned away.
const Overloaded = "overloaded"

// State is what is inside a gate, how many wait, and how many it has turned away.
type State struct {
	Inside     int64
	Waiting    int
	TurnedAway uint64
}

// State tells how it stands.
func (g *Gate) State() State {
	if g == nil {
		return State{}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return State{g.inside, g.waiting.Len(), g.turned}
}
