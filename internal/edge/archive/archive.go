// Package archive is everything that is kept of a customer, as one file to hand
// to him: a page to read and print, and the same as data for a program.
//
// The data is every row of every table that has a customer's id, found by
// walking the schema, so that a new table is in it from its first day.
package archive

import (
	"archive/zip"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"html/template"
	"io"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Archive is everything that is kept of a customer.
type Archive struct {
	Company  string                      `json:"company"`
	Made     time.Time                   `json:"made_at"`
	Customer string                      `json:"customer"`
	Records  []string                    `json:"records"` // their ids; the first stands for all
	Tables   map[string][]map[string]any `json:"tables"`
	Actors   map[string]string           `json:"actors"` // names of the users who stand in the rows, by their id there

	read page
}

// page is what the page to read shows.
type page struct {
	Company, Name, Account, Relationship string
	Made                                 time.Time
	Zone                                 *time.Location
	Identifiers                          []customer.Held
	Attributes                           map[string]any
	Value                                string
	Person                               customer.Person
	Interactions                         []told
	Openings                             []opened
	Tables                               []counted
}

// told is an interaction as the page tells it.
type told struct {
	interaction.Interaction
	HeardBy string
	Left    []impression.Impression
}

// opened is that somebody looked at the customer's card.
type opened struct {
	At  string
	Who string
}

// counted is how many rows of a table are in the data.
type counted struct {
	Table string
	Rows  int
}

// links are the columns beside customer_id that name a customer's record.
var links = [][2]string{{"customer", "id"}, {"customer", "account_id"}, {"merge", "into_id"}, {"suggestion", "other_id"}}

// Read gathers everything that is kept of the person a record belongs to, and
// writes down that somebody did.
func Read(ctx context.Context, tx *company.Tx, id customer.ID) (a Archive, err error) {
	defer problem.Wrap(&err, "archive.Read")
	p, err := customer.Find(ctx, tx, id)
	if err != nil {
		return a, err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return a, err
	}
	a = Archive{Company: d.Profile.Name, Made: tx.Now, Customer: p.ID.String(), Tables: map[string][]map[string]any{}, Actors: map[string]string{}}
	for _, id := range p.IDs() {
		a.Records = append(a.Records, id.String())
	}
	if err := a.dump(ctx, tx, p.IDs()); err != nil {
		return a, err
	}
	if err := a.nameActors(ctx, tx); err != nil {
		return a, err
	}
	if err := a.tell(ctx, tx, p, d); err != nil {
		return a, err
	}
	return a, company.Audit(ctx, tx, "customer.archived", p.ID.String(), map[string]int{"interactions": len(a.Tables["interaction"])})
}

// dump takes every row that names one of the records.
func (a *Archive) dump(ctx context.Context, tx *company.Tx, ids []customer.ID) error {
	take := func(table, column string, in any) error {
		rows, err := tx.Dump(ctx, table, column, in)
		if len(rows) > 0 {
			a.Tables[table] = append(a.Tables[table], rows...)
		}
		return err
	}
	for _, table := range database.TablesWith("customer_id") {
		if err := take(table, "customer_id", ids); err != nil {
			return err
		}
	}
	for _, l := range links {
		if err := take(l[0], l[1], ids); err != nil {
			return err
		}
	}
	return take("audit", "subject", a.Records)
}

// nameActors finds the names of the users who stand in the rows.
func (a *Archive) nameActors(ctx context.Context, tx *company.Tx) error {
	users, err := company.Users(ctx, tx)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, u := range users {
		names[u.Actor(0).String()] = u.Name
	}
	for _, rows := range a.Tables {
		for _, row := range rows {
			for _, cell := range row {
				if id, ok := cell.(string); ok && names[id] != "" {
					a.Actors[id] = names[id]
				}
			}
		}
	}
	return nil
}

// tell puts together what the page to read shows.
func (a *Archive) tell(ctx context.Context, tx *company.Tx, p customer.Person, d *company.Directory) error {
	known, err := impression.Standings(ctx, tx, []customer.Person{p})
	if err != nil {
		return err
	}
	a.read = page{Company: d.Profile.Name, Name: p.Shown(), Account: p.Account.Name, Made: tx.Now, Zone: d.Zone, Identifiers: p.Held(), Attributes: p.Attributes, Person: p,
		Relationship: relationship(known[0].Standing)}
	for from, more := interaction.Newest, true; more; {
		var list []interaction.Interaction
		if list, from, more, err = interaction.Timeline(ctx, tx, p.IDs(), interaction.Filter{}, from, 500); err != nil {
			return err
		}
		for _, i := range list {
			a.read.Interactions = append(a.read.Interactions, told{Interaction: i, HeardBy: d.Contributor(i.ContributorID).Name})
		}
	}
	if err := a.left(ctx, tx, p); err != nil {
		return err
	}
	for _, row := range a.Tables["opening"] {
		at, _ := row["opened_at"].(string)
		id, _ := row["actor"].(string)
		a.read.Openings = append(a.read.Openings, opened{at, cmp.Or(a.Actors[id], id)})
	}
	for _, table := range database.TablesWith("id") {
		if rows := a.Tables[table]; len(rows) > 0 {
			a.read.Tables = append(a.read.Tables, counted{table, len(rows)})
		}
	}
	return nil
}

// left fills in what each interaction left.
func (a *Archive) left(ctx context.Context, tx *company.Tx, p customer.Person) error {
	episodes, err := impression.Episodes(ctx, tx, p.IDs(), time.Time{})
	if err != nil {
		return err
	}
	ids := make([]int64, len(episodes))
	for i, e := range episodes {
		ids[i] = e.ID
	}
	all, err := impression.Of(ctx, tx, ids)
	of := map[int64][]impression.Impression{}
	for _, list := range all {
		for _, i := range list {
			of[i.PartID] = append(of[i.PartID], i)
		}
	}
	for i := range a.read.Interactions {
		t := &a.read.Interactions[i]
		t.Left = of[int64(t.ID)]
	}
	return err
}

func relationship(s impression.Standing) string {
	if !s.Enough {
		return "unknown: there is too little to tell"
	}
	return string(s.Band)
}

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// Write writes the archive as a ZIP: customer.json, and index.html to read.
func (a Archive) Write(w io.Writer) (err error) {
	defer problem.Wrap(&err, "archive.Write")
	z := zip.NewWriter(w)
	add := func(name string, write func(io.Writer) error) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.Made})
		if err != nil {
			return err
		}
		return write(f)
	}
	err = add("index.html", func(f io.Writer) error { return pageTemplate.Execute(f, a.read) })
	if err != nil {
		return err
	}
	err = add("customer.json", func(f io.Writer) error {
		e := json.NewEncoder(f)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(a)
	})
	if err != nil {
		return err
	}
	return z.Close()
}
