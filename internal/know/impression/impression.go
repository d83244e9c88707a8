// Package impression is the ledger: what each contact left, and the
// relationship that it adds up to.
//
// A part is anything that belongs to an episode: an interaction, later a
// promise or an answer. Episodes are a function of the set of parts, never of
// the order in which they came: whenever a part arrives, changes or goes, the
// episodes that it touches are partitioned and judged anew, whole, and the
// difference is written: impressions with their shares, and the customer's
// decaying sums. Whoever leaves an impression calls Leave in his own
// transaction; nobody else writes here. The callers hold the lock of the
// customers concerned (customer.Resolve and customer.Lock take it).
package impression

import (
	"context"
	"encoding/json"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Basis is how we know of an impression.
type Basis string

// The bases.
const (
	Asked    Basis = "asked"    // the customer said
	Observed Basis = "observed" // staff judged
	Inferred Basis = "inferred" // from an outcome or effort
	Detected Basis = "detected" // from the customer's own words
)

// Role is what in a part a signal comes from.
type Role string

// The roles, in the order in which they count as the last of one part.
const (
	RoleOutcome  Role = "outcome"
	RoleEffort   Role = "effort"
	RoleWords    Role = "words"
	RoleObserved Role = "observed"
	RoleAsked    Role = "asked"
)

var roleOrder = map[Role]int{RoleOutcome: 0, RoleEffort: 1, RoleWords: 2, RoleObserved: 3, RoleAsked: 4}

// basis is how we know what a role says.
func (r Role) basis() Basis {
	switch r {
	case RoleAsked:
		return Asked
	case RoleObserved:
		return Observed
	case RoleWords:
		return Detected
	}
	return Inferred
}

// ShareSource is how we know who caused an impression.
type ShareSource string

// The sources of a share. No share at all is "unassigned".
const (
	Stated  ShareSource = "stated"
	ByRule  ShareSource = "rule"
	ByOwner ShareSource = "default"
)

// Share is a contributor's part in an impression; the portions of an
// impression add up to 1 at most, what is missing is unassigned.
type Share struct {
	ContributorID int64       `json:"c"`
	Portion       float64     `json:"p"`
	Source        ShareSource `json:"s"`
}

// Whole charges one contributor with all of it; nobody when there is none.
func Whole(contributor int64, source ShareSource) []Share {
	if contributor == 0 {
		return nil
	}
	return []Share{{contributor, 1, source}}
}

// Signal is what a part says of the customer's experience.
type Signal struct {
	Role       Role    `json:"r"`
	Valence    float64 `json:"v"`
	Confidence float64 `json:"f"`           // 0: nothing could be told
	Cause      []Share `json:"c,omitempty"` // who caused what he came with
	Handler    []Share `json:"h,omitempty"` // who had him in hand when he left

	ruled bool // a person said what it left
}

// Effort is what a leg cost the customer.
type Effort struct {
	ContributorID int64 `json:"c,omitempty"`
	Wait          int   `json:"w,omitempty"` // seconds
	Hold          int   `json:"o,omitempty"` // seconds
	Transfers     int   `json:"t,omitempty"` // times he was handed on from here
	Abandoned     bool  `json:"a,omitempty"`
	ReExplained   bool  `json:"x,omitempty"`
}

// Key tells what a part is about: parts of one key make episodes.
type Key struct {
	Text        string `json:"t"` // "reference:order:4711", "thread:mail:…", "touchpoint:…"
	ByReference bool   `json:"r,omitempty"`
}

// Part is something that belongs to an episode.
type Part struct {
	ID           int64
	CustomerID   customer.ID
	Key          Key
	At           time.Time
	Tie          int64 // orders parts of the same instant, whatever order they came in
	Channel      string
	Kind         string // what happened: delivery, visit, talk …; Law.Kind weighs it
	TouchpointID int64
	HandlerID    int64 // the contributor that had it in hand at the end
	Inbound      bool
	Done         bool // the need was called done with this
	News         bool
	Signals      []Signal
	Efforts      []Effort

	episode int64    // where it lies now; 0 for a new part
	rulings []Ruling // what people said it left
	hand    Hand     // what people said it belongs to
	keyed   bool     // its key is stored with it, because its episode holds several
}

// Impression is what an episode left, in one of its parts.
type Impression struct {
	ID           int64
	EpisodeID    int64
	PartID       int64
	CustomerID   customer.ID
	Role         Role
	Basis        Basis
	Valence      float64
	Confidence   float64
	Weight       float64 // basis × kind (× confidence where detected)
	Channel      string
	TouchpointID int64
	At           time.Time
	Shares       []Share
}

// Leave adds parts that were never here before.
func Leave(ctx context.Context, tx *company.Tx, parts []Part) (err error) {
	defer problem.Wrap(&err, "impression.Leave")
	return change(ctx, tx, parts, nil)
}

// Withdraw takes parts away, given as they were left.
func Withdraw(ctx context.Context, tx *company.Tx, parts []Part) (err error) {
	defer problem.Wrap(&err, "impression.Withdraw")
	return change(ctx, tx, nil, parts)
}

// Replace puts parts in the place of others: what changes whose, of what or
// when something was, and what comes back. What people said of a part by its
// id holds for it again.
func Replace(ctx context.Context, tx *company.Tx, old, new []Part) (err error) {
	defer problem.Wrap(&err, "impression.Replace")
	if err := mark(ctx, tx, new); err != nil {
		return err
	}
	return change(ctx, tx, new, old)
}

// Times that a part may have: before, nothing was; later than a day ahead is a
// slip of somebody's clock.
var earliest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

// CheckTime refuses an instant before 1970 or more than a day ahead of now.
func CheckTime(field string, at, now time.Time) error {
	switch {
	case at.IsZero():
		return problem.Field(field, "field.required", nil)
	case at.Before(earliest):
		return problem.Field(field, "time.too_early", problem.Params{"value": at.Format(time.RFC3339)})
	case at.After(now.Add(day)):
		return problem.Field(field, "time.too_late", problem.Params{"value": at.Format(time.RFC3339)})
	}
	return nil
}

// EpisodeID shows the id of an episode: "epi_…".
func EpisodeID(id int64) string { return database.FormatID("epi", id) }

// body is what a part says as it is stored; "" for nothing. In an episode made
// by hand it keeps its own key.
func (p Part) body(byHand bool) (string, error) {
	s := stored{Signals: p.Signals, Efforts: p.Efforts, Rulings: p.rulings}
	if !p.hand.none() {
		s.Hand = &p.hand
	}
	if byHand {
		s.Key = &p.Key
	}
	if len(s.Signals)+len(s.Efforts)+len(s.Rulings) == 0 && s.Hand == nil && s.Key == nil {
		return "", nil
	}
	b, err := json.Marshal(s)
	return string(b), err
}

type stored struct {
	Signals []Signal `json:"s,omitempty"`
	Efforts []Effort `json:"e,omitempty"`
	Rulings []Ruling `json:"r,omitempty"`
	Hand    *Hand    `json:"h,omitempty"`
	Key     *Key     `json:"k,omitempty"`
}
