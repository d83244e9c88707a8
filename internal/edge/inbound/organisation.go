package inbound

import (
	"cmp"
	"context"
	"io"

	"regard/internal/know/company"
	"regard/internal/know/customer"
)

// Organisation reads an organisation file: units and employees, a row each.
// Columns may have the names that HR systems give them; those that it does not
// know are left alone, and nothing of them is kept.
func Organisation(in io.Reader, r Reading) (*Table[company.OrgRow], error) {
	return openTable(in, r, orgFields)
}

// ReadOrg reads a whole organisation file, packed or not, and which of its rows
// could not even be cut into cells.
func ReadOrg(ctx context.Context, in io.Reader, r Reading) (f company.OrgFile, unread []company.OrgRefusal, err error) {
	text, err := Unpack(in)
	if err != nil {
		return f, nil, unreadable("", "it is packed, and cannot be unpacked")
	}
	table, err := Organisation(text, r)
	if err != nil {
		return f, nil, err
	}
	var rows []Parsed[company.OrgRow]
	for chunk, err := range Chunks(ctx, table, 1) {
		if err != nil {
			return f, nil, err
		}
		rows = append(rows, chunk...)
	}
	for _, p := range rows {
		if p.Problem != nil {
			unread = append(unread, company.OrgRefusal{Line: p.Line, Problem: p.Problem})
		}
	}
	return OrgFile(table, rows), unread, nil
}

// OrgFile puts the rows of an organisation file together, in their order, each
// with why it cannot be taken. A row that cannot even be cut into cells has none.
func OrgFile(t *Table[company.OrgRow], rows []Parsed[company.OrgRow]) company.OrgFile {
	f := company.OrgFile{Tops: t.Has("parent")}
	for _, p := range rows {
		if p.Problem != nil {
			f.Unread++
			continue
		}
		p.Draft.Line = p.Line
		f.Rows = append(f.Rows, p.Draft)
	}
	return f
}

// orgFields keep what is wrong with a cell in the row: whom the row is about is
// to be known also then, so that he does not leave for it.
var orgFields = fields[company.OrgRow]{
	alias: map[string]string{
		"row": "type", "kind": "type", "id": "key", "employee_id": "key", "employee_number": "key", "code": "key",
		"full_name": "name", "e_mail": "email", "mail": "email", "job_title": "title", "position": "title",
		"department": "contributor", "unit": "contributor", "team": "contributor", "works_for": "contributor",
		"unit_of": "parent", "belongs_to": "parent", "parent_unit": "parent",
		"since": "from", "start": "from", "start_date": "from", "valid_from": "from", "end": "until", "end_date": "until", "left": "until", "left_at": "until", "valid_to": "until",
	},
	set: map[string]func(*company.OrgRow, value) error{
		"type":        func(d *company.OrgRow, v value) error { d.Type = v.text; return nil },
		"key":         func(d *company.OrgRow, v value) error { d.Key = v.text; return nil },
		"name":        func(d *company.OrgRow, v value) error { d.Name = v.text; return nil },
		"parent":      func(d *company.OrgRow, v value) error { d.Parent = v.text; return nil },
		"contributor": func(d *company.OrgRow, v value) error { d.Contributor = v.text; return nil },
		"title":       func(d *company.OrgRow, v value) error { d.Title = v.text; return nil },
		"from": func(d *company.OrgRow, v value) error {
			at, err := v.time()
			d.From, d.Problem = at, cmp.Or(d.Problem, err)
			return nil
		},
		"until": func(d *company.OrgRow, v value) error {
			at, err := v.time()
			d.Until, d.Problem = at, cmp.Or(d.Problem, err)
			return nil
		},
	},
	identify: func(d *company.OrgRow, i customer.Identifier) {
		if i.Kind == "email" {
			d.Email = i.Value
		}
	},
	attribute: func(*company.OrgRow, string, string) {},
	complete:  func(*company.OrgRow, Reading) error { return nil },
}
