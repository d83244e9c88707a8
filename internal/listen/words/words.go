// Package words finds interactions by what was said in them, over the whole
// company, the latest first.
//
// A follower of the journal keeps, in a concordance in this server's data
// directory, which interactions have which words. How far it has come stands in
// the same file and moves in the same transaction, so that nothing is skipped
// or counted twice. The file is this server's own, also on PostgreSQL, and no
// part of a backup: where it is missing, damaged, or has followed another
// journal than the database's, it is made anew from the interactions, the
// newest first, while what comes in is followed.
//
// The file only says where to look. What is shown is read from the ledger in
// the reader's own transaction, and left out unless it is there for him and
// says so: what is void, erased, of no customer, or not his to see.
package words

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/concordance"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Index is the company's words, in a file. A nil Index finds nothing.
type Index struct {
	office *company.Office
	path   string
	log    *slog.Logger

	mu   sync.RWMutex // held to read or write the file; locked to open another
	file *concordance.File
}

// New names where the words are kept; nothing is opened yet.
func New(o *company.Office, path string, log *slog.Logger) *Index {
	return &Index{office: o, path: path, log: log}
}

// Close closes the file.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.shut()
}

func (x *Index) shut() (err error) {
	if x.file != nil {
		err = x.file.Close()
	}
	x.file = nil
	return err
}

// errNone says that there is no file, and that none was to be made.
var errNone = errors.New("no words are kept here")

// with runs fn on the file. Where there is none it is made, or errNone comes
// back. A damaged one is removed, and one that was removed or replaced
// by others is opened again.
func (x *Index) with(ctx context.Context, create bool, fn func(*concordance.File) error) error {
	if x == nil {
		return errNone
	}
	for attempt := 0; ; attempt++ {
		err := x.once(ctx, create, fn)
		if !errors.Is(err, concordance.ErrDamaged) || attempt > 0 {
			return err
		}
		x.log.Warn("the file of words is damaged: it is made anew", "problem", err)
		x.mu.Lock()
		err = errors.Join(x.shut(), concordance.Remove(x.path))
		x.mu.Unlock()
		if err != nil {
			return err
		}
	}
}

func (x *Index) once(ctx context.Context, create bool, fn func(*concordance.File) error) error {
	x.mu.RLock()
	if x.file != nil && x.file.Current() {
		defer x.mu.RUnlock()
		return fn(x.file)
	}
	x.mu.RUnlock()
	if err := x.open(ctx, create); err != nil {
		return err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.file == nil {
		return errNone
	}
	return fn(x.file)
}

func (x *Index) open(ctx context.Context, create bool) (err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.file != nil && x.file.Current() {
		return nil // somebody else was quicker
	}
	if err := x.shut(); err != nil {
		return err
	}
	if !create {
		if _, err := os.Stat(x.path); errors.Is(err, fs.ErrNotExist) {
			return errNone
		}
	}
	x.file, err = concordance.Open(ctx, x.path)
	return err
}

// Run follows until ctx ends, looking every poll.
func (x *Index) Run(ctx context.Context, poll time.Duration) {
	// Whoever was killed may have left in the log what was to be taken out.
	scrub := true
	for ctx.Err() == nil {
		done, err := x.step(ctx)
		scrub = scrub || done.removed
		if err == nil && scrub {
			if err = x.scrub(ctx); err == nil {
				scrub = false
			}
		}
		if err != nil && ctx.Err() == nil && !busy(err) {
			x.log.Error("words", "problem", err)
		}
		if err == nil && done.more {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(poll):
		}
	}
}

// busy tells whether others had the file for longer than one waits: it is tried
// again, and nobody need know.
func busy(err error) bool {
	p := problem.Of(err)
	return p != nil && p.Code == "database.busy"
}

// CatchUp makes the file where there is none, and follows until every
// interaction's words are in it. said, which may be nil, is told how many are.
func (x *Index) CatchUp(ctx context.Context, said func(n int)) (err error) {
	defer problem.Wrap(&err, "words.CatchUp")
	for done := (stepped{more: true}); done.more; {
		if done, err = x.step(ctx); err != nil {
			return err
		}
		if said != nil {
			said(done.read)
		}
	}
	return x.scrub(ctx)
}

// heldFor is how long Forget waits for transactions that others have open.
const heldFor = 10 * time.Second

// Forget follows what has happened until now and sees to it that what was taken
// away can be read nowhere in the file. Where there is none it has done so.
// Problems: "database.busy" where a transaction that began before stays open, which
// on PostgreSQL hides what was written since.
func (x *Index) Forget(ctx context.Context) (err error) {
	defer problem.Wrap(&err, "words.Forget")
	if x == nil {
		return nil
	}
	var until journal.Position
	if err := x.office.View(ctx, company.System, func(tx *company.Tx) (err error) {
		until, err = journal.Newest(ctx, tx.Tx)
		return err
	}); err != nil {
		return err
	}
	for began := time.Now(); ; {
		var done stepped
		err := x.with(ctx, false, func(f *concordance.File) (err error) {
			done, err = x.follow(ctx, f)
			return err
		})
		if errors.Is(err, errNone) {
			return nil
		}
		if err != nil {
			return err
		}
		if !until.After(done.at) {
			return x.scrub(ctx)
		}
		if done.followed > 0 {
			continue
		}
		if time.Since(began) > heldFor {
			return problem.New(problem.Unavailable, "database.busy", nil)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// scrub tries for a second where somebody reads meanwhile.
func (x *Index) scrub(ctx context.Context) (err error) {
	for range 20 {
		err = x.with(ctx, false, func(f *concordance.File) error { return f.Scrub(ctx) })
		if err == nil || errors.Is(err, errNone) {
			return nil
		}
		if problem.KindOf(err) != problem.Unavailable {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return err
}
