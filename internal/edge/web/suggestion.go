package web

import "time"

// SuggestionsPage lists pairs of records that may be one customer.
type SuggestionsPage struct {
	Frame
	Pairs []Pair
	Total int
	Pager Pager
}

// Template names the page.
func (SuggestionsPage) Template() string { return "suggestions" }

// Pair is two records side by side.
type Pair struct {
	ID       string
	Left     Record
	Right    Record
	Reasons  []string // what speaks for it
	Doubts   []string // what speaks against it
	Conflict bool     // a stronger identifier differs
	At       time.Time
}

// Record is a customer's record as a merge compares it.
type Record struct {
	CustomerRef
	Identifiers  []Identifier
	Relationship Relationship
	Value        Value
	Since        time.Time
	LastAt       time.Time
	Interactions int
	Episodes     int
	Same         map[string]bool // which of the fields are equal: name, account, and identifiers by value
}

// MergePage asks once more before two records become one customer.
type MergePage struct {
	Frame
	Suggestion string // decided by this, when it came from one
	Keep       Record // its id stays
	Other      Record
	After      Relationship
	Reason     string
	Errors     Errors
}

// Template names the page.
func (MergePage) Template() string { return "merge" }
