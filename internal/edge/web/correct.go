package web

import (
	"time"

	"regard/internal/platform/page"
)

// CorrectPage is where somebody says what is wrong with what the machine made of
// an interaction: what it left, who caused it, where it was, which episode it
// belongs to, whose it is. GET /interactions/{id}/correct; each form posts there
// with what (valence, cause, touchpoint, topics, episode, customer or void) and reason.
type CorrectPage struct {
	Frame
	Customer     CustomerRef
	Interaction  Interaction
	Episode      string // title of its episode
	EpisodeURL   string
	First, Alone bool // in its episode
	Left         []Judged
	Touchpoint   string
	Touchpoints  []page.Option
	Contributors []page.Option
	Episodes     []page.Option // the customer's others, latest first
	Topics       []TopicChoice // what the customer's words may be about; none where there are no words of his
	Said         []Correction  // what was corrected so far, newest first
	MayMove      bool
	Typed        map[string]string // what was typed, where it was refused
	Errors       Errors
}

// Template names the page.
func (CorrectPage) Template() string { return "correct" }

// Reason is the field that says why, in one of the page's forms.
type Reason struct{ Name, Value, Error string }

// because is the reason of a form: what was typed and what is wrong with it
// stand in the form that was sent.
func because(name string, p CorrectPage) Reason {
	sent := p.Typed["what"]
	if sent == "valence" || sent == "cause" {
		sent += "-" + p.Typed["role"]
	}
	if sent != name {
		return Reason{Name: name}
	}
	return Reason{name, p.Typed["reason"], p.Errors.Of("reason")}
}

// Chosen tells whether a form's choice is to stand as chosen: what was sent where
// it was refused, else what holds now. role tells the forms of one kind apart.
func (p CorrectPage) Chosen(what, role, value string) bool {
	if p.Typed["what"] == what && p.Typed["role"] == role {
		name := what
		if what == "cause" {
			name = "contributor"
		}
		return p.Typed[name] == value
	}
	return what == "touchpoint" && p.Touchpoint == value
}

// TopicChoice is a topic, and whether the words are about it, as it stands or as it was typed.
type TopicChoice struct {
	Key, Name string
	Chosen    bool
}

// Judged is one thing that the interaction left, as it stands.
type Judged struct {
	Role       string // outcome, effort, words, observed, asked
	Impression Impression
	CausedBy   []Share
	Machine    string // what the machine said, where somebody said otherwise: "+0.4, told by the customer's words"
}

// Correction is what somebody said is otherwise.
type Correction struct {
	ID      string
	What    string // "the impression of the words: −0.8 instead of +0.4"
	Reason  string
	By      string
	At      time.Time
	Undone  bool
	MayUndo bool
}

// Valences are what may be said of an impression.
var valences = []page.Option{{Value: "-0.8", Label: "very bad"}, {Value: "-0.4", Label: "bad"}, {Value: "0", Label: "neither"}, {Value: "0.4", Label: "good"}, {Value: "0.8", Label: "very good"}, {Value: "none", Label: "cannot be told"}}

// Valences are the choices of the page.
func (CorrectPage) Valences() []page.Option { return valences }

// ContestPage is where a contributor says that a share is not its doing.
// GET and POST /interactions/{id}/contest: role, reason.
type ContestPage struct {
	Frame
	Customer    CustomerRef
	Interaction Interaction
	Charged     []Charged
	Reason      string
	Errors      Errors
}

// Template names the page.
func (ContestPage) Template() string { return "contest" }

// Charged is a share of the reader's own.
type Charged struct {
	Role       string
	Impression Impression
	Share      Share
	Open       bool // contested already
}

// ContestsPage lists contested shares. GET /contests?open=1
type ContestsPage struct {
	Frame
	Open         bool
	Rows         []ContestRow
	Contributors []page.Option
	MayDecide    bool
	Pager        Pager
}

// Template names the page.
func (ContestsPage) Template() string { return "contests" }

// ContestRow is one contest. Decided by POST /contests/{id}: decision (accept,
// reject), to (a contributor's key, empty for nobody), why.
type ContestRow struct {
	ID          string
	Customer    CustomerRef
	URL         string // of the interaction on the card
	About       string
	Impression  Impression
	Contributor string
	Share       float64
	Reason      string
	By          string
	At          time.Time
	State       string // open, accepted, rejected, withdrawn
	Decision    string
	DecidedBy   string
	DecidedAt   time.Time
	Own         bool // by the reader
}
