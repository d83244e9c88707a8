package cli

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Reading is how something is read while it is measured.
type Reading struct {
	Requests int  `help:"How often to read." default:"5000"`
	Clients  int  `help:"Clients that read at once." default:"4"`
	Ingest   bool `help:"Meanwhile have interactions come in, a hundred a request."`
	Rate     int  `help:"How many of them a second." default:"1000"`
}

// run has clients call once again and again, one at a time each, while
// interactions come in if that was asked for.
func (c Reading) run(s *session, f *full, what string, once func(ctx context.Context, dice *rand.Rand) error) (took time.Duration, recorded int, _ error) {
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	var first sync.Once
	var failed error
	fail := func(err error) { first.Do(func() { failed = err; stop() }) }
	bar := s.progress(what, int64(c.Requests))
	defer bar.end()
	began := time.Now()
	var readers, writer sync.WaitGroup
	if c.Ingest {
		writer.Go(func() {
			var err error
			if recorded, err = c.meanwhile(ctx, f.stand, f.maker); err != nil && ctx.Err() == nil {
				fail(err)
			}
		})
	}
	for client := range c.Clients {
		readers.Go(func() {
			dice := rand.New(rand.NewPCG(7, uint64(client)))
			for range (c.Requests + c.Clients - 1) / c.Clients {
				if err := once(ctx, dice); err != nil {
					fail(err)
					return
				}
				bar.add(1)
			}
		})
	}
	readers.Wait()
	took = time.Since(began)
	stop()
	writer.Wait()
	return took, recorded, failed
}

// read reads cards of random customers.
func (c BenchCard) read(s *session, f *full, r *Read) error {
	var mu sync.Mutex
	var waits [4][]time.Duration
	took, recorded, err := c.run(s, f, "reading cards", func(ctx context.Context, dice *rand.Rand) error {
		took, size, err := f.card(ctx, f.who[dice.IntN(len(f.who))])
		mu.Lock()
		defer mu.Unlock()
		for i := range took {
			waits[i] = append(waits[i], took[i])
		}
		r.Bytes += size
		return err
	})
	r.Customer, r.Relationship, r.Timeline, r.Card = waitsOf(waits[0]), waitsOf(waits[1]), waitsOf(waits[2]), waitsOf(waits[3])
	r.Rate, r.Meanwhile, r.Bytes = float64(len(waits[3]))/took.Seconds(), float64(recorded)/took.Seconds(), r.Bytes/max(1, len(waits[3]))
	return err
}

// card reads a customer, his relationship and his timeline, and returns how
// long each took, and all three.
func (st *stand) card(ctx context.Context, id string) (took [4]time.Duration, size int, err error) {
	for i, path := range []string{"", "/relationship", "/timeline?limit=50"} {
		r, err := http.NewRequestWithContext(ctx, "GET", st.at+"/api/v1/customers/"+id+path, nil)
		if err != nil {
			return took, size, err
		}
		began := time.Now()
		text, err := st.do(r)
		if err != nil {
			return took, size, err
		}
		took[i] = time.Since(began)
		took[3] += took[i]
		size += len(text)
	}
	return took, size, nil
}

// comingIn is how many interactions a request has that comes in meanwhile.
const comingIn = 100

// meanwhile sends what comes in at its rate until ctx ends.
func (c Reading) meanwhile(ctx context.Context, st *stand, maker *contacts) (recorded int, err error) {
	maker.step = time.Second / time.Duration(c.Rate)
	tick := time.NewTicker(comingIn * maker.step)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return recorded, nil
		case <-tick.C:
		}
		body, err := maker.batch(comingIn)
		if err != nil {
			return recorded, err
		}
		if _, err := st.post(context.WithoutCancel(ctx), bytes.NewReader(body), comingIn); err != nil {
			return recorded, err
		}
		recorded += comingIn
	}
}
