package web

import (
	"context"
	"net/http"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

const touchpointsURL = "/settings/touchpoints"

func touchpoints(c *call) error {
	return c.touchpointsPage(http.StatusOK, func(p *TouchpointsPage) error {
		switch form, key := c.asked(company.ChangeOrganisation); form {
		case "add":
			p.Form = &TouchpointForm{New: true}
		case "edit":
			t, err := c.touchpoint(key)
			if err != nil {
				return err
			}
			p.Form = &TouchpointForm{Key: t.Key, Name: t.Name, Stage: t.Stage, Owner: c.dir.Contributor(t.OwnerID).Key, Kind: t.Kind}
			if t.Reports {
				p.Form.Reports = "true"
			}
		}
		return nil
	})
}

// touchpointsPage shows the touchpoints by stage; open opens the form.
func (c *call) touchpointsPage(status int, open func(p *TouchpointsPage) error) error {
	p := TouchpointsPage{Stages: stageOptions, Kinds: kindOptions}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "touchpoints"); err != nil {
			return err
		}
		if err := open(&p); err != nil {
			return err
		}
		owner := ""
		if p.Form != nil {
			owner = p.Form.Owner
		}
		p.Owners = contributorOptions(c.dir, "nobody", owner)
		p.Rows = c.touchpointRows()
		return nil
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// touchpointRows lists the touchpoints in the order of the stages, those
// without one last.
func (c *call) touchpointRows() []TouchpointRow {
	all := c.dir.Touchpoints()
	rank := func(t company.Touchpoint) int {
		if i := slices.Index(company.Stages, t.Stage); i >= 0 {
			return i
		}
		return len(company.Stages)
	}
	slices.SortStableFunc(all, func(a, b company.Touchpoint) int { return rank(a) - rank(b) })
	rows := make([]TouchpointRow, len(all))
	for i, t := range all {
		rows[i] = TouchpointRow{Key: t.Key, Name: t.Name, Stage: t.Stage, Owner: c.dir.Contributor(t.OwnerID).Name, Kind: t.Kind, Reports: t.Reports}
	}
	return rows
}

// touchpoint finds one by key.
func (c *call) touchpoint(key string) (company.Touchpoint, error) {
	t := c.dir.Touchpoint(c.dir.TouchpointID(key))
	if t.ID == 0 {
		return t, problem.Missing("touchpoint", key)
	}
	return t, nil
}

func addTouchpoint(c *call) error {
	f := c.touchpointForm("")
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		_, err := company.AddTouchpoint(ctx, tx, f.draft())
		return err
	})
	if err != nil {
		return c.touchpointAgain(err, f)
	}
	return c.goTo(touchpointsURL, Toast{Text: f.Name + " is a touchpoint now."})
}

func changeTouchpoint(c *call) error {
	f := c.touchpointForm(c.r.PathValue("key"))
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		t, err := c.touchpoint(f.Key)
		if err != nil {
			return err
		}
		_, err = company.ChangeTouchpoint(ctx, tx, t.ID, f.draft())
		return err
	})
	if err != nil {
		return c.touchpointAgain(err, f)
	}
	return c.goTo(touchpointsURL, Toast{Text: f.Name + " is changed."})
}

// touchpointForm is what was typed; a touchpoint that is there keeps its key.
func (c *call) touchpointForm(key string) TouchpointForm {
	f := TouchpointForm{Key: key, New: key == "", Name: c.form("name"), Stage: c.form("stage"), Owner: c.form("owner"), Kind: c.form("kind"), Reports: c.form("reports")}
	if f.New {
		f.Key = c.form("key")
	}
	return f
}

func (f TouchpointForm) draft() company.TouchpointDraft {
	return company.TouchpointDraft{Key: f.Key, Name: f.Name, Stage: f.Stage, Owner: f.Owner, Kind: f.Kind, Reports: f.Reports == "true"}
}

func (c *call) touchpointAgain(err error, f TouchpointForm) error {
	return again(err, keyTaken, func(errs Errors) error {
		return c.touchpointsPage(http.StatusUnprocessableEntity, func(p *TouchpointsPage) error {
			p.Form, p.Errors = &f, errs
			return nil
		})
	})
}
