package cli

import (
	"os"

	"regard/internal/edge/inbound"
	"regard/internal/listen/interaction"
)

// ImportCSV brings in interactions from tables.
type ImportCSV struct {
	Path   []string `arg:"" help:"CSV files with a header; gzip is unpacked."`
	Source string   `help:"Source of rows that name none." default:"import"`
	Tabular
	Newsworthy
	Importing
}

// Help tells the columns.
func (ImportCSV) Help() string {
	return `The header names the fields, as the API does (source_ref, occurred_at, channel, direction, touchpoint, text, …); legs,
identifiers and attributes are JSON. The columns email, phone, device, external:SYSTEM and handle:NETWORK name the
customer. Every other column goes into attributes. --map text=Message reads the field text from the column Message.

Columns are parted by comma, semicolon or tab; text is UTF-8, UTF-16 or Windows-1252. Times are RFC 3339, or
2006-01-02 15:04[:05], or a day, in --zone. Numbers may have a decimal comma. An apostrophe before = + - or @, which
'regard export' writes against formulas, is taken off. A row without source_ref gets the digest of what it says for
one: two rows that say the very same are one interaction.

` + importHelp + newsHelp + `
Examples:
  regard import csv this-week.csv --source telephony --dry-run   how much of it happened within the last day
  regard import csv this-morning.csv --source telephony --news
  regard import csv calls.csv --source telephony --map occurred_at=Started --map phone=Caller`
}

// Run imports.
func (c ImportCSV) Run(s *session) error {
	_, err := s.importing(c.Importing, c.bring)
	return err
}

func (c ImportCSV) bring(r *run) error {
	d, err := r.directory(r.app)
	if err != nil {
		return err
	}
	how, err := c.reading(d, c.Source)
	if err != nil {
		return err
	}
	return r.bringInteractions(c.Newsworthy, c.Path, func(use func(load[interaction.Draft]) error) error {
		return r.eachFile(c.Path, func(path string, f *os.File) error {
			in, err := r.unpack(path, f)
			if err != nil {
				return err
			}
			table, err := inbound.Interactions(in, how)
			if err != nil {
				return inFile(path, err)
			}
			return use(r.interactions(path, table, r.keepLines(path, table.Header())))
		})
	})
}
