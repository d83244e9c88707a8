// Package company is who we are: the company and its contributors (departments
// and partners), employees and touchpoints; the users and what each may do; and
// the transaction that every verb of Regard takes.
//
// A Tx knows who acts, when, and which rows he may see. Which operations a
// role has stands in one table (roles.go), checked at the edge; which rows, in
// the transaction's Scope, applied in every query. What changes seldom and is
// read always (the Directory) is kept in memory under a version that changes
// with it.
package company

import (
	"context"
	"slices"
	"sync/atomic"

	"regard/internal/platform/database"
	"regard/internal/platform/journal"
)

// Office is the company's open database.
type Office struct {
	DB        *database.DB
	directory atomic.Pointer[Directory]
	keys      keyMemory
}

// Tx is a transaction of somebody.
type Tx struct {
	*database.Tx
	Actor   Actor
	Scope   Scope // which rows he sees
	Figures Scope // whose figures he sees
	office  *Office

	directory *Directory // as this transaction sees it; nil until it is asked for
}

// Scope is which rows the actor may see. The zero Scope sees nothing.
type Scope struct {
	All          bool
	Contributors []int64 // else only what these have to do with
}

// Sees tells whether what one of these contributors had a part in may be seen.
func (s Scope) Sees(contributors ...int64) bool {
	return s.All || slices.ContainsFunc(contributors, func(id int64) bool { return slices.Contains(s.Contributors, id) })
}

// Open makes sure that the company has its row, and returns its office.
func Open(ctx context.Context, db *database.DB) (*Office, error) {
	o := &Office{DB: db}
	err := o.DB.View(ctx, func(dtx *database.Tx) error {
		_, err := readVersion(ctx, &Tx{Tx: dtx})
		return err
	})
	if !database.None(err) {
		return o, err
	}
	return o, o.Update(ctx, System, func(tx *Tx) error { return insertCompany(ctx, tx) })
}

// Known returns the directory as this process saw it last; nil before it did.
func (o *Office) Known() *Directory { return o.directory.Load() }

// View runs fn in a snapshot, as seen by the actor.
func (o *Office) View(ctx context.Context, who Actor, fn func(*Tx) error) error {
	return o.DB.View(ctx, func(dtx *database.Tx) error { return o.run(ctx, dtx, who, fn) })
}

// Update runs fn in a transaction of the actor's; fn may run more than once.
func (o *Office) Update(ctx context.Context, who Actor, fn func(*Tx) error) error {
	return o.DB.Update(ctx, func(dtx *database.Tx) error { return o.run(ctx, dtx, who, fn) })
}

func (o *Office) run(ctx context.Context, dtx *database.Tx, who Actor, fn func(*Tx) error) error {
	tx := &Tx{Tx: dtx, Actor: who, office: o}
	if err := tx.limit(ctx); err != nil {
		return err
	}
	return fn(tx)
}

// limit sets the scopes: a partner's user sees what the partner and its units
// have to do with, a manager the figures of his own units.
func (tx *Tx) limit(ctx context.Context) error {
	tx.Scope = Scope{All: tx.Actor.Role != RolePartner}
	var d *Directory
	if role := tx.Actor.Role; tx.Actor.ContributorID != 0 && (role == RolePartner || role == RoleManager) {
		var err error
		if d, err = tx.Directory(ctx); err != nil {
			return err
		}
	}
	if d != nil && tx.Actor.Role == RolePartner { // one of no partner sees nothing
		tx.Scope.Contributors = d.Subtree(tx.Actor.ContributorID)
	}
	tx.Figures = tx.figures(d)
	return nil
}

// Within lends the office's transaction to a room that was handed only the
// database's, such as a follower.
func (o *Office) Within(dtx *database.Tx, who Actor) *Tx {
	return &Tx{Tx: dtx, Actor: who, Scope: Scope{All: true}, Figures: Scope{All: true}, office: o}
}

// Journal has facts written down in the actor's name.
func (tx *Tx) Journal(facts ...journal.Fact) {
	for i := range facts {
		facts[i].Actor = tx.Actor.String()
	}
	journal.Append(tx.Tx, facts...)
}
