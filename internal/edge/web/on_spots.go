package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"regard/internal/know/company"
	"regard/internal/listen/bystander"
	"regard/internal/platform/problem"
)

const spotsURL = "/settings/spots"

func spots(c *call) error {
	return c.spotsPage(http.StatusOK, func(ctx context.Context, tx *company.Tx, p *SpotsPage) error {
		switch form, id := c.asked(company.ChangeSpots); form {
		case "add":
			p.Form = &SpotForm{New: true, Hourly: "60"}
		case "edit":
			s, err := findSpot(ctx, tx, id)
			if err != nil {
				return err
			}
			p.Form = &SpotForm{ID: s.ID.String(), Name: s.Name, Question: s.Question, Touchpoint: c.dir.Touchpoint(s.TouchpointID).Key,
				Contributor: c.dir.Contributor(s.ContributorID).Key, Hourly: strconv.Itoa(s.Hourly)}
		}
		return nil
	})
}

// spotsPage shows the spots; open opens the form.
func (c *call) spotsPage(status int, open func(ctx context.Context, tx *company.Tx, p *SpotsPage) error) error {
	p := SpotsPage{MayModerate: c.who.May(company.ModerateRemarks)}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "spots"); err != nil {
			return err
		}
		if err := open(ctx, tx, &p); err != nil {
			return err
		}
		chosen, contributor := "", ""
		if p.Form != nil {
			chosen, contributor = p.Form.ID, p.Form.Contributor
		}
		p.Touchpoints = oneTouchpointOptions(c.dir, "Choose where")
		p.Contributors = contributorOptions(c.dir, "nobody’s", contributor)
		p.Rows, err = c.spotRows(ctx, tx, chosen)
		for _, r := range p.Rows {
			p.Waiting += r.Waiting
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

func (c *call) spotRows(ctx context.Context, tx *company.Tx, chosen string) ([]SpotRow, error) {
	list, err := bystander.Spots(ctx, tx)
	if err != nil {
		return nil, err
	}
	figures, err := bystander.FiguresSince(ctx, tx, tx.Now.AddDate(0, 0, -28))
	rows := make([]SpotRow, len(list))
	for i, s := range list {
		f := figures[s.ID]
		r := SpotRow{ID: s.ID.String(), Name: s.Name, Question: s.Question, Touchpoint: c.touchpointName(s.TouchpointID),
			Contributor: c.dir.Contributor(s.ContributorID).Name, URL: c.spotURL(s), N: f.Said.Total(), Enough: f.Enough(), Waiting: f.Waiting, Closed: s.ClosedAt}
		r.Mean, r.Low, r.High = f.Said.Mean()
		r.Chosen = r.ID == chosen
		rows[i] = r
	}
	return rows, err
}

// spotURL is where a spot's code leads to: this host, as the browser found it.
func (c *call) spotURL(s bystander.Spot) string { return c.origin() + "/by/" + s.Token }

func findSpot(ctx context.Context, tx *company.Tx, id string) (bystander.Spot, error) {
	spot, err := bystander.ParseSpotID(id)
	if err != nil {
		return bystander.Spot{}, problem.Missing("spot", id)
	}
	return bystander.FindSpot(ctx, tx, spot)
}

func addSpot(c *call) error {
	f := c.spotForm("")
	var s bystander.Spot
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		draft, err := f.draft()
		if err != nil {
			return err
		}
		s, err = bystander.AddSpot(ctx, tx, draft)
		return err
	})
	if err != nil {
		return c.spotAgain(err, f)
	}
	return c.goTo(spotsURL, Toast{Text: s.Name + " has its code.", NextURL: spotsURL + "/" + s.ID.String() + "/print", NextLabel: "Print it"})
}

func changeSpot(c *call) error {
	f := c.spotForm(c.r.PathValue("id"))
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		s, err := findSpot(ctx, tx, f.ID)
		if err != nil {
			return err
		}
		draft, err := f.draft()
		if err != nil {
			return err
		}
		_, err = bystander.ChangeSpot(ctx, tx, s.ID, draft)
		return err
	})
	if err != nil {
		return c.spotAgain(err, f)
	}
	return c.goTo(spotsURL, Toast{Text: f.Name + " is changed. Its code goes on to work."})
}

// spotForm is what was typed.
func (c *call) spotForm(id string) SpotForm {
	return SpotForm{ID: id, New: id == "", Name: c.form("name"), Question: c.form("question"), Touchpoint: c.form("touchpoint"),
		Contributor: c.form("contributor"), Hourly: c.form("hourly")}
}

func (f SpotForm) draft() (bystander.SpotDraft, error) {
	d := bystander.SpotDraft{Name: f.Name, Question: f.Question, Touchpoint: f.Touchpoint, Contributor: f.Contributor}
	if f.Hourly == "" {
		return d, nil
	}
	n, err := strconv.Atoi(f.Hourly)
	if err != nil {
		return d, problem.Field("hourly", "field.malformed", nil).Because(err)
	}
	if d.Hourly = n; n == 0 {
		d.Hourly = -1 // none at all is no measure: refused as such, rather than the usual one
	}
	return d, nil
}

func (c *call) spotAgain(err error, f SpotForm) error {
	return again(err, nil, func(errs Errors) error {
		return c.spotsPage(http.StatusUnprocessableEntity, func(_ context.Context, _ *company.Tx, p *SpotsPage) error {
			p.Form, p.Errors = &f, errs
			return nil
		})
	})
}

func closeSpot(c *call) error {
	return c.letSpot(bystander.CloseSpot, func(s bystander.Spot) Toast {
		return Toast{Text: s.Name + " is closed. Its code leads to a page that says so.", UndoURL: spotsURL + "/" + s.ID.String() + "/open"}
	})
}

func openSpot(c *call) error {
	return c.letSpot(bystander.OpenSpot, func(s bystander.Spot) Toast { return Toast{Text: s.Name + " is open again."} })
}

func (c *call) letSpot(verb func(context.Context, *company.Tx, bystander.SpotID) (bystander.Spot, error), said func(bystander.Spot) Toast) error {
	var s bystander.Spot
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		if s, err = findSpot(ctx, tx, c.r.PathValue("id")); err != nil {
			return err
		}
		s, err = verb(ctx, tx, s.ID)
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo(spotsURL, said(s))
}

// printSpot shows a spot's code, to be printed.
func printSpot(c *call) error {
	p := SpotPrintPage{Sheet: c.r.URL.Query().Has("sheet")}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "settings"); err != nil {
			return err
		}
		s, err := findSpot(ctx, tx, c.r.PathValue("id"))
		if err != nil {
			return err
		}
		p.ID, p.Name, p.Question, p.URL, p.Closed = s.ID.String(), s.Name, s.Question, c.spotURL(s), !s.ClosedAt.IsZero()
		_, p.Shown, _ = strings.Cut(p.URL, "://")
		p.Code, err = drawCode(p.URL)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}
