package web

import "strconv"

// TroublePage says what went wrong and what to do about it.
type TroublePage struct {
	Outside
	Status int
	Title  string
	Text   string
	Do     []Link // what to do now, the best first
	ID     string // of the log's line; empty when nothing was logged
	Fields []FieldTrouble
}

// FieldTrouble is what was wrong with one field of a request that no form sent.
type FieldTrouble struct {
	Field, Text string
}

// Template names the page.
func (TroublePage) Template() string { return "trouble" }

// Trouble is the page for a status; the caller adds what it knows.
func Trouble(status int, id string) TroublePage {
	t := troubles[status]
	if t.Title == "" {
		t = troubles[500]
	}
	t.Status, t.ID = status, id
	return t
}

// Code is the status as shown.
func (t TroublePage) Code() string { return strconv.Itoa(t.Status) }

var (
	toToday  = Link{Label: "Go to today", URL: "/"}
	toSignIn = Link{Label: "Sign in", URL: "/sign-in"}
)

var troubles = map[int]TroublePage{
	401: {Title: "Sign in to go on", Text: "Your session has ended, or you have not signed in yet. Nothing that was saved is lost.", Do: []Link{toSignIn}},
	403: {Title: "This is not open to you", Text: "Your role does not include it. Whoever runs Regard in your company can change that.", Do: []Link{toToday}},
	404: {Title: "There is nothing here", Text: "The address may be mistyped, or what stood here was joined to another record or erased.", Do: []Link{{Label: "Find a customer", URL: "/customers"}, toToday}},
	409: {Title: "Somebody was quicker", Text: "This was changed since you opened it. Go back, load the page again, and look at what is there now before you repeat your change.", Do: []Link{toToday}},
	422: {Title: "That cannot be taken as it is", Text: "Go back and mend what is named here; what you typed is still there.", Do: []Link{toToday}},
	429: {Title: "Too many tries", Text: "Wait a minute, then try once more.", Do: []Link{toSignIn}},
	500: {Title: "Something broke on our side", Text: "It was noted, and nothing was half saved. Try again; if it happens once more, tell whoever runs Regard the number below.", Do: []Link{toToday}},
	503: {Title: "Not ready just now", Text: "The server is starting, or its database cannot be reached. Try again in a minute.", Do: []Link{{Label: "Try again", URL: ""}}},
}
