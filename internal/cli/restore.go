package cli

import (
	"fmt"
	"time"

	"regard/internal/app"
)

// Restore puts a backup back.
type Restore struct {
	File     string `arg:"" help:"The backup." type:"existingfile"`
	Erasures string `help:"The file 'erasures' of the data directory that was lost, so that whoever was erased since the backup is erased again." type:"existingfile"`
	DryRun   bool   `help:"Only read it: say what it is, and whether it is whole."`
}

// Help tells where to.
func (Restore) Help() string {
	return `Into an empty data directory, or with --db into an empty PostgreSQL database; whole or not at all. The backup is read to its end first. Where it is cut short,
by a power failure even, the directory says so and is not served; run it again.

Whoever was erased after the backup was made is erased again, where the file 'erasures' is still in the data directory or is given: leave it there when you move
a broken database away.

Examples:
  regard restore /backups/regard-2026-03-02.backup --data /var/lib/regard
  REGARD_KEY=… regard restore regard.backup --db postgres://regard@db/regard
  regard restore --dry-run regard.backup`
}

// Run restores, and says what was in it.
func (c Restore) Run(s *session) error {
	looking, loading := s.progress("reading", -1), (*progress)(nil)
	var told int64
	said := func(rows, total int64) {
		bar := looking
		if total > 0 {
			if loading == nil {
				looking.end()
				loading, told = s.progress("restoring", total), 0
			}
			bar = loading
		}
		bar.add(int(rows - told))
		told = rows
	}
	var r app.Restored
	var err error
	if c.DryRun {
		r, err = app.Inspect(c.File, func(rows int64) { said(rows, 0) })
	} else {
		r, err = app.Restore(s.ctx, app.Config{Data: s.Data, DB: s.DB, Key: s.Secret, Log: s.logger()}, c.File, app.Restoring{Erasures: c.Erasures, Said: said})
	}
	looking.end()
	if loading != nil {
		loading.end()
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s, as of %s: Regard %s, schema %d, from %s\n", c.company(r), r.MadeAt.Format(time.RFC3339), r.Program, r.Schema, r.Database)
	for _, t := range r.Tables {
		if n := r.Rows[t.Name]; n > 0 && c.DryRun {
			fmt.Fprintf(s.out, "  %s: %s\n", t.Name, grouped(int(n)))
		}
	}
	fmt.Fprintln(s.out, pace(r.Total(), 0, r.Took))
	switch {
	case c.DryRun:
		fmt.Fprintf(s.out, "It is whole. SHA-256 %s, fingerprint of the key %s\n", r.SHA256, r.Key)
		return nil
	case r.Erased > 0:
		fmt.Fprintf(s.out, "Customers erased since the backup was made, and now again: %d\n", r.Erased)
	}
	if r.OtherKey {
		fmt.Fprintln(s.err, "regard: the key is another one than where the backup was made. Links and cursors that were given out there do not work here; put that key back if you have it.")
	}
	fmt.Fprintln(s.out, "Everybody signs in again. To recompute what was restored: regard check")
	return nil
}

func (c Restore) company(r app.Restored) string {
	if r.Company == "" {
		return "A company without a name"
	}
	return r.Company
}
