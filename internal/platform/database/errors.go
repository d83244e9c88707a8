package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"regard/internal/platform/problem"
)

// classify recognises the driver's errors by code. What passes (busy, lost
// connection, a full or failing disk) becomes Unavailable, so that the caller is told to
// come again; a unique key that is taken becomes Conflict.
func (db *DB) classify(err error) error {
	if err == nil || problem.Of(err) != nil {
		return err
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		switch e.Code {
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			return problem.New(problem.Unavailable, "database.busy", nil).Because(err)
		case sqlite3.ErrFull:
			return problem.New(problem.Unavailable, "database.full", nil).Because(err)
		case sqlite3.ErrIoErr, sqlite3.ErrCantOpen, sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
			// A block that the disk does not give back is called corrupt as well.
			return problem.New(problem.Unavailable, "database.disk", nil).Because(err)
		case sqlite3.ErrConstraint:
			if e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey {
				return problem.New(problem.Conflict, "database.taken", nil).Because(err)
			}
		}
		return err
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "23505":
			return problem.New(problem.Conflict, "database.taken", nil).Because(err)
		case "22021", "22P05": // bytes that no text has; rooms refuse them by field before
			return problem.New(problem.Invalid, "field.bytes", nil).Because(err)
		case "53100":
			return problem.New(problem.Unavailable, "database.full", nil).Because(err)
		case "58030", "XX001", "XX002": // it cannot read or write its files; what is in them is damaged
			return problem.New(problem.Unavailable, "database.disk", nil).Because(err)
		}
		switch e.Code[:min(2, len(e.Code))] {
		case "08", "53", "57": // connection, resources, an operator: all of them pass
			return problem.New(problem.Unavailable, "database.unreachable", nil).Because(err)
		}
		return err
	}
	if lost(err) {
		return problem.New(problem.Unavailable, "database.unreachable", nil).Because(err)
	}
	return err
}

// lost tells whether the connection went away: it was cut while something was
// sent or read, or was found closed. What was under way may have been committed
// or not; whoever asked finds out by asking again.
func lost(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	_, network := errors.AsType[net.Error](err)
	return network || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}

// passing tells whether the same function may well succeed if run again.
func (db *DB) passing(err error) bool {
	if errors.Is(err, ErrAgain) {
		return true
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "40001" || e.Code == "40P01"
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		return e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked
	}
	return false
}
