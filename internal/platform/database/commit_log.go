package database

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"regard/internal/platform/problem"
	"regard/internal/platform/processor"
)

// commitLog is SQLite's log beside its file, as the writer commits to it. The
// writer does not wait for the disk: what it committed is forced to disk here, all
// that came since the last time at once, and only then are the callers answered.
// Here the log is also copied into the file, on a connection of its own.
type commitLog struct {
	db        *DB
	file      *os.File // the log
	committed chan []*request
	done      chan struct{} // closed when all are answered

	// In doubt is what was committed when the disk refused: the system may have
	// forgotten what it could not write, and say yes the next time. Nobody is
	// answered until everything has been copied into the file, and that forced.
	doubt atomic.Bool

	rows, commits int64 // since the log was looked at; the writer's
	look          chan struct{}
	copying       chan struct{} // closed when nothing is copied any more
	long          atomic.Bool   // the writer must let the log begin anew
}

const (
	pageSize   = 4096
	copiedFrom = 16_384 // pages in the log from which on it is copied: 64 MiB, for the same pages are written over and over
	longFrom   = 32_768 // pages from which on the writer has it begin anew, as it only grows while it is written
	lookRows   = 4_000  // the log is looked at after so many rows,
	lookOften  = 500    // or so many commits
)

func openCommitLog(db *DB, path string) (*commitLog, error) {
	// Nobody locks this file, so that it may be open twice: SQLite's locks are on
	// the others. It is there as long as a connection is.
	file, err := os.OpenFile(filepath.Clean(path+"-wal"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	l := &commitLog{db: db, file: file, committed: make(chan []*request, 64), done: make(chan struct{}), look: make(chan struct{}, 1), copying: make(chan struct{})}
	go l.force()
	go l.copy()
	return l, nil
}

// answer has callers answered when all that was committed is on disk.
func (l *commitLog) answer(group []*request) { l.committed <- group }

// end says that nothing more will be committed.
func (l *commitLog) end() {
	close(l.committed)
	close(l.look)
}

// close waits until nothing is copied any more.
func (l *commitLog) close() error {
	<-l.copying
	return l.file.Close()
}

// force forces the log to disk and answers whoever waited for it.
func (l *commitLog) force() {
	defer close(l.done)
	for group := range l.committed {
		for more := true; more; {
			select {
			case next, ok := <-l.committed:
				group, more = append(group, next...), ok
			default:
				more = false
			}
		}
		err := l.forced()
		for _, r := range group {
			if r.err == nil {
				r.err = err
			}
			close(r.reply)
		}
	}
}

func (l *commitLog) forced() error {
	if l.doubt.Load() {
		return problem.New(problem.Unavailable, "database.disk", nil).Because(errors.New("the log was not forced to disk before"))
	}
	if err := force(l.file); err != nil {
		l.doubt.Store(true)
		return problem.New(problem.Unavailable, "database.disk", nil).Because(fmt.Errorf("force the log to disk: %w", err))
	}
	return nil
}

// begin does, before the writer's next transaction, what must not happen beside
// one: it settles a doubt, and has a log that grew long begin anew.
func (l *commitLog) begin(w *writer) error {
	if l.doubt.Load() {
		copied, err := checkpoint(w, "TRUNCATE", patience)
		if err == nil && !copied {
			err = problem.New(problem.Unavailable, "database.busy", nil)
		}
		if err != nil {
			return err
		}
		l.doubt.Store(false)
	}
	if l.long.Swap(false) {
		// Who reads for longer than this is not waited for: then the log grows on.
		if _, err := checkpoint(w, "RESTART", 50*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// checkpoint copies the log on the writer's connection, waiting for readers for so
// long, and tells whether all was copied.
func checkpoint(w *writer, mode string, wait time.Duration) (whole bool, err error) {
	ctx := context.Background()
	if _, err := w.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout=%d", wait.Milliseconds())); err != nil {
		return false, err
	}
	var busy, pages, copied int
	err = w.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint("+mode+")").Scan(&busy, &pages, &copied)
	_, reset := w.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout=%d", patience.Milliseconds()))
	return busy == 0, errors.Join(err, reset)
}

// grew says that a commit changed so many rows.
func (l *commitLog) grew(rows int64) {
	l.rows, l.commits = l.rows+rows, l.commits+1
	if l.rows < lookRows && l.commits < lookOften {
		return
	}
	l.rows, l.commits = 0, 0
	select {
	case l.look <- struct{}{}:
	default:
	}
}

// copy copies the log into the file whenever it has grown by enough, beside the
// writer.
func (l *commitLog) copy() {
	processor.GiveWay()
	defer close(l.copying)
	ctx := context.Background()
	for range l.look {
		var busy, pages, copied int
		if err := l.db.read.QueryRowContext(ctx, "PRAGMA wal_checkpoint(NOOP)").Scan(&busy, &pages, &copied); err != nil {
			l.db.log.Warn("log not looked at", "error", err)
			continue
		}
		if pages-copied >= copiedFrom {
			if err := l.db.read.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &pages, &copied); err != nil {
				l.db.log.Warn("log not copied", "error", err)
				continue
			}
			l.long.Store(pages >= longFrom)
		}
	}
}
