package web

import (
	"strings"
	"time"

	"regard/internal/platform/page"
)

// OutgoingPage is whether anything may leave the house yet, what did, and what
// would have. GET /outgoing?state=&channel=&purpose=&by=&to= ; POST /outgoing:
// allowed; POST /outgoing/go-live: live = true | false.
type OutgoingPage struct {
	Settings
	Live     bool
	Version  Version
	Allowed  string // a line each
	Entries  int    // of the allow-list
	Errors   Errors
	Tried    *TriedAddress
	Purposes []PurposeRow
	Filter   OutgoingFilter
	Channels []page.Option
	Rows     []OutgoingRow
	Pager    Pager
}

// Template names the page.
func (OutgoingPage) Template() string { return "outgoing" }

// Offered is how many were offered in all.
func (p OutgoingPage) Offered() int {
	n := 0
	for _, r := range p.Purposes {
		n += r.Passed + r.Held
	}
	return n
}

// OutgoingFilter says which of what was offered are shown.
type OutgoingFilter struct {
	State, Channel, Purpose string
}

// Narrows tells whether anything is left out.
func (f OutgoingFilter) Narrows() bool { return f != OutgoingFilter{} }

// URL is the list so filtered, from a cursor on.
func (f OutgoingFilter) URL(cursor string) string {
	return address(outgoingURL, "state", f.State, "channel", f.Channel, "purpose", f.Purpose, "cursor", cursor)
}

// CSV is the address of the same list as a table.
func (f OutgoingFilter) CSV() string {
	return address(outgoingURL+"/csv", "state", f.State, "channel", f.Channel, "purpose", f.Purpose)
}

// In is the list of one state, other filters kept.
func (f OutgoingFilter) In(state string) string {
	f.State = state
	return f.URL("")
}

// For is the list of one purpose.
func (f OutgoingFilter) For(purpose string) string {
	return OutgoingFilter{Purpose: purpose}.URL("")
}

// OutgoingRow is one message that was offered.
type OutgoingRow struct {
	At        time.Time
	Customer  CustomerRef // without an ID where it is about nobody, or he was erased
	Recipient string
	Channel   string
	Purpose   string
	Subject   string
	Passed    bool
	Why       string
}

// PurposeRow counts what was offered for one purpose.
type PurposeRow struct {
	Purpose      string
	Passed, Held int
	URL          string
}

// TriedAddress is what would become of a message, and why.
type TriedAddress struct {
	Channel, Recipient string
	Customer           CustomerRef // who has that address, where it is one customer
	Passed             bool
	Why                string
	Wrong              string // what is wrong with the address
}

// whyWords say why something was let through or held.
var whyWords = map[string]string{
	"live": "Regard is live", "allowed": "on the allow-list", "not_live": "not live, and not on the allow-list",
	"erased": "the customer was erased", "not_a_customer": "marked as not a customer", "unnamed": "nobody knows who it is",
}

func whyWord(why string) string { return word(whyWords, why) }

// purposeWord makes "survey.invitation" readable.
func purposeWord(purpose string) string {
	return page.Sentence(outcomeWord(strings.ReplaceAll(purpose, ".", " ")))
}

// wayIcon is the icon of a channel that leads out.
func wayIcon(channel string) string {
	if channel == "webhook" {
		return "external"
	}
	return channel
}
