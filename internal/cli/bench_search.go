package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"text/tabwriter"
	"time"
)

// BenchSearch measures finding a customer while somebody types.
type BenchSearch struct {
	BenchFlags
	Reading
	Customers int `help:"Customers to load before, each with an interaction." default:"100000"`
}

// Searched is what was measured. A wait is that for one more letter's answer.
type Searched struct {
	Machine   Machine `json:"machine"`
	Customers int     `json:"customers"`
	Clients   int     `json:"clients"`
	Meanwhile float64 `json:"recorded_a_second_meanwhile"`
	Kinds     []Found `json:"kinds"`
	All       Waits   `json:"all"`
	Rate      float64 `json:"answers_a_second"`
	PeakMiB   float64 `json:"peak_mib"`
}

// Found is how long answers took to something typed.
type Found struct {
	What string `json:"what"`
	Waits
}

// Run measures and prints.
func (c BenchSearch) Run(s *session) error {
	if c.Customers < 1 || c.Requests < 1 || c.Clients < 1 || c.Rate < 1 || c.Pace < 0 {
		return fmt.Errorf("--customers, --requests, --clients and --rate must be 1 or more, --pace 0 or more")
	}
	return c.apart(s, func(dir string) error {
		r, err := c.measure(s, dir)
		if err != nil {
			return err
		}
		return c.print(s, r)
	})
}

func (c BenchSearch) measure(s *session, dir string) (r *Searched, err error) {
	r = &Searched{Clients: c.Clients}
	err = c.filled(s, c.BenchFlags, dir, c.Customers, 1, func(f *full) error {
		r.Machine, r.Customers = f.machine, len(f.who)
		return c.read(s, f, r)
	})
	r.PeakMiB = peakMemory()
	return r, err
}

// typed are what people type, and the least letters after which an answer helps.
var typed = []struct {
	what  string
	least int
	of    func(who int) string
}{
	{"a given name", 1, func(who int) string { return benchGiven[who%len(benchGiven)] }},
	{"given and family name", 3, nameOf},
	{"an e-mail address", 3, func(who int) string { return identifiersOf(who, "email", false)[0].Value }},
	{"a phone number", 4, func(who int) string { return identifiersOf(who, "phone", false)[0].Value }},
	{"a customer number", 3, func(who int) string { return identifiersOf(who, "external:shop", false)[0].Value }},
}

// read types what somebody may, and asks after each letter, as the pages do.
func (c BenchSearch) read(s *session, f *full, r *Searched) error {
	var mu sync.Mutex
	waits := make([][]time.Duration, len(typed))
	took, recorded, err := c.run(s, f, "searching", func(ctx context.Context, dice *rand.Rand, due time.Time) error {
		who, k := dice.IntN(r.Customers), dice.IntN(len(typed))
		whole := []rune(typed[k].of(who))
		n := min(len(whole), typed[k].least+dice.IntN(len(whole)))
		found, err := f.search(ctx, string(whole[:n]))
		wait := time.Since(due)
		if err == nil && found == 0 {
			err = fmt.Errorf("nobody is found by %q", string(whole[:n]))
		}
		mu.Lock()
		defer mu.Unlock()
		waits[k] = append(waits[k], wait)
		return err
	})
	var all []time.Duration
	for k, list := range waits {
		r.Kinds = append(r.Kinds, Found{typed[k].what, waitsOf(list)})
		all = append(all, list...)
	}
	r.All, r.Rate, r.Meanwhile = waitsOf(all), float64(len(all))/took.Seconds(), float64(recorded)/took.Seconds()
	return err
}

// search asks for the customers whom what was typed may mean, and returns how
// many there were, ten at most.
func (st *stand) search(ctx context.Context, q string) (found int, err error) {
	r, err := http.NewRequestWithContext(ctx, "GET", st.at+"/api/v1/customers?limit=10&q="+url.QueryEscape(q), nil)
	if err != nil {
		return 0, err
	}
	text, err := st.do(r)
	if err != nil {
		return 0, err
	}
	var a struct{ Items []struct{} }
	err = json.Unmarshal(text, &a)
	return len(a.Items), err
}

// table prints what was measured for people.
func (r *Searched) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	fmt.Fprintf(w, "loaded\t%s customers\n", grouped(r.Customers))
	fmt.Fprintf(w, "measured\t%s answers to beginnings of what people type, %d clients at once, %.0f a second\n", grouped(r.All.Requests), r.Clients, r.Rate)
	if r.Meanwhile > 0 {
		fmt.Fprintf(w, "meanwhile\t%.0f interactions a second came in\n", r.Meanwhile)
	}
	fmt.Fprintf(w, "memory\t%.0f MiB at most (server and clients)\n\n", r.PeakMiB)
	fmt.Fprintln(w, "ms\tp50\tp95\tp99\tmost")
	for _, x := range append(r.Kinds, Found{"all", r.All}) {
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.1f\t%.1f\n", x.What, x.P50, x.P95, x.P99, x.Max)
	}
	return w.Flush()
}
