package web

import (
	"time"

	"regard/internal/platform/page"
)

// CardPage is all that whoever answers should know of one customer: how he
// regards us and why, what he has tried, and what happened.
type CardPage struct {
	Frame
	Customer     Customer
	Class        *ClassBanner // nil for a customer
	MayClass     bool         // say that it is none
	Account      *AccountPart // of an account: its people; nil for a person
	Sentence     string       // the first thing to know, in one sentence
	Relationship Relationship
	Evidence     Evidence
	Line         RelationshipLine
	Explanation  Explanation
	Tried        []Tried
	Identifiers  []Identifier
	Suggestions  []SuggestionRef
	Merges       []Merge
	Timeline     Timeline
	LiveURL      string // server-sent events: "changed" when anything of this card does; may be empty
}

// Template names the page.
func (CardPage) Template() string { return "card" }

// Customer is who it is.
type Customer struct {
	CustomerRef
	AccountURL string
	Roles      string // what he is to his account: "decides and pays"
	IsAccount  bool   // a company
	Since      time.Time
	Left       time.Time
	Value      page.Money // a year
	Attributes []Attribute
}

// Attribute is something else known of the customer.
type Attribute struct {
	Key, Value string
	Typed      string // the value as it is kept, and typed
	Masked     bool   // hidden from this user; Value is then empty, or what he had revealed
	Field      string // by which it is revealed; "" where he may not
}

// Evidence is how much there is to tell from.
type Evidence struct {
	Episodes int
	Asked    int // of them, where the customer was asked
	Fresh    float64
	Speaks   string // of an account: for how many of its people; empty for a person
	Why      string // when not enough: what is missing, in one sentence
}

// Tried is what the customer read or tried by himself.
type Tried struct {
	At     time.Time
	What   string // "Restarting the router"
	Where  string // "Help centre"
	Helped string // "yes", "no" or ""
	URL    string
}

// SuggestionRef is another record that may be the same customer.
type SuggestionRef struct {
	ID       string
	Other    CustomerRef
	Reasons  []string
	Doubts   []string
	Conflict bool // a stronger identifier speaks against it
}

// Merge is a record that was joined to this one and can be parted again.
type Merge struct {
	ID     string
	Other  CustomerRef
	At     time.Time
	By     string
	Reason string
}

// Explanation is the score taken apart: Prior and the Parts' points sum to Score.
// Where it is withheld, the parts are the reader's own, and sum to Part.
type Explanation struct {
	Withheld bool
	Episodes int     // that the parts are of
	Part     float64 // points of all parts
	Prior    float64
	Score    float64
	Parts    []Part
	More     int     // parts not listed
	MoreBy   float64 // their points
	AllURL   string  // all of them; may be empty
}

// Part is one episode's points in the score.
type Part struct {
	Points  float64
	Label   string // "order 4711 late"
	At      time.Time
	URL     string // "#epi_…" or a page
	Basis   string
	Causers string // "PostNord": may be empty
	Who     string // of an account: whose it was
}
