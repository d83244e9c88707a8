package app

import (
	"cmp"
	"time"

	"regard/internal/platform/gate"
)

// Limits are how much the server takes on at once. What is more waits a little,
// or is told when to come again; whoever goes on sending loses nothing that was
// acknowledged. What is 0 is as in DefaultLimits.
type Limits struct {
	Writes      int           // MiB of requests that write, worked on at once
	Reads       int           // requests that read, pages among them, worked on at once; and so many forms
	Line        int           // how many requests of each may wait
	Wait        time.Duration // how long one waits at most
	Body        int           // MiB that a batch may have; everything else may have 1, an organisation file 5
	Header      int           // KiB that a request's header may have
	Connections int           // open at once
	Streams     int           // live pages open at once, and so many streams of interactions
	Strangers   int           // requests a minute, and at once, from one address, of whom nobody knows
	Patience    time.Duration // how long in all is waited for a client that sends or takes less than 16 KiB a second
}

// DefaultLimits suit two processors: a full gate is worked off in about a second.
var DefaultLimits = Limits{Writes: 2, Reads: 64, Line: 256, Wait: 5 * time.Second, Body: 64, Header: 64, Connections: 2000, Streams: 500, Strangers: 240, Patience: 20 * time.Second}

// filled puts the defaults where nothing is said.
func (l Limits) filled() Limits {
	d := DefaultLimits
	return Limits{Writes: cmp.Or(l.Writes, d.Writes), Reads: cmp.Or(l.Reads, d.Reads), Line: cmp.Or(l.Line, d.Line), Wait: cmp.Or(l.Wait, d.Wait), Body: cmp.Or(l.Body, d.Body),
		Header: cmp.Or(l.Header, d.Header), Connections: cmp.Or(l.Connections, d.Connections), Streams: cmp.Or(l.Streams, d.Streams), Strangers: cmp.Or(l.Strangers, d.Strangers), Patience: cmp.Or(l.Patience, d.Patience)}
}

// strangers lets through what is asked by whom nobody knows, by address.
func (l Limits) strangers() *gate.Turnstile {
	return gate.NewTurnstile(time.Minute/time.Duration(l.Strangers), l.Strangers)
}

// gates are what requests pass. People's pages never wait for what programs write.
// Forms have a gate of their own, since whoever sends one slowly stays in it.
type gates struct{ reads, forms, writes, streams, loads *gate.Gate }

func (l Limits) gates() gates {
	reads := func() *gate.Gate { return gate.New(int64(l.Reads), l.Line, l.Wait) }
	streams := func() *gate.Gate { return gate.New(int64(l.Streams), 0, 0) }
	return gates{reads(), reads(), gate.New(int64(l.Writes)<<20, l.Line, l.Wait), streams(), streams()}
}
