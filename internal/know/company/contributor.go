package company

import (
	"context"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Contributor is a department, a partner, or a unit of one: whoever has a part
// in what customers experience.
type Contributor struct {
	ID        int64
	Key       string
	Name      string
	Kind      ContributorKind
	ParentID  int64 // where it belongs now; 0 at the top
	CreatedAt time.Time
	ClosedAt  time.Time
}

// Place is where a contributor stood in the tree, from when to when.
type Place struct {
	ParentID int64
	From, To time.Time // To is zero while it stands there
}

// Founded is the beginning of what nobody dated: contributors and memberships
// given without a date have always been so.
var Founded = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

// AddContributor adds a department, a partner or a unit.
func AddContributor(ctx context.Context, tx *Tx, draft ContributorDraft) (c Contributor, err error) {
	defer problem.Wrap(&err, "company.AddContributor")
	d, err := tx.Directory(ctx)
	if err != nil {
		return c, err
	}
	c = Contributor{ID: tx.NewID(), Key: fold(draft.Key), CreatedAt: tx.Now, ClosedAt: draft.Until}
	if err := c.fill(draft); err != nil {
		return c, err
	}
	if d.ContributorID(c.Key) != 0 {
		return c, problem.New(problem.Conflict, "key.taken", problem.Params{"value": c.Key}).With("noun", "contributor")
	}
	if err := insertContributor(ctx, tx, c); err != nil {
		return c, err
	}
	if draft.Parent != "" && draft.From.IsZero() {
		draft.From = Founded
	}
	if err := c.place(ctx, tx, d, draft); err != nil {
		return c, err
	}
	return c, c.changed(ctx, tx, "contributor.added")
}

// ChangeContributor renames a contributor, changes its kind, closes or reopens
// it, or moves it in the tree from a date on; what was before stays as it was.
// Another date with the same parent corrects since when it stands there.
func ChangeContributor(ctx context.Context, tx *Tx, id int64, draft ContributorDraft) (c Contributor, err error) {
	defer problem.Wrap(&err, "company.ChangeContributor")
	d, err := tx.Directory(ctx)
	if err != nil {
		return c, err
	}
	c = d.Contributor(id)
	if c.ID == 0 {
		return c, problem.Missing("contributor", database.FormatID("con", id))
	}
	if err := c.fill(draft); err != nil {
		return c, err
	}
	action := "contributor.changed"
	switch open := draft.Until.IsZero(); {
	case open && !c.ClosedAt.IsZero():
		action = "contributor.reopened"
	case !open && c.ClosedAt.IsZero():
		action = "contributor.closed"
	}
	c.ClosedAt = draft.Until
	if err := c.place(ctx, tx, d, draft); err != nil {
		return c, err
	}
	if err := updateContributor(ctx, tx, c); err != nil {
		return c, err
	}
	return c, c.changed(ctx, tx, action)
}

// CloseContributor ends a contributor as of now. Its past stays.
func CloseContributor(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.CloseContributor")
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	c := d.Contributor(id)
	if c.ID == 0 {
		return problem.Missing("contributor", database.FormatID("con", id))
	}
	c.ClosedAt = tx.Now
	if err := updateContributor(ctx, tx, c); err != nil {
		return err
	}
	return c.changed(ctx, tx, "contributor.closed")
}

// Places returns where a contributor stood in the tree, oldest first.
func Places(ctx context.Context, tx *Tx, id int64) ([]Place, error) {
	all, err := PlacesOf(ctx, tx, []int64{id})
	return all[id], err
}

// PlacesOf returns where each of several contributors stood, oldest first.
func PlacesOf(ctx context.Context, tx *Tx, ids []int64) (map[int64][]Place, error) {
	all, err := readPlaces(ctx, tx, ids)
	places := make(map[int64][]Place, len(all))
	for id, s := range all {
		for _, one := range s {
			places[id] = append(places[id], Place{ParentID: one.under, From: one.from, To: one.to})
		}
	}
	return places, err
}

func (c *Contributor) fill(draft ContributorDraft) error {
	c.Name, c.Kind = strings.TrimSpace(draft.Name), draft.Kind
	switch {
	case !slug.MatchString(c.Key):
		return problem.Field("key", "key.malformed", problem.Params{"value": c.Key})
	case c.Name == "":
		return problem.Field("name", "field.required", nil)
	case c.Kind != Department && c.Kind != Partner:
		return problem.Field("kind", "contributor.kind_unknown", problem.Params{"value": c.Kind})
	}
	return nil
}

// place puts the contributor where a draft says, from when it says.
func (c *Contributor) place(ctx context.Context, tx *Tx, d *Directory, draft ContributorDraft) error {
	parent := d.ContributorID(draft.Parent)
	switch {
	case draft.Parent != "" && parent == 0:
		return problem.Field("parent", "contributor.unknown", problem.Params{"value": draft.Parent})
	case parent != 0 && slices.Contains(d.Subtree(c.ID), parent):
		return problem.Field("parent", "contributor.circle", problem.Params{"value": draft.Parent})
	}
	all, err := readPlaces(ctx, tx, []int64{c.ID})
	if err != nil {
		return err
	}
	said := dates{draft.From, draft.Until, tx.Now}
	places := all[c.ID].told(parent, said, true)
	if err := said.check(places); err != nil {
		return err
	}
	c.ParentID = places.at(tx.Now)
	if places.equal(all[c.ID]) {
		return nil
	}
	return writePlaces(ctx, tx, c.ID, places)
}

func (c Contributor) changed(ctx context.Context, tx *Tx, action string) error {
	if err := Audit(ctx, tx, action, database.FormatID("con", c.ID), map[string]any{"key": c.Key, "name": c.Name, "kind": c.Kind}); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: FactContributorChanged, SubjectID: c.ID, News: true})
	return renew(ctx, tx)
}
