package bystander

import (
	"context"
	"math"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// ID is the id of a remark.
type ID int64

// String shows the id: "rem_…".
func (id ID) String() string { return database.FormatID("rem", int64(id)) }

// ParseID reads an id.
func ParseID(s string) (ID, error) {
	id, err := database.ParseID("rem", s)
	return ID(id), err
}

// State is what became of a remark.
type State string

// The states.
const (
	Waiting  State = "waiting" // held: nobody of ours has read it
	Accepted State = "accepted"
	Refused  State = "refused"
)

// States lists every state, in the order in which pages show them.
var States = []State{Waiting, Accepted, Refused}

// Remark is what somebody answered at a spot.
type Remark struct {
	ID            ID
	SpotID        SpotID
	Question      string // as it was asked then
	Valence       float64
	Text          string
	Contact       string // how he wants to be reached; typed by anybody, so it proves nothing
	OccurredAt    time.Time
	State         State
	Reason        Reason         // why it was refused
	InteractionID interaction.ID // what it became, also where that was taken back
	DecidedBy     string         // an actor
	DecidedAt     time.Time
}

// Draft is a remark as a visitor posts it.
type Draft struct {
	ID      ID  // given out with the form, so that sent twice it is kept once; 0: none was
	Step    int // 1 (very bad) to 5 (very good)
	Text    string
	Contact string
}

// Say keeps what somebody answered at an open spot. With words it waits for a
// person; without any it is let in at once. Problems: NotFound where there is
// no such spot, "spot.closed", "spot.busy" (minutes) where it takes no more this
// hour, and those of the fields answer, text and contact.
func Say(ctx context.Context, tx *company.Tx, token string, d Draft) (r Remark, err error) {
	defer problem.Wrap(&err, "bystander.Say")
	s, err := Visit(ctx, tx, token)
	if err != nil {
		return r, err
	}
	// Whoever else answers here waits, so that the hour's measure holds.
	if s, err = lockSpot(ctx, tx, s.ID); err != nil {
		return r, err
	}
	if !s.ClosedAt.IsZero() {
		return r, problem.New(problem.Conflict, "spot.closed", nil)
	}
	if r, err = d.read(); err != nil {
		return r, err
	}
	r.SpotID, r.Question, r.OccurredAt, r.State = s.ID, s.Question, tx.Now, Waiting
	said, err := r.identify(ctx, tx)
	if err != nil || said {
		return r, err
	}
	if err := s.admit(ctx, tx); err != nil {
		return r, err
	}
	if err := insertRemark(ctx, tx, r); err != nil {
		return r, err
	}
	tx.Journal(journal.Fact{Kind: FactSaid, SubjectID: int64(r.ID), News: true, OccurredAt: r.OccurredAt})
	if !r.bare() {
		return r, nil
	}
	r.decide(tx, Accepted)
	one := []Remark{r}
	err = letIn(ctx, tx, one)
	return one[0], err
}

// identify gives a remark its id. It tells whether the very same was said
// already: a second press of the button. Other words under the same id come
// from a form that was gone back to, and are another remark.
func (r *Remark) identify(ctx context.Context, tx *company.Tx) (said bool, err error) {
	if r.ID != 0 {
		was, err := readRemarks(ctx, tx, []ID{r.ID})
		switch {
		case err != nil:
			return false, err
		case len(was) == 0:
			return false, nil
		case was[0].SpotID == r.SpotID && was[0].Valence == r.Valence && was[0].Text == r.Text && was[0].Contact == r.Contact:
			*r = was[0]
			return true, nil
		}
	}
	r.ID = ID(tx.NewID())
	return false, nil
}

// admit refuses what is more than the spot takes in an hour.
func (s Spot) admit(ctx context.Context, tx *company.Tx) error {
	n, first, err := countSaid(ctx, tx, s.ID, tx.Now.Add(-time.Hour))
	if err != nil || n < s.Hourly {
		return err
	}
	minutes := math.Ceil(max(1, first.Add(time.Hour).Sub(tx.Now).Minutes()))
	return problem.New(problem.Unavailable, "spot.busy", problem.Params{"minutes": int(minutes)})
}

// FindRemark returns a remark of a spot within the actor's scope.
func FindRemark(ctx context.Context, tx *company.Tx, id ID) (r Remark, err error) {
	defer problem.Wrap(&err, "bystander.FindRemark")
	list, err := readRemarks(ctx, tx, []ID{id})
	if err != nil {
		return r, err
	}
	if len(list) == 0 {
		return r, problem.Missing("remark", id.String())
	}
	_, err = FindSpot(ctx, tx, list[0].SpotID)
	return list[0], err
}

// NewID makes the id that a form gives out.
func NewID(tx *company.Tx) ID { return ID(tx.NewID()) }

// Remarks returns up to limit remarks in a state before an id (0: the newest),
// newest first, within the actor's scope.
func Remarks(ctx context.Context, tx *company.Tx, state State, before ID, limit int) (_ []Remark, err error) {
	defer problem.Wrap(&err, "bystander.Remarks")
	if before == 0 {
		before = 1<<63 - 1
	}
	return readState(ctx, tx, state, before, limit)
}

// CountWaiting returns how many remarks wait to be read, within the actor's scope.
func CountWaiting(ctx context.Context, tx *company.Tx) (n int, err error) {
	defer problem.Wrap(&err, "bystander.CountWaiting")
	return countWaiting(ctx, tx)
}
