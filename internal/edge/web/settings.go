package web

import (
	"slices"
	"time"

	"regard/internal/platform/page"
)

// Settings is the frame of the settings' pages.
type Settings struct {
	Frame
	Section   string // key of the section shown
	Sections  []Section
	MayChange bool // else it is there to be read
}

// Manages tells whether a section is among those that the user may open.
func (s Settings) Manages(section string) bool {
	return slices.ContainsFunc(s.Sections, func(one Section) bool { return one.Key == section })
}

// Section is one page of the settings.
type Section struct {
	Key, Label, URL, Icon string
}

// AllSections are the settings in their order; a handler leaves out those that
// the user may not open.
var AllSections = []Section{
	{"company", "Company", "/settings", "building"},
	{"contributors", "Contributors", "/settings/contributors", "tree"},
	{"employees", "Employees", "/settings/employees", "customers"},
	{"touchpoints", "Touchpoints", "/settings/touchpoints", "place"},
	{"spots", "Spots", "/settings/spots", "code"},
	{"outcomes", "Outcomes", "/settings/outcomes", "scale"},
	{"not-customers", "Not customers", "/settings/not-customers", "filter"},
	{"relationship", "Relationship", "/settings/relationship", "today"},
	{"frames", "Card elsewhere", "/settings/frames", "external"},
	{"users", "Users", "/settings/users", "in_person"},
	{"keys", "API keys", "/settings/keys", "key"},
	{"privacy", "Privacy", privacyURL, "lock"},
	{"outgoing", "Going live", "/outgoing", "out"},
	{"audit", "Audit log", "/settings/audit", "history"},
}

// CompanyPage is the company itself. POST /settings: company, zone, currency,
// region, addresses.
type CompanyPage struct {
	Settings
	Form       SetupForm
	Zones      []page.Option
	Currencies []page.Option
	Regions    []page.Option
	Errors     Errors
}

// Template names the page.
func (CompanyPage) Template() string { return "company" }

// AuditPage is who did what, newest first. GET /settings/audit?q=&actor=
type AuditPage struct {
	Settings
	Query  string
	Actor  string
	Actors []page.Option
	Rows   []AuditRow
	Looked int // at how many entries for these
	Pager  Pager
}

// Template names the page.
func (AuditPage) Template() string { return "audit" }

// AuditRow is one deed.
type AuditRow struct {
	At      time.Time
	Actor   string
	Via     string // page, API key, job, command line
	Did     string // "changed touchpoint"
	Subject string
	URL     string // of the subject; may be empty
	Changes []Change
}

// Change is one field before and after.
type Change struct {
	Field, From, To string
}
