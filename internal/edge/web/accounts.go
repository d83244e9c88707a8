package web

import (
	"time"

	"regard/internal/platform/page"
)

// AccountsPage lists accounts: what they are worth, when they renew, and how
// they regard us.
type AccountsPage struct {
	Frame
	List AccountList
}

// Template names the page.
func (AccountsPage) Template() string { return "accounts" }

// AccountList is a stretch of the list: also a fragment, swapped while typing.
type AccountList struct {
	Query  string
	Sort   string // value, renewal, coldest
	Sorts  []SortLink
	Rows   []AccountRow
	Pager  Pager
	Looked int  // accounts that were looked at for the coldest; 0 where all were
	None   bool // no account was ever recorded

	Withheld bool // a partner is not told how they regard us, which others had a part in
}

// Template names the fragment.
func (AccountList) Template() string { return "accounts/list" }

// SortLink is an order to choose.
type SortLink struct {
	Label, URL string
	Current    bool
}

// AccountRow is one account.
type AccountRow struct {
	CustomerRef
	Value        page.Money
	Renewal      Renewal
	People       int
	More         bool // it has more people than were looked at
	Told         int  // of them, of whom there is enough to tell
	Relationship Relationship
	Decider      Decider
}

// Renewal is when a contract is renewed, seen from today.
type Renewal struct {
	At    time.Time // zero: not known
	Days  int       // from today on; negative when it is past
	Worry bool      // near, while who decides is strained or not known
}

// Near tells whether the renewal is worth a warning's colour by itself.
func (r Renewal) Near() bool { return !r.At.IsZero() && r.Days >= 0 && r.Days < 90 }

// Decider is the coldest of those who decide.
type Decider struct {
	CustomerRef               // empty name: none is known well enough
	Relationship Relationship // his own
	Deciders     int          // how many decide
}
