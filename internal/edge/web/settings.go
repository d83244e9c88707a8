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
	Group, Key, Label, URL, Icon string
}

// SectionGroup is what belongs together among the settings.
type SectionGroup struct {
	Label    string
	Sections []Section
}

// AllSections are the settings in their order, group by group; a handler leaves
// out those that the user may not open.
var AllSections = []Section{
	{"Company", "company", "Company", "/settings", "building"},
	{"Company", "contributors", "Contributors", "/settings/contributors", "tree"},
	{"Company", "employees", "Employees", "/settings/employees", "customers"},
	{"Company", "users", "Users", "/settings/users", "in_person"},
	{"Figures", "touchpoints", "Touchpoints", "/settings/touchpoints", "place"},
	{"Figures", "outcomes", "Outcomes", "/settings/outcomes", "scale"},
	{"Figures", "hearing", "Topics and words", "/settings/hearing", "book"},
	{"Figures", "relationship", "Relationship", "/settings/relationship", "today"},
	{"Figures", "not-customers", "Not customers", "/settings/not-customers", "filter"},
	{"Connections", "spots", "Spots", "/settings/spots", "code"},
	{"Connections", "frames", "Card elsewhere", "/settings/frames", "external"},
	{"Connections", "keys", "API keys", "/settings/keys", "key"},
	{"Connections", "outgoing", "Going live", "/outgoing", "out"},
	{"Privacy", "privacy", "Privacy", privacyURL, "lock"},
	{"Privacy", "audit", "Audit log", "/settings/audit", "history"},
}

// SectionGroups are the sections that the user may open, by what they belong to.
func (s Settings) SectionGroups() (groups []SectionGroup) {
	for _, one := range s.Sections {
		if n := len(groups); n == 0 || groups[n-1].Label != one.Group {
			groups = append(groups, SectionGroup{Label: one.Group})
		}
		last := &groups[len(groups)-1]
		last.Sections = append(last.Sections, one)
	}
	return groups
}

// SectionLabel is the label of the section shown.
func (s Settings) SectionLabel() string {
	for _, one := range s.Sections {
		if one.Key == s.Section {
			return one.Label
		}
	}
	return "Settings"
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
