package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"text/tabwriter"
)

// BenchCard measures reading.
type BenchCard struct {
	BenchFlags
	Reading
	Rows      int  `help:"Interactions to load before." default:"300000"`
	Customers int  `help:"Customers that they are of." default:"30000"`
	Parts     bool `help:"After each card ask for the customer, his relationship and his timeline too, one after another."`
}

// Read is what was measured.
type Read struct {
	Machine      Machine `json:"machine"`
	Rows         int     `json:"rows"`
	Customers    int     `json:"customers"`
	Clients      int     `json:"clients"`
	Meanwhile    float64 `json:"recorded_a_second_meanwhile"`
	Card         Waits   `json:"card"` // customer, relationship explained and 50 of the timeline, at once
	Customer     Waits   `json:"customer,omitzero"`
	Relationship Waits   `json:"relationship,omitzero"`
	Timeline     Waits   `json:"timeline,omitzero"`
	Rate         float64 `json:"cards_a_second"`
	Bytes        int     `json:"bytes_a_card"`
	PeakMiB      float64 `json:"peak_mib"`
}

// Run measures and prints.
func (c BenchCard) Run(s *session) error {
	if c.Rows < 1 || c.Customers < 1 || c.Customers > c.Rows || c.Requests < 1 || c.Clients < 1 || c.Rate < 1 || c.Pace < 0 {
		return fmt.Errorf("--rows, --customers, --requests, --clients and --rate must be 1 or more, --pace 0 or more, and customers no more than rows")
	}
	return c.apart(s, func(dir string) error {
		r, err := c.measure(s, dir)
		if err != nil {
			return err
		}
		return c.print(s, r)
	})
}

func (c BenchCard) measure(s *session, dir string) (r *Read, err error) {
	r = &Read{Rows: c.Rows, Clients: c.Clients}
	err = c.filled(s, c.BenchFlags, dir, c.Rows, float64(c.Customers)/float64(c.Rows), func(f *full) error {
		r.Machine, r.Customers = f.machine, len(f.who)
		return c.read(s, f, r)
	})
	r.PeakMiB = peakMemory()
	return r, err
}

// full is a stand that is filled, to be read from.
type full struct {
	*stand
	machine Machine
	maker   *contacts // who goes on where it was filled to
	who     []string  // its customers
}

// filled fills a stand with so many rows, of which a part are of customers who
// were never there, and has fn read from it, under the profiler if that is asked for.
func (c Reading) filled(s *session, flags BenchFlags, dir string, rows int, fresh float64, fn func(*full) error) (err error) {
	const clients = 16
	b, err := s.bodies(dir, rows, 0, loaded, fresh, false)
	if err != nil {
		return err
	}
	defer b.close()
	st, err := s.stand(dir)
	if err != nil {
		return err
	}
	defer func() {
		_, _, closed := st.close(s.ctx)
		err = errors.Join(err, closed)
	}()
	f := &full{stand: st, maker: b.maker}
	if f.who, err = s.fill(st, b, len(b.rows), clients); err != nil {
		return err
	}
	f.machine = machineOf(dir, s.databaseVersion())
	return flags.profiled(func() error { return fn(f) })
}

// fill fills the database with the bodies up to one, and returns the customers who
// are then there.
func (s *session) fill(st *stand, b *bodies, to, clients int) ([]string, error) {
	bar := s.progress("loading", int64(b.maker.n))
	defer bar.end()
	var mu sync.Mutex
	seen := map[string]bool{}
	_, err := st.send(s.ctx, b, 0, to, clients, func(answer []byte, rows int) error {
		var a struct {
			Results []struct {
				CustomerID string `json:"customer_id"`
			}
		}
		err := json.Unmarshal(answer, &a)
		mu.Lock()
		defer mu.Unlock()
		for _, x := range a.Results {
			seen[x.CustomerID] = true
		}
		bar.add(rows)
		return err
	})
	if err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(seen)), st.app.CatchUp(s.ctx, nil)
}

// table prints what was measured for people.
func (r *Read) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	fmt.Fprintf(w, "loaded\t%s interactions of %s customers\n", grouped(r.Rows), grouped(r.Customers))
	fmt.Fprintf(w, "measured\t%s cards of random customers, %d clients at once, %.0f cards a second; %.1f kB a card\n", grouped(r.Card.Requests), r.Clients, r.Rate, float64(r.Bytes)/1000)
	if r.Meanwhile > 0 {
		fmt.Fprintf(w, "meanwhile\t%.0f interactions a second came in\n", r.Meanwhile)
	}
	fmt.Fprintf(w, "memory\t%.0f MiB at most (server and clients)\n\n", r.PeakMiB)
	fmt.Fprintln(w, "ms\tp50\tp95\tp99\tmost")
	for _, x := range []struct {
		name string
		Waits
	}{{"card", r.Card}, {"customer alone", r.Customer}, {"relationship alone", r.Relationship}, {"timeline alone", r.Timeline}} {
		if x.Requests == 0 {
			continue
		}
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.1f\t%.1f\n", x.name, x.P50, x.P95, x.P99, x.Max)
	}
	return w.Flush()
}
