package web

import (
	"time"

	"regard/internal/platform/page"
)

// PrivacyPage is how long each class of data is kept, what would go today, what
// went, and who was erased. GET /settings/privacy[?preview]; POST: a field of
// days a class, by its key.
type PrivacyPage struct {
	Settings
	Version  Version
	Editing  bool
	Counted  bool // Rows were counted
	Classes  []KeptClass
	Runs     []KeptRun
	Erasures []ErasureRow
	Errors   Errors

	Masks     []MaskRow
	MaskKinds []page.Option
	MaskRoles []page.Option
	MaskKind  string // as typed
	MaskKey   string
}

// MaskRow is a field that only some roles see in clear.
type MaskRow struct {
	Field, Label string
	Roles        []string
}

// Template names the page.
func (PrivacyPage) Template() string { return "privacy" }

// KeptClass is a class of data and for how long it is kept.
type KeptClass struct {
	Key, Label, Text string
	Days             string // as typed; "" for ever
	Rows             int    // that would go today
	Oldest           time.Time
}

// KeptRun is that something went because it was kept long enough.
type KeptRun struct {
	At, Before time.Time
	Class      string
	Removed    int
}

// ErasureRow is that somebody was erased.
type ErasureRow struct {
	ID      string // the record's
	At      time.Time
	By      string
	Done    bool
	Rows    int      // wiped
	Trouble []string // what could not be reached
}
