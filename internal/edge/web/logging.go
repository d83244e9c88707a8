package web

import (
	"time"

	"regard/internal/platform/page"
)

// LogPage logs an interaction in under ten seconds. GET /log?customer=cus_…
// prefills; POST /log: the fields of LogForm.
type LogPage struct {
	Frame
	Form        LogForm
	Customer    *CustomerRef // chosen already
	Found       LogFound     // when the search was asked without a script
	ByName      bool         // somebody new is taken by name alone, as a partner is told of no other customers
	Channels    []string     // to choose from, the likeliest first
	Touchpoints []page.Option
	Errors      Errors
}

// LogForm is what was typed. Fields: customer (id of the one chosen), who (what
// was typed: a name, a phone number or an e-mail; a new customer when none was
// chosen), channel, observed ("-1" … "1", or empty: could not tell), note,
// touchpoint, at (local date and time; now when empty).
type LogForm struct {
	Customer, Who, Channel, Observed, Note, Touchpoint, At string
}

// Template names the page.
func (LogPage) Template() string { return "log" }

// LogFound is the type-ahead's answer: GET /log/customers?who=…, a fragment.
type LogFound struct {
	Query string
	Rows  []LogCandidate
	New   string // what a new customer would be known by: "phone +47 912 34 567"; "" where he is not taken by that
}

// Template names the fragment.
func (LogFound) Template() string { return "log/found" }

// LogCandidate is a customer that may be meant.
type LogCandidate struct {
	CustomerRef
	Identifier   Identifier // the one that tells it best
	Relationship Relationship
	LastAt       time.Time
}
