package app

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/backup"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
	"regard/internal/platform/spool"
)

// openingsDir is where openings of cards wait, in the data directory.
const openingsDir = "openings"

// The files beside the database that a backup holds, as it names them.
const (
	backedErasures = noteFile
	backedOpenings = openingsDir
)

// unkept are tables that no backup holds: who makes ids just now, and what lets
// somebody in. Whoever was shut out since must not come in again with an old one.
var unkept = []string{"node", "session", "sign_in_link", "frame_code"}

// Backed is a backup as it was written.
type Backed struct {
	backup.Head
	backup.End
	backup.Size
	Took time.Duration
}

// Backup writes the whole company to a file, as one snapshot sees it, while
// others go on working. The file is there whole, on disk and under its name, or
// as it was before. said is told now and then how many rows were written; it may
// be nil. program is the version that writes.
func (a *App) Backup(ctx context.Context, path, program string, said func(rows int64)) (b Backed, err error) {
	defer problem.Wrap(&err, "app.Backup")
	began := time.Now()
	// What waits to be recorded is read before the snapshot: what leaves the spool
	// meanwhile is in the snapshot. What is in both is recorded once.
	openings, err := spool.Copy(filepath.Join(a.Data, openingsDir))
	if err != nil {
		return b, err
	}
	erasures, err := os.ReadFile(filepath.Join(a.Data, noteFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	partial := path + ".partial"
	f, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // there are people in it
	if err != nil {
		return b, err
	}
	err = a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		// It may run again.
		if _, err := f.Seek(0, 0); err != nil {
			return err
		}
		if err := f.Truncate(0); err != nil {
			return err
		}
		b = Backed{Head: backup.Head{Format: backup.Format, Program: program, Database: a.DB.Dialect.String(), Key: a.Key.Fingerprint(), MadeAt: tx.Now}}
		return b.write(ctx, tx, f, map[string][]byte{backedErasures: erasures, backedOpenings: openings}, said)
	})
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return b, errors.Join(err, os.Remove(partial))
	}
	if err := os.Rename(partial, path); err != nil {
		return b, err
	}
	b.Took = time.Since(began)
	return b, syncDir(filepath.Dir(path))
}

// write writes the snapshot.
func (b *Backed) write(ctx context.Context, tx *company.Tx, f *os.File, files map[string][]byte, said func(int64)) error {
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	b.Company = d.Profile.Name
	if b.Schema, err = tx.Version(ctx); err != nil {
		return err
	}
	b.Tables = keptAt(b.Schema)
	w, err := backup.NewWriter(f, b.Head)
	if err != nil {
		return err
	}
	if err := b.pour(ctx, tx, w, files, said); err != nil {
		w.Abandon()
		return err
	}
	b.End, b.Size, err = w.Close()
	return err
}

func (b *Backed) pour(ctx context.Context, tx *company.Tx, w *backup.Writer, files map[string][]byte, said func(int64)) error {
	for _, name := range []string{backedErasures, backedOpenings} {
		if err := w.File(name, files[name]); err != nil {
			return err
		}
	}
	rows := int64(0)
	for i, t := range b.Tables {
		err := tx.Pour(ctx, t, func(row []database.Cell) error {
			if rows++; rows%sayEvery == 0 && said != nil {
				said(rows)
			}
			return w.Row(i, row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sayEvery is after how many rows it is told how far a backup is.
const sayEvery = 10_000

// keptAt are the tables of a backup of a schema.
func keptAt(version int) []database.Shape {
	return slices.DeleteFunc(database.Shapes(version), func(t database.Shape) bool { return slices.Contains(unkept, t.Name) })
}

// sameShapes returns the first table in which two lists differ; empty where
// there is none.
func sameShapes(a, b []database.Shape) string {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return b[i].Name
		case i >= len(b) || a[i].Name != b[i].Name || !slices.Equal(a[i].Columns, b[i].Columns):
			return a[i].Name
		}
	}
	return ""
}

// notesOf reads a note of who was erased.
func notesOf(text []byte) ([]noted, error) { return readNote(bytes.NewReader(text)) }
