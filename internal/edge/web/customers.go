package web

import "time"

// CustomersPage finds customers.
type CustomersPage struct {
	Frame
	List CustomerList
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
	None  bool // no customer was ever recorded
}

// Template names the fragment.
func (CustomerList) Template() string { return "customers/list" }

// BandFilter is one band to choose, and how many are in it.
type BandFilter struct {
	Band  string // empty for all
	URL   string
	Count int
	Known bool // Count is known
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
	Matched      string // what the query matched, when it is not the name
}
