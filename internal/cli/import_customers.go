package cli

import (
	"context"
	"os"

	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// ImportCustomers brings in a CRM's list.
type ImportCustomers struct {
	Path []string `arg:"" help:"CSV files with a header; gzip is unpacked."`
	Tabular
	Importing
}

// Help tells the columns.
func (ImportCustomers) Help() string {
	return `The columns are name, email, phone, device, external:SYSTEM, handle:NETWORK (one of these at least), account (the name
of the company that a person belongs to), account_roles (what he is to it: decides, uses, pays, parted by commas),
value (money a year, in the company's currency), renews_at (of an account: when its contract is renewed), since, left_at
and kind (person or account; an account without an identifier is found by its name), class (supplier, staff,
newsletter, bot or test for what is no customer; customer for one after all). Every other column goes into attributes. Who is known by an identifier takes what the list says;
the others are added.

Columns are parted by comma, semicolon or tab; text is UTF-8, UTF-16 or Windows-1252.

` + importHelp + `A list of customers is history, whatever it says: it wakes no rule, clock or invitation.

Example:
  regard import customers crm.csv --map external:crm=Id --map name="Full name" --map value=ARR`
}

// Run imports.
func (c ImportCustomers) Run(s *session) error {
	_, err := s.importing(c.Importing, c.bring)
	return err
}

func (c ImportCustomers) bring(r *run) error {
	d, err := r.directory(r.app)
	if err != nil {
		return err
	}
	how, err := c.reading(d, "")
	if err != nil {
		return err
	}
	return r.eachFile(c.Path, func(path string, f *os.File) error {
		in, err := r.unpack(path, f)
		if err != nil {
			return err
		}
		table, err := inbound.Customers(in, how)
		if err != nil {
			return inFile(path, err)
		}
		return bring(r, load[customer.Draft]{name: path, input: table, kept: r.keepLines(path, table.Header()), write: putCustomers})
	})
}

func putCustomers(ctx context.Context, tx *company.Tx, drafts []customer.Draft) ([]interaction.Outcome, error) {
	ids, problems, err := customer.Put(ctx, tx, drafts)
	if err != nil {
		return nil, err
	}
	got := make([]interaction.Outcome, len(drafts))
	for i := range got {
		got[i] = interaction.Outcome{Status: interaction.Recorded, CustomerID: ids[i]}
		if problems[i] != nil {
			got[i] = interaction.Outcome{Status: interaction.Refused, Problem: problems[i]}
		}
	}
	return got, nil
}
