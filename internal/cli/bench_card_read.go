package cli

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Reading is how something is read while it is measured.
type Reading struct {
	Requests int  `help:"How often to read." default:"5000"`
	Clients  int  `help:"Clients that read at once." default:"4"`
	Pace     int  `help:"How often a second to read, all clients together; 0: each goes on when he is answered. With a pace a wait counts from when it was time to ask."`
	Ingest   bool `help:"Meanwhile have interactions come in, a hundred a request."`
	Rate     int  `help:"How many of them a second." default:"1000"`
}

// beat is when each of many things is due, one after another.
type beat struct {
	began time.Time
	every time.Duration // 0: at once
	taken atomic.Int64
}

// beatOf is so many a second, as soon as possible when that is 0.
func beatOf(aSecond int) *beat {
	b := &beat{began: time.Now()}
	if aSecond > 0 {
		b.every = time.Second / time.Duration(aSecond)
	}
	return b
}

// next waits until the next thing is due and returns when that was, or is late.
func (b *beat) next(ctx context.Context) (due time.Time, err error) {
	n := b.taken.Add(1) - 1
	if b.every == 0 {
		return time.Now(), ctx.Err()
	}
	due = b.began.Add(time.Duration(n) * b.every)
	select {
	case <-ctx.Done():
		return due, ctx.Err()
	case <-time.After(time.Until(due)):
		return due, nil
	}
}

// run has clients call once again and again, one at a time each, while
// interactions come in if that was asked for. once is told when it was due.
func (c Reading) run(s *session, f *full, what string, once func(ctx context.Context, dice *rand.Rand, due time.Time) error) (took time.Duration, recorded int, _ error) {
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	var all errgroup.Group
	bar := s.progress(what, int64(c.Requests))
	defer bar.end()
	began := time.Now()
	if c.Ingest {
		all.Go(func() (err error) {
			defer stop()
			recorded, err = c.meanwhile(ctx, f.stand, f.maker)
			return err
		})
	}
	p := beatOf(c.Pace)
	readers, reading := errgroup.WithContext(ctx)
	for client := range c.Clients {
		readers.Go(func() error {
			dice := rand.New(rand.NewPCG(7, uint64(client)))
			for range (c.Requests + c.Clients - 1) / c.Clients {
				due, err := p.next(reading)
				if err == nil {
					err = once(reading, dice, due)
				}
				if err != nil {
					return err
				}
				bar.add(1)
			}
			return nil
		})
	}
	failed := readers.Wait()
	took = time.Since(began)
	stop()
	if err := all.Wait(); err != nil { // the reason why readers were stopped
		failed = err
	}
	return took, recorded, failed
}

// read reads cards of random customers.
func (c BenchCard) read(s *session, f *full, r *Read) error {
	var mu sync.Mutex
	var whole, customer, relationship, timeline []time.Duration
	took, recorded, err := c.run(s, f, "reading cards", func(ctx context.Context, dice *rand.Rand, due time.Time) error {
		id := f.who[dice.IntN(len(f.who))]
		card, size, err := f.about(ctx, id, "/card", due)
		if err != nil {
			return err
		}
		var parts [3]time.Duration
		if c.Parts {
			for i, path := range []string{"", "/relationship", "/timeline?limit=50"} {
				if parts[i], _, err = f.about(ctx, id, path, time.Now()); err != nil {
					return err
				}
			}
		}
		mu.Lock()
		defer mu.Unlock()
		whole, r.Bytes = append(whole, card), r.Bytes+size
		if c.Parts {
			customer, relationship, timeline = append(customer, parts[0]), append(relationship, parts[1]), append(timeline, parts[2])
		}
		return nil
	})
	r.Card, r.Customer, r.Relationship, r.Timeline = waitsOf(whole), waitsOf(customer), waitsOf(relationship), waitsOf(timeline)
	r.Rate, r.Meanwhile, r.Bytes = float64(len(whole))/took.Seconds(), float64(recorded)/took.Seconds(), r.Bytes/max(1, len(whole))
	return err
}

// about reads what of a customer stands at a path, and returns how long it took since
// it was due.
func (st *stand) about(ctx context.Context, id, path string, due time.Time) (took time.Duration, size int, err error) {
	r, err := http.NewRequestWithContext(ctx, "GET", st.at+"/api/v1/customers/"+id+path, nil)
	if err != nil {
		return 0, 0, err
	}
	text, err := st.do(r)
	return time.Since(due), len(text), err
}

const (
	comingIn = 100 // how many interactions a request has that comes in meanwhile
	comingBy = 4   // so many send what comes in
)

// meanwhile sends what comes in at its rate until ctx ends. Who comes too late with
// one request sends the next at once.
func (c Reading) meanwhile(ctx context.Context, st *stand, maker *contacts) (int, error) {
	maker.step = time.Second / time.Duration(c.Rate)
	p := &beat{began: time.Now(), every: comingIn * maker.step}
	var made sync.Mutex
	var recorded atomic.Int64
	all, sending := errgroup.WithContext(ctx)
	for range comingBy {
		all.Go(func() error {
			for {
				if _, err := p.next(sending); err != nil {
					return nil //nolint:nilerr // it is over, or another has failed
				}
				made.Lock()
				body, err := maker.batch(comingIn)
				made.Unlock()
				if err != nil {
					return err
				}
				if _, err := st.post(context.WithoutCancel(ctx), bytes.NewReader(body), comingIn); err != nil {
					return err
				}
				recorded.Add(comingIn)
			}
		})
	}
	err := all.Wait()
	return int(recorded.Load()), err
}
