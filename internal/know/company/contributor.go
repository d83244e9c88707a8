package company

import (
	"context"
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
	c = Contributor{ID: tx.NewID(), Key: fold(draft.Key), CreatedAt: tx.Now}
	if err := c.fill(draft); err != nil {
		return c, err
	}
	if d.ContributorID(c.Key) != 0 {
		return c, problem.New(problem.Conflict, "key.taken", problem.Params{"value": c.Key}).With("noun", "contributor")
	}
	if err := insertContributor(ctx, tx, c); err != nil {
		return c, err
	}
	if draft.Parent != "" {
		if c.ParentID, err = c.placeUnder(ctx, tx, d, draft.Parent, draft.From); err != nil {
			return c, err
		}
	}
	return c, c.changed(ctx, tx, "contributor.added")
}

// ChangeContributor renames a contributor, changes its kind, or moves it in
// the tree from a date on; what was before stays as it was.
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
	if err := updateContributor(ctx, tx, c); err != nil {
		return c, err
	}
	if parent := d.Contributor(c.ParentID).Key; parent != fold(draft.Parent) {
		if c.ParentID, err = c.placeUnder(ctx, tx, d, draft.Parent, draft.From); err != nil {
			return c, err
		}
	}
	return c, c.changed(ctx, tx, "contributor.changed")
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
func Places(ctx context.Context, tx *Tx, id int64) ([]Place, error) { return readParents(ctx, tx, id) }

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

// placeUnder moves the contributor below another (or to the top) from a date on.
func (c Contributor) placeUnder(ctx context.Context, tx *Tx, d *Directory, parent string, from time.Time) (int64, error) {
	place := Place{From: from}
	if place.From.IsZero() {
		place.From = tx.Now
		if places, err := readParents(ctx, tx, c.ID); err != nil {
			return 0, err
		} else if len(places) == 0 && c.CreatedAt.Equal(tx.Now) {
			place.From = Founded
		}
	}
	if parent != "" {
		place.ParentID = d.ContributorID(parent)
		if place.ParentID == 0 {
			return 0, problem.Field("parent", "contributor.unknown", problem.Params{"value": parent})
		}
		for _, below := range d.Subtree(c.ID) {
			if below == place.ParentID {
				return 0, problem.Field("parent", "contributor.circle", problem.Params{"value": parent})
			}
		}
	}
	if err := endParent(ctx, tx, c.ID, place); err != nil {
		return 0, err
	}
	return place.ParentID, insertParent(ctx, tx, c.ID, place)
}

func (c Contributor) changed(ctx context.Context, tx *Tx, action string) error {
	if err := Audit(ctx, tx, action, database.FormatID("con", c.ID), map[string]any{"key": c.Key, "name": c.Name, "kind": c.Kind}); err != nil {
		return err
	}
	if err := tx.Journal(ctx, journal.Fact{Kind: FactContributorChanged, SubjectID: c.ID, News: true}); err != nil {
		return err
	}
	return renew(ctx, tx)
}
