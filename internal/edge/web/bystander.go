package web

import (
	"time"

	"regard/internal/listen/bystander"
	"regard/internal/platform/page"
)

// BystanderPage is what a code leads to: one question, five steps, a line of
// text. It stands by itself, small, without script, cookies or the app's frame,
// in the visitor's language. GET and POST /by/{token}: answer (1 to 5), text,
// contact, form (its signed id), homepage (left empty by people).
type BystanderPage struct {
	Words    BystanderWords
	Company  string
	Question string
	Form     BystanderForm
	Errors   Errors
	Notice   string // why it was not taken; what was typed is still there
	Told     Told
}

// Template names the page.
func (BystanderPage) Template() string { return "by" }

// Told is what the page says instead of asking; empty while it asks.
type Told string

// What the page can say instead of asking.
const (
	ToldThanks  Told = "thanks"
	ToldClosed  Told = "closed"
	ToldMissing Told = "missing"
)

// MaxText is how many characters the words may have.
func (BystanderPage) MaxText() int { return bystander.MaxText }

// MaxContact is how many characters the contact may have.
func (BystanderPage) MaxContact() int { return bystander.MaxContact }

// BystanderForm is what was typed.
type BystanderForm struct {
	Answer, Text, Contact string
	ID                    string // signed: sent twice, it is kept once
}

// SpotsPage is where codes hang. ?add and ?edit=ID open the form. POST
// /settings/spots adds, /settings/spots/{id} changes, …/close and …/open.
type SpotsPage struct {
	Settings
	Rows         []SpotRow
	Form         *SpotForm
	Touchpoints  []page.Option
	Contributors []page.Option
	MayModerate  bool
	Waiting      int // remarks to read, of all spots
	Errors       Errors
}

// Template names the page.
func (SpotsPage) Template() string { return "spots" }

// SpotRow is one spot, with what was said there in 28 days.
type SpotRow struct {
	ID, Name, Question      string
	Touchpoint, Contributor string
	URL                     string // where its code leads to
	N                       int64
	Mean, Low, High         float64
	Enough                  bool // else too few to tell
	Waiting                 int
	Closed                  time.Time
	Chosen                  bool
}

// SpotForm is what was typed. Fields: name, question, touchpoint, contributor,
// hourly.
type SpotForm struct {
	ID, Name, Question, Touchpoint, Contributor, Hourly string
	New                                                 bool
}

// SpotPrintPage is a spot's code on paper: one A6 card, or four on an A4 sheet.
// GET /settings/spots/{id}/print?sheet
type SpotPrintPage struct {
	Frame
	ID, Name, Question string
	URL                string // as the code has it
	Shown              string // as people would type it
	Code               Code
	Sheet              bool
	Closed             bool
}

// Template names the page.
func (SpotPrintPage) Template() string { return "spotprint" }

// Cards are the cards to draw: their numbers mean nothing.
func (p SpotPrintPage) Cards() []int {
	if p.Sheet {
		return make([]int, 4)
	}
	return make([]int, 1)
}

// Code is a QR code to be drawn: a path of unit squares, within its quiet zone.
type Code struct {
	Size int // of a side, in modules, the quiet zone included
	Path string
}

// RemarksPage is what bystanders said: what waits to be read, and what was
// decided. GET /remarks?state=&cursor=; POST /remarks: accept or refuse (an id),
// or all = accept | refuse with id (repeats); reason, or reason-ID. POST
// /remarks/reopen?id=A,B takes decisions back.
type RemarksPage struct {
	Frame
	State   string // waiting, accepted, refused
	Rows    []RemarkRow
	Spots   int // how many there are
	Reasons []page.Option
	Pager   Pager
	Errors  Errors
}

// Template names the page.
func (RemarksPage) Template() string { return "remarks" }

// RemarkRow is one remark.
type RemarkRow struct {
	ID, Spot, Question string
	At                 time.Time
	Step               int // 1 to 5
	Left               Impression
	Text, Contact      string
	Reason             string
	DecidedBy          string
	DecidedAt          time.Time
	CardURL            string // of the unnamed customer; may be empty
}

// Bare tells that nothing was typed, or nothing is left of it.
func (r RemarkRow) Bare() bool { return r.Text == "" && r.Contact == "" }
