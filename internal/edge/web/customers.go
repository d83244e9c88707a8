package web

import "time"

// CustomersPage finds customers.
type CustomersPage struct {
	Frame
	Coverage Coverage
	List     CustomerList
}

// Template names the page.
func (CustomersPage) Template() string { return "customers" }

// CustomerList is what the search found: also a fragment, swapped while typing.
type CustomerList struct {
	Query string
	Band  string // strained, even, warm, unknown; empty for all
	Bands []BandFilter
	Rows  []CustomerRow
	Pager Pager
	Cut   bool // the search found more than it shows
	None  bool // no customer was ever recorded

	Withheld bool // a partner is not told how they regard us, which others had a part in
}

// Template names the fragment.
func (CustomerList) Template() string { return "customers/list" }

// BandFilter is one band to choose.
type BandFilter struct {
	Band string // empty for all
	URL  string
}

// CustomerRow is one customer.
type CustomerRow struct {
	CustomerRef
	Identifiers  []Identifier
	Relationship Relationship
	LastAt       time.Time
	LastChannel  string
	Value        Value
	Episodes     int
}
