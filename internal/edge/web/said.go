package web

import (
	"time"

	"regard/internal/listen/words"
	"regard/internal/platform/page"
)

// SaidPage finds interactions by what was said in them. GET /customers/words
type SaidPage struct {
	Frame
	Found Said
}

// Template names the page.
func (SaidPage) Template() string { return "said" }

// Said is what was found: also a fragment, swapped while typing.
type Said struct {
	Filter       SaidFilter
	Contributors []page.Option // who heard it, to choose
	Channels     []page.Option
	Rows         []SaidRow
	Pager        Pager
	Reach        SaidReach
	Wrong        string // why nothing can be looked for
}

// Template names the fragment.
func (Said) Template() string { return "said/found" }

// SaidFilter is what is looked for.
type SaidFilter struct {
	Query, Channel, Contributor string
	From, To                    string // days; To is included
}

// Any tells whether it narrows by more than words.
func (f SaidFilter) Any() bool {
	return f.Channel != "" || f.Contributor != "" || f.From != "" || f.To != ""
}

// SaidReach says how much can be found.
type SaidReach struct {
	None  bool      // nothing yet
	Until time.Time // what was recorded later cannot yet; zero: all can
	Back  time.Time // what was recorded before is still being read; zero: all was
}

// SaidRow is an interaction that has the words.
type SaidRow struct {
	URL       string // its place in the customer's history
	Customer  CustomerRef
	At        time.Time
	Channel   string
	Direction string
	HeardBy   string
	Subject   []words.Piece
	Text      []words.Piece
	Language  string
}
