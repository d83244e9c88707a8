package app

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"regard/internal/know/customer"
)

// noteFile is the file in the data directory that outlives the database: a line
// for each record that was erased, its id and when, and nothing else. A backup
// of the database that is older is thereby erased again when it is put back.
const noteFile = "erasures"

// noteErased writes records down as erased, once each, and has it on disk when
// it returns.
func noteErased(dir string, ids []customer.ID, at time.Time) error {
	known, err := readErased(dir)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, id := range ids {
		if !slices.Contains(known, id) {
			fmt.Fprintf(&b, "%s %s\n", id, at.UTC().Format(time.RFC3339))
		}
	}
	if b.Len() == 0 {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(dir, noteFile), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(b.String())
	return errors.Join(err, f.Sync(), f.Close(), syncDir(dir))
}

// readErased returns the records that were noted. A line that was cut short,
// because the machine stopped while it was written, is no record.
func readErased(dir string) (ids []customer.ID, err error) {
	f, err := os.Open(filepath.Join(dir, noteFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		word, _, _ := strings.Cut(lines.Text(), " ")
		if id, err := customer.ParseID(word); err == nil {
			ids = append(ids, id)
		}
	}
	return ids, lines.Err()
}

// syncDir has a directory's entries on disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
