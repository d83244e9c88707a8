// Package interaction is every exchange with a customer, in any channel, in or
// out: what happened, in whose hands, in which words.
//
// Record takes many at once; one is a batch of one. Each is recorded once by
// its source and source_ref, finds its customer, joins its episode and leaves
// its signals in the ledger, all in one transaction. A row that is refused
// says why and spoils no other.
package interaction

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// ID is the id of an interaction.
type ID int64

// String shows the id: "int_…".
func (id ID) String() string { return database.FormatID("int", int64(id)) }

// ParseID reads an id.
func ParseID(s string) (ID, error) {
	id, err := database.ParseID("int", s)
	return ID(id), err
}

// Interaction is an exchange as it was recorded.
type Interaction struct {
	ID            ID
	CustomerID    customer.ID // the record that it was recorded under
	OccurredAt    time.Time
	RecordedAt    time.Time
	Source        string
	SourceRef     string
	Channel       Channel
	Direction     Direction
	TouchpointID  int64
	ContributorID int64 // who heard it
	EmployeeID    int64
	Subject       string
	Text          string
	Language      string
	Thread        string
	Reference     string
	Outcome       string
	DueAt         time.Time
	Resolved      bool
	Abandoned     bool
	Automated     bool
	Detail        Detail
	Actor         string
	Version       int64
	VoidedAt      time.Time
}

// Detail is what few interactions have.
type Detail struct {
	Quoted      string                `json:"quoted,omitempty"`
	ReExplained bool                  `json:"re_explained,omitempty"`
	Attempts    int                   `json:"attempts,omitempty"`
	Legs        []StoredLeg           `json:"legs,omitempty"`
	WaitSeconds int                   `json:"wait_seconds,omitempty"`
	HoldSeconds int                   `json:"hold_seconds,omitempty"`
	Transfers   int                   `json:"transfers,omitempty"`
	Asked       *float64              `json:"asked,omitempty"`
	Observed    *float64              `json:"observed,omitempty"`
	Identifiers []customer.Identifier `json:"identifiers,omitempty"`
	Attributes  map[string]any        `json:"attributes,omitempty"`
}

// StoredLeg is a leg whose contributor and employee are known by id.
type StoredLeg struct {
	ContributorID int64     `json:"contributor_id,omitempty"`
	EmployeeID    int64     `json:"employee_id,omitempty"`
	Queue         string    `json:"queue,omitempty"`
	From          time.Time `json:"from,omitzero"`
	To            time.Time `json:"to,omitzero"`
	WaitSeconds   int       `json:"wait_seconds,omitempty"`
	HoldSeconds   int       `json:"hold_seconds,omitempty"`
}

// Status is what became of a draft.
type Status string

// What can become of a draft.
const (
	Recorded  Status = "recorded"
	Duplicate Status = "duplicate"
	Refused   Status = "refused"
)

// Outcome answers one draft.
type Outcome struct {
	Status     Status
	ID         ID
	CustomerID customer.ID // the record
	Changed    bool        // a duplicate whose content differs from what was recorded
	Recent     bool        // of what was recorded: it happened within the last day (Recent)
	Problem    error       // why it was refused
}

// Origin says whether drafts may be news.
type Origin int

// Where drafts can come from. What happened a day or more ago is history in
// each of them.
const (
	Live     Origin = iota // what is recent is news; so is an import's, where a person lets it count
	Imported               // all is history: it wakes nothing
)

// Recent tells whether what happened at an instant may be news when it is
// recorded now: it is less than a day old.
func Recent(now, at time.Time) bool { return now.Sub(at) < 24*time.Hour }

// Record records drafts and answers each, in their order.
func Record(ctx context.Context, tx *company.Tx, drafts []Draft, origin Origin) (_ []Outcome, err error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return record(ctx, tx, hear(drafts, d), origin)
}

func record(ctx context.Context, tx *company.Tx, drafts []heard, origin Origin) (_ []Outcome, err error) {
	defer problem.Wrap(&err, "interaction.Record")
	b, err := prepare(ctx, tx, drafts, origin)
	if err != nil {
		return nil, err
	}
	if err := b.dropDuplicates(ctx, tx); err != nil {
		return nil, err
	}
	if err := b.resolve(ctx, tx); err != nil {
		return nil, err
	}
	if err := b.listenAgain(ctx, tx, drafts); err != nil {
		return nil, err
	}
	if err := insertInteractions(ctx, tx, b.rows); err != nil {
		return nil, err
	}
	if err := impression.Leave(ctx, tx, b.parts()); err != nil {
		return nil, err
	}
	if err := customer.KnownTo(ctx, tx, b.partners()); err != nil {
		return nil, err
	}
	facts := make([]journal.Fact, len(b.rows))
	for i, r := range b.rows {
		facts[i] = journal.Fact{Kind: FactRecorded, SubjectID: int64(r.ID), CustomerID: int64(r.CustomerID), Version: 1, News: r.news, OccurredAt: r.OccurredAt}
	}
	tx.Journal(facts...)
	return b.outcomes, nil
}

// Find returns an interaction within the actor's scope.
func Find(ctx context.Context, tx *company.Tx, id ID) (i Interaction, err error) {
	defer problem.Wrap(&err, "interaction.Find")
	all, err := FindAll(ctx, tx, []ID{id})
	if err != nil {
		return i, err
	}
	if len(all) == 0 {
		return i, problem.Missing("interaction", id.String())
	}
	return all[0], nil
}

// FindAll returns interactions within the actor's scope, in no order.
func FindAll(ctx context.Context, tx *company.Tx, ids []ID) (_ []Interaction, err error) {
	defer problem.Wrap(&err, "interaction.FindAll")
	all, err := readByID(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	return visible(tx, all), nil
}

// visible leaves out what the actor's scope has nothing to do with.
func visible(tx *company.Tx, all []Interaction) []Interaction {
	if tx.Scope.All {
		return all
	}
	var seen []Interaction
	for _, i := range all {
		if tx.Scope.Sees(i.Contributors()...) {
			seen = append(seen, i)
		}
	}
	return seen
}

// Contributors returns who heard it and who had a leg of it.
func (i Interaction) Contributors() []int64 {
	ids := []int64{i.ContributorID}
	for _, l := range i.Detail.Legs {
		ids = append(ids, l.ContributorID)
	}
	return ids
}

// refKey is by what an interaction is known to have been recorded before; of one
// that was wiped the fingerprint of that.
func (i Interaction) refKey() string {
	if wiped := i.wipedRef(); wiped == i.SourceRef {
		return wiped
	}
	return i.Source + ":" + i.SourceRef
}

// SelfService tells whether the customer read or tried something himself:
// without a word or an answer to anyone, on a page or in the app.
func (i Interaction) SelfService() bool {
	return (i.Channel == Web || i.Channel == App) && i.Direction == In && i.Text == "" && i.Detail.Asked == nil && !i.Automated
}

// Waited returns for how many seconds the customer waited, in all legs.
func (i Interaction) Waited() int {
	return i.total(func(l StoredLeg) int { return l.WaitSeconds }, i.Detail.WaitSeconds)
}

// Held returns for how many seconds the customer was on hold, in all legs.
func (i Interaction) Held() int {
	return i.total(func(l StoredLeg) int { return l.HoldSeconds }, i.Detail.HoldSeconds)
}

// HandedOn returns how often the customer was transferred.
func (i Interaction) HandedOn() int { return max(i.Detail.Transfers, len(i.Detail.Legs)-1) }

func (i Interaction) total(of func(StoredLeg) int, otherwise int) (n int) {
	if len(i.Detail.Legs) == 0 {
		return otherwise
	}
	for _, l := range i.Detail.Legs {
		n += of(l)
	}
	return n
}
