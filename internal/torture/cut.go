package torture

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"

	"regard/internal/know/company"
)

// Cut takes the database away from a Regard that goes on to serve, in so many
// rounds: the database ends all its sessions, in the middle of what they are at;
// or, where Restart is given, it crashes and starts again. Clients are refused
// meanwhile and repeat; they must be served again without anybody's help, and
// find out by repeating what became of commits whose answer was lost.
func Cut(ctx context.Context, o Options) (r Report, err error) {
	return o.torture(ctx, (*ground).cut)
}

// cut has clients send, takes the database away, and has them send until each
// was answered.
func (g *ground) cut(ctx context.Context) (r Round, err error) {
	r.Way = SessionsEnded
	if g.Restart != "" && g.dice.IntN(2) == 0 {
		r.Way = Crashed
	}
	load := 20*time.Millisecond + time.Duration(g.dice.Int64N(int64(g.Longest)))
	a, err := g.open(ctx)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	sending, stop := context.WithTimeout(ctx, load+patience)
	defer stop()
	var t tally
	var enough atomic.Bool
	var clients sync.WaitGroup
	began := time.Now()
	run := func(c *client, next func() *request) {
		clients.Go(func() {
			c.run(sending, g.at, &t, func() *request {
				if enough.Load() {
					return nil
				}
				return next()
			})
		})
	}
	for _, c := range g.recorders {
		run(&c.client, c.next)
	}
	run(&g.editor.client, g.editor.next)
	wait(ctx, load)
	before := t.answered.Load()
	if r.Way == Crashed {
		if out, err := exec.CommandContext(ctx, "/bin/sh", "-c", g.Restart).CombinedOutput(); err != nil {
			return r, fmt.Errorf("%s: %w: %s", g.Restart, err, out)
		}
	} else if err := a.Office.View(ctx, company.System, func(tx *company.Tx) error { return endSessions(ctx, tx) }); err != nil {
		return r, err
	}
	over := time.Now()
	for before = max(before, t.answered.Load()); t.answered.Load() == before && sending.Err() == nil; {
		wait(sending, time.Millisecond)
	}
	r.Ready = time.Since(over)
	wait(ctx, load/2)
	enough.Store(true)
	clients.Wait()
	r.Load, r.Promised, r.Again = time.Since(began), int(t.fresh.Load()), int(t.again.Load())
	if sending.Err() != nil {
		r.say("not everybody was answered within %s", patience)
	}
	return r, g.judge(ctx, &r)
}
