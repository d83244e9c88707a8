// Package spool is a small durable queue between those who must not wait and
// the database, which sometimes lets wait.
//
// Put appends a line to a file and returns; whatever becomes of the process,
// the line is there. Run hands lines over in batches and removes a file only
// when what was in it has been taken, so that a line is handed over once or,
// after a crash, twice: who takes must know a line that he has taken before. A
// file belongs to the process that holds its lock; what a dead process left is
// taken by whoever looks next. The machine's own death may lose what was put in
// the last moment, for lines are not forced to the disk.
package spool

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"regard/internal/platform/problem"
)

// ErrFull says that nothing is taken away and the spool holds all it may.
var ErrFull = errors.New("the spool is full")

// ErrLong says that a line is longer than a spool takes.
var ErrLong = errors.New("the line is too long for a spool")

const (
	gather  = 50 * time.Millisecond // how long lines are gathered before they are handed over
	retry   = time.Second           // how long to wait when they could not be
	perTake = 1000                  // lines handed over at once, at most
	maxLine = 4 << 10               // bytes of a line
	suffix  = ".lines"
)

// Spool is a directory of lines that wait to be taken. It may be used by many
// at once.
type Spool struct {
	dir  string
	most int64 // bytes that may wait
	log  *slog.Logger
	some chan struct{} // tells Run that there is something

	mu    sync.Mutex
	file  *os.File // the one that is written to
	size  int64    // of it
	aside int64    // of those that are being taken
	full  bool     // said so already
	torn  bool     // the file ends in the middle of a line
}

// Open opens the spool in a directory, which is made if it is not there; most
// is how many bytes may wait.
func Open(dir string, most int64, log *slog.Logger) (s *Spool, err error) {
	defer problem.Wrap(&err, "spool.Open")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	s = &Spool{dir: dir, most: most, log: log, some: make(chan struct{}, 1)}
	if s.file, err = begin(dir); err != nil {
		return nil, err
	}
	s.wake() // perhaps for what another left
	return s, nil
}

// begin makes a file of our own. Between making and locking it another process
// may have taken it for one that was left and removed it; then the next is made.
func begin(dir string) (*os.File, error) {
	for {
		f, err := os.CreateTemp(dir, "*"+suffix)
		if err != nil {
			return nil, err
		}
		if lock(f) && stands(f) {
			return f, nil
		}
		f.Close()
	}
}

// lock takes a file for this process and tells whether it could.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// stands tells whether an open file is still there under its name.
func stands(f *os.File) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(f.Name())
	return err == nil && os.SameFile(open, there)
}

// Put appends a line, which must hold no newline, and does not wait for anybody
// to take it. It returns ErrFull where too much waits, ErrLong for a line of
// more than 4 KiB.
func (s *Spool) Put(line []byte) error {
	if len(line) > maxLine {
		return ErrLong
	}
	b := seal(line)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.file == nil:
		return fs.ErrClosed
	case s.size+s.aside+int64(len(b)) > s.most:
		if !s.full {
			s.log.Error("spool full", "spool", filepath.Base(s.dir), "bytes", s.size+s.aside)
		}
		s.full = true
		return ErrFull
	}
	if s.torn { // what the disk had no room for stays a line of its own
		b = append([]byte{'\n'}, b...)
	}
	n, err := s.file.Write(b) // one write, so that a killed process leaves a line whole or torn at its end
	s.size += int64(n)
	s.torn = n > 0 && n < len(b) || n == 0 && s.torn
	if err != nil {
		return fmt.Errorf("spool.Put: %w", err)
	}
	s.wake()
	return nil
}

func (s *Spool) wake() {
	select {
	case s.some <- struct{}{}:
	default:
	}
}

// Take is handed lines, in the order in which they were put, unless some had to
// be handed over again. It returns nil when it has them for good; else it is
// handed them once more, later.
type Take func(ctx context.Context, lines [][]byte) error

// Run hands lines over as they come until ctx ends, and then those that are
// still there, for which it has a moment.
func (s *Spool) Run(ctx context.Context, take Take) {
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
			defer cancel()
			if err := s.Drain(last, take); err != nil {
				s.log.Warn("spool not drained, its lines stay for the next start", "spool", filepath.Base(s.dir), "problem", err)
			}
			return
		case <-s.some:
		}
		wait(ctx, gather)
		if err := s.Drain(ctx, take); err != nil && ctx.Err() == nil {
			s.log.Warn("spool", "spool", filepath.Base(s.dir), "problem", err)
			s.wake()
			wait(ctx, retry)
		}
	}
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// Drain hands over all that is there, also what a process that died has left.
// What was taken is removed.
func (s *Spool) Drain(ctx context.Context, take Take) (err error) {
	defer problem.Wrap(&err, "spool.Drain")
	if err := s.turn(); err != nil {
		return err
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), suffix) {
			continue
		}
		if err := s.empty(ctx, filepath.Join(s.dir, e.Name()), take); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.aside, s.full = 0, false
	return nil
}

// turn begins a new file where there is something in the one that is written
// to, and lets that one go, so that it can be taken.
func (s *Spool) turn() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil || s.size == 0 {
		return nil
	}
	next, err := begin(s.dir)
	if err != nil {
		return err
	}
	err = s.file.Close()
	s.file, s.aside, s.size, s.torn = next, s.aside+s.size, 0, false
	return err
}

// empty hands over what is in a file and removes it, unless it is somebody's.
func (s *Spool) empty(ctx context.Context, path string, take Take) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if !lock(f) || !stands(f) {
		return nil
	}
	lines, torn, err := read(f)
	if err != nil {
		return err
	}
	if torn > 0 {
		s.log.Warn("spool: unreadable lines left out", "spool", filepath.Base(s.dir), "lines", torn)
	}
	for len(lines) > 0 {
		n := min(perTake, len(lines))
		if err := take(ctx, lines[:n]); err != nil {
			return err
		}
		lines = lines[n:]
	}
	return os.Remove(path)
}

// Close lets the spool's file go. What is in it stays.
func (s *Spool) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	if s.size == 0 {
		return errors.Join(os.Remove(f.Name()), f.Close())
	}
	return f.Close()
}
