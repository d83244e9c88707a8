package torture

import (
	"context"
	"time"
)

// Two has two servers record into one PostgreSQL database, and kills one of them
// in so many rounds; what it did not answer, its clients send to the other. Then
// it is started again.
func Two(ctx context.Context, o Options) (r Report, err error) {
	o.Servers = 2
	return o.torture(ctx, (*ground).two)
}

func (g *ground) two(ctx context.Context) (r Round, err error) {
	r.Way = OneOfTwo
	s := g.sites[g.dice.IntN(2)]
	err = g.through(ctx, &r, func(context.Context) error {
		r.since = time.Now()
		s.kill()
		return nil
	})
	if err != nil {
		return r, err
	}
	g.http.CloseIdleConnections()
	_, err = s.start(ctx)
	return r, err
}
