package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
)

// Export writes out customers, interactions, impressions or corrections.
type Export struct {
	What   string `arg:"" enum:"customers,interactions,impressions,corrections" help:"customers, interactions, impressions or corrections."`
	Format string `enum:"csv,ndjson" default:"csv" help:"csv or ndjson."`
	Since  string `help:"Only what happened since that day (or RFC 3339); customers: who were in contact or changed since." placeholder:"2006-01-02"`
	Output string `short:"o" help:"File to write, which appears when it is whole; standard output otherwise." type:"path" placeholder:"FILE"`
}

// Help tells the forms.
func (Export) Help() string {
	return `Rows are written page by page, as they are when their page is read: an export keeps nobody waiting and is no snapshot.
Columns keep their names and order; new ones are added at the end. Times are UTC.

In CSV a text that begins with = + - or @ gets an apostrophe before it, so that no spreadsheet takes it for a formula;
'regard import' takes it off again. Interactions can be imported again from either format: in NDJSON they have the
API's form, in CSV their ids besides, which importing leaves out.

Examples:
  regard export interactions --format ndjson --since 2026-01-01 -o interactions.ndjson
  regard export customers | head`
}

// Run exports.
func (c Export) Run(s *session) error {
	return s.within(func(a *app.App) error {
		d, err := s.directory(a)
		if err != nil {
			return err
		}
		since, err := c.since(d.Zone)
		if err != nil {
			return err
		}
		return s.into(a, c.Output, c.What, func(w io.Writer) error {
			sheet := newSheet(c.Format, w)
			pages := map[string]pages{"customers": customerPages, "interactions": interactionPages, "impressions": impressionPages, "corrections": correctionPages}[c.What]
			if err := sheet.begin(pages.columns); err != nil {
				return err
			}
			bar := &progress{} // none across the rows themselves
			if c.Output != "" {
				bar = s.progress("exporting "+c.What, -1)
			}
			defer bar.end()
			next := pages.from(since)
			for more := true; more; {
				var rows []line
				err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) (err error) {
					rows, more, err = next(s.ctx, tx)
					return err
				})
				if err != nil {
					return err
				}
				if err := sheet.write(rows); err != nil {
					return err
				}
				bar.add(len(rows))
			}
			return sheet.end()
		})
	})
}

// pageRows is how many rows are read in one view.
const pageRows = 500

func (c Export) since(zone *time.Location) (time.Time, error) {
	if c.Since == "" {
		return time.Time{}, nil
	}
	if at, err := time.ParseInLocation(time.DateOnly, c.Since, zone); err == nil {
		return at, nil
	}
	at, err := time.Parse(time.RFC3339, c.Since)
	if err != nil {
		return at, fmt.Errorf("--since: %q is no day (2006-01-02) and no time (RFC 3339)", c.Since)
	}
	return at, nil
}

// into writes to standard output, or to a file that takes its name when it is
// whole. The file is registered before, so that an erasure finds it.
func (s *session) into(a *app.App, path, what string, fn func(io.Writer) error) error {
	if path == "" {
		w := bufio.NewWriterSize(s.out, 64<<10)
		return errors.Join(fn(w), w.Flush())
	}
	err := a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error { return company.Register(s.ctx, tx, path, what) })
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path+".partial", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // there are people in it
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 64<<10)
	if err := errors.Join(fn(w), w.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), path)
}
