package cli

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"regard/internal/app"
	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
)

const (
	refusedSuffix = ".refused"
	reasonsSuffix = app.RefusedReasons
)

// keeper keeps what is refused, so that it can be mended and imported again.
type keeper interface {
	keep(row inbound.Row, why error) error
	where() string // "" while nothing was refused
	close() error
}

// keepLines returns the keeper of a file's rows; header goes before them.
func (r *run) keepLines(path string, header []byte) keeper {
	if r.DryRun {
		return forgetful{}
	}
	return &lineKeeper{path: r.refusedPath(path), header: header, register: r.register}
}

// keepFiles returns the keeper of mail.
func (r *run) keepFiles(path string) keeper {
	if r.DryRun {
		return forgetful{}
	}
	return &fileKeeper{dir: r.refusedPath(path), register: r.register}
}

// register writes down where refused rows will be, so that an erasure finds them.
func (r *run) register(path string) error {
	return r.app.Office.Update(r.ctx, company.System, func(tx *company.Tx) error {
		return company.Register(r.ctx, tx, path, company.FileRefused)
	})
}

// refusedPath is where an input's refused rows go.
func (r *run) refusedPath(path string) string {
	path = filepath.Clean(path)
	if path == "." || path == string(filepath.Separator) || strings.HasSuffix(path, "..") {
		if whole, err := filepath.Abs(path); err == nil {
			path = whole
		}
	}
	if r.Refused != "" {
		path = filepath.Join(r.Refused, filepath.Base(path))
	}
	return path + refusedSuffix
}

// forgetful keeps nothing: a dry run changes nothing.
type forgetful struct{}

func (forgetful) keep(inbound.Row, error) error { return nil }
func (forgetful) where() string                 { return "" }
func (forgetful) close() error                  { return nil }

// lineKeeper keeps rows in a file of the input's form.
type lineKeeper struct {
	path     string
	header   []byte
	register func(path string) error
	file     *os.File
	reasons  reasons
	line     int
}

func (k *lineKeeper) keep(row inbound.Row, why error) (err error) {
	if k.file == nil {
		if err := k.register(k.path); err != nil {
			return err
		}
		if k.file, err = replace(k.path); err != nil {
			return err
		}
		if _, err := k.file.Write(k.header); err != nil {
			return err
		}
		k.line = 1 + bytes.Count(k.header, []byte("\n"))
	}
	raw, err := row.Bytes()
	if err != nil {
		return err
	}
	at := ""
	if len(raw) > 0 {
		at = "line " + strconv.Itoa(k.line)
		if !bytes.HasSuffix(raw, []byte("\n")) {
			raw = append(raw[:len(raw):len(raw)], '\n')
		}
		k.line += bytes.Count(raw, []byte("\n"))
	}
	if _, err := k.file.Write(raw); err != nil {
		return err
	}
	return k.reasons.add(k.path, at, row, why)
}

func (k *lineKeeper) where() string {
	if k.file == nil {
		return ""
	}
	return k.path
}

func (k *lineKeeper) close() error {
	if k.file == nil {
		return nil
	}
	return errors.Join(k.file.Close(), k.reasons.close())
}

// fileKeeper keeps mail, a file each.
type fileKeeper struct {
	dir      string
	register func(path string) error
	reasons  reasons
}

func (k *fileKeeper) keep(row inbound.Row, why error) error {
	raw, err := row.Bytes()
	if err != nil {
		return err
	}
	if k.reasons.file == nil {
		if err := k.register(k.dir); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(k.dir, 0o755); err != nil {
		return err
	}
	at := ""
	if len(raw) > 0 {
		at = strings.NewReplacer("/", "_", `\`, "_").Replace(filepath.ToSlash(row.Path))
		if row.Mail > 0 {
			at += "-" + strconv.Itoa(row.Mail) + ".eml"
		}
		f, err := os.OpenFile(filepath.Join(k.dir, at), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			_, err = f.Write(raw)
			err = errors.Join(err, f.Close())
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return k.reasons.add(k.dir, at, row, why)
}

func (k *fileKeeper) where() string {
	if k.reasons.file == nil {
		return ""
	}
	return k.dir
}

func (k *fileKeeper) close() error { return k.reasons.close() }

// reasons is the table that says why each row was refused.
type reasons struct {
	file *os.File
	csv  *csv.Writer
}

func (r *reasons) add(path, at string, row inbound.Row, why error) (err error) {
	if r.file == nil {
		if r.file, err = replace(path + reasonsSuffix); err != nil {
			return err
		}
		r.csv = csv.NewWriter(r.file)
		r.csv.Write([]string{"refused", "input", "field", "reason", "remedy"}) //nolint:errcheck // close tells
	}
	field := ""
	if p := problem.Of(why); p != nil {
		field = p.Field
	}
	w := locale.Problem(why)
	return r.csv.Write([]string{inbound.Guard(at), inbound.Guard(row.Place()), inbound.Guard(field), inbound.Guard(w.Wrong), w.Remedy})
}

func (r *reasons) close() error {
	if r.file == nil {
		return nil
	}
	r.csv.Flush()
	return errors.Join(r.csv.Error(), r.file.Close())
}

// replace makes a file, for its owner alone: there are people in it. One that
// is there becomes .bak: somebody may have been mending it.
func replace(path string) (*os.File, error) {
	if err := os.Rename(path, path+app.RefusedBefore); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}
