package web

import "context"

// Demo is what only a made-up company has: its characters sign in with one
// click, and it can be made anew. Where Options hold none, its routes do not
// exist.
type Demo struct {
	Characters []Character
	Reset      func(context.Context) error // begins to make the company anew; nil: it cannot be
	Anywhere   bool                        // from other machines too; else from this one only
}

// Character is a user of the made-up company whom anybody may be.
type Character struct {
	Key   string // in the address: "lead"
	Email string // by which the user is found
	Name  string
	Role  string // in words
}

// DemoMenu is what the menu offers in a made-up company.
type DemoMenu struct {
	Characters []CharacterLink
	Reset      bool
}

// CharacterLink leads to the same page as somebody else.
type CharacterLink struct {
	Character
	URL     string
	Current bool
}

// Initials stand for a picture.
func (k Character) Initials() string { return initials(k.Name) }
