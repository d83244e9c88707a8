package web

import "time"

// OrgImportPage brings an organisation file in. GET and POST
// /settings/organisation/import: file and partial ("true"); the answer shows
// what would change. POST /settings/organisation/import/do: packed, partial and
// seen as the answer has them, and many ("true") where many leave.
type OrgImportPage struct {
	Settings
	Partial string
	Plan    *OrgPlanShown // nil before a file was read
	Errors  Errors
}

// Template names the page.
func (OrgImportPage) Template() string { return "organisation" }

// OrgPlanShown is what a file changes. Nothing of it is kept: the page carries
// the file, packed, to where it is done.
type OrgPlanShown struct {
	Packed, Seen   string
	Groups         []OrgGroup
	Refused        []OrgRefused
	MoreRefused    int
	Changes, Same  int
	Kept, Many     bool
	Leaving, Staff int
}

// OrgGroup is what is done to several.
type OrgGroup struct {
	Do    string
	Title string
	N     int
	Rows  []OrgRowShown
	More  int // that are not shown
}

// Short tells that a group is told at once, and not only its number.
func (g OrgGroup) Short() bool { return g.N <= 12 }

// OrgRowShown is one unit or employee that changes.
type OrgRowShown struct {
	Key, Name, Was, Is string
	Employee, SignsIn  bool
	At                 time.Time // zero: as of when it is done
}

// OrgRefused is a row that cannot be taken.
type OrgRefused struct {
	Line             int
	Key, Field, Text string
}
