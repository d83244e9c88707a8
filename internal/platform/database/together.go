package database

import (
	"context"
	"errors"
	"iter"

	"github.com/jackc/pgx/v5"
)

// Together does reads that need nothing of one another. Where the database is across a
// wire, what they ask at the same time goes in one round trip: each goes on until it needs
// an answer, then the next has its turn, and when all wait, all is sent. Never do two of
// them go on at once, so they may share what they write to. The reads of Together may have
// reads of their own done together. It returns the first error, in their order.
func (tx *Tx) Together(ctx context.Context, reads ...func() error) error {
	if tx.pg == nil {
		for _, read := range reads {
			if err := read(); err != nil {
				return err
			}
		}
		return nil
	}
	return tx.pg.together(ctx, reads)
}

// reading is one of several that go on in turns.
type reading struct {
	goOn  func() (struct{}, bool) // until it waits, or (false) ended
	wait  func(struct{}) bool     // false: it is given up
	err   error                   // why there is no answer
	of    *reading                // that waits until this one ended
	inner int                     // of its own, that did not end
}

// asked is what a reading waits for: n answers in the batch that is sent next.
type asked struct {
	by *reading
	n  int
}

var (
	errGivenUp  = errors.New("database: given up, since something else read together with it went wrong")
	errTogether = errors.New("database: nothing is copied while several read together")
)

func (p *pipeline) together(ctx context.Context, reads []func() error) error {
	errs, outer := make([]error, len(reads)), p.now
	if outer != nil {
		outer.inner = len(reads)
	}
	for i, read := range reads {
		r := &reading{of: outer}
		next, stop := iter.Pull(func(wait func(struct{}) bool) {
			r.wait = wait
			errs[i] = read()
		})
		defer stop()
		r.goOn = next
		p.take(r)
	}
	for outer == nil && len(p.asked) > 0 {
		p.round(ctx)
	}
	if outer != nil && outer.inner > 0 && !outer.wait(struct{}{}) {
		return errGivenUp
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// take gives a turn to one that can go on, and then to the one that waited for its end.
func (p *pipeline) take(r *reading) {
	was := p.now
	defer func() { p.now = was }()
	p.now = r
	if _, on := r.goOn(); on || r.of == nil {
		return
	}
	// The one that waits for it may be whose turn it was: it has not come to waiting then.
	if r.of.inner--; r.of.inner == 0 && r.of != was {
		p.take(r.of)
	}
}

// round sends what all who wait asked for, and gives each its turn with the answer.
func (p *pipeline) round(ctx context.Context) {
	batch, asked := p.batch, p.asked
	p.batch, p.asked = &pgx.Batch{}, nil
	p.results = p.conn.SendBatch(ctx, batch)
	err := p.failed
	for i := 0; i < batch.Len(); i++ {
		a, waits := asked[i]
		if waits {
			a.by.err = err
			p.take(a.by)
			i += a.n - 1
		} else if err == nil {
			err = p.done(p.results, batch.QueuedQueries[i])
		}
	}
	p.end(p.results, err) //nolint:errcheck // those who read know
}

// await has the last n of what is to be sent answered, in the turn of whoever asks: it is
// he who reads those answers, all of them.
func (p *pipeline) await(n int) (pgx.BatchResults, error) {
	if p.failed != nil {
		return nil, p.failed
	}
	r := p.now
	if p.asked == nil {
		p.asked = map[int]asked{}
	}
	p.asked[p.batch.Len()-n] = asked{r, n}
	if !r.wait(struct{}{}) {
		return nil, errGivenUp
	}
	return p.results, r.err
}
