package web

import (
	"strings"

	"regard/internal/platform/page"
)

// Frame is what surrounds every signed-in page: who is looking, where he may go,
// and what he has just done. Every page of the app embeds it.
type Frame struct {
	Here    page.Here
	Theme   string // "light" or "dark" as chosen (cookie "theme"); empty follows the system
	Active  string // the navigation's entry: today, customers, suggestions, remarks, log, settings
	Path    string // of this page with its query: where changing the theme comes back to
	Company string
	User    User
	May     May
	Waiting int  // suggestions and contested shares waiting for a decision
	Remarks int  // remarks waiting to be read
	Held    bool // nothing is sent to customers yet, and he is one of those who are to know
	Toast   *Toast
	Demo    *DemoMenu // nil outside a made-up company
}

// User is who is looking.
type User struct {
	Name  string
	Email string
	Role  string // in words: "experience lead"
	Zone  string // "Europe/Oslo"
}

// Initials stand for a picture.
func (u User) Initials() string { return initials(u.Name) }

// May is what the navigation and the palette offer this user.
type May struct {
	Log         bool // log an interaction
	Suggestions bool // see suggestions
	Contests    bool // see contested shares
	Merge       bool // decide them
	Edit        bool // change customers
	Coverage    bool // see for how many customers we can tell
	Settings    bool // any of the settings
	Erase       bool // erase customers, and hand out what is kept of them
	Openings    bool // see who opened a card
}

// Toast says what was just done and how to take it back. Undo posts to UndoURL.
type Toast struct {
	Text      string
	UndoURL   string
	NextURL   string
	NextLabel string
	Wrong     bool   // it failed
	Who       string // whom to log something with, as it was given: never in an address
}

// Template makes a toast a fragment of its own, to be swapped in out of band.
func (Toast) Template() string { return "fragments/toast-oob" }

// Link is a word that leads somewhere.
type Link struct {
	Label, URL string
}

// Pager leads to what follows in a list; empty when nothing does.
type Pager struct {
	NextURL string
	BackURL string // to the first page, when this is not it
}

// Interval is a number that says how sure it is.
type Interval struct {
	Value, Low, High float64
	N                int
}

func initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "?"
	}
	out := firstLetter(words[0])
	if len(words) > 1 {
		out += firstLetter(words[len(words)-1])
	}
	return strings.ToUpper(out)
}

func firstLetter(word string) string {
	for _, r := range word {
		return string(r)
	}
	return ""
}
