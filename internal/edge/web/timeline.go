package web

import (
	"time"

	"regard/internal/platform/page"
)

// Timeline is a customer's history by episode, newest first.
type Timeline struct {
	Here       page.Here
	CustomerID string
	Filter     TimelineFilter
	Channels   []page.Option // those that occur
	Causes     []page.Option // contributors that occur
	Episodes   []Episode
	OlderURL   string // the next part; empty when there is none
	Total      int    // episodes in all, whatever the filter
}

// Template makes the history a fragment: the answer to the filter form, which
// itself stays where it is, since somebody may be typing in it.
func (Timeline) Template() string { return "card/history" }

// URL is where the filter form asks.
func (t Timeline) URL() string { return "/customers/" + t.CustomerID }

// TimelineFilter is what the reader chose; empty strings choose all.
type TimelineFilter struct {
	Channel, Impression, Contributor, Text string
}

// Any tells whether the filter leaves anything out.
func (f TimelineFilter) Any() bool { return f != TimelineFilter{} }

// TimelineMore is a further part of a timeline, swapped in place of the "older"
// link that asked for it.
type TimelineMore struct {
	Timeline
}

// Template names the fragment.
func (TimelineMore) Template() string { return "card/episodes" }

// Episode is one need and all that it took.
type Episode struct {
	ID           string
	Who          *CustomerRef // in an account's history: whose it is
	Title        string       // what it was about: "Order 4711"
	Touchpoint   string
	Reference    string
	From, To     time.Time
	Impression   Impression
	Points       float64 // its part of the relationship today
	CausedBy     []Share
	Outcomes     []string // keys: late, no_show, fixed_first_time …
	Effort       Effort
	Done         bool
	Open         bool // drawn unfolded
	Interactions []Interaction
	Hidden       int // interactions not listed
	AllURL       string
	Charge       []page.Option // whom the reader may charge with it, in one click; none where he may not
}

// Channels are the channels it went through, in their order.
func (e Episode) Channels() []string {
	var out []string
	for _, i := range e.Interactions {
		if len(out) == 0 || out[len(out)-1] != i.Channel {
			out = append(out, i.Channel)
		}
	}
	return out
}

// Count is how many interactions it took.
func (e Episode) Count() int { return len(e.Interactions) + e.Hidden }

// Interaction is one exchange.
type Interaction struct {
	ID          string
	At          time.Time
	Channel     string
	Direction   string // in, out
	Speaker     string // who spoke: the customer's or the employee's name
	HeardBy     string // the contributor that had it in hand
	Subject     string
	Text        string
	Heard       *Heard    // what was read in the text; nil where nothing was, or where it is not the customer's
	Passages    []Passage // of it then
	Quoted      string
	Language    string
	Outcome     string
	DueAt       time.Time
	Impression  Impression
	Effort      Effort
	Automated   bool
	SelfService bool
	Contact     string // how a bystander wants to be reached; may be empty
	Note        string // what was wrong with it when it came in; may be empty
	Corrected   bool   // somebody said something else of it
	Contested   string // who says that it was not its doing; may be empty
	CorrectURL  string // where to say what is wrong; empty where the reader may not
	ContestURL  string // where to contest an own share; empty where there is none
}
