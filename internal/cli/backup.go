package cli

import (
	"fmt"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
)

// Backup writes the whole company to one file.
type Backup struct {
	File string `arg:"" help:"File to write. One that is there is replaced when the new one is whole." type:"path"`
}

// Help tells what is in it and what is not.
func (Backup) Help() string {
	return `One file with everything, as it was at one instant, while the server goes on working. It is the same whichever database it comes from:
made from SQLite it can be restored into PostgreSQL, and the other way round.

Not in it: the key (REGARD_KEY, or the file 'key'), which belongs in another place than the backups; and sessions, so that everybody signs in again.
It holds people's data: keep it where only you can read it.

Examples:
  regard backup /backups/regard-$(date +%F).backup
  regard restore --dry-run /backups/regard-2026-03-02.backup`
}

// Run writes it and says how much and how fast.
func (c Backup) Run(s *session) error {
	return s.within(func(a *app.App) error {
		bar := s.progress("rows", -1)
		var told int64
		b, err := a.Backup(s.ctx, c.File, Version, func(rows int64) {
			bar.add(int(rows - told))
			told = rows
		})
		bar.end()
		if err != nil {
			return err
		}
		err = a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			return company.Audit(s.ctx, tx, "backup.made", "company", map[string]string{"sha256": b.SHA256})
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s: %s\n", c.File, pace(b.Total(), b.Plain, b.Took))
		fmt.Fprintf(s.out, "%s on disk, SHA-256 %s\n", megabytes(b.Packed), b.SHA256)
		fmt.Fprintf(s.out, "The key is not in it; its fingerprint is %s.\n", b.Key)
		return nil
	})
}

// pace says how much was done in what time.
func pace(rows, bytes int64, took time.Duration) string {
	seconds := max(took.Seconds(), 0.001)
	said := grouped(int(rows)) + " rows"
	if bytes > 0 {
		said += ", " + megabytes(bytes)
	}
	said += fmt.Sprintf(" in %.1f s (%s rows/s", seconds, grouped(int(float64(rows)/seconds)))
	if bytes > 0 {
		said += fmt.Sprintf(", %.0f MB/s", float64(bytes)/1e6/seconds)
	}
	return said + ")"
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
