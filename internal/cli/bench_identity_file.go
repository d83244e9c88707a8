package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"net/mail"
	"os"
	"regexp"
	"slices"
	"strings"

	"regard/internal/edge/inbound"
	"regard/internal/know/customer"
)

// rows reads the file into drafts with their truth, and returns what each column
// was taken for.
func (c BenchIdentity) rows() (rows []labelled, columns []string, err error) {
	header, records, err := readCSV(c.File)
	if err != nil {
		return nil, nil, err
	}
	truth, err := c.truths(header, records)
	if err != nil {
		return nil, nil, err
	}
	roles := make([]string, len(header))
	for i, h := range header {
		if roles[i] = roleOf(h); h == c.Truth || h == c.ID {
			roles[i] = ""
		}
		if role, given := c.Column[h]; given {
			roles[i] = strings.TrimPrefix(role, "none")
		}
		if roles[i] != "" {
			columns = append(columns, h+" = "+roles[i])
		}
	}
	for name := range c.Column {
		if !slices.Contains(header, name) {
			return nil, nil, fmt.Errorf("--column: there is no column %q; there are %s", name, strings.Join(header, ", "))
		}
	}
	for n, record := range records {
		if truth[n] != "" {
			rows = append(rows, c.row(n, roles, record, truth[n]))
		}
	}
	return rows, columns, nil
}

// row makes a draft of a row, as a list of customers with these columns would.
func (c BenchIdentity) row(n int, roles, record []string, truth string) labelled {
	l := labelled{told: &told{row: n + 2}, truth: truth}
	d := customer.Draft{Attributes: map[string]any{}}
	var name []string
	for i, role := range roles {
		cell := strings.TrimSpace(record[i])
		if role == "" {
			continue
		}
		l.cells = append(l.cells, cell)
		if cell == "" {
			continue
		}
		switch role {
		case "name":
			name = append(name, cell)
		case "email":
			if a, err := mail.ParseAddress(cell); err == nil {
				cell = a.Address
			} else if from, to := strings.LastIndexByte(cell, '<'), strings.LastIndexByte(cell, '>'); from >= 0 && to > from {
				cell = cell[from+1 : to]
			}
			c.identify(&d, role, cell)
		case "given_name", "middle_name", "family_name":
			name = append(name, cell)
			fallthrough
		case "birth_date", "house", "town", "postcode":
			d.Attributes[role] = cell
		case "address":
			if there, ok := d.Attributes[role].(string); ok {
				cell = there + ", " + cell
			}
			d.Attributes[role] = cell
		default:
			c.identify(&d, role, cell)
		}
	}
	d.Name = wholeName(d.Attributes, name)
	if len(d.Identifiers) == 0 {
		d.Identifiers = []customer.Identifier{{Kind: "device", Value: fmt.Sprintf("row-%d", l.row)}}
	}
	l.draft = &d
	return l
}

// wholeName puts the parts of a name in their order, whatever the columns'.
func wholeName(attributes map[string]any, parts []string) string {
	var name []string
	for _, role := range []string{"given_name", "middle_name", "family_name"} {
		if part, ok := attributes[role].(string); ok {
			name = append(name, part)
		}
	}
	if len(name) == 0 {
		name = parts
	}
	return strings.Join(name, " ")
}

// identify adds an identifier, unless it is none.
func (c BenchIdentity) identify(d *customer.Draft, kind, value string) {
	i := customer.Identifier{Kind: kind, Value: value}
	const shortest = 5 // the last four digits of a number are many people's
	if strings.HasPrefix(kind, "external:") && len(value) < shortest {
		return
	}
	if _, err := i.Normalise(c.Region); err == nil {
		d.Identifiers = append(d.Identifiers, i)
	}
}

// truths returns whose each record is.
func (c BenchIdentity) truths(header []string, records [][]string) ([]string, error) {
	cut, err := regexp.Compile(c.TruthMatch)
	if err != nil {
		return nil, fmt.Errorf("--truth-match: %w", err)
	}
	keyed := map[string]string{}
	from, rows := header, records
	if c.Answers != "" {
		if from, rows, err = readCSV(c.Answers); err != nil {
			return nil, err
		}
	}
	truth, id := slices.Index(from, c.Truth), slices.Index(from, c.ID)
	own := slices.Index(header, c.ID)
	if truth < 0 || c.Answers != "" && (id < 0 || own < 0) {
		return nil, fmt.Errorf("there is no column %q or %q; there are %s", c.Truth, c.ID, strings.Join(from, ", "))
	}
	list := make([]string, len(records))
	for n, r := range rows {
		value := strings.TrimSpace(r[truth])
		if c.TruthMatch != "" {
			found := cut.FindStringSubmatch(value)
			value = append(found, "")[min(1, max(0, len(found)-1))]
		}
		if c.Answers == "" {
			list[n] = value
		} else {
			keyed[strings.TrimSpace(r[id])] = value
		}
	}
	if c.Answers != "" {
		for n, r := range records {
			list[n] = keyed[strings.TrimSpace(r[own])]
		}
	}
	return list, nil
}

// readCSV reads a file whole; records are as wide as the header.
func readCSV(path string) (header []string, records [][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	in, err := inbound.Unpack(f)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	r := csv.NewReader(in)
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	for {
		record, err := r.Read()
		switch {
		case err == io.EOF && header == nil:
			return nil, nil, fmt.Errorf("%s: it is empty", path)
		case err == io.EOF:
			return header, records, nil
		case err != nil:
			return nil, nil, fmt.Errorf("%s: %w", path, err)
		case header == nil:
			for _, h := range record {
				header = append(header, strings.TrimSpace(h))
			}
		default:
			for len(record) < len(header) {
				record = append(record, "")
			}
			records = append(records, record)
		}
	}
}

// roleOf guesses from its name what a column is.
func roleOf(header string) string {
	bare := strings.TrimPrefix(bareName(header), "primary")
	switch bare {
	case "email", "emailaddress", "mail", "mailaddress", "epost":
		return "email"
	case "phone", "phonenumber", "telephone", "tel", "mobile", "mobilephone", "cell", "telefon", "mobil":
		return "phone"
	case "name", "fullname", "namefull", "nameorg", "nativenamefull", "displayname":
		return "name"
	case "ssn", "ssnnumber", "socsecid", "socialsecuritynumber", "passportnumber", "passport", "driverslicensenumber", "nationalidnumber", "taxid",
		"customernumber", "customerno", "customerid", "membernumber", "memberid":
		return "external:" + strings.ToLower(strings.ReplaceAll(header, " ", "_"))
	}
	return customer.AttributeRole(bare)
}

// bareName leaves of a column's name its letters and digits.
func bareName(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}
