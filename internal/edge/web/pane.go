package web

// PanePage is what a pane of another system shows where there is no card to show.
type PanePage struct {
	Outside
	State     PaneState
	Given     string // what was given to find the customer by
	Wrong     string // what is wrong with it
	People    []PanePerson
	LogURL    string // to log with what was given; empty for whom that is not for
	FindURL   string // to look for him in Regard
	SignInURL string // the window to sign in
}

// Template names the page.
func (PanePage) Template() string { return "pane" }

// PaneState says why there is no card.
type PaneState string

// The states.
const (
	PaneSignedOut PaneState = "signed-out"
	PaneEmpty     PaneState = "empty"   // nothing was given
	PaneNobody    PaneState = "nobody"  // nobody is known by it
	PaneSeveral   PaneState = "several" // several share it
	PaneWrong     PaneState = "wrong"   // it cannot be read
)

// PanePerson is one of several who may be meant.
type PanePerson struct {
	CustomerRef
	CardURL      string // his compact card
	Identifier   Identifier
	Relationship Relationship
}

// FrameDonePage is the window that has signed somebody in for a frame.
type FrameDonePage struct {
	Outside
	Code string // handed to the frame by script
}

// Template names the page.
func (FrameDonePage) Template() string { return "framedone" }

// CompactPage is the card in a narrow pane: who, how he regards us and why in
// short, what he tried, what happened last. It holds no form, and every link
// leads to a window of its own.
type CompactPage struct {
	CardPage
	Why      []Part    // the largest
	Episodes []Episode // the latest
	Older    int       // interactions that are not shown
}

// Template names the page.
func (CompactPage) Template() string { return "compact" }

const (
	whyShort      = 3
	episodesShort = 5
)

// compactCard makes the compact card of a card.
func compactCard(p CardPage) CompactPage {
	v := CompactPage{CardPage: p, Why: p.Explanation.Parts[:min(whyShort, len(p.Explanation.Parts))],
		Episodes: p.Timeline.Episodes[:min(episodesShort, len(p.Timeline.Episodes))]}
	v.Older = p.Timeline.Total
	for _, e := range v.Episodes {
		v.Older -= e.Count()
	}
	return v
}

// Last is the latest of an episode's interactions that says something.
func (e Episode) Last() Interaction {
	for i := len(e.Interactions) - 1; i >= 0; i-- {
		if e.Interactions[i].Text != "" || e.Interactions[i].Subject != "" {
			return e.Interactions[i]
		}
	}
	return Interaction{}
}
