package cli

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"os"
	"sync/atomic"
	"time"

	"regard/internal/app"
	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
)

// run is one call of an import: it may have several inputs.
type run struct {
	*session
	Importing
	app     *app.App
	bar     *meter
	tallies []*tally
	seen    map[uint64]bool // what a dry run would have recorded by now
	seed    maphash.Seed

	news     bool // what happened within the last day counts as news
	counting bool // the inputs are only counted
}

// load is an input on its way in.
type load[D any] struct {
	name  string
	input inbound.Input[D]
	kept  keeper
	write func(ctx context.Context, tx *company.Tx, drafts []D) ([]interaction.Outcome, error)
	key   func(D) string // by which a row is known again
	sized bool           // the bar moves by the rows' sizes, not by what is read of a file
}

func (r *run) interactions(name string, in inbound.Input[interaction.Draft], kept keeper) load[interaction.Draft] {
	return load[interaction.Draft]{name: name, input: in, kept: kept,
		write: func(ctx context.Context, tx *company.Tx, drafts []interaction.Draft) ([]interaction.Outcome, error) {
			if r.news {
				return interaction.Record(ctx, tx, drafts, interaction.Live)
			}
			return interaction.Record(ctx, tx, drafts, interaction.Imported)
		},
		key: func(d interaction.Draft) string { return d.Source + ":" + d.SourceRef }}
}

// importing opens the house, lets bring bring its inputs in, says what came of
// them, and returns that.
func (s *session) importing(flags Importing, bring func(*run) error) (r *run, err error) {
	r = &run{session: s, Importing: flags, bar: &meter{}, seen: map[uint64]bool{}, seed: maphash.MakeSeed()}
	return r, s.within(func(a *app.App) error {
		r.app = a
		if info, err := os.Stat(flags.Refused); flags.Refused != "" && (err != nil || !info.IsDir()) {
			return fmt.Errorf("--refused: there is no directory %s", flags.Refused)
		}
		err := bring(r)
		r.bar.end()
		r.report(errors.Is(err, context.Canceled))
		if err == nil {
			err = r.refusals()
		}
		return err
	})
}

// inFile says in which file something went wrong.
func inFile(path string, err error) error {
	return fmt.Errorf("%s: %s", path, words(err))
}

// unpack opens a file's text and moves the bar as it is read.
func (r *run) unpack(path string, f *os.File) (io.Reader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a directory", path)
	}
	r.meter(path, info.Size())
	in, err := inbound.Unpack(io.TeeReader(f, r.bar))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return in, nil
}

// ahead is how many chunks are read and parsed while one is recorded.
const ahead = 4

// bring brings an input in, chunk by chunk, each in a transaction of its own.
func bring[D any](r *run, in load[D]) (err error) {
	t := &tally{name: in.name, reasons: map[string]*reason{}, customers: map[int64]bool{}, started: time.Now()}
	r.tallies = append(r.tallies, t)
	defer func() {
		t.took, t.where = time.Since(t.started), in.kept.where()
		err = errors.Join(err, in.kept.close())
	}()
	counted := &counted[D]{Input: in.input}
	for chunk, err := range inbound.Chunks(r.ctx, counted, ahead) {
		if err != nil {
			return stopped(in.name, err)
		}
		answers, err := answer(r, in, chunk)
		if err != nil {
			return err
		}
		for i, a := range answers {
			t.count(a, chunk[i].Row)
		}
		for i, a := range answers {
			if a.Status == interaction.Refused {
				if err := in.kept.keep(chunk[i].Row, a.Problem); err != nil {
					return fmt.Errorf("what is refused cannot be kept (--refused names another directory): %w", err)
				}
			}
			if in.sized {
				r.bar.add(chunk[i].Size())
			}
		}
		r.bar.rows(t)
	}
	return t.check(int(counted.rows.Load()))
}

// stopped says why an input was not read to its end.
func stopped(name string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%s cannot be read on: %w", name, err)
}

// counted counts an input's rows as they come out of it, so that those that
// are answered can be held against them.
type counted[D any] struct {
	inbound.Input[D]
	rows atomic.Int64
}

// Rows implements inbound.Input.
func (c *counted[D]) Rows() iter.Seq2[inbound.Row, error] {
	return func(yield func(inbound.Row, error) bool) {
		for row, err := range c.Input.Rows() {
			if !row.IsZero() {
				c.rows.Add(1)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
