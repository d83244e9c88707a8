package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	wordsroom "regard/internal/listen/words"
	"regard/internal/platform/concordance"
)

// BenchWords measures finding interactions by what was said.
type BenchWords struct {
	BenchFlags
	Interactions int `help:"Interactions to record before, each of 25 words in the mean." default:"200000"`
	Requests     int `help:"How often to look." default:"4000"`
	Clients      int `help:"Clients that look at once." default:"4"`
}

// WordsFound is what was measured. A wait is that for a page of 50, read from the
// ledger in a transaction of its own; what HTTP adds is not in it.
type WordsFound struct {
	Machine      Machine `json:"machine"`
	Interactions int     `json:"interactions"`
	Clients      int     `json:"clients"`
	Follow       Taken   `json:"follow"`
	Anew         Taken   `json:"made_anew"`
	Bytes        float64 `json:"bytes_an_interaction"`
	Share        float64 `json:"share_of_what_was_said"` // of the bytes of the texts
	Kinds        []Found `json:"kinds"`
	All          Waits   `json:"all"`
	Processor    float64 `json:"processor_ms_a_page"`
	PeakMiB      float64 `json:"peak_mib"`
}

// Taken is what it took to write the words of all of them down.
type Taken struct {
	Seconds float64 `json:"seconds"`
	Micros  float64 `json:"processor_microseconds_an_interaction"`
}

// Run measures and prints.
func (c BenchWords) Run(s *session) error {
	if c.Interactions < 1 || c.Requests < 1 || c.Clients < 1 {
		return fmt.Errorf("--interactions, --requests and --clients must be 1 or more")
	}
	return c.apart(s, func(dir string) error {
		r, err := c.measure(s, dir)
		if err != nil {
			return err
		}
		return c.print(s, r)
	})
}

func (c BenchWords) measure(s *session, dir string) (r *WordsFound, err error) {
	data := filepath.Join(dir, "data")
	a, err := app.Open(s.ctx, app.Config{Data: data, DB: s.DB, Key: strings.Repeat("5eed", 16), Log: slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if _, err := furnish(s.ctx, a); err != nil {
		return nil, err
	}
	if err := a.Words.CatchUp(s.ctx, nil); err != nil { // so that it follows what comes
		return nil, err
	}
	r = &WordsFound{Machine: machineOf(dir, s.databaseVersion()), Interactions: c.Interactions, Clients: c.Clients}
	bytes, err := c.record(s, a)
	if err != nil {
		return nil, err
	}
	catchUp := func() (t Taken, err error) {
		began, busy := time.Now(), processorTime()
		err = a.Words.CatchUp(s.ctx, nil)
		return Taken{time.Since(began).Seconds(), float64((processorTime() - busy).Microseconds()) / float64(c.Interactions)}, err
	}
	if r.Follow, err = catchUp(); err != nil {
		return nil, err
	}
	file := filepath.Join(data, app.WordsFile)
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	r.Bytes, r.Share = float64(info.Size())/float64(c.Interactions), float64(info.Size())/float64(bytes)
	if err := concordance.Remove(file); err != nil {
		return nil, err
	}
	if r.Anew, err = catchUp(); err != nil {
		return nil, err
	}
	err = c.profiled(func() error { return c.look(s, a, r) })
	r.PeakMiB = peakMemory()
	return r, err
}

// record records them, and returns how many bytes were said.
func (c BenchWords) record(s *session, a *app.App) (bytes int, err error) {
	bar := s.progress("recording", int64(c.Interactions))
	defer bar.end()
	t := newTalk(c.Interactions)
	for t.n < c.Interactions {
		drafts := make([]interaction.Draft, min(2000, c.Interactions-t.n))
		for i := range drafts {
			drafts[i] = t.next()
			bytes += len(drafts[i].Text)
		}
		if err := a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			got, err := interaction.Record(s.ctx, tx, drafts, interaction.Imported)
			for _, o := range got {
				err = errors.Join(err, o.Problem)
			}
			return err
		}); err != nil {
			return 0, err
		}
		bar.add(len(drafts))
	}
	return bytes, nil
}

// look has clients look for what people look for.
func (c BenchWords) look(s *session, a *app.App, r *WordsFound) error {
	bar := s.progress("looking", int64(c.Requests))
	defer bar.end()
	ctx, stop := context.WithCancelCause(s.ctx)
	defer stop(nil)
	var mu sync.Mutex
	waits := make([][]time.Duration, len(lookedFor))
	busy := processorTime()
	var clients sync.WaitGroup
	for client := range c.Clients {
		clients.Go(func() {
			dice := rand.New(rand.NewPCG(7, uint64(client)))
			for i := range (c.Requests + c.Clients - 1) / c.Clients {
				k := i % len(lookedFor)
				q := wordsroom.Question{Words: lookedFor[k].of(dice, c.Interactions)}
				began := time.Now()
				err := a.Office.View(ctx, company.System, func(tx *company.Tx) error {
					_, err := a.Words.Find(ctx, tx, q, interaction.Newest, 50)
					return err
				})
				wait := time.Since(began)
				if err != nil {
					stop(err)
					return
				}
				mu.Lock()
				waits[k] = append(waits[k], wait)
				mu.Unlock()
				bar.add(1)
			}
		})
	}
	clients.Wait()
	var all []time.Duration
	for k, list := range waits {
		r.Kinds = append(r.Kinds, Found{lookedFor[k].what, waitsOf(list)})
		all = append(all, list...)
	}
	r.All = waitsOf(all)
	r.Processor = float64((processorTime() - busy).Microseconds()) / 1000 / float64(max(1, len(all)))
	return context.Cause(ctx)
}

// table prints what was measured for people.
func (r *WordsFound) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	fmt.Fprintf(w, "recorded\t%s interactions of 25 words in the mean\n", grouped(r.Interactions))
	fmt.Fprintf(w, "followed\t%.1f s; %.1f µs of processor an interaction\n", r.Follow.Seconds, r.Follow.Micros)
	fmt.Fprintf(w, "made anew\t%.1f s; %.1f µs of processor an interaction\n", r.Anew.Seconds, r.Anew.Micros)
	fmt.Fprintf(w, "file\t%.0f bytes an interaction, %.0f %% of what was said\n", r.Bytes, 100*r.Share)
	fmt.Fprintf(w, "measured\t%s pages of 50, %d clients at once; %.1f ms of processor a page\n", grouped(r.All.Requests), r.Clients, r.Processor)
	fmt.Fprintf(w, "memory\t%.0f MiB at most\n\n", r.PeakMiB)
	fmt.Fprintln(w, "ms\tp50\tp95\tp99\tmost")
	for _, x := range append(r.Kinds, Found{"all", r.All}) {
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.1f\t%.1f\n", x.What, x.P50, x.P95, x.P99, x.Max)
	}
	return w.Flush()
}
