package customer

import (
	"slices"
	"strings"
)

// AccountRole is what a person is to the account he belongs to.
type AccountRole string

// The roles in an account.
const (
	Decides AccountRole = "decides"
	Uses    AccountRole = "uses"
	Pays    AccountRole = "pays"
)

// AllAccountRoles lists the roles in the order in which they are written.
var AllAccountRoles = []AccountRole{Decides, Uses, Pays}

// AccountRoles is a set of them, written in their order and joined by commas.
type AccountRoles string

// RolesOf writes a set of roles; what is no role is left out.
func RolesOf(roles ...AccountRole) AccountRoles {
	var in []string
	for _, r := range AllAccountRoles {
		if slices.Contains(roles, r) {
			in = append(in, string(r))
		}
	}
	return AccountRoles(strings.Join(in, ","))
}

// List returns the roles of the set.
func (s AccountRoles) List() []AccountRole {
	var list []AccountRole
	for _, r := range AllAccountRoles {
		if s.Has(r) {
			list = append(list, r)
		}
	}
	return list
}

// Has tells whether a role is in the set.
func (s AccountRoles) Has(r AccountRole) bool {
	return slices.Contains(strings.Split(string(s), ","), string(r))
}

// Weight is how much a person's impressions weigh in his account's
// relationship: twice where he decides, else once.
func (s AccountRoles) Weight() float64 {
	if s.Has(Decides) {
		return 2
	}
	return 1
}
