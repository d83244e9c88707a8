package web

import (
	"time"

	"regard/internal/platform/page"
)

// UsersPage is who may sign in. ?add and ?edit=ID open the form. POST
// /settings/users invites, /settings/users/{id} changes,
// /settings/users/{id}/invite makes a new link, …/disable and …/enable.
type UsersPage struct {
	Settings
	Rows         []UserRow
	Form         *UserForm
	Invite       *Invite // just made: shown once
	Roles        []RoleOption
	Contributors []page.Option
	Errors       Errors
}

// Template names the page.
func (UsersPage) Template() string { return "users" }

// UserRow is one user.
type UserRow struct {
	ID, Name, Email, Role string
	Sees                  string // which customers
	Figures               string // whose figures; may be empty
	LastSeen              time.Time
	Invited               bool // has not set a password yet
	Disabled              bool
	You                   bool
}

// UserForm is what was typed. Fields: name, email, role, contributor (whose user
// it is: decides what a partner's user sees).
type UserForm struct {
	ID, Name, Email, Role, Contributor string
	New                                bool
}

// RoleOption is a role and what it may, in a sentence.
type RoleOption struct {
	Key, Label, May string
}

// Invite is a link by which somebody sets a password.
type Invite struct {
	Name, URL string
	Until     time.Time
}

// KeysPage is the API keys. ?add opens the form. POST /settings/keys makes one
// (shown once), /settings/keys/{id}/revoke ends it.
type KeysPage struct {
	Settings
	Rows   []KeyRow
	Form   *KeyForm
	Made   *KeyMade // just made: shown once
	Errors Errors
}

// Template names the page.
func (KeysPage) Template() string { return "keys" }

// KeyRow is one key.
type KeyRow struct {
	ID, Name, Hint string // Hint: its last four characters
	Scopes         []string
	Made           time.Time
	By             string
	LastUsed       time.Time
	Revoked        time.Time
}

// KeyForm is what was typed. Fields: name, scope (repeated: read, write, admin).
type KeyForm struct {
	Name   string
	Scopes map[string]bool
}

// KeyMade is a key in the clear, for this once.
type KeyMade struct {
	Name, Key string
}

// YouPage is the user's own. POST /you: name, zone; /you/password: current,
// password; /you/sessions/{id}/revoke; /you/sessions/revoke for all others.
type YouPage struct {
	Frame
	Form           YouForm
	Zones          []page.Option
	Sessions       []SessionRow
	Errors         Errors
	PasswordErrors Errors
}

// YouForm is what was typed. Fields: name, zone.
type YouForm struct {
	Name, Zone string
}

// Template names the page.
func (YouPage) Template() string { return "you" }

// SessionRow is one place where the user is signed in.
type SessionRow struct {
	ID      string
	Browser string // "Firefox on Linux"
	Began   time.Time
	Seen    time.Time
	This    bool
}
