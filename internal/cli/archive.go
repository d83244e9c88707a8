package cli

import (
	"fmt"
	"io"

	"regard/internal/app"
	"regard/internal/edge/archive"
	"regard/internal/know/company"
)

// Archive writes everything about a customer to one file.
type Archive struct {
	Customer string `arg:"" help:"Whose: an id (cus_…), or an identifier such as email:ada@example.com."`
	File     string `arg:"" optional:"" help:"File to write; the customer's id and .zip when not said." type:"path"`
}

// Help tells what is in it.
func (Archive) Help() string {
	return `A ZIP with index.html, to read and print, and customer.json: every row of every table that is about the customer.
The file is noted: erasing the customer later removes it.

Example:
  regard archive email:ada@example.com ada.zip`
}

// Run writes the archive.
func (c Archive) Run(s *session) error {
	return s.within(func(a *app.App) error {
		var file archive.Archive
		err := a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			p, err := s.person(tx, c.Customer)
			if err != nil {
				return err
			}
			file, err = archive.Read(s.ctx, tx, p.ID)
			return err
		})
		if err != nil {
			return err
		}
		path := c.File
		if path == "" {
			path = file.Customer + ".zip"
		}
		if err := s.into(a, path, file.Customer, func(w io.Writer) error { return file.Write(w) }); err != nil {
			return err
		}
		fmt.Fprintln(s.out, path)
		return nil
	})
}
