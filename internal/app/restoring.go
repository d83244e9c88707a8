package app

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"regard/internal/platform/problem"
)

// unfinished is the file that stands in the data directory while a backup is
// restored. It is locked by whoever does; where it stands and nobody holds it,
// he was killed, and the directory is not served.
const unfinished = "restoring"

// restored refuses a data directory into which a backup was only half restored.
func restored(dir string) error {
	_, err := os.Stat(filepath.Join(dir, unfinished))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return problem.New(problem.Conflict, "restore.unfinished", problem.Params{"directory": dir})
}

// markRestoring marks the data directory as being restored into, by this process alone,
// and returns what an earlier one, which did not come to its end, had noted.
func markRestoring(dir string) (mark *os.File, was string, err error) {
	if mark, err = os.OpenFile(filepath.Join(dir, unfinished), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, "", err
	}
	if syscall.Flock(int(mark.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return nil, "", errors.Join(problem.New(problem.Conflict, "restore.running", nil), mark.Close())
	}
	text, err := io.ReadAll(io.LimitReader(mark, 100))
	return mark, string(text), errors.Join(err, syncDir(dir))
}

// noteRestoring writes into the mark what is being made, before it is begun.
func noteRestoring(mark *os.File, what string) error {
	_, err := mark.WriteAt([]byte(what), 0)
	return errors.Join(mark.Truncate(int64(len(what))), err, mark.Sync())
}

// unmark takes the mark away.
func unmark(mark *os.File) error {
	return errors.Join(os.Remove(mark.Name()), syncDir(filepath.Dir(mark.Name())), mark.Close())
}
