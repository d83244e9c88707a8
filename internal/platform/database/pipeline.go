package database

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// pipeline is a transaction on PostgreSQL of which nothing is sent before an answer
// is needed: what begins it, and what is only written, goes with the question that
// comes next, and what is left with the commit, in one round trip each.
type pipeline struct {
	conn     *pgx.Conn
	batch    *pgx.Batch // what was not sent yet
	answered bool       // the server answered something of it
	failed   error      // what was wrong with something that was sent: nothing is done after it

	now     *reading         // whose turn it is, where several read together
	asked   map[int]asked    // by place in the batch: who waits for an answer
	results pgx.BatchResults // what is answered in turns
}

func begin(conn *pgx.Conn, statement string) *pipeline {
	p := &pipeline{conn: conn, batch: &pgx.Batch{}}
	p.batch.Queue(statement)
	return p
}

// write has a statement sent with what comes next. What is wrong with it is said then.
func (p *pipeline) write(query string, args []any) { p.batch.Queue(query, args...) }

// sent sends what was not sent yet, and reads the answers to all but the last few of it.
// Whoever has read those ends it.
func (p *pipeline) sent(ctx context.Context, few int) (pgx.BatchResults, error) {
	if p.failed != nil {
		return nil, p.failed
	}
	batch := p.batch
	p.batch = &pgx.Batch{}
	results := p.conn.SendBatch(ctx, batch)
	for _, q := range batch.QueuedQueries[:batch.Len()-few] {
		if err := p.done(results, q); err != nil {
			return nil, p.end(results, err)
		}
	}
	return results, nil
}

// send is sent where the last answers are read at once.
func (p *pipeline) send(ctx context.Context, few int, read func(pgx.BatchResults) error) error {
	results, err := p.sent(ctx, few)
	if err != nil {
		return err
	}
	return p.end(results, read(results))
}

// done reads the answer to what was sent before what is answered now.
func (p *pipeline) done(results pgx.BatchResults, q *pgx.QueuedQuery) (err error) {
	if _, err = results.Exec(); err != nil {
		return fmt.Errorf("%w in %s", err, brief(q.SQL))
	}
	p.answered = true
	return nil
}

// end ends reading answers, of which one may have been wrong: then so is the end.
func (p *pipeline) end(results pgx.BatchResults, err error) error {
	if closed := results.Close(); err == nil {
		err = closed
	}
	p.failed = err
	return err
}

// flush sends what was not sent yet.
func (p *pipeline) flush(ctx context.Context) error {
	if p.batch.Len() == 0 {
		return p.failed
	}
	return p.send(ctx, 0, func(pgx.BatchResults) error { return nil })
}

// exec runs a statement and tells how many rows it changed.
func (p *pipeline) exec(ctx context.Context, query string, args []any) (n int64, err error) {
	if p.now != nil {
		p.batch.Queue(query, args...)
		results, err := p.await(1)
		if err != nil {
			return 0, err
		}
		tag, err := results.Exec()
		return tag.RowsAffected(), err
	}
	if len(args) == 0 || p.batch.Len() == 0 { // without arguments it may be several
		if err := p.flush(ctx); err != nil {
			return 0, err
		}
		tag, err := p.conn.Exec(ctx, query, args...)
		return tag.RowsAffected(), err
	}
	p.batch.Queue(query, args...)
	err = p.send(ctx, 1, func(results pgx.BatchResults) error {
		tag, err := results.Exec()
		n = tag.RowsAffected()
		return err
	})
	return n, err
}

// query runs a query.
func (p *pipeline) query(ctx context.Context, query string, args []any) (cursor, error) {
	if p.now != nil {
		p.batch.Queue(query, args...)
		results, err := p.await(1)
		if err != nil {
			return nil, err
		}
		rows, err := results.Query()
		return &pgRows{Rows: rows}, err
	}
	if p.batch.Len() == 0 {
		if p.failed != nil {
			return nil, p.failed
		}
		rows, err := p.conn.Query(ctx, query, args...)
		return &pgRows{Rows: rows}, err
	}
	p.batch.Queue(query, args...)
	results, err := p.sent(ctx, 1)
	if err != nil {
		return nil, err
	}
	rows, err := results.Query()
	if err != nil {
		return nil, p.end(results, err)
	}
	return &pgRows{Rows: rows, end: func(err error) error { return p.end(results, err) }}, nil
}

// many runs a statement once for each list of arguments, all in one round trip, and
// calls fn for each row of each.
func (p *pipeline) many(ctx context.Context, query string, args [][]any, fn func(i int, r *Rows) error) error {
	for _, a := range args {
		p.batch.Queue(query, a...)
	}
	read := func(results pgx.BatchResults) (failed error) {
		for i := range args {
			rows, err := results.Query()
			for r := (&Rows{rows: &pgRows{Rows: rows}}); err == nil && failed == nil && rows.Next(); {
				failed = fn(i, r)
			}
			rows.Close()
			failed = cmp.Or(failed, err, rows.Err())
		}
		return failed
	}
	if p.now == nil {
		return p.send(ctx, len(args), read)
	}
	results, err := p.await(len(args))
	if err != nil {
		return err
	}
	return read(results)
}

// copy has PostgreSQL copy rows into a table, in its binary form.
func (p *pipeline) copy(ctx context.Context, table string, columns []string, rows pgx.CopyFromSource) (int64, error) {
	if p.now != nil {
		return 0, errTogether
	}
	if err := p.flush(ctx); err != nil {
		return 0, err
	}
	return p.conn.CopyFrom(ctx, pgx.Identifier{table}, columns, rows)
}

// commit ends it: what was done is on disk when it returns nil. Where the connection is
// lost meanwhile, nobody knows.
func (p *pipeline) commit(ctx context.Context) error {
	if p.failed != nil {
		return p.failed
	}
	if !p.answered && p.batch.Len() == 1 {
		return nil // nothing was asked or written
	}
	if !p.answered {
		// Who has no answer at all knows by that that nothing was committed (see stale).
		if err := p.flush(ctx); err != nil {
			return err
		}
	}
	p.batch.Queue("commit")
	return p.send(ctx, 1, func(results pgx.BatchResults) error {
		tag, err := results.Exec()
		if err == nil && tag.String() == "ROLLBACK" {
			err = pgx.ErrTxCommitRollback
		}
		return err
	})
}

// rollback ends it without a trace, if it was begun and has not ended.
func (p *pipeline) rollback() {
	if p.conn.IsClosed() || p.conn.PgConn().TxStatus() == 'I' {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	if _, err := p.conn.Exec(ctx, "rollback"); err != nil {
		p.conn.Close(ctx) //nolint:errcheck // whoever has it next would be in this transaction
	}
}

// pgRows gives pgx's rows the shape of database/sql's.
type pgRows struct {
	pgx.Rows
	end func(error) error // ends what they are the last answer of, if anything
}

// Close ends the query.
func (r *pgRows) Close() error {
	r.Rows.Close()
	if r.end == nil {
		return r.Err()
	}
	end := r.end
	r.end = nil
	return end(r.Err())
}

// stale tells whether a transaction failed because the connection that it was given is
// lost, before anything of it was answered: nothing of it was done.
func (p *pipeline) stale(ctx context.Context, err error) bool {
	return err != nil && ctx.Err() == nil && !p.answered && p.conn.IsClosed() && (lost(err) || ended(err))
}

// ended tells whether the server ended the connection: it was stopped, or somebody had
// it ended.
func ended(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && strings.HasPrefix(e.Code, "57P")
}
