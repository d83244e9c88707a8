package cli

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"regard/internal/edge/inbound"
	"regard/internal/listen/interaction"
)

// ImportMail brings in mail.
type ImportMail struct {
	Path   []string `arg:"" help:".eml files, mboxes, Maildirs, and directories of them."`
	Source string   `help:"Source that it is recorded under." default:"mail"`
	Own    []string `help:"Own addresses and domains, besides those in the settings: what comes from them went out." placeholder:"ADDRESS,DOMAIN"`
	Newsworthy
	Importing
}

// Help tells what is taken.
func (ImportMail) Help() string {
	return `A mail is known again by its Message-ID. What comes from one of the company's own addresses went out, and the customer
is then the first recipient who is not one of us; mail among ourselves is refused. Threads follow References. Quoted
replies and signatures are kept to be shown and not scored, delivery reports and auto-replies are marked as automated.
What was mended in reading stands in the attribute "notes".

` + importHelp + newsHelp + `
Of mail, INPUT.refused is a directory with a file for each; those that are there already are left as they are.

Example:
  regard import mail ~/Maildir archive.mbox --own example.com,help@example.org`
}

// Run imports.
func (c ImportMail) Run(s *session) error {
	_, err := s.importing(c.Importing, c.bring)
	return err
}

func (c ImportMail) bring(r *run) error {
	if err := there(c.Path); err != nil {
		return err
	}
	d, err := r.directory(r.app)
	if err != nil {
		return err
	}
	us := d.Profile
	us.Addresses = slices.Concat(us.Addresses, c.Own)
	if len(us.Addresses) == 0 {
		fmt.Fprintln(r.err, "regard: no own addresses are known, so all mail counts as coming in (--own, or Settings, Company)")
	}
	return r.bringInteractions(c.Newsworthy, c.Path, func(use func(load[interaction.Draft]) error) error {
		for _, path := range c.Path {
			r.meter(path, sizeOf(path))
			in := r.interactions(path, inbound.Mail(path, inbound.Letters{Source: c.Source, Company: us, Now: r.app.DB.Now()}), r.keepFiles(path))
			in.sized = true
			if err := use(in); err != nil {
				return err
			}
		}
		return nil
	})
}

// sizeOf returns how many bytes there are at a path and below.
func sizeOf(path string) (n int64) {
	filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error { //nolint:errcheck // only a bar hangs on it
		if err != nil {
			return nil
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			n += info.Size()
		}
		return nil
	})
	return n
}
