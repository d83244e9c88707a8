// Package concordance is a file that says which entries have which words, and
// finds those that have all of several, latest first.
//
// It knows entries by when they were and by their id, and words as they are
// handed over; what they belong to is its owner's business. Entries that are
// put in at once make a volume, which numbers them from the latest to the
// earliest and lists for each word the numbers of those that have it; volumes
// of like size are bound into one, so that there are few. The owner's state,
// such as how far it has followed, is kept in the same transaction. The file
// can always be made anew: it is not forced to the disk with each transaction,
// and one that is damaged says so (ErrDamaged) and is removed.
//
// What is taken out is overwritten, and Scrub takes it out of the log beside
// the file as well.
package concordance

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"regard/internal/platform/problem"
)

// ErrDamaged says that the file cannot be read: remove it and begin anew.
var ErrDamaged = errors.New("the concordance is damaged")

// Key names an entry: when it was, in microseconds since 1970, and its id,
// which is not 0. The later comes first.
type Key struct{ At, ID int64 }

// Compare orders keys as they are found: the latest first, of one instant the
// highest id.
func (k Key) Compare(o Key) int {
	return cmp.Or(cmp.Compare(o.At, k.At), cmp.Compare(o.ID, k.ID))
}

// Entry is what has words. A word may stand in it more than once.
type Entry struct {
	Key
	Words []string
}

// File is an open concordance. Several processes may have it open at once; one
// at a time writes.
type File struct {
	path  string
	made  fs.FileInfo
	write *sql.DB
	read  *sql.DB
}

// layout is the form of the file; one of another form is made anew.
const layout = 1

// Pages are large, so that a row of some 4,000 bytes lies within one.
var tables = []string{
	"PRAGMA page_size=16384",
	"PRAGMA journal_mode=WAL",
	fmt.Sprintf("PRAGMA user_version=%d", layout),
	"CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY, body BLOB NOT NULL)",
	`CREATE TABLE IF NOT EXISTS volume (id INTEGER PRIMARY KEY, entries INTEGER NOT NULL, latest INTEGER NOT NULL, earliest INTEGER NOT NULL,
		lowest INTEGER NOT NULL, highest INTEGER NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS place (volume INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
		PRIMARY KEY (volume, number)) WITHOUT ROWID`,
	"CREATE INDEX IF NOT EXISTS place_at ON place (volume, at, number)",
	`CREATE TABLE IF NOT EXISTS leaf (volume INTEGER NOT NULL, word TEXT NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL,
		PRIMARY KEY (volume, word, number)) WITHOUT ROWID`,
}

// Open opens the file, or makes it. ErrDamaged comes back where it is not one
// of ours, or of another layout.
func Open(ctx context.Context, path string) (f *File, err error) {
	defer problem.Wrap(&err, "concordance.Open")
	made, err := os.OpenFile(filepath.Clean(path), os.O_RDWR|os.O_CREATE, 0o600) // nobody else on the machine may read it
	if err != nil {
		return nil, err
	}
	f = &File{path: path}
	f.made, err = made.Stat()
	if err = errors.Join(err, made.Close()); err != nil {
		return nil, err
	}
	if err = f.open(ctx); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func (f *File) open(ctx context.Context) (err error) {
	// The log is copied into the file every 64 MiB: what is bound anew is
	// written and overwritten soon after.
	dsn := "file:" + (&url.URL{Path: f.path}).EscapedPath() + "?_busy_timeout=10000&_mutex=no&"
	if f.write, err = sql.Open("sqlite3", dsn+"_txlock=immediate&_synchronous=NORMAL&_secure_delete=on&_cache_size=-16384"); err != nil {
		return err
	}
	f.write.SetMaxOpenConns(1)
	if f.read, err = sql.Open("sqlite3", dsn+"_query_only=1&_cache_size=-4096"); err != nil {
		return err
	}
	f.read.SetMaxOpenConns(8)
	f.read.SetMaxIdleConns(2)
	var found, whole int
	if err := f.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&found); err != nil {
		return classify(err)
	}
	if err := f.write.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&whole); err != nil {
		return classify(err)
	}
	if found != layout && whole > 0 {
		return ErrDamaged
	}
	for _, s := range append([]string{"PRAGMA wal_autocheckpoint=4096"}, tables...) {
		if _, err := f.write.ExecContext(ctx, s); err != nil {
			return classify(err)
		}
	}
	return nil
}

// Close closes the file.
func (f *File) Close() (err error) {
	for _, db := range []*sql.DB{f.read, f.write} {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
	}
	return err
}

// Current tells whether the file is still the one that lies at its path.
func (f *File) Current() bool {
	now, err := os.Stat(f.path)
	return err == nil && os.SameFile(now, f.made)
}

// Remove removes a file and what lies beside it; where there is none it has
// done so.
func Remove(path string) (err error) {
	for _, end := range []string{"", "-wal", "-shm"} {
		if gone := os.Remove(path + end); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// Size returns how many bytes the file has on the disk, its log not counted.
func (f *File) Size() (int64, error) {
	info, err := os.Stat(f.path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Scrub copies the log beside the file into it and cuts it to nothing, so that
// what was taken out cannot be read there either. Database.busy comes back
// where somebody reads meanwhile: try again.
func (f *File) Scrub(ctx context.Context) (err error) {
	defer problem.Wrap(&err, "concordance.Scrub")
	var busy, pages, copied int
	if err := f.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &copied); err != nil {
		return classify(err)
	}
	if busy != 0 {
		return problem.New(problem.Unavailable, "database.busy", nil)
	}
	return nil
}

// Sound asks the file whether it is whole, and returns what is not.
func (f *File) Sound(ctx context.Context) (found []string, err error) {
	defer problem.Wrap(&err, "concordance.Sound")
	rows, err := f.read.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, classify(err)
		}
		if line != "ok" {
			found = append(found, line)
		}
	}
	return found, classify(rows.Err())
}

// classify recognises errors by their code.
func classify(err error) error {
	s, is := errors.AsType[sqlite3.Error](err)
	if !is {
		return err
	}
	switch s.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return errors.Join(ErrDamaged, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return problem.New(problem.Unavailable, "database.busy", nil).Because(err)
	case sqlite3.ErrFull:
		return problem.New(problem.Unavailable, "database.full", nil).Because(err)
	}
	return err
}
