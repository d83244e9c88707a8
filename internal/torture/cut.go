package torture

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"regard/internal/know/company"
)

// Cut takes the database away from a Regard that goes on to serve, in so many
// rounds: the database ends all its sessions, in the middle of what they are at;
// or, where it is torture's own or Restart is given, it crashes and starts again.
// Clients are refused meanwhile and repeat; they must be served again without
// anybody's help, and find out by repeating what became of commits whose answer
// was lost.
func Cut(ctx context.Context, o Options) (r Report, err error) {
	return o.torture(ctx, (*ground).cut)
}

func (g *ground) cut(ctx context.Context) (r Round, err error) {
	r.Way = SessionsEnded
	if (g.Restart != "" || g.primary != nil) && g.dice.IntN(2) == 0 {
		r.Way = Crashed
	}
	a, err := g.open(ctx)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	err = g.through(ctx, &r, func(ctx context.Context) error {
		if r.Way == SessionsEnded {
			return a.Office.View(ctx, company.System, func(tx *company.Tx) error { return endSessions(ctx, tx) })
		}
		return g.crash(ctx)
	})
	return r, err
}

// crash has the database crash and start again.
func (g *ground) crash(ctx context.Context) error {
	if g.primary != nil {
		return errors.Join(g.primary.Kill(), g.primary.Start())
	}
	if out, err := exec.CommandContext(ctx, "/bin/sh", "-c", g.Restart).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", g.Restart, err, out)
	}
	return nil
}

// Failover kills the primary of a PostgreSQL that waits for its standby with
// each commit, and has the standby take over, in so many rounds. Regard knows
// both by one address, and goes on to serve. The primary that died becomes the
// standby of the next round.
func Failover(ctx context.Context, o Options) (r Report, err error) {
	o.PostgreSQL, o.Standby = true, true
	return o.torture(ctx, (*ground).failover)
}

func (g *ground) failover(ctx context.Context) (r Round, err error) {
	r.Way = TakenOver
	err = g.through(ctx, &r, func(context.Context) error {
		r.since = time.Now()
		if err := errors.Join(g.primary.Kill(), g.standby.Promote()); err != nil {
			return err
		}
		g.primary, g.standby = g.standby, g.primary
		return nil
	})
	if err != nil {
		return r, err
	}
	followed, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return r, errors.Join(g.standby.Follow(g.primary), g.standby.Start(), g.primary.Await(followed, g.standby))
}

// through has clients send, has something happen to what they rely on, and has
// them send until each was answered again; then it looks at what is there.
func (g *ground) through(ctx context.Context, r *Round, happen func(context.Context) error) error {
	load := 20*time.Millisecond + time.Duration(g.dice.Int64N(int64(g.Longest)))
	c := g.send(ctx, load+g.Lasting+patience)
	began := time.Now()
	wait(ctx, load)
	before := c.answered.Load()
	if err := happen(ctx); err != nil {
		c.end()
		return err
	}
	if r.since.IsZero() {
		r.since = time.Now()
	}
	for before = max(before, c.answered.Load()); c.answered.Load() == before && c.ctx.Err() == nil; {
		wait(c.ctx, time.Millisecond)
	}
	r.Ready = time.Since(r.since)
	wait(ctx, load/2)
	late := c.end()
	r.Load, r.Promised, r.Again, r.Turned = time.Since(began), int(c.fresh.Load()), int(c.again.Load()), int(c.turned.Load())
	if late {
		r.say("not everybody was answered within %s", patience)
	}
	return g.judge(ctx, r)
}
