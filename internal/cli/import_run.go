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
	intake  *interaction.Intake
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
	send  func(drafts []D) sending // the same in a transaction of its own, waited for later; nil: there is none
	key   func(D) string           // by which a row is known again
	sized bool                     // the bar moves by the rows' sizes, not by what is read of a file
}

// sending is what was sent and is waited for.
type sending interface {
	Wait(context.Context) ([]interaction.Outcome, error)
}

func (r *run) interactions(name string, in inbound.Input[interaction.Draft], kept keeper) load[interaction.Draft] {
	origin := interaction.Imported
	if r.news {
		origin = interaction.Live
	}
	return load[interaction.Draft]{name: name, input: in, kept: kept,
		write: func(ctx context.Context, tx *company.Tx, drafts []interaction.Draft) ([]interaction.Outcome, error) {
			return interaction.Record(ctx, tx, drafts, origin)
		},
		send: func(drafts []interaction.Draft) sending {
			return r.intake.Send(company.System, drafts, origin)
		},
		key: func(d interaction.Draft) string { return d.Source + ":" + d.SourceRef }}
}

func (s *session) run(flags Importing) *run {
	return &run{session: s, Importing: flags, bar: &meter{}, seen: map[uint64]bool{}, seed: maphash.MakeSeed()}
}

// into says what the inputs go into.
func (r *run) into(a *app.App) { r.app, r.intake = a, interaction.NewIntake(a.Office) }

// importing opens the house, lets bring bring its inputs in, says what came of
// them, and returns that.
func (s *session) importing(flags Importing, bring func(*run) error) (r *run, err error) {
	r = s.run(flags)
	return r, s.within(func(a *app.App) error {
		r.into(a)
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

// How many chunks are in memory: read and parsed ahead, and sent and not answered
// yet. While some are recorded the next are made ready.
const (
	ahead  = 2
	inLine = 4
)

// bring brings an input in, chunk by chunk, each in a transaction of its own or,
// sent while others were recorded, in one with theirs. However it ends, what was
// sent is waited for and counted.
func bring[D any](r *run, in load[D]) (err error) {
	t := &tally{name: in.name, reasons: map[string]*reason{}, customers: map[int64]bool{}, started: time.Now()}
	r.tallies = append(r.tallies, t)
	defer func() {
		t.took, t.where = time.Since(t.started), in.kept.where()
		err = errors.Join(err, in.kept.close())
	}()
	most := inLine
	if in.send == nil || r.DryRun {
		in.send, most = nil, 1
	}
	counted := &counted[D]{Input: in.input}
	var line []*given[D]
	settle := func() error {
		first := line[0]
		line = line[1:]
		return settled(r, in, first, t)
	}
	for chunk, err := range inbound.Chunks(r.ctx, counted, ahead) {
		if err == nil {
			if line = append(line, give(in, chunk)); len(line) < most {
				continue
			}
			err = settle()
		} else {
			err = stopped(in.name, err)
		}
		if err != nil {
			for len(line) > 0 {
				err = errors.Join(err, settle())
			}
			return err
		}
	}
	for len(line) > 0 {
		err = errors.Join(err, settle())
	}
	if err != nil {
		return err
	}
	return t.check(int(counted.rows.Load()))
}

// settled waits for a chunk's answers, counts them and keeps what is refused.
func settled[D any](r *run, in load[D], g *given[D], t *tally) error {
	answers, err := answer(r, in, g)
	if err != nil {
		return err
	}
	for i, a := range answers {
		t.count(a, g.chunk[i].Row)
	}
	for i, a := range answers {
		if a.Status == interaction.Refused {
			if err := in.kept.keep(g.chunk[i].Row, a.Problem); err != nil {
				return fmt.Errorf("what is refused cannot be kept (--refused names another directory): %w", err)
			}
		}
		if in.sized {
			r.bar.add(g.chunk[i].Size())
		}
	}
	r.bar.rows(t)
	return nil
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
