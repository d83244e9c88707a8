package web

import (
	"context"
	"net/http"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

const contributorsURL = "/settings/contributors"

func contributors(c *call) error {
	return c.contributorsPage(http.StatusOK, func(ctx context.Context, tx *company.Tx, p *ContributorsPage) error {
		form, key := c.asked(company.ChangeOrganisation)
		if form == "add" {
			p.Form = &ContributorForm{New: true, Kind: string(company.Department)}
		}
		if form != "edit" && form != "move" {
			return nil
		}
		k, err := c.contributor(key)
		if err != nil {
			return err
		}
		place, err := standing(ctx, tx, k)
		if form == "edit" {
			p.Form = &ContributorForm{Key: k.Key, Name: k.Name, Kind: string(k.Kind), Parent: c.dir.Contributor(place.ParentID).Key, From: c.dayText(place.From), Until: c.dayText(k.ClosedAt)}
		} else {
			p.Move = &ContributorMove{Key: k.Key, Name: k.Name, Parent: c.dir.Contributor(k.ParentID).Key, From: c.dayText(tx.Now)}
		}
		return err
	})
}

// contributorsPage shows the tree; open opens one of the page's forms.
func (c *call) contributorsPage(status int, open func(ctx context.Context, tx *company.Tx, p *ContributorsPage) error) error {
	var p ContributorsPage
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "contributors"); err != nil {
			return err
		}
		if err := open(ctx, tx, &p); err != nil {
			return err
		}
		chosen, parent := "", ""
		switch {
		case p.Form != nil && p.Form.New:
			parent = p.Form.Parent
		case p.Form != nil:
			chosen, parent = p.Form.Key, p.Form.Parent
		case p.Move != nil:
			chosen, parent = p.Move.Key, p.Move.Parent
		}
		var below []int64
		if id := c.dir.ContributorID(chosen); id != 0 {
			below = c.dir.Subtree(id)
		}
		p.Parents = contributorOptions(c.dir, "nothing, stands by itself", parent, below...)
		p.Tree, err = c.contributorTree(ctx, tx, chosen)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// contributorTree lists the contributors depth first.
func (c *call) contributorTree(ctx context.Context, tx *company.Tx, chosen string) (rows []ContributorRow, err error) {
	units := map[int64][]company.Contributor{}
	var ids []int64
	for _, k := range c.dir.Contributors() {
		units[k.ParentID] = append(units[k.ParentID], k)
		ids = append(ids, k.ID)
	}
	places, err := company.PlacesOf(ctx, tx, ids)
	employees, touchpoints := map[int64]int{}, map[int64]int{}
	for _, e := range c.dir.Employees() {
		employees[e.ContributorID]++
	}
	for _, t := range c.dir.Touchpoints() {
		touchpoints[t.OwnerID]++
	}
	var list func(parent int64, depth int)
	list = func(parent int64, depth int) {
		for _, k := range units[parent] {
			rows = append(rows, ContributorRow{Key: k.Key, Name: k.Name, Kind: string(k.Kind), Depth: depth, From: c.shownDay(began(places[k.ID])), Until: c.shownDay(k.ClosedAt),
				Employees: employees[k.ID], Touchpoints: touchpoints[k.ID], URL: c.contributorURL(tx, k), Chosen: k.Key == chosen})
			list(k.ID, depth+1)
		}
	}
	list(0, 0)
	return rows, err
}

// began is when the first place in the tree was taken; the zero time where
// nobody said.
func began(places []company.Place) (t time.Time) {
	if len(places) > 0 {
		t = places[0].From
	}
	return t
}

// standing is where a contributor stands; where it will first, if it does not
// yet; the zero place, at the top, where nobody said.
func standing(ctx context.Context, tx *company.Tx, k company.Contributor) (place company.Place, err error) {
	places, err := company.Places(ctx, tx, k.ID)
	for i, p := range places {
		if i == 0 || !p.From.After(tx.Now) {
			place = p
		}
	}
	return place, err
}

// contributor finds one by key.
func (c *call) contributor(key string) (company.Contributor, error) {
	k := c.dir.Contributor(c.dir.ContributorID(key))
	if k.ID == 0 {
		return k, problem.Missing("contributor", key)
	}
	return k, nil
}

func addContributor(c *call) error {
	f := c.contributorForm("")
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		from, err := c.day("from")
		if err != nil {
			return err
		}
		until, err := c.ended(time.Time{}, tx.Now)
		if err != nil {
			return err
		}
		_, err = company.AddContributor(ctx, tx, company.ContributorDraft{Key: f.Key, Name: f.Name, Kind: company.ContributorKind(f.Kind), Parent: f.Parent, From: from, Until: until})
		return err
	})
	if err != nil {
		return c.contributorAgain(err, f)
	}
	return c.goTo(contributorsURL, Toast{Text: f.Name + " is a contributor now."})
}

func changeContributor(c *call) error {
	f := c.contributorForm(c.r.PathValue("key"))
	open := 0
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		k, err := c.contributor(f.Key)
		if err != nil {
			return err
		}
		place, err := standing(ctx, tx, k)
		if err != nil {
			return err
		}
		draft := company.ContributorDraft{Name: f.Name, Kind: company.ContributorKind(f.Kind), Parent: c.dir.Contributor(place.ParentID).Key}
		if draft.From, err = c.since(place.From); err != nil {
			return err
		}
		if draft.Until, err = c.ended(k.ClosedAt, tx.Now); err != nil {
			return err
		}
		if open = 0; k.ClosedAt.IsZero() && !draft.Until.IsZero() {
			open = c.openUnits(k.ID)
		}
		_, err = company.ChangeContributor(ctx, tx, k.ID, draft)
		return err
	})
	if err != nil {
		return c.contributorAgain(err, f)
	}
	done := f.Name + " is changed."
	if open > 0 {
		done = f.Name + " is closed, with " + page.Plural(open, "unit", "units") + " of it still open."
	}
	return c.goTo(contributorsURL, Toast{Text: done})
}

// openUnits counts what is below a contributor and not closed.
func (c *call) openUnits(id int64) (n int) {
	for _, below := range c.dir.Subtree(id) {
		if below != id && c.dir.Contributor(below).ClosedAt.IsZero() {
			n++
		}
	}
	return n
}

// contributorForm is what was typed; a contributor that is there keeps its key.
func (c *call) contributorForm(key string) ContributorForm {
	f := ContributorForm{Key: key, New: key == "", Name: c.form("name"), Kind: c.form("kind"), Parent: c.form("parent"), From: c.form("from"), Until: c.form("until")}
	if f.New {
		f.Key = c.form("key")
	}
	return f
}

func (c *call) contributorAgain(err error, f ContributorForm) error {
	return again(err, keyTaken, func(errs Errors) error {
		return c.contributorsPage(http.StatusUnprocessableEntity, func(_ context.Context, _ *company.Tx, p *ContributorsPage) error {
			p.Form, p.Errors = &f, errs
			return nil
		})
	})
}

func moveContributor(c *call) error {
	m := ContributorMove{Key: c.r.PathValue("key"), Parent: c.form("parent"), From: c.form("from")}
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		k, err := c.contributor(m.Key)
		if err != nil {
			return err
		}
		m.Name = k.Name
		from, err := c.day("from")
		if err != nil {
			return err
		}
		_, err = company.ChangeContributor(ctx, tx, k.ID, company.ContributorDraft{Name: k.Name, Kind: k.Kind, Parent: m.Parent, From: from, Until: k.ClosedAt})
		return err
	})
	if err != nil {
		return again(err, map[string]string{"until": "from"}, func(errs Errors) error {
			return c.contributorsPage(http.StatusUnprocessableEntity, func(_ context.Context, _ *company.Tx, p *ContributorsPage) error {
				p.Move, p.Errors = &m, errs
				return nil
			})
		})
	}
	return c.goTo(contributorsURL, Toast{Text: m.Name + " has its new place."})
}
