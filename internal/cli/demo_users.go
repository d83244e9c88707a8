package cli

import (
	"regard/internal/edge/web"
	"regard/internal/know/company"
)

// demoUser is a character who can sign in.
type demoUser struct {
	key string // in the links that sign in with one click
	as  string // the role in words
	company.UserDraft
}

// demoUsers are the characters who can sign in, one a role.
var demoUsers = []demoUser{
	{"admin", "admin", company.UserDraft{Email: "admin@nordlys.example", Name: "Nora Lien", Role: company.RoleAdmin}},
	{"lead", "experience lead", company.UserDraft{Email: "lead@nordlys.example", Name: "Marte Lunde", Role: company.RoleLead}},
	{"manager", "manager, support", company.UserDraft{Email: "manager@nordlys.example", Name: "Jonas Vik", Role: company.RoleManager, Contributor: "support"}},
	{"frontline", "frontline, support", company.UserDraft{Email: "frontline@nordlys.example", Name: "Kari Nordby", Role: company.RoleFrontline, Contributor: "support"}},
	{"partner", "partner, Fjordfrakt", company.UserDraft{Email: "partner@fjordfrakt.example", Name: "Stian Moe", Role: company.RolePartner, Contributor: "fjordfrakt"}},
	{"executive", "executive", company.UserDraft{Email: "board@nordlys.example", Name: "Ragnhild Dahl", Role: company.RoleExecutive}},
}

// demoCharacters are the same for the pages.
func demoCharacters() []web.Character {
	list := make([]web.Character, len(demoUsers))
	for i, u := range demoUsers {
		list[i] = web.Character{Key: u.key, Email: u.Email, Name: u.Name, Role: u.as}
	}
	return list
}
