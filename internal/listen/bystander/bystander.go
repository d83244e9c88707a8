// Package bystander is what people say who need not be customers, at a code on
// a van, a desk or a building site: one question, an answer in five steps, and
// a line of text.
//
// A spot is where a code hangs. A remark is what somebody answered there. Words
// are held until a person of ours has read them; an answer without words is let
// in at once. What is let in becomes an interaction without identifiers, so
// that it belongs to an unnamed customer of its own, who is outside counts,
// means and sending. Whoever wants to be reached may say how; nobody is found
// by it, because anybody can type anybody's address. Neither address nor device
// of a visitor is kept.
package bystander

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// SpotID is the id of a spot.
type SpotID int64

// String shows the id: "spo_…".
func (id SpotID) String() string { return database.FormatID("spo", int64(id)) }

// ParseSpotID reads an id.
func ParseSpotID(s string) (SpotID, error) {
	id, err := database.ParseID("spo", s)
	return SpotID(id), err
}

// Spot is a van, a desk, a building site: where a code hangs that anybody may
// answer.
type Spot struct {
	ID            SpotID
	Token         string // in the address that the code leads to
	Name          string // for us; visitors do not see it
	Question      string
	TouchpointID  int64
	ContributorID int64 // whose van, desk or site it is; 0: nobody's
	Hourly        int   // the most remarks it takes in an hour
	CreatedAt     time.Time
	ClosedAt      time.Time
}

// SpotDraft is a spot as a caller tells it.
type SpotDraft struct {
	Name        string `json:"name" doc:"for you; visitors do not see it" example:"Van 12"`
	Question    string `json:"question" doc:"the one question, up to 200 characters" example:"How did we leave the place?"`
	Touchpoint  string `json:"touchpoint" doc:"key of the touchpoint where it hangs" example:"delivery.doorstep"`
	Contributor string `json:"contributor,omitempty" doc:"key of the contributor whose van, desk or site it is"`
	Hourly      int    `json:"hourly,omitempty" doc:"the most remarks it takes in an hour, 1 to 10000; 60 when not said"`
}

// usualHourly is how many remarks an hour a spot takes where nobody said.
const usualHourly = 60

// AddSpot adds a spot with an address of its own.
func AddSpot(ctx context.Context, tx *company.Tx, draft SpotDraft) (s Spot, err error) {
	defer problem.Wrap(&err, "bystander.AddSpot")
	d, err := tx.Directory(ctx)
	if err != nil {
		return s, err
	}
	s = Spot{ID: SpotID(tx.NewID()), Token: newToken(), CreatedAt: tx.Now}
	if err := s.fill(d, draft); err != nil {
		return s, err
	}
	if err := insertSpot(ctx, tx, s); err != nil {
		return s, err
	}
	return s, s.changed(ctx, tx, "spot.added")
}

// newToken makes 60 bits in letters that nobody mistakes for one another, so
// that an address can be typed from paper and not be guessed.
func newToken() string { return strings.ToLower(rand.Text()[:12]) }

// ChangeSpot changes what a spot asks, and in whose name. What was said there
// stays what it was; its code goes on to work.
func ChangeSpot(ctx context.Context, tx *company.Tx, id SpotID, draft SpotDraft) (s Spot, err error) {
	defer problem.Wrap(&err, "bystander.ChangeSpot")
	d, err := tx.Directory(ctx)
	if err != nil {
		return s, err
	}
	if s, err = FindSpot(ctx, tx, id); err != nil {
		return s, err
	}
	if err := s.fill(d, draft); err != nil {
		return s, err
	}
	return s, s.keep(ctx, tx, "spot.changed")
}

// CloseSpot has a spot take nothing more. Its code leads to a page that says so.
func CloseSpot(ctx context.Context, tx *company.Tx, id SpotID) (s Spot, err error) {
	defer problem.Wrap(&err, "bystander.CloseSpot")
	if s, err = FindSpot(ctx, tx, id); err != nil || !s.ClosedAt.IsZero() {
		return s, err
	}
	s.ClosedAt = tx.Now
	return s, s.keep(ctx, tx, "spot.closed")
}

// OpenSpot opens a closed spot again, under its old address.
func OpenSpot(ctx context.Context, tx *company.Tx, id SpotID) (s Spot, err error) {
	defer problem.Wrap(&err, "bystander.OpenSpot")
	if s, err = FindSpot(ctx, tx, id); err != nil || s.ClosedAt.IsZero() {
		return s, err
	}
	s.ClosedAt = time.Time{}
	return s, s.keep(ctx, tx, "spot.reopened")
}

// FindSpot returns a spot within the actor's scope.
func FindSpot(ctx context.Context, tx *company.Tx, id SpotID) (s Spot, err error) {
	defer problem.Wrap(&err, "bystander.FindSpot")
	s, err = readSpot(ctx, tx, id)
	if database.None(err) || err == nil && !tx.Scope.Sees(s.ContributorID) {
		return Spot{}, problem.Missing("spot", id.String())
	}
	return s, err
}

// Spots returns all spots within the actor's scope: open ones first, by name.
func Spots(ctx context.Context, tx *company.Tx) (_ []Spot, err error) {
	defer problem.Wrap(&err, "bystander.Spots")
	return readSpots(ctx, tx)
}

// Visit returns the spot that an address leads to, closed or open; a NotFound
// problem, which says nothing more, where there is none.
func Visit(ctx context.Context, tx *company.Tx, token string) (s Spot, err error) {
	defer problem.Wrap(&err, "bystander.Visit")
	s, err = readSpotAt(ctx, tx, strings.ToLower(token))
	if database.None(err) {
		return Spot{}, problem.New(problem.NotFound, "page.missing", nil)
	}
	return s, err
}

func (s Spot) keep(ctx context.Context, tx *company.Tx, action string) error {
	if err := updateSpot(ctx, tx, s); err != nil {
		return err
	}
	return s.changed(ctx, tx, action)
}

func (s Spot) changed(ctx context.Context, tx *company.Tx, action string) error {
	if err := company.Audit(ctx, tx, action, s.ID.String(), map[string]string{"name": s.Name}); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: FactSpotChanged, SubjectID: int64(s.ID), News: true})
	return nil
}
