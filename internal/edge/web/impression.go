package web

// Relationship is how a customer regards the company, as lists show it.
type Relationship struct {
	Score, Low, High float64 // 0 … 100
	Band             string  // strained, even, warm; unknown when not Enough
	Enough           bool
	Strained, Warm   float64 // the thresholds of its band
	Withheld         bool    // not told to this reader: others had a part in it
}

// Impression is what something left.
type Impression struct {
	Label      string  // negative, neutral, positive, unknown
	Valence    float64 // -1 … +1; not shown when unknown
	Basis      string  // asked, observed, inferred, detected
	Confidence float64 // 0 … 1, of what was detected
}

// Known tells an impression from none.
func (i Impression) Known() bool { return i.Label != "" && i.Label != "unknown" }

// Share is a contributor's part in causing something, and how that is known.
type Share struct {
	Contributor string // empty when unassigned
	URL         string // of its customers; may be empty
	Share       float64
	Source      string // stated, rule, default, unassigned
	Partner     bool
}

// Effort is what something cost the customer.
type Effort struct {
	WaitSeconds, HoldSeconds int
	Transfers                int
	Attempts                 int // when more than one
	Abandoned                bool
	ReExplained              bool
	Returned                 bool // came back about what was called done
}

// Any tells whether there is effort to show.
func (e Effort) Any() bool { return e != Effort{} && e != Effort{Attempts: 1} }

// CustomerRef names a customer and leads to the card.
type CustomerRef struct {
	ID      string
	Name    string // what to call the customer: a name, else the best identifier
	Account string
	Unnamed bool   // Name is an identifier
	Class   string // what it is instead of a customer; empty for one
}

// URL is the card.
func (c CustomerRef) URL() string { return "/customers/" + c.ID }

// Initials stand for a picture.
func (c CustomerRef) Initials() string {
	if c.Unnamed {
		return "?"
	}
	return initials(c.Name)
}

// Identifier is one of a customer's names in a system or network.
type Identifier struct {
	ID     string // for removing it
	Kind   string // email, phone, external:<system>, handle:<network>, device
	Value  string // as people read it
	Shared bool   // others have it too
	Used   string // "last used 3 Mar": may be empty
	Masked bool   // hidden from this user; Value is then empty, or what he had revealed
	Field  string // by which it is revealed; "" where he may not
}
