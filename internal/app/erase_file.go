package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/know/customer"
)

// eraseFiles takes an erased person out of the files that were written out of
// here and are still there: his rows go, his archives and what was refused of him altogether,
// and what names him in other rows is redacted. What cannot be reached is said.
func (a *App) eraseFiles(ctx context.Context, e customer.Erased) (report []customer.ErasedFile, err error) {
	var files []company.ExportFile
	err = a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
		files, err = company.Files(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		done, gone := eraseFile(f, e)
		if done.Removed != 0 || done.Trouble != "" {
			report = append(report, done)
		}
		if !gone {
			continue
		}
		err := a.Office.Update(ctx, company.System, func(tx *company.Tx) error { return company.FileGone(ctx, tx, f.ID) })
		if err != nil {
			return nil, err
		}
	}
	return report, nil
}

// eraseFile does it with one file; gone tells that the file is no longer there.
func eraseFile(f company.ExportFile, e customer.Erased) (done customer.ErasedFile, gone bool) {
	done = customer.ErasedFile{ID: f.ID, What: f.What}
	own := slices.ContainsFunc(e.Records, func(id customer.ID) bool { return id.String() == f.What })
	info, err := os.Stat(f.Path)
	if f.What == company.FileRefused { // what an earlier import refused may be there still
		removed, failed := removeRefused(f.Path, e)
		if done.Removed = removed; failed != nil {
			done.Trouble = "cannot be removed"
			return done, false
		}
		if removed > 0 {
			return done, err == nil && !info.IsDir() && !there(f.Path)
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		done.Trouble = "not there any more: if it was moved or copied, remove it there"
		return done, true
	case err != nil:
		done.Trouble = "unreadable"
		return done, false
	case own:
		if err := os.Remove(f.Path); err != nil {
			done.Trouble = "cannot be removed"
			return done, false
		}
		done.Removed, done.What = -1, "archive"
		return done, true
	case strings.HasPrefix(f.What, "cus_"):
		return done, false // somebody else's archive
	case f.What == company.FileRefused:
		return done, false // does not name him
	case info.IsDir():
		done.Trouble = "a directory: look through it yourself"
		return done, false
	}
	if done.Removed, err = siftFile(f.Path, info.Mode().Perm(), e); err != nil {
		done.Trouble = "cannot be rewritten"
	}
	return done, false
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// siftFile rewrites a file without the rows of somebody, and puts the new one
// in the place of the old one when it is whole and on disk.
func siftFile(path string, mode fs.FileMode, e customer.Erased) (removed int64, err error) {
	in, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(path+".partial", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return 0, err
	}
	defer os.Remove(out.Name()) // nothing is there any more once it took its place
	w := bufio.NewWriterSize(out, 64<<10)
	removed, changed, err := sift(bufio.NewReaderSize(in, 64<<10), w, e)
	if err := errors.Join(err, w.Flush(), out.Sync(), out.Close()); err != nil || !changed {
		return 0, err
	}
	if err := os.Rename(out.Name(), path); err != nil {
		return 0, err
	}
	return removed, syncDir(filepath.Dir(path))
}

// sift copies rows, CSV or a JSON object a line, but for those of somebody, and
// redacts what names him in the others.
func sift(r *bufio.Reader, w io.Writer, e customer.Erased) (removed int64, changed bool, err error) {
	head, err := r.Peek(1)
	if errors.Is(err, io.EOF) {
		return 0, false, nil
	}
	if err == nil && head[0] == '{' {
		return siftLines(r, w, e)
	}
	return siftTable(r, w, e)
}

func siftLines(r *bufio.Reader, w io.Writer, e customer.Erased) (removed int64, changed bool, err error) {
	for {
		line, end := r.ReadBytes('\n')
		if end != nil && !errors.Is(end, io.EOF) {
			return removed, changed, end
		}
		if len(bytes.TrimSpace(line)) > 0 {
			var row map[string]any
			numbers := json.NewDecoder(bytes.NewReader(line))
			numbers.UseNumber() // as they were written
			if err := numbers.Decode(&row); err != nil {
				return removed, changed, err
			}
			if ownRow(row, e) {
				removed, changed, line = removed+1, true, nil
			} else if v, red := e.Traces.RedactValue(row); red {
				var b bytes.Buffer
				enc := json.NewEncoder(&b)
				enc.SetEscapeHTML(false)
				if err := enc.Encode(v); err != nil {
					return removed, changed, err
				}
				changed, line = true, b.Bytes()
			}
		}
		if _, err := w.Write(line); err != nil {
			return removed, changed, err
		}
		if end != nil {
			return removed, changed, nil
		}
	}
}

// ownRow tells whether a row is somebody's: by the record's id, or by one of
// his identifiers.
func ownRow(row map[string]any, e customer.Erased) bool {
	for _, name := range []string{"id", "customer_id"} {
		if id, ok := row[name].(string); ok && ownID(id, e) {
			return true
		}
	}
	list, _ := row["identifiers"].([]any)
	return slices.ContainsFunc(list, func(one any) bool {
		i, _ := one.(map[string]any)
		kind, _ := i["kind"].(string)
		value, _ := i["value"].(string)
		return e.Traces.Holds(kind, value)
	})
}

func ownID(text string, e customer.Erased) bool {
	id, err := customer.ParseID(text)
	return err == nil && slices.Contains(e.Records, id)
}

func siftTable(r io.Reader, w io.Writer, e customer.Erased) (removed int64, changed bool, err error) {
	in, out := csv.NewReader(r), csv.NewWriter(w)
	in.FieldsPerRecord, in.ReuseRecord = -1, true
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			out.Flush()
			return removed, changed, out.Error()
		}
		if err != nil {
			return removed, changed, err
		}
		if ownCells(row, e) {
			removed, changed = removed+1, true
			continue
		}
		for i, cell := range row {
			if red := e.Traces.Redact(cell); red != cell {
				row[i], changed = red, true
			}
		}
		if err := out.Write(row); err != nil {
			return removed, changed, err
		}
	}
}

// ownCells tells whether a row of a table is somebody's: by a cell that is his
// id, or one that holds identifiers, his among them.
func ownCells(row []string, e customer.Erased) bool {
	return slices.ContainsFunc(row, func(cell string) bool {
		if ownID(cell, e) {
			return true
		}
		var list []customer.Identifier
		if !strings.HasPrefix(cell, "[{") || json.Unmarshal([]byte(cell), &list) != nil {
			return false
		}
		return slices.ContainsFunc(list, func(i customer.Identifier) bool { return e.Traces.Holds(i.Kind, i.Value) })
	})
}
