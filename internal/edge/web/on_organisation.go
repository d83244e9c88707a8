package web

import (
	"context"
	"net/http"
	"time"

	"regard/internal/know/company"
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
		places, err := company.Places(ctx, tx, k.ID)
		if err != nil {
			return err
		}
		parent := c.dir.Contributor(k.ParentID).Key
		if form == "edit" {
			p.Form = &ContributorForm{Key: k.Key, Name: k.Name, Kind: string(k.Kind), Parent: parent, From: c.dayText(began(places)), Until: c.dayText(k.ClosedAt)}
		} else {
			p.Move = &ContributorMove{Key: k.Key, Name: k.Name, Parent: parent, From: c.dayText(tx.Now)}
		}
		return nil
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
	for _, k := range c.dir.Contributors() {
		units[k.ParentID] = append(units[k.ParentID], k)
	}
	employees, touchpoints := map[int64]int{}, map[int64]int{}
	for _, e := range c.dir.Employees() {
		employees[e.ContributorID]++
	}
	for _, t := range c.dir.Touchpoints() {
		touchpoints[t.OwnerID]++
	}
	var list func(parent int64, depth int) error
	list = func(parent int64, depth int) error {
		for _, k := range units[parent] {
			places, err := company.Places(ctx, tx, k.ID)
			if err != nil {
				return err
			}
			rows = append(rows, ContributorRow{Key: k.Key, Name: k.Name, Kind: string(k.Kind), Depth: depth, From: c.shownDay(began(places)), Until: c.shownDay(k.ClosedAt),
				Employees: employees[k.ID], Touchpoints: touchpoints[k.ID], Chosen: k.Key == chosen})
			if err := list(k.ID, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return rows, list(0, 0)
}

// began is when the first place in the tree was taken; the zero time where
// nobody said.
func began(places []company.Place) (t time.Time) {
	if len(places) > 0 {
		t = places[0].From
	}
	return t
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
		ended, err := c.ends(tx.Now, time.Time{})
		if err != nil {
			return err
		}
		k, err := company.AddContributor(ctx, tx, company.ContributorDraft{Key: f.Key, Name: f.Name, Kind: company.ContributorKind(f.Kind), Parent: f.Parent, From: from})
		if err != nil || !ended {
			return err
		}
		return company.CloseContributor(ctx, tx, k.ID)
	})
	if err != nil {
		return c.contributorAgain(err, f)
	}
	return c.goTo(contributorsURL, Toast{Text: f.Name + " is a contributor now."})
}

func changeContributor(c *call) error {
	f := c.contributorForm(c.r.PathValue("key"))
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		k, err := c.contributor(f.Key)
		if err != nil {
			return err
		}
		ended, err := c.ends(tx.Now, k.ClosedAt)
		if err != nil {
			return err
		}
		if ended {
			if err := company.CloseContributor(ctx, tx, k.ID); err != nil {
				return err
			}
		}
		_, err = company.ChangeContributor(ctx, tx, k.ID, company.ContributorDraft{Name: f.Name, Kind: company.ContributorKind(f.Kind), Parent: c.dir.Contributor(k.ParentID).Key})
		return err
	})
	if err != nil {
		return c.contributorAgain(err, f)
	}
	return c.goTo(contributorsURL, Toast{Text: f.Name + " is changed."})
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
		_, err = company.ChangeContributor(ctx, tx, k.ID, company.ContributorDraft{Name: k.Name, Kind: k.Kind, Parent: m.Parent, From: from})
		return err
	})
	if err != nil {
		return again(err, nil, func(errs Errors) error {
			return c.contributorsPage(http.StatusUnprocessableEntity, func(_ context.Context, _ *company.Tx, p *ContributorsPage) error {
				p.Move, p.Errors = &m, errs
				return nil
			})
		})
	}
	return c.goTo(contributorsURL, Toast{Text: m.Name + " has its new place."})
}
