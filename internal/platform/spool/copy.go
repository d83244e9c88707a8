package spool

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"regard/internal/platform/problem"
)

// Copy returns the lines that wait in a directory's spool, as they lie there,
// and takes none. A line that is handed over meanwhile may be among them; none
// that was put before and not handed over is missing.
func Copy(dir string) (lines []byte, err error) {
	defer problem.Wrap(&err, "spool.Copy")
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), suffix) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if errors.Is(err, fs.ErrNotExist) {
			continue // handed over
		}
		if err != nil {
			return nil, err
		}
		texts, _, err := read(bytes.NewReader(text)) // the last may be being written
		if err != nil {
			return nil, err
		}
		for _, t := range texts {
			lines = append(lines, seal(t)...)
		}
	}
	return lines, nil
}

// Leave puts lines, as Copy returned them, where whoever opens the spool next
// takes them. Lines that are not whole are left out.
func Leave(dir string, lines []byte) (err error) {
	defer problem.Wrap(&err, "spool.Leave")
	texts, _, err := read(bytes.NewReader(lines))
	if err != nil || len(texts) == 0 {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, "restored"+suffix), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	for _, t := range texts {
		if len(t) <= maxLine {
			_, bad := f.Write(seal(t))
			err = errors.Join(err, bad)
		}
	}
	return errors.Join(err, f.Sync(), f.Close())
}
