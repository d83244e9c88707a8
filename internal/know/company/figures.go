package company

import (
	"context"
	"slices"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// figures says whose figures an actor sees: a partner's user those of the
// partner and its units, a manager those of his contributor and its units (one
// of no contributor heads the company), whoever may not see any, none.
func (tx *Tx) figures(d *Directory) Scope {
	switch who := tx.Actor; {
	case !who.May(SeeContributorFigure):
		return Scope{}
	case who.Role == RolePartner:
		return tx.Scope
	case who.Role == RoleManager && who.ContributorID != 0:
		return Scope{Contributors: d.Subtree(who.ContributorID)}
	}
	return Scope{All: true}
}

// Heads returns a contributor whose figures the actor may see; for any other it
// is as if there were none.
func Heads(ctx context.Context, tx *Tx, id int64) (c Contributor, err error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return c, err
	}
	if c = d.Contributor(id); c.ID == 0 || !tx.Figures.Sees(id) {
		return Contributor{}, problem.Missing("contributor", database.FormatID("con", id))
	}
	return c, nil
}

// FiguresShown is the configuration "figures": which figures there are at all.
type FiguresShown struct {
	PerEmployee bool `json:"per_employee" doc:"managers see figures of single employees of their own units; off unless the company switches them on"`
}

const figuresConfiguration = "figures"

// FiguresShown returns which figures the company shows.
func (d *Directory) FiguresShown() (f FiguresShown, err error) {
	_, err = d.Configured(figuresConfiguration, &f)
	return f, err
}

// ShowFigures switches figures on or off.
func ShowFigures(ctx context.Context, tx *Tx, f FiguresShown) (err error) {
	defer problem.Wrap(&err, "company.ShowFigures")
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	if was, err := d.FiguresShown(); err != nil || was == f {
		return err
	}
	if _, err := Configure(ctx, tx, figuresConfiguration, f); err != nil {
		return err
	}
	action := "figures.switched_off"
	if f.PerEmployee {
		action = "figures.switched_on"
	}
	return Audit(ctx, tx, action, "figures per employee", f)
}

// Compared returns the employees of a contributor and its units, by name, whose
// figures the actor may see one by one. They are refused while the company has
// not switched such figures on, whoever asks.
func Compared(ctx context.Context, tx *Tx, contributor int64) (list []Employee, err error) {
	defer problem.Wrap(&err, "company.Compared")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	if err := tx.Actor.Allow(SeeEmployeeFigures); err != nil {
		return nil, err
	}
	if _, err := Heads(ctx, tx, contributor); err != nil {
		return nil, err
	}
	if shown, err := d.FiguresShown(); err != nil || !shown.PerEmployee {
		if err == nil {
			err = problem.New(problem.Forbidden, "figures.off", nil)
		}
		return nil, err
	}
	return d.Staff(contributor), nil
}

// Staff returns who works for a contributor and its units, by name.
func (d *Directory) Staff(contributor int64) (list []Employee) {
	below := d.Subtree(contributor)
	for _, e := range d.Employees() {
		if e.LeftAt.IsZero() && slices.Contains(below, e.ContributorID) {
			list = append(list, e)
		}
	}
	return list
}

// Tree is how the contributors stood to one another for a stretch of time.
type Tree struct {
	From, To time.Time
	parents  map[int64]int64
}

// Within tells whether a contributor was one, or a unit of it or below it.
func (t Tree) Within(id, root int64) bool {
	for range len(t.parents) + 1 {
		if id == root || id == 0 {
			return id == root
		}
		id = t.parents[id]
	}
	return false
}

// Trees returns how the contributors stood from one instant to another, oldest
// first: a tree for each stretch in which none moved.
func Trees(ctx context.Context, tx *Tx, from, to time.Time) (trees []Tree, err error) {
	defer problem.Wrap(&err, "company.Trees")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for id := range d.contributors {
		ids = append(ids, id)
	}
	places, err := readPlaces(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	return treesOf(places, from, to), nil
}

// treesOf cuts a stretch of time wherever one moves.
func treesOf(places map[int64]stays, from, to time.Time) (trees []Tree) {
	cuts := []time.Time{from, to}
	for _, s := range places {
		for _, one := range s {
			for _, at := range []time.Time{one.from, one.to} {
				if at.After(from) && at.Before(to) {
					cuts = append(cuts, at)
				}
			}
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	for i := 1; i < len(cuts); i++ {
		t := Tree{From: cuts[i-1], To: cuts[i], parents: map[int64]int64{}}
		for id, s := range places {
			t.parents[id] = s.at(t.From)
		}
		trees = append(trees, t)
	}
	return trees
}
