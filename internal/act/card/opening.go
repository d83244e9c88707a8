package card

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
	"regard/internal/platform/spool"
)

// Place is where a card was opened.
type Place string

// The places.
const (
	OnPage  Place = "page"  // in Regard itself
	InFrame Place = "frame" // beside the work in another system
	ByAPI   Place = "api"
)

// Opening is that somebody looked at a card. It is kept as a log of access, also
// of customers who were erased: it holds ids and no text about anyone.
type Opening struct {
	ID            int64
	CustomerID    customer.ID // the record that stood for the person then
	Actor         string
	EmployeeID    int64 // who the actor is; 0 for a key, or a user who is no employee
	Place         Place
	InteractionID interaction.ID // the newest that was known by then: the card was opened after it and before the next
	OpenedAt      time.Time
	RecordedAt    time.Time
}

// Open makes the opening of a person's card by the actor, which becomes a fact
// when it is noted.
func Open(tx *company.Tx, p customer.Person, at Place) Opening {
	return Opening{ID: tx.NewID(), CustomerID: p.ID, Actor: tx.Actor.String(), EmployeeID: tx.Actor.EmployeeID, Place: at, OpenedAt: tx.Now}
}

// noted is an opening as it waits in the spool.
type noted struct {
	ID       int64       `json:"id"`
	Customer customer.ID `json:"customer"`
	Actor    string      `json:"actor"`
	Employee int64       `json:"employee,omitempty"`
	Place    Place       `json:"place"`
	At       time.Time   `json:"at"`
}

// Visitors notes who opens cards, without having anybody wait for it: Note puts
// an opening into a spool, and Run records from there.
type Visitors struct {
	office *company.Office
	spool  *spool.Spool
	log    *slog.Logger
}

// spooled is how many bytes of openings may wait: some 60,000 openings.
const spooled = 8 << 20

// NewVisitors opens the visitors' book; what waits to be recorded lies in a directory.
func NewVisitors(o *company.Office, dir string, log *slog.Logger) (*Visitors, error) {
	s, err := spool.Open(dir, spooled, log)
	return &Visitors{o, s, log}, err
}

// Close lets the spool go; what still waits there is recorded after the next start.
func (v *Visitors) Close() error { return v.spool.Close() }

// Note has an opening recorded soon. It survives the death of the process, and
// is left out, with a line in the log, only where the spool is full or cannot
// be written.
func (v *Visitors) Note(o Opening) {
	text, err := json.Marshal(noted{o.ID, o.CustomerID, o.Actor, o.EmployeeID, o.Place, o.OpenedAt})
	if err == nil {
		err = v.spool.Put(text)
	}
	if err != nil && !errors.Is(err, spool.ErrFull) { // which was said once
		v.log.Error("an opening was not noted", "problem", err)
	}
}

// Run records what was noted until ctx ends, within 200 milliseconds where the
// database lets it.
func (v *Visitors) Run(ctx context.Context) { v.spool.Run(ctx, v.record) }

// Drain records all that was noted so far.
func (v *Visitors) Drain(ctx context.Context) error { return v.spool.Drain(ctx, v.record) }

func (v *Visitors) record(ctx context.Context, lines [][]byte) error {
	var list []Opening
	for _, line := range lines {
		var n noted
		if err := json.Unmarshal(line, &n); err != nil || n.ID == 0 {
			v.log.Error("an opening in the spool cannot be read")
			continue
		}
		list = append(list, Opening{ID: n.ID, CustomerID: n.Customer, Actor: n.Actor, EmployeeID: n.Employee, Place: n.Place, OpenedAt: n.At})
	}
	return v.office.Update(ctx, company.System, func(tx *company.Tx) error { return recordOpenings(ctx, tx, list) })
}

// recordOpenings makes openings facts. One that is there already stays as it is,
// and one that only repeats another is none.
func recordOpenings(ctx context.Context, tx *company.Tx, list []Opening) (err error) {
	defer problem.Wrap(&err, "card.recordOpenings")
	list = slices.Clone(list)
	moments := make([]interaction.Before, len(list))
	var ids []customer.ID
	for _, o := range list {
		ids = append(ids, o.CustomerID)
	}
	records, err := customer.RecordsOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	for i, o := range list {
		moments[i] = interaction.Before{Records: records[o.CustomerID], ID: o.ID}
	}
	last, err := interaction.LastBefore(ctx, tx, moments)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].InteractionID, list[i].RecordedAt = last[i], tx.Now
	}
	earliest := slices.MinFunc(append(list, Opening{OpenedAt: tx.Now}), func(a, b Opening) int { return a.OpenedAt.Compare(b.OpenedAt) }).OpenedAt
	before, err := readOpeningsSince(ctx, tx, ids, earliest.Add(-again))
	if err != nil {
		return err
	}
	return insertOpenings(ctx, tx, fresh(list, before))
}

// Opened is whose openings are asked for. The log of who looked outlives the
// customer: of one who was erased there is no person left, but his records' ids.
type Opened struct {
	customer.Person // none where he was erased
	Records         []customer.ID
	Erased          bool
}

// FindOpened returns whose openings those of a record are.
func FindOpened(ctx context.Context, tx *company.Tx, id customer.ID) (o Opened, err error) {
	defer problem.Wrap(&err, "card.FindOpened")
	o.Person, err = customer.Find(ctx, tx, id)
	if p := problem.Of(err); p == nil || p.Code != "customer.erased" {
		o.Records = o.Person.IDs()
		return o, err
	}
	records, err := customer.RecordsOf(ctx, tx, []customer.ID{id})
	o.Records, o.Erased = records[id], true
	return o, err
}

// Openings returns up to limit openings of a person's cards before an id (0: the
// newest), newest first, whichever of his records stood for him then.
func Openings(ctx context.Context, tx *company.Tx, of Opened, before int64, limit int) (_ []Opening, err error) {
	defer problem.Wrap(&err, "card.Openings")
	if before == 0 {
		before = 1<<63 - 1
	}
	return readOpenings(ctx, tx, of.Records, before, limit)
}
