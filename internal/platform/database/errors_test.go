package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"regard/internal/platform/problem"
)

// Who shares a transaction with somebody for whom SQLite gives it up is done
// again by himself.
func TestWhoSharesATransactionThatIsGivenUpIsDoneAgain(t *testing.T) {
	db, _ := openNotes(t)
	shared, begun := make(chan error, 1), make(chan struct{})
	go func() {
		waited := false
		shared <- db.Update(t.Context(), func(tx *Tx) error {
			if !waited {
				waited = true
				close(begun)
				for len(db.writer.queue) == 0 && t.Context().Err() == nil {
					time.Sleep(time.Millisecond)
				}
			}
			_, err := tx.Exec(t.Context(), `INSERT INTO note (id, words) VALUES (1, 'shared')`)
			return err
		})
	}()
	<-begun
	err := db.Update(t.Context(), func(tx *Tx) error {
		tx.writer.do("ROLLBACK") //nolint:errcheck // by himself he has none
		return fmt.Errorf("in a statement: %w", sqlite3.Error{Code: sqlite3.ErrIoErr})
	})
	if p := problem.Of(err); p == nil || p.Code != "database.disk" {
		t.Errorf("%v", err)
	}
	if err := <-shared; err != nil {
		t.Errorf("who shared it: %v", err)
	}
	if n := notes(t, db); n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
}

// When the disk fails in the middle of a transaction SQLite gives up all of it,
// the callers' savepoints too. Each hears of the disk, and the next is served.
func TestWhoseTransactionWasGivenUpHearsWhy(t *testing.T) {
	db, err := Open(t.Context(), Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "regard.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(t.Context(), func(tx *Tx) error {
		if err := tx.writer.do("ROLLBACK"); err != nil {
			return err
		}
		return fmt.Errorf("in a statement: %w", sqlite3.Error{Code: sqlite3.ErrIoErr})
	})
	if p := problem.Of(err); p == nil || p.Code != "database.disk" {
		t.Errorf("%v", err)
	}
	if err := db.Update(t.Context(), func(*Tx) error { return nil }); err != nil {
		t.Errorf("the next: %v", err)
	}
}

func TestWhatPassesIsSaidToPass(t *testing.T) {
	db := &DB{}
	for _, c := range []struct {
		err  error
		code string // "": it is ours
	}{
		{sqlite3.Error{Code: sqlite3.ErrFull}, "database.full"},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, "database.busy"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr}, "database.disk"},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen}, "database.disk"},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, "database.disk"}, // what a block that cannot be read is called
		{sqlite3.Error{Code: sqlite3.ErrConstraint, ExtendedCode: sqlite3.ErrConstraintUnique}, "database.taken"},
		{sqlite3.Error{Code: sqlite3.ErrError}, ""},
		{&pgconn.PgError{Code: "53100"}, "database.full"},
		{&pgconn.PgError{Code: "53200"}, "database.unreachable"},
		{&pgconn.PgError{Code: "57P01"}, "database.unreachable"},
		{&pgconn.PgError{Code: "08006"}, "database.unreachable"},
		{&pgconn.PgError{Code: "58030"}, "database.disk"},
		{&pgconn.PgError{Code: "XX001"}, "database.disk"},
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
