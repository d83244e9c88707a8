package web

import "regard/internal/platform/page"

// Outside is what a page for somebody not signed in must know.
type Outside struct {
	Theme   string
	Company string // may be empty, before the first run
	Path    string
}

// SignInPage lets a user in. POST /sign-in: email, password, next.
type SignInPage struct {
	Outside
	Action string // where the form is sent
	Form   SignInForm
	Errors Errors
	Notice string          // "You have signed out.": may be empty
	Demo   []CharacterLink // who lets in with one click, in a made-up company
}

// SignInForm is what was typed; the password never comes back.
type SignInForm struct {
	Email string
	Next  string // where to go then
}

// Template names the page.
func (SignInPage) Template() string { return "signin" }

// PasswordPage sets a password by a one-time link. POST to where it was found:
// password.
type PasswordPage struct {
	Outside
	Name   string
	Email  string
	New    bool // an invitation, rather than a forgotten password
	Errors Errors
}

// Template names the page.
func (PasswordPage) Template() string { return "password" }

// SetupPage is the first run, reached by the one-time link that the server
// prints. POST to where it was found: the fields of SetupForm.
type SetupPage struct {
	Outside
	Form       SetupForm
	Zones      []page.Option
	Currencies []page.Option
	Regions    []page.Option
	Errors     Errors
}

// SetupForm is what was typed. Fields: company, zone, currency, region,
// addresses (one a line), name, email, password.
type SetupForm struct {
	Company, Zone, Currency, Region, Addresses string
	Name, Email                                string
}

// Template names the page.
func (SetupPage) Template() string { return "setup" }
