package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// noteFile is the file in the data directory that outlives the database: a line
// for each record that was erased, its id and when, and nothing else. A backup
// of the database that is older is thereby erased again when it is put back.
const noteFile = "erasures"

// noteErased writes records down as erased, once each, and has it on disk when
// it returns.
func noteErased(dir string, ids []customer.ID, at time.Time) error {
	all := make([]noted, len(ids))
	for i, id := range ids {
		all[i] = noted{id, at}
	}
	_, err := noteAll(dir, all)
	return err
}

// noted is a line of the note.
type noted struct {
	id customer.ID
	at time.Time
}

// noteAll writes down those who are not there yet, and tells whether there were any.
func noteAll(dir string, all []noted) (more bool, err error) {
	known, err := readErased(dir)
	if err != nil {
		return false, err
	}
	there := make(map[customer.ID]bool, len(known))
	for _, id := range known {
		there[id] = true
	}
	var b strings.Builder
	for _, n := range all {
		if !there[n.id] {
			fmt.Fprintf(&b, "%s %s\n", n.id, n.at.UTC().Format(time.RFC3339))
		}
	}
	if b.Len() == 0 {
		return false, nil
	}
	f, err := os.OpenFile(filepath.Join(dir, noteFile), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return false, err
	}
	text := b.String()
	if torn(f) { // the disk was full, or the machine stopped: what is there of that line stays alone
		text = "\n" + text
	}
	_, err = f.WriteString(text)
	return true, errors.Join(err, f.Sync(), f.Close(), syncDir(dir))
}

// torn tells whether a file ends in the middle of a line.
func torn(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, info.Size()-1)
	return err == nil && last[0] != '\n'
}

// noteEvery is how often a server looks for erasures that another one did.
const noteEvery = time.Minute

// noteOthers writes down who was erased by whichever server of this database,
// newest first: all of them, or down to where everybody is in the note already.
func (a *App) noteOthers(ctx context.Context, all bool) (err error) {
	defer problem.Wrap(&err, "app.noteOthers")
	for before := int64(math.MaxInt64); ; {
		var page []customer.Erasure
		err := a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
			page, err = customer.ErasuresBefore(ctx, tx, before, 500)
			return err
		})
		if err != nil || len(page) == 0 {
			return err
		}
		var lines []noted
		for _, e := range page {
			for _, id := range e.Report.Records {
				lines = append(lines, noted{id, e.ErasedAt})
			}
			before = e.ID
		}
		if more, err := noteAll(a.Data, lines); err != nil || !more && !all {
			return err
		}
	}
}

// keepNoting has the note follow the database until ctx ends.
func (a *App) keepNoting(ctx context.Context) {
	every := time.NewTicker(noteEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			if err := a.noteOthers(ctx, false); err != nil && ctx.Err() == nil {
				a.Log.Error("the note of who was erased", "problem", err)
			}
		}
	}
}

// readErased returns the records that were noted.
func readErased(dir string) (ids []customer.ID, err error) {
	f, err := os.Open(filepath.Join(dir, noteFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := readNote(f)
	for _, n := range list {
		ids = append(ids, n.id)
	}
	return ids, err
}

// readNote reads a note. A line that was cut short, because the machine stopped
// while it was written, is no record; where only its time was, the record is.
func readNote(r io.Reader) (list []noted, err error) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		word, when, _ := strings.Cut(lines.Text(), " ")
		id, err := customer.ParseID(word)
		if err != nil {
			continue
		}
		at, err := time.Parse(time.RFC3339, when)
		if err != nil {
			at = time.Unix(0, 0)
		}
		list = append(list, noted{id, at})
	}
	return list, lines.Err()
}

// syncDir has a directory's entries on disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
