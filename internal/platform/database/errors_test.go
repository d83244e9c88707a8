package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"regard/internal/platform/problem"
)

func TestWhatPassesIsSaidToPass(t *testing.T) {
	db := &DB{}
	for _, c := range []struct {
		err  error
		code string // "": it is ours
	}{
		{sqlite3.Error{Code: sqlite3.ErrFull}, "database.full"},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, "database.busy"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr}, "database.unreachable"},
		{sqlite3.Error{Code: sqlite3.ErrConstraint, ExtendedCode: sqlite3.ErrConstraintUnique}, "database.taken"},
		{sqlite3.Error{Code: sqlite3.ErrError}, ""},
		{&pgconn.PgError{Code: "53100"}, "database.full"},
		{&pgconn.PgError{Code: "53200"}, "database.unreachable"},
		{&pgconn.PgError{Code: "57P01"}, "database.unreachable"},
		{&pgconn.PgError{Code: "08006"}, "database.unreachable"},
		{&pgconn.PgError{Code: "58030"}, "database.unreachable"},
		{&pgconn.PgError{Code: "23505"}, "database.taken"},
		{&pgconn.PgError{Code: "42601"}, ""},
		{io.ErrUnexpectedEOF, "database.unreachable"}, // the connection was cut while an answer was read
		{driver.ErrBadConn, "database.unreachable"},
		{sql.ErrConnDone, "database.unreachable"},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, "database.unreachable"},
		{context.Canceled, ""},
		{fmt.Errorf("read: %w", context.DeadlineExceeded), ""},
		{errors.New("a slip"), ""},
	} {
		p := problem.Of(db.classify(fmt.Errorf("in a statement: %w", c.err)))
		if (p == nil) != (c.code == "") || p != nil && p.Code != c.code {
			t.Errorf("%v: %v, want %q", c.err, p, c.code)
		}
	}
}
