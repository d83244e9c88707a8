package torture

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// crowd is all clients at work.
type crowd struct {
	tally
	ctx    context.Context
	stop   context.CancelFunc
	enough atomic.Bool
	all    sync.WaitGroup
}

// send has all clients send until it is enough, for so long at most.
func (g *ground) send(ctx context.Context, most time.Duration) *crowd {
	c := &crowd{}
	c.ctx, c.stop = context.WithTimeout(ctx, most)
	run := func(one *client, next func() *request) {
		c.all.Go(func() {
			one.run(c.ctx, &c.tally, func() *request {
				if c.enough.Load() {
					return nil
				}
				return next()
			})
		})
	}
	for _, one := range g.recorders {
		run(&one.client, one.next)
	}
	run(&g.editor.client, g.editor.next)
	return c
}

// end lets each client be answered what it has sent, and tells whether some
// were not in time.
func (c *crowd) end() (late bool) {
	c.enough.Store(true)
	c.all.Wait()
	late = c.ctx.Err() != nil
	c.stop()
	return late
}
