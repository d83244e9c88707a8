package cli

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"regard/internal/program"
)

// BenchServe measures the program as it is served: in a process of its own, apart
// from its clients.
type BenchServe struct {
	BenchFlags
	Rows   int           `help:"Interactions to load before." default:"300000"`
	Record int           `help:"Interactions to record then, by 16 clients, 500 a request, while four read fifty cards a second." default:"100000"`
	Starts int           `help:"How often to start it." default:"3"`
	Idle   time.Duration `help:"How long it does nothing before its idle memory is looked at." default:"30s"`
}

// Served is what was measured. Memory is resident, in MiB; 0 where the system does
// not tell.
type Served struct {
	Machine   Machine   `json:"machine"`
	Rows      int       `json:"rows"`
	Customers int       `json:"customers"`
	Starts    []float64 `json:"starts_ms"` // from the process's start until it is ready
	Ends      float64   `json:"ends_ms"`   // from being asked to end, after the load
	Idle      float64   `json:"idle_mib"`  // having started
	Recorded  float64   `json:"recorded_a_second"`
	Cards     Waits     `json:"cards"`
	Peak      float64   `json:"peak_mib"`  // under load
	After     float64   `json:"after_mib"` // idle again
	Bytes     int64     `json:"bytes"`     // of the data directory
}

// Run measures and prints.
func (c BenchServe) Run(s *session) error {
	if c.Rows < 1 || c.Record < 1 || c.Starts < 1 || c.Idle < 0 {
		return fmt.Errorf("--rows, --record and --starts must be 1 or more, --idle 0s or more")
	}
	return c.apart(s, func(dir string) error {
		r, err := c.measure(s, dir)
		if err != nil {
			return err
		}
		return c.print(s, r)
	})
}

func (c BenchServe) measure(s *session, dir string) (r *Served, err error) {
	const clients = 16
	b, err := s.bodies(dir, c.Rows, c.Record, loaded, 0.1, false)
	if err != nil {
		return nil, err
	}
	defer b.close()
	r = &Served{Rows: c.Rows}
	st, err := s.stand(dir)
	if err != nil {
		return nil, err
	}
	who, err := s.fill(st, b, b.after(c.Rows), clients)
	_, _, closed := st.close(s.ctx)
	if err = errors.Join(err, closed); err != nil {
		return nil, err
	}
	r.Machine, r.Customers = machineOf(dir, s.databaseVersion()), len(who)
	var p *program.Process
	for n := range c.Starts {
		if n > 0 {
			p.Kill()
		}
		began := time.Now()
		if p, err = s.served(st); err != nil {
			return nil, err
		}
		defer p.Kill()
		if st.at, err = p.Ready(s.ctx, time.Minute); err != nil {
			return nil, err
		}
		r.Starts = append(r.Starts, float64(time.Since(began).Microseconds())/1000)
	}
	if err := s.rest(c.Idle); err != nil {
		return nil, err
	}
	r.Idle = residentOf(p, "VmRSS")
	if err := c.load(s, st, b, who, r); err != nil {
		return nil, err
	}
	if err := s.rest(c.Idle); err != nil {
		return nil, err
	}
	r.Peak, r.After = residentOf(p, "VmHWM"), residentOf(p, "VmRSS")
	began := time.Now()
	p.Ask()
	<-p.Ended
	r.Ends = float64(time.Since(began).Microseconds()) / 1000
	r.Bytes = sizeOf(filepath.Join(dir, "data"))
	return r, nil
}

// served starts the program on what a stand left.
func (s *session) served(st *stand) (*program.Process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return program.Serve(self, filepath.Join(st.dir, "data"), s.DB, st.seal, s.err)
}

// load records the rest of the bodies while cards are read.
func (c BenchServe) load(s *session, st *stand, b *bodies, who []string, r *Served) error {
	const clients, readers, aSecond = 16, 4, 50
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	st.client = &http.Client{Transport: &direct{}}
	defer st.client.CloseIdleConnections()
	var mu sync.Mutex
	var cards []time.Duration
	var failed error
	var reading sync.WaitGroup
	p := beatOf(aSecond)
	for client := range readers {
		reading.Go(func() {
			dice := rand.New(rand.NewPCG(7, uint64(client)))
			for {
				due, err := p.next(ctx)
				if err != nil {
					return // all is recorded
				}
				took, _, err := st.about(context.WithoutCancel(ctx), who[dice.IntN(len(who))], "/card", due)
				mu.Lock()
				cards, failed = append(cards, took), errors.Join(failed, err)
				mu.Unlock()
				if err != nil {
					stop()
					return
				}
			}
		})
	}
	bar := s.progress("recording", int64(c.Record))
	began := time.Now()
	_, err := st.send(ctx, b, b.after(c.Rows), len(b.rows), clients, func(_ []byte, rows int) error { bar.add(rows); return nil })
	r.Recorded = float64(c.Record) / time.Since(began).Seconds()
	bar.end()
	stop()
	reading.Wait()
	r.Cards = waitsOf(cards)
	return errors.Join(failed, err)
}

// rest waits.
func (s *session) rest(long time.Duration) error {
	select {
	case <-time.After(long):
		return nil
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// residentOf returns what Linux says of a process's memory, in MiB.
func residentOf(p *program.Process, what string) float64 {
	return number(valueIn(fmt.Sprintf("/proc/%d/status", p.PID()), what)) / 1024
}

// table prints what was measured for people.
func (r *Served) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	fmt.Fprintf(w, "loaded\t%s interactions of %s customers; %s in the data directory in the end\n", grouped(r.Rows), grouped(r.Customers), megabytes(r.Bytes))
	fmt.Fprintf(w, "ready\t%.0f ms after it was started, %.0f at most\n", r.Starts[0], slices.Max(r.Starts))
	fmt.Fprintf(w, "idle\t%.0f MiB\n", r.Idle)
	fmt.Fprintf(w, "under load\t%.0f MiB at most: %.0f interactions a second recorded; a card took p50 %.1f, p99 %.1f ms\n", r.Peak, r.Recorded, r.Cards.P50, r.Cards.P99)
	fmt.Fprintf(w, "idle again\t%.0f MiB\n", r.After)
	fmt.Fprintf(w, "ended\t%.0f ms after it was asked to\n", r.Ends)
	return w.Flush()
}
