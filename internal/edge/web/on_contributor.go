package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
	"regard/internal/platform/stats"
)

// contributorURL leads to a contributor's own page; nowhere for who may not see it.
func (c *call) contributorURL(tx *company.Tx, k company.Contributor) string {
	if k.ID == 0 || !tx.Figures.Sees(k.ID) {
		return ""
	}
	return "/contributors/" + k.Key
}

func showContributor(c *call) error {
	var p ContributorPage
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		key := c.r.PathValue("key")
		k, err := c.contributor(key)
		if err != nil {
			return err
		}
		if k, err = company.Heads(ctx, tx, k.ID); err != nil {
			return problem.Missing("contributor", key)
		}
		p = ContributorPage{Key: k.Key, Name: k.Name, Kind: string(c.dir.Root(k.ID).Kind), Until: c.shownDay(k.ClosedAt), Days: impression.FigureDays}
		if p.Frame, err = c.frame(ctx, tx, "today"); err != nil {
			return err
		}
		place, err := standing(ctx, tx, k)
		if err != nil {
			return err
		}
		p.Since = c.shownDay(place.From)
		p.Above = c.above(tx, k)
		units := slices.DeleteFunc(c.dir.Contributors(), func(u company.Contributor) bool { return u.ParentID != k.ID || !u.ClosedAt.IsZero() })
		if err := c.figures(ctx, tx, &p, k, units); err != nil {
			return err
		}
		c.owned(&p, k)
		return c.staff(ctx, tx, &p, k)
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

// above leads up the tree, from the top down, as far as the reader sees.
func (c *call) above(tx *company.Tx, k company.Contributor) (links []Link) {
	for id := k.ParentID; id != 0 && len(links) < 20; id = c.dir.Contributor(id).ParentID {
		up := c.dir.Contributor(id)
		links = append(links, Link{Label: up.Name, URL: c.contributorURL(tx, up)})
	}
	slices.Reverse(links)
	return links
}

func (c *call) figures(ctx context.Context, tx *company.Tx, p *ContributorPage, k company.Contributor, units []company.Contributor) error {
	ids := []int64{k.ID}
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	all, err := impression.Figures(ctx, tx, ids...)
	if err != nil {
		return err
	}
	own := all[k.ID]
	p.Figure, p.Before = figure(own.Now), figure(own.Before)
	p.Change.Value, p.Change.Low, p.Change.High, p.Enough = own.Now.Change(own.Before)
	for _, w := range own.Weeks {
		p.Weeks = append(p.Weeks, WeekFigure{From: c.shownDay(w.From), To: c.shownDay(w.To.Add(-time.Hour)), Figure: figure(w.Count)})
	}
	for _, u := range units {
		p.Units = append(p.Units, UnitFigure{Name: u.Name, URL: c.contributorURL(tx, u), Kind: string(u.Kind), Figure: figure(all[u.ID].Now)})
	}
	return nil
}

func figure(n impression.Count) Figure {
	f := Figure{Counts: Counts{Negative: int(n.Negative), Neutral: int(n.Neutral), Positive: int(n.Positive)}}
	f.Mean, f.Low, f.High = n.Mean()
	return f
}

// owned are the touchpoints of a contributor and its units.
func (c *call) owned(p *ContributorPage, k company.Contributor) {
	below := c.dir.Subtree(k.ID)
	for _, t := range c.dir.Touchpoints() {
		if slices.Contains(below, t.OwnerID) {
			p.Touchpoints = append(p.Touchpoints, TouchpointRow{Key: t.Key, Name: t.Name, Stage: t.Stage, Owner: c.dir.Contributor(t.OwnerID).Name, Reports: t.Reports})
		}
	}
}

// staff are those who work there, with figures of each where the reader may see
// them and the company has them on.
func (c *call) staff(ctx context.Context, tx *company.Tx, p *ContributorPage, k company.Contributor) (err error) {
	if p.Single, err = c.singleFigures(); err != nil {
		return err
	}
	row := func(e company.Employee) StaffRow {
		return StaffRow{Name: e.Name, Title: e.Title, Unit: c.dir.Contributor(e.ContributorID).Name}
	}
	if !p.Single.May || !p.Single.On {
		some, err := staffPage(c, p, k, c.dir.Staff(k.ID))
		for _, e := range some {
			p.Staff = append(p.Staff, row(e))
		}
		return err
	}
	list, err := interaction.HandledBy(ctx, tx, k.ID)
	if err != nil {
		return err
	}
	some, err := staffPage(c, p, k, list)
	for _, h := range some {
		r := row(h.Employee)
		r.Contacts, r.Enough, r.Done = h.Done.N, h.Done.Enough(), Interval{Value: h.Done.Share, Low: h.Done.Low, High: h.Done.High, N: h.Done.N}
		p.Staff = append(p.Staff, r)
	}
	return err
}

// staffListed is how many of a contributor's employees a page lists.
const staffListed = 25

// staffPage returns the stretch of a contributor's employees that is asked for, and
// says where the others are.
func staffPage[T any](c *call, p *ContributorPage, k company.Contributor, list []T) ([]T, error) {
	at, name := "/contributors/"+k.Key, "staff:"+k.Key
	from, err := c.cursor(name)
	if err != nil {
		return nil, err
	}
	p.StaffTotal = len(list)
	list = list[min(int(from), len(list)):]
	if from > 0 {
		p.StaffPager.BackURL = at + "#people"
	}
	if len(list) > staffListed {
		list = list[:staffListed]
		p.StaffPager.NextURL = address(at, "cursor", c.s.Key.Sign("page:"+name, fmt.Sprint(from+staffListed))) + "#people"
	}
	return list, nil
}

// singleFigures is how figures of single employees stand, for this reader.
func (c *call) singleFigures() (SingleFigures, error) {
	shown, err := c.dir.FiguresShown()
	return SingleFigures{May: c.who.May(company.SeeEmployeeFigures), On: shown.PerEmployee, MaySwitch: c.who.May(company.ChangeCompany), Least: stats.Enough}, err
}

func switchFigures(c *call) error {
	on := c.form("per_employee") == "true"
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		return company.ShowFigures(ctx, tx, company.FiguresShown{PerEmployee: on})
	})
	if err != nil {
		return err
	}
	done := "Figures per employee are off. Nobody sees them any more."
	if on {
		done = "Figures per employee are on. Managers see those of their own units."
	}
	return c.goTo(employeesURL+"#figures", Toast{Text: done})
}
