package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"regard/internal/platform/problem"
	"regard/internal/platform/processor"
)

// rowsACommit is how many changed rows callers may share a commit for: some
// nine a recorded interaction, so about 4,500 of these.
const rowsACommit = 40_000

// writer is SQLite's single writer. Callers queue, and those that wait share a
// commit; they are answered when the log is on disk, and meanwhile the writer is
// at the next.
type writer struct {
	db     *DB
	pool   *sql.DB
	conn   *sql.Conn
	turn   *turn
	log    *commitLog
	stmts  map[string]*sql.Stmt
	queue  chan *request
	mu     sync.RWMutex // closed against sends
	closed bool
}

// request is one caller's function waiting for its transaction.
type request struct {
	ctx   context.Context
	fn    func(*Tx) error
	tx    *Tx
	err   error
	reply chan struct{}
}

func openWriter(ctx context.Context, db *DB, path, dsn string) (*writer, error) {
	pool, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	conn, err := pool.Conn(ctx)
	if err != nil {
		pool.Close()
		return nil, err
	}
	// The log is copied into the file beside the writer, by commitLog. Beginning
	// anew it is written over, and cut only where it had grown beyond measure.
	// The version is read only to have the log opened: nobody can take it away then.
	for _, statement := range []string{"PRAGMA wal_autocheckpoint=0", fmt.Sprintf("PRAGMA journal_size_limit=%d", 2*longFrom*pageSize), "PRAGMA schema_version"} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return nil, errors.Join(err, pool.Close())
		}
	}
	turn, err := openTurn(path)
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	log, err := openCommitLog(db, path)
	if err != nil {
		return nil, errors.Join(err, turn.close(), pool.Close())
	}
	w := &writer{db: db, pool: pool, conn: conn, turn: turn, log: log, stmts: map[string]*sql.Stmt{}, queue: make(chan *request, 1024)}
	go w.run()
	return w, nil
}

func (w *writer) update(ctx context.Context, fn func(*Tx) error) error {
	r := &request{ctx: ctx, fn: fn, reply: make(chan struct{})}
	if err := w.send(r); err != nil {
		return err
	}
	<-r.reply
	if r.err != nil {
		return r.err
	}
	for _, after := range r.tx.after {
		after()
	}
	return nil
}

func (w *writer) send(r *request) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return problem.New(problem.Unavailable, "database.closed", nil)
	}
	select {
	case w.queue <- r:
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

func (w *writer) close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed = true
	close(w.queue)
	w.mu.Unlock()
	<-w.log.done
	// A connection with open statements would live on, and keep its log.
	for _, stmt := range w.stmts {
		stmt.Close()
	}
	return errors.Join(w.log.close(), w.conn.Close(), w.pool.Close(), w.turn.close())
}

// run takes callers off the queue until the writer is closed.
func (w *writer) run() {
	processor.GiveWay()
	defer w.log.end()
	for r := range w.queue {
		w.share(r)
	}
}

// share runs the first caller and all that wait behind it, up to rowsACommit
// rows, in one transaction. If that transaction is lost as a whole, each
// caller's function runs again in one of its own.
func (w *writer) share(first *request) {
	group, err := w.attempt(first, true)
	if err != nil {
		for _, r := range group {
			if _, err := w.attempt(r, false); err != nil {
				r.err = err
			}
		}
	}
	w.log.answer(group)
}

func (w *writer) attempt(first *request, more bool) (group []*request, err error) {
	w.turn.take()
	defer w.turn.give()
	group = []*request{first}
	if err := w.log.begin(w); err != nil {
		return group, w.db.classify(err)
	}
	if err := w.do("BEGIN IMMEDIATE"); err != nil {
		return group, w.db.classify(err)
	}
	now := w.db.Now()
	var rows int64
	for r := first; r != nil; {
		if r != first {
			if err := w.one(r, now); err != nil {
				w.do("ROLLBACK") //nolint:errcheck // the transaction is lost already
				return group, w.db.classify(err)
			}
		} else if w.first(r, now); r.err != nil {
			w.do("ROLLBACK") //nolint:errcheck // SQLite may have given the transaction up itself
			return group, nil
		}
		rows += r.tx.changed
		r = nil
		if more && rows < rowsACommit {
			select {
			case next, ok := <-w.queue:
				if ok {
					r = next
					group = append(group, r)
				}
			default:
			}
		}
	}
	if err := w.do("COMMIT"); err != nil {
		w.do("ROLLBACK") //nolint:errcheck // as above
		return group, w.db.classify(err)
	}
	w.log.grew(rows)
	for _, r := range group {
		if r.err == nil {
			for _, fn := range r.tx.read {
				fn()
			}
		}
	}
	return group, nil
}

// first runs the function of the transaction's first caller, with whom all of it is
// undone. A savepoint would have SQLite put a copy of every page that he changes
// aside, in a file when they are many.
func (w *writer) first(r *request, now time.Time) {
	r.tx, r.err = &Tx{Now: now, db: w.db, writer: w}, r.ctx.Err()
	if r.err == nil {
		r.err = w.db.classify(guard(r.ctx, r.fn, r.tx))
	}
}

// one runs another caller's function in a savepoint. It returns an error only if
// the whole transaction is lost; the caller's own error is in r.err.
func (w *writer) one(r *request, now time.Time) error {
	r.tx, r.err = &Tx{Now: now, db: w.db, writer: w}, r.ctx.Err()
	if r.err != nil {
		return nil
	}
	if err := w.do("SAVEPOINT caller"); err != nil {
		return err
	}
	if r.err = guard(r.ctx, r.fn, r.tx); r.err != nil {
		r.err = w.db.classify(r.err)
		if err := w.do("ROLLBACK TO caller"); err != nil {
			if problem.KindOf(r.err) == problem.Unavailable {
				return r.err // SQLite gave the transaction up when its disk failed: that is why there is nothing to go back to
			}
			return err
		}
	}
	return w.do("RELEASE caller")
}

// guard runs a caller's function and writes what was to be written last. It turns a
// panic into the caller's error, so that the others live.
func guard(ctx context.Context, fn func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.writeLast(ctx)
}

func (w *writer) do(statement string) error {
	stmt, err := w.prepare(statement)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(context.Background())
	return err
}

// prepare returns the statement, prepared once for the writer's connection.
// Only the writer's goroutine calls it.
func (w *writer) prepare(query string) (*sql.Stmt, error) {
	if s, ok := w.stmts[query]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), query)
	if err == nil {
		w.stmts[query] = s
	}
	return s, err
}
