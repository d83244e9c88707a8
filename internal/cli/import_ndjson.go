package cli

import (
	"os"

	"regard/internal/edge/inbound"
	"regard/internal/listen/interaction"
)

// ImportNDJSON brings in interactions in the API's form.
type ImportNDJSON struct {
	Path   []string `arg:"" help:"Files, one JSON object a line; gzip is unpacked."`
	Source string   `help:"Source of rows that name none." default:"import"`
	Newsworthy
	Importing
}

// Help tells the form.
func (ImportNDJSON) Help() string {
	return `The form is that of POST /api/v1/interactions (see /docs), and of 'regard export interactions --format ndjson'.
A row without source_ref gets the digest of what it says for one: two rows that say the very same are one interaction.

` + importHelp + newsHelp + `
Examples:
  regard import ndjson support-chat.ndjson.gz
  regard import ndjson last-hour.ndjson --news       for a script that brings in what has just happened`
}

// Run imports.
func (c ImportNDJSON) Run(s *session) error {
	_, err := s.importing(c.Importing, c.bring)
	return err
}

func (c ImportNDJSON) bring(r *run) error {
	return r.bringInteractions(c.Newsworthy, c.Path, func(use func(load[interaction.Draft]) error) error {
		return r.eachFile(c.Path, func(path string, f *os.File) error {
			in, err := r.unpack(path, f)
			if err != nil {
				return err
			}
			return use(r.interactions(path, inbound.NDJSON(in, c.Source), r.keepLines(path, nil)))
		})
	})
}
