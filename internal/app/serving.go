package app

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"regard/internal/platform/problem"
)

// servingFile is the file in the data directory that a server holds locked for
// as long as it lives, with its process and address in it: one server a
// directory. However it ends, the system lets the lock go. Short commands do
// not ask for it: they work beside a server.
const servingFile = "serving"

// claim takes a data directory for a server. App.serving comes back where
// another has it. On a file system without locks nobody is kept out.
func claim(dir string, log *slog.Logger) (f *os.File, err error) {
	defer problem.Wrap(&err, "app.claim")
	if f, err = os.OpenFile(filepath.Join(dir, servingFile), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, err
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		return nil, errors.Join(served(f), f.Close())
	case err != nil:
		log.Warn("this file system locks nothing: see to it that no second server is started on the data directory", "problem", err)
	}
	if err := note(f, ""); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// note writes down who serves, and where.
func note(f *os.File, address string) error {
	text := []byte(strings.TrimSpace(fmt.Sprint(os.Getpid(), " ", address)) + "\n")
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt(text, 0)
	return err
}

// served is the problem that somebody serves already.
func served(f *os.File) error {
	said := make([]byte, 200)
	n, _ := f.ReadAt(said, 0)
	pid, address, _ := strings.Cut(strings.TrimSpace(string(said[:n])), " ")
	if _, err := strconv.Atoi(pid); err != nil {
		pid = "?"
	}
	return problem.New(problem.Conflict, "app.serving", problem.Params{"process": pid, "address": cmp.Or(address, "no address yet"), "directory": filepath.Dir(f.Name())})
}

// Unserved returns the problem app.serving where a server has a data directory:
// for whoever is about to replace what is in it.
func Unserved(dir string) (err error) {
	defer problem.Wrap(&err, "app.Unserved")
	f, err := os.Open(filepath.Join(dir, servingFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB), syscall.EWOULDBLOCK) {
		err = served(f)
	}
	return errors.Join(err, f.Close()) // which lets the lock go
}
