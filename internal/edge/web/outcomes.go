package web

import (
	"time"

	"regard/internal/platform/page"
)

// OutcomesPage is what outcomes leave: touchpoint × outcome gives the inferred
// valence and who caused it. ?edit=ID and ?add open the form. POST
// /settings/outcomes adds, /settings/outcomes/{id} changes,
// /settings/outcomes/{id}/remove removes: each makes a new version.
type OutcomesPage struct {
	Settings
	Version     Version
	Rows        []OutcomeRow // by touchpoint; "" holds everywhere
	Form        *OutcomeForm
	Touchpoints []page.Option
	Causes      []page.Option
	Measures    []page.Option
	Errors      Errors
}

// Template names the page.
func (OutcomesPage) Template() string { return "outcomes" }

// Version is which edition of a configuration this is; Number 0 is the
// documented one, which nobody changed yet.
type Version struct {
	Number int
	At     time.Time
	By     string
}

// OutcomeRow is one rule.
type OutcomeRow struct {
	ID         string
	Touchpoint string // name; empty for any
	Outcome    string // key
	Condition  string // "more than 3 days late"
	Valence    float64
	Cause      string // contributor; or "owner of the touchpoint"; or "nobody yet"
	Chosen     bool
}

// OutcomeForm is what was typed. Fields: touchpoint, outcome, from_amount (in
// what measure says; empty for any), measure (days_late or hours), valence,
// cause ("handler", "owner", a contributor's key; unassigned where empty).
type OutcomeForm struct {
	ID, Touchpoint, Outcome, FromAmount, Measure, Valence, Cause string
	New                                                          bool
}

// RelationshipPage is the relationship's constants, each with what it means.
// POST /settings/relationship: one field a constant, by its key, the version
// that was seen, and reason.
type RelationshipPage struct {
	Settings
	Version Version
	Groups  []ConstantGroup
	Reason  string
	Editing bool // ?edit: fields instead of values
	History []VersionRow
	Errors  Errors
}

// Template names the page.
func (RelationshipPage) Template() string { return "relationship" }

// ConstantGroup is constants that belong together.
type ConstantGroup struct {
	Title, Text string
	Constants   []Constant
}

// Constant is one number of the formula.
type Constant struct {
	Key, Label, Value, Unit, Help, Usual string // Usual: the value it came with
}

// Changed tells that a constant is not what it came with.
func (c Constant) Changed() bool { return c.Usual != "" && c.Value != c.Usual }

// VersionRow is one edition and why.
type VersionRow struct {
	Version
	Reason  string
	Changes []Change
}
