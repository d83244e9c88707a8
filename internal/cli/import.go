package cli

import (
	"os"
	"time"

	"regard/internal/app"
	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Import brings in customers, interactions, mail and the organisation.
type Import struct {
	CSV       ImportCSV       `cmd:"" name:"csv" help:"Interactions from tables."`
	NDJSON    ImportNDJSON    `cmd:"" name:"ndjson" help:"Interactions in the API's form, one JSON object a line."`
	Mail      ImportMail      `cmd:"" name:"mail" help:"Mail from .eml files, mboxes, Maildirs and trees of them."`
	Customers ImportCustomers `cmd:"" name:"customers" help:"Customers from a CRM's list."`
	Org       ImportOrg       `cmd:"" name:"org" help:"The organisation: units and employees."`
}

// Importing are the flags that all imports have.
type Importing struct {
	DryRun  bool   `help:"Say what would happen, and change nothing."`
	Refused string `help:"Directory that takes what is refused, instead of beside the input." type:"path" placeholder:"DIR"`
}

// Tabular are the flags of imports from tables.
type Tabular struct {
	Map  map[string]string `help:"Column that holds a field, where they differ; may be given several times." placeholder:"FIELD=COLUMN" mapsep:"none"`
	Zone string            `help:"Time zone of times that name none; the company's otherwise." placeholder:"Europe/Oslo"`
}

// reading says how tables are to be read.
func (t Tabular) reading(d *company.Directory, source string) (inbound.Reading, error) {
	r := inbound.Reading{Source: source, Map: t.Map, Zone: d.Zone, Money: d.Profile.Currency}
	if t.Zone == "" {
		return r, nil
	}
	zone, err := time.LoadLocation(t.Zone)
	if err != nil || t.Zone == "Local" {
		return r, problem.Field("zone", "company.zone_unknown", problem.Params{"value": t.Zone})
	}
	r.Zone = zone
	return r, nil
}

// importHelp is what all imports promise.
const importHelp = `Every row is answered: recorded, duplicate or refused. An import can be run again: what was recorded is found
again as duplicate, also after Ctrl-C, which leaves whole batches of 1,000 rows.

What is refused is kept beside the input, as it came: INPUT.refused holds the rows, to be mended there and imported
again, and INPUT.refused.reasons.csv says for each what is wrong and what to do. Earlier ones become INPUT.refused.bak.

The exit code is 0 when no row was refused, 1 when one was, 130 after Ctrl-C.

`

// directory returns the company's directory.
func (s *session) directory(a *app.App) (d *company.Directory, err error) {
	err = a.Office.View(s.ctx, company.System, func(tx *company.Tx) error {
		d, err = tx.Directory(s.ctx)
		return err
	})
	return d, err
}

// there refuses a call with a path where nothing is, before any row is read.
func there(paths []string) error {
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			return err
		}
	}
	return nil
}

// eachFile opens the files, one after another, and has each imported.
func (r *run) eachFile(paths []string, load func(path string, f *os.File) error) error {
	if err := there(paths); err != nil {
		return err
	}
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		err = load(path, f)
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
