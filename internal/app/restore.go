package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/backup"
	"regard/internal/platform/concordance"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
	"regard/internal/platform/sign"
	"regard/internal/platform/spool"
)

// databaseFile is SQLite's in the data directory; loadingFile what it is called
// until it is whole.
const (
	databaseFile = "regard.db"
	loadingFile  = "regard.db.restoring"
)

// Restored is what Restore put back.
type Restored struct {
	backup.Head
	backup.End
	OtherKey bool // it was made with another key than is in force here
	Erased   int  // customers who were erased since it was made, and are again
	Took     time.Duration
}

// Restoring says what else there is to a restore.
type Restoring struct {
	Erasures string                  // a file of who was erased, besides the data directory's own; empty: none
	Said     func(rows, total int64) // told now and then how far it is; total is 0 while the file is only looked through; nil: nobody asks
}

// Inspect reads a backup to its end and tells what it is; nothing else happens.
func Inspect(path string, said func(rows int64)) (r Restored, err error) {
	defer problem.Wrap(&err, "app.Inspect")
	f, err := os.Open(path)
	if err != nil {
		return r, err
	}
	defer f.Close()
	began, rows := time.Now(), int64(0)
	r.Head, r.End, err = backup.Read(f, backup.Taker{Rows: func(_ int, list [][]database.Cell) error {
		if rows += int64(len(list)); said != nil {
			said(rows)
		}
		return nil
	}})
	r.Took = time.Since(began)
	return r, err
}

// Restore puts a backup into an empty database, whole or not at all, and
// erases again whom the data directory, or the file named, knows as erased. The
// backup is read to its end before anything is done. Problems: those of
// backup.Read, "backup.schema_newer", "database.not_empty", "restore.running".
func Restore(ctx context.Context, c Config, path string, o Restoring) (r Restored, err error) {
	defer problem.Wrap(&err, "app.Restore")
	if o.Said == nil {
		o.Said = func(int64, int64) {}
	}
	began := time.Now()
	if r, err = Inspect(path, func(rows int64) { o.Said(rows, 0) }); err != nil {
		return r, err
	}
	if newest := database.Newest(); r.Schema > newest {
		return r, problem.New(problem.Conflict, "backup.schema_newer", problem.Params{"schema": r.Schema, "binary": newest})
	}
	if other := sameShapes(r.Tables, keptAt(r.Schema)); other != "" {
		return r, problem.New(problem.Invalid, "backup.schema_unknown", problem.Params{"table": other})
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return r, err
	}
	dir := c.Data
	if c.DB != "" {
		dir = ""
	}
	key, err := secret.Key(c.Key, dir)
	if err != nil {
		return r, err
	}
	r.OtherKey = r.Key != sign.Key(key).Fingerprint()
	if err := r.put(ctx, c, path, o); err != nil {
		return r, err
	}
	// Whoever was erased since is erased again before anybody is served.
	a, err := Open(ctx, c)
	if err != nil {
		return r, err
	}
	r.Erased, r.Took = a.erasedAgain, time.Since(began)
	err = a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		return company.Audit(ctx, tx, "backup.restored", "company", map[string]string{"made_at": r.MadeAt.Format(time.RFC3339), "database": r.Database})
	})
	return r, errors.Join(err, a.Close())
}

// put does it, under the mark that keeps everybody else out.
func (r *Restored) put(ctx context.Context, c Config, path string, o Restoring) (err error) {
	mark, was, err := markRestoring(c.Data)
	if err != nil {
		return err
	}
	target, loading := filepath.Join(c.Data, databaseFile), filepath.Join(c.Data, loadingFile)
	// What this server kept of words is of what was here before.
	err, made := errors.Join(removeDatabase(loading), concordance.Remove(filepath.Join(c.Data, WordsFile))), database.PostgreSQL.String()
	if c.DB == "" {
		made = databaseFile
		// When that was noted there was none, and nobody has been served from it: it
		// was whole, and whoever made it died before he took the mark away.
		if was == databaseFile {
			err = errors.Join(err, removeDatabase(target))
		} else if _, missing := os.Lstat(target); missing == nil {
			err = problem.New(problem.Conflict, "database.not_empty", nil)
		}
	}
	if err == nil {
		err = noteRestoring(mark, made)
	}
	if err == nil {
		err = r.load(ctx, c, path, loading, o)
	}
	if err == nil && c.DB == "" {
		err = errors.Join(os.Rename(loading, target), syncDir(c.Data))
	}
	if c.DB == "" { // what is left of it: all, or the locks beside it
		err = errors.Join(err, removeDatabase(loading))
	}
	return errors.Join(err, unmark(mark))
}

// load fills the database and writes what lies beside it.
func (r *Restored) load(ctx context.Context, c Config, path, loading string, o Restoring) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	url := c.DB
	if url == "" {
		url = "sqlite:" + loading
	}
	files := map[string]*bytes.Buffer{backedErasures: {}, backedOpenings: {}}
	return database.Load(ctx, database.Options{URL: url, Clock: c.Clock, Log: c.Log}, r.Schema, func(l *database.Loader) error {
		rows := int64(0)
		_, end, err := backup.Read(f, backup.Taker{
			File: func(name string, piece []byte) error {
				if files[name] == nil {
					return problem.New(problem.Invalid, "backup.malformed", problem.Params{"what": "the name of a file in it"})
				}
				_, err := files[name].Write(piece)
				return err
			},
			Rows: func(table int, list [][]database.Cell) error {
				rows += int64(len(list))
				o.Said(rows, r.Total())
				return l.Insert(ctx, r.Tables[table], list)
			},
		})
		if err != nil {
			return err
		}
		if end.SHA256 != r.SHA256 {
			return fmt.Errorf("%s changed while it was read", path)
		}
		return layBeside(c.Data, files, o.Erasures)
	})
}

// layBeside writes what lies beside the database. What the note has already
// stays there.
func layBeside(dir string, files map[string]*bytes.Buffer, erasures string) error {
	notes := [][]byte{files[backedErasures].Bytes()}
	if erasures != "" {
		text, err := os.ReadFile(erasures)
		if err != nil {
			return err
		}
		notes = append(notes, text)
	}
	for _, text := range notes {
		list, err := notesOf(text)
		if err != nil {
			return err
		}
		if _, err := noteAll(dir, list); err != nil {
			return err
		}
	}
	return spool.Leave(filepath.Join(dir, openingsDir), files[backedOpenings].Bytes())
}

// removeDatabase removes a SQLite file and what lies beside it.
func removeDatabase(path string) (err error) {
	for _, end := range []string{"", "-wal", "-shm", "-journal", "-next", "-turn"} {
		if gone := os.Remove(path + end); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}
