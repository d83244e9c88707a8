package company

import (
	"context"
	"path/filepath"
	"time"

	"regard/internal/platform/problem"
)

// ExportFile is a file that was written out of here and that people are in, so
// that an erasure finds it.
type ExportFile struct {
	ID        int64
	Path      string // absolute
	What      string // customers, interactions, impressions, refused; or the id of the customer whose archive it is
	Actor     string
	CreatedAt time.Time
	GoneAt    time.Time // when it was found to be no longer there
}

// FileRefused is what a file holds that keeps the rows an import refused.
const FileRefused = "refused"

// Register writes down that a file was written. One that is written again is
// the same file.
func Register(ctx context.Context, tx *Tx, path, what string) (err error) {
	defer problem.Wrap(&err, "company.Register")
	if path, err = filepath.Abs(path); err != nil {
		return err
	}
	if err := deleteFile(ctx, tx, path); err != nil {
		return err
	}
	return insertFile(ctx, tx, ExportFile{ID: tx.NewID(), Path: path, What: what, Actor: tx.Actor.String(), CreatedAt: tx.Now})
}

// Files returns the files that were written and, as far as is known, are still
// there, newest first.
func Files(ctx context.Context, tx *Tx) (_ []ExportFile, err error) {
	defer problem.Wrap(&err, "company.Files")
	return readFiles(ctx, tx)
}

// FileGone writes down that a file is no longer there.
func FileGone(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.FileGone")
	return setFileGone(ctx, tx, id)
}
