package web

import "time"

// AccountPart is what an account's card has besides: its contract and its
// people.
type AccountPart struct {
	Renewal Renewal
	Decider Decider
	People  []AccountPerson // those who decide first, the coldest of them at the top
	Total   int
	Beyond  bool // it has more people than are counted
	Partly  bool // only those whom the reader's partner had to do with
}

// Hidden is how many people are not listed.
func (a AccountPart) Hidden() int { return a.Total - len(a.People) }

// AccountPerson is one of an account.
type AccountPerson struct {
	CustomerRef
	Roles        []RoleChip
	Relationship Relationship // his own
	LastAt       time.Time
	Open         int  // episodes that wait for us
	Left         bool // no customer any more
	Coldest      bool // of those who decide
}

// RoleChip is a role that a person has in his account or could be given.
type RoleChip struct {
	Key, Label string
	Has        bool
}
