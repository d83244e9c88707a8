// Package torture asks a running Regard to lose something.
//
// It starts the program as it is served, has several clients send to it over
// HTTP, ends it in the rudest way there is, or what it relies on (its database,
// its disk, one of two servers), lets it go on, and compares what
// is there with what was promised: an answer "recorded" is a promise. What was
// promised must be there once; what was not answered must be there wholly or
// not at all, row by row, and the client finds out which by sending the same again; and all
// that is derived (relationships, counts, search) must be what a recomputation
// says. The same seed makes the same plan: what each client sends, in which
// order, and when the end comes. How far they get by then is the machine's.
package torture

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"
)

// Options say what is tortured, and for how long.
type Options struct {
	Program string        // the binary that is served
	URL     string        // an empty PostgreSQL database; SQLite in a temporary directory when empty
	Empty   func() error  // empties that database; without it there is one life
	Dir     string        // where temporary directories are made; the system's place for such when empty
	Rounds  int           // how many times it is killed
	Life    int           // after how many rounds to begin with nothing
	Longest time.Duration // how long clients send in a round at most
	Clients int           // how many clients record; one more merges, corrects and edits
	Seed    uint64
	Restart string // of Cut: the command that crashes the database and starts it again

	PostgreSQL bool // in a PostgreSQL that torture makes for itself, in a temporary directory
	Standby    bool // which has a standby
	Servers    int  // at once, on one PostgreSQL database; 0: one

	Heavy   bool          // half of the clients send large requests, and the server's line is short
	Ways    []Way         // of Disk: one after the other, over and over; drawn when empty
	Delay   time.Duration // of Disk: how long it takes to force anything
	Lasting time.Duration // of Disk: how long a fault lasts

	Said func(Round) // told each round; may be nil
}

// Kill kills Regard in so many rounds and tells what was found after each. An
// error means that the torture itself could not go on; what Regard did wrong
// stands in the report.
func Kill(ctx context.Context, o Options) (r Report, err error) {
	return o.torture(ctx, (*ground).round)
}

func (o Options) torture(ctx context.Context, round func(*ground, context.Context) (Round, error)) (r Report, err error) {
	r = Report{Seed: o.Seed}
	for n := 0; n < o.Rounds; {
		rounds := min(o.Rounds-n, max(1, o.Life))
		if o.URL != "" && o.Empty == nil {
			rounds = o.Rounds
		}
		kept, err := o.live(ctx, n, rounds, round, &r)
		if err != nil {
			return r, fmt.Errorf("%w (what is left of it lies in %s)", err, kept)
		}
		n += rounds
	}
	return r, nil
}

// live tortures one data directory for some rounds. A directory in which
// something was found is kept to be looked at.
func (o Options) live(ctx context.Context, first, rounds int, round func(*ground, context.Context) (Round, error), r *Report) (dir string, err error) {
	if dir, err = os.MkdirTemp(o.Dir, "regard-torture-"); err != nil {
		return "", err
	}
	g := &ground{Options: o, dir: dir, book: newBook(), dice: rand.New(rand.NewPCG(o.Seed, uint64(first)))}
	if o.Heavy {
		g.settings = narrow
	}
	defer func() { err = errors.Join(err, g.leave()) }()
	if err := g.settle(ctx); err != nil {
		return dir, err
	}
	wrong := 0
	for n := range rounds {
		one, err := round(g, ctx)
		if err != nil {
			return dir, fmt.Errorf("round %d: %w", first+n, err)
		}
		one.Number = first + n + 1
		wrong += len(one.Wrong)
		r.Rounds = append(r.Rounds, one)
		if o.Said != nil {
			o.Said(one)
		}
	}
	if err := g.leave(); err != nil {
		return dir, err
	}
	if o.URL != "" && o.Empty != nil {
		if err := o.Empty(); err != nil {
			return dir, err
		}
	}
	if wrong > 0 {
		r.Kept = append(r.Kept, dir)
		return dir, nil
	}
	return dir, os.RemoveAll(dir)
}
