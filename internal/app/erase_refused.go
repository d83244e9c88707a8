package app

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"regard/internal/know/customer"
)

// RefusedReasons and RefusedBefore are what stands behind the name of a file of
// refused rows: the table of reasons, and what an import before it left there.
const (
	RefusedReasons = ".reasons.csv"
	RefusedBefore  = ".bak"
)

// removeRefused removes what an import refused where it names an erased person:
// a file of rows altogether, of a directory of mail those that do; and the
// reasons with them. Such rows may be no CSV and no JSON, so none is taken out:
// the import makes the file anew from its input. It returns how many files went.
func removeRefused(path string, e customer.Erased) (removed int64, err error) {
	for _, at := range []string{path, path + RefusedBefore} {
		files := []string{at}
		if entries, err := os.ReadDir(at); err == nil {
			files = files[:0]
			for _, one := range entries {
				files = append(files, filepath.Join(at, one.Name()))
			}
		}
		for _, f := range files {
			named, err := names(f, e.Traces)
			if err == nil && named {
				err = os.Remove(f)
				removed++
			}
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return removed, err
			}
		}
	}
	for _, at := range []string{path + RefusedReasons, path + RefusedReasons + RefusedBefore} {
		named, err := names(at, e.Traces)
		if err == nil && (named || removed > 0) {
			err = os.Remove(at)
			removed++
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return removed, err
		}
	}
	if removed == 0 {
		return 0, nil
	}
	return removed, syncDir(filepath.Dir(path))
}

// together is how much of a file is looked at at once; overlap of it is looked
// at twice, so that nothing is missed where it is cut.
const (
	together = 1 << 20
	overlap  = 4 << 10
)

// names tells whether a file names somebody.
func names(path string, t customer.Traces) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	text := make([]byte, 0, together+overlap)
	for {
		kept := copy(text[:overlap], text[max(0, len(text)-overlap):])
		n, err := io.ReadFull(r, text[kept:kept+together])
		if text = text[:kept+n]; n > 0 && t.Redact(string(text)) != string(text) {
			return true, nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}
