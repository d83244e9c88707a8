package database

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// turn is where processes that write to one SQLite file queue. Its own lock is
// taken by whoever asks in the right moment, and a server that is never idle
// leaves no such moment: a short command beside it would wait until its
// patience ends. So each takes the lock next, then the lock now, lets next go,
// and writes; who has just written finds next taken by the one that waits.
// Whoever dies lets go of both.
type turn struct{ next, now *os.File }

const (
	patience = 10 * time.Second // how long a writer waits for another process, as for SQLite's own lock
	look     = time.Millisecond
)

func openTurn(path string) (t *turn, err error) {
	t = &turn{}
	if t.next, err = os.OpenFile(path+"-next", os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, err
	}
	if t.now, err = os.OpenFile(path+"-turn", os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, errors.Join(err, t.next.Close())
	}
	return t, nil
}

// take waits for the turn. Who waits too long goes on without it, and SQLite's
// own lock decides.
func (t *turn) take() {
	end := time.Now().Add(patience)
	if lockBefore(t.next, end) {
		lockBefore(t.now, end)
		unlock(t.next)
	}
}

// give lets the turn go to whoever waits.
func (t *turn) give() { unlock(t.now) }

func (t *turn) close() error { return errors.Join(t.next.Close(), t.now.Close()) }

func lockBefore(f *os.File, end time.Time) bool {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return err == nil // a file system without locks has no turns
		}
		if time.Now().After(end) {
			return false
		}
		time.Sleep(look)
	}
}

func unlock(f *os.File) { syscall.Flock(int(f.Fd()), syscall.LOCK_UN) } //nolint:errcheck // it may not be held
