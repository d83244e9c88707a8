package web

import (
	"time"

	"regard/internal/platform/page"
)

// ContributorsPage is the dated tree of departments and partners.
//
// ?add and ?edit=KEY open the form, ?move=KEY the move's. POST
// /settings/contributors adds, POST /settings/contributors/{key} changes, POST
// /settings/contributors/{key}/move moves (parent, from).
type ContributorsPage struct {
	Settings
	Tree    []ContributorRow // depth first
	Form    *ContributorForm // the open form; nil when none is
	Move    *ContributorMove
	Parents []page.Option // contributors it may be a unit of; "" for none
	Errors  Errors
}

// Template names the page.
func (ContributorsPage) Template() string { return "contributors" }

// ContributorRow is one contributor.
type ContributorRow struct {
	Key, Name   string
	Kind        string // department, partner
	Depth       int
	From, Until time.Time // zero Until: still
	Employees   int
	Touchpoints int
	URL         string // of its own page; empty for who may not see it
	Chosen      bool
}

// ContributorForm is what was typed. Fields: name, key (only when new), kind,
// parent (only when new), from (since when in its place), until.
type ContributorForm struct {
	Key, Name, Kind, Parent, From, Until string
	New                                  bool
}

// ContributorMove is what was typed. Fields: parent, from.
type ContributorMove struct {
	Key, Name, Parent, From string
}

// EmployeesPage is who works for the contributors. ?add and ?edit=KEY open the
// form; ?q= searches and ?cursor= reads on, and both stay what they are when a
// form is sent. POST /settings/employees adds, /settings/employees/{key}
// changes; POST /settings/figures switches figures of single employees
// (per_employee: true or false).
type EmployeesPage struct {
	Settings
	Query        string
	List         string // this list without a form
	AddURL       string
	Action       string // where the form goes
	Figures      SingleFigures
	Rows         []EmployeeRow
	Form         *EmployeeForm
	Contributors []page.Option
	Pager        Pager
	Errors       Errors
}

// Template names the page.
func (EmployeesPage) Template() string { return "employees" }

// EmployeeRow is one employee.
type EmployeeRow struct {
	Key, Name, Email, Title string
	Contributor             string
	From, Until             time.Time
	User                    bool // may sign in
	EditURL                 string
}

// EmployeeForm is what was typed. Fields: name, key (only when new), email,
// title, contributor, from (since when for this contributor), until.
type EmployeeForm struct {
	Key, Name, Email, Title, Contributor, From, Until string
	New                                               bool
}

// TouchpointsPage is where in the lifecycle things happen. ?add and ?edit=KEY
// open the form. POST /settings/touchpoints adds, /settings/touchpoints/{key}
// changes.
type TouchpointsPage struct {
	Settings
	Rows   []TouchpointRow // by stage
	Form   *TouchpointForm
	Owners []page.Option
	Stages []page.Option
	Kinds  []page.Option
	Errors Errors
}

// Template names the page.
func (TouchpointsPage) Template() string { return "touchpoints" }

// TouchpointRow is one touchpoint.
type TouchpointRow struct {
	Key, Name, Stage, Owner, Kind string
	Reports                       bool // things are reported here that happened elsewhere
}

// TouchpointForm is what was typed. Fields: name, key (only when new), stage,
// owner, kind, reports ("true").
type TouchpointForm struct {
	Key, Name, Stage, Owner, Kind, Reports string
	New                                    bool
}
