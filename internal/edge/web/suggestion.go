package web

import "time"

// SuggestionsPage lists pairs of records that may be one customer.
type SuggestionsPage struct {
	Frame
	Pairs    []Pair
	Total    int
	Pager    Pager
	Compared time.Time // when all customers were last compared with each other; zero: not yet
	Records  int64     // how many there were
	Tried    int64     // how many pairs of them were compared
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
	Weighed  Weighed  // what comparing the two found
	Conflict bool     // a stronger identifier differs
	At       time.Time
}

// Weighed is what comparing two records found, field by field.
type Weighed struct {
	Compared bool
	Likely   float64 // 0 to 1: how likely they are one person
	Rows     []Weight
}

// Weight is how much a field speaks for one person, or against it.
type Weight struct {
	Words   string
	Bits    string // "+6.7": one more doubles the odds
	Width   int    // of its bar, in pixels
	Against bool
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
