package torture

import (
	"context"
	"os"
	"path/filepath"
	"time"
)

// Way is how the program's end comes.
type Way string

// The ways.
const (
	UnderLoad    Way = "while clients send"
	AtCheckpoint Way = "while the log is copied into the file"
	AtStart      Way = "again while it starts"
	AtEnd        Way = "while it ends by itself"

	SessionsEnded Way = "every session is ended by the database"
	Crashed       Way = "the database crashes and starts again"
	TakenOver     Way = "the primary dies, the standby takes over"

	OneOfTwo Way = "one of two servers, while both record"

	Slow       Way = "the disk takes long"
	SyncsFail  Way = "the disk forces nothing (EIO)"
	WritesFail Way = "the disk takes nothing (EIO)"
	ReadsFail  Way = "the disk gives nothing (EIO)"
)

// Ways lists the ways, as reports show them.
var Ways = []Way{UnderLoad, AtCheckpoint, AtStart, AtEnd, SessionsEnded, Crashed, TakenOver, OneOfTwo, Slow, SyncsFail, WritesFail, ReadsFail}

// Round is one kill and what was found after it.
type Round struct {
	Number   int           `json:"number"`
	Way      Way           `json:"way"`
	Load     time.Duration `json:"load"`     // how long clients sent
	Promised int           `json:"promised"` // interactions that were answered in this round and not before
	Open     int           `json:"open"`     // requests that the end left unanswered
	Again    int           `json:"again"`    // that were sent once more
	Turned   int           `json:"turned"`   // that were told to come again
	Read     int           `json:"read"`     // cards that were read while it lasted
	Slowest  time.Duration `json:"slowest"`  // of these
	Ready    time.Duration `json:"ready"`    // until it served: from the start after it, from the database's return, or from the death of what another stands in for
	Followed time.Duration `json:"followed"` // from then until the followers were at the journal's end
	All      int           `json:"all"`      // interactions that were promised so far in this life
	Landed   int           `json:"landed"`   // of those sent and not answered: how many are there
	Looked   int           `json:"looked"`   // things recomputed or looked up: see app.Check
	Lost     int           `json:"lost"`
	Doubled  int           `json:"doubled"`
	Halves   int           `json:"halves"` // interactions of which only a part is there
	Wrong    []string      `json:"wrong,omitempty"`

	since time.Time // from when Ready counts, where that is not the end of what happened
}

// plan draws how a round goes.
func (g *ground) plan() (way Way, load time.Duration, starts []int) {
	load = 20*time.Millisecond + time.Duration(g.dice.Int64N(int64(g.Longest)))
	n := g.dice.IntN(20)
	switch {
	case n < 10 || n < 14 && g.URL != "": // PostgreSQL sees to its checkpoints itself
		return UnderLoad, load, nil
	case n < 14:
		return AtCheckpoint, load, nil
	case n < 17:
		for range 1 + g.dice.IntN(3) {
			starts = append(starts, g.dice.IntN(120))
		}
		return AtStart, load, starts
	default:
		return AtEnd, load, nil
	}
}

// round has clients send, kills the server, starts it again and looks at what
// is there.
func (g *ground) round(ctx context.Context) (r Round, err error) {
	way, load, starts := g.plan()
	r = Round{Way: way}
	s := g.sites[0]
	c := g.send(ctx, load+patience)
	began := time.Now()
	wait(ctx, load)
	switch way {
	case AtCheckpoint:
		g.awaitCheckpoint(ctx)
	case AtEnd:
		s.ask()
		wait(ctx, time.Duration(g.dice.IntN(40))*time.Millisecond)
	}
	s.kill()
	r.Load = time.Since(began)
	wait(ctx, 5*time.Millisecond) // for clients to read what was answered before the end
	c.stop()
	c.end()
	g.http.CloseIdleConnections()
	r.Promised, r.Again, r.Turned = int(c.fresh.Load()), int(c.again.Load()), int(c.turned.Load())
	for _, ms := range starts {
		if err := s.killStart(ms); err != nil {
			return r, err
		}
	}
	if r.Ready, err = s.start(ctx); err != nil {
		return r, err
	}
	return r, g.judge(ctx, &r)
}

// awaitCheckpoint waits until SQLite's log is being copied into the file, a
// second at most; where there is no such file it does not wait.
func (g *ground) awaitCheckpoint(ctx context.Context) {
	path := filepath.Join(g.sites[0].data, "regard.db")
	before, err := os.Stat(path)
	for range 1000 {
		if err != nil || ctx.Err() != nil {
			return
		}
		var now os.FileInfo
		if now, err = os.Stat(path); err == nil && !now.ModTime().Equal(before.ModTime()) {
			wait(ctx, time.Duration(g.dice.IntN(4000))*time.Microsecond)
			return
		}
		wait(ctx, time.Millisecond)
	}
}
