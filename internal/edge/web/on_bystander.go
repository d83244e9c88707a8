package web

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/bystander"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// The public page. Whoever opens it is nobody, also where his browser is signed
// in here: what he says is not tied to him.

// A site's people may share an address, so it is generous: ten at once, then
// one a minute.
const (
	throughAtOnce = 10
	throughEvery  = time.Minute
)

func bystanderForm(c *call) error {
	p := c.bystanderPage()
	if c.r.URL.Query().Has("thanks") {
		p.Told = ToldThanks
	}
	return c.showBystander(http.StatusOK, p)
}

func sayBystander(c *call) error {
	p := c.bystanderPage()
	p.Form = BystanderForm{Answer: c.form("answer"), Text: c.form("text"), Contact: c.form("contact"), ID: c.form("form")}
	if c.form("homepage") != "" { // what only a program fills in; a person gets his words back
		p.Notice = p.Words.Again
		return c.showBystander(http.StatusUnprocessableEntity, p)
	}
	if wait, ok := c.s.turnstile.Pass(c.s.Proxies.Whence(c.r), c.s.Office.DB.Now()); !ok {
		return c.busy(p, int(math.Ceil(wait.Minutes())))
	}
	d := bystander.Draft{Text: p.Form.Text, Contact: p.Form.Contact, ID: c.formID(p.Form.ID)}
	d.Step, _ = strconv.Atoi(p.Form.Answer) // what is no number is no step, and refused as such
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		_, err := bystander.Say(ctx, tx, c.r.PathValue("token"), d)
		return err
	})
	if err != nil {
		return c.refuseBystander(p, err)
	}
	http.Redirect(c.w, c.r, c.r.URL.Path+"?thanks", http.StatusSeeOther)
	return nil
}

// bystanderPage is the empty page, in the visitor's language.
func (c *call) bystanderPage() BystanderPage {
	c.who = company.Nobody
	return BystanderPage{Words: wordsFor(c.r.Header.Get("Accept-Language"))}
}

// showBystander fills in what the page asks, in whose name, and shows it.
func (c *call) showBystander(status int, p BystanderPage) error {
	err := c.view(func(ctx context.Context, tx *company.Tx) error {
		p.Company = c.dir.Profile.Name
		s, err := bystander.Visit(ctx, tx, c.r.PathValue("token"))
		switch {
		case problem.KindOf(err) == problem.NotFound:
			p.Told, p.Company, status = ToldMissing, "", http.StatusNotFound
			return nil
		case err != nil:
			return err
		}
		p.Question = s.Question
		if !s.ClosedAt.IsZero() && p.Told == "" {
			p.Told, status = ToldClosed, http.StatusGone
		}
		if p.Form.ID == "" {
			p.Form.ID = c.s.Key.Sign("remark", bystander.NewID(tx).String())
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.w.Header().Set("Vary", "Accept-Language")
	return c.show(status, p)
}

// formID is the id that a form was given out with; 0 where it is not ours.
func (c *call) formID(signed string) bystander.ID {
	text, ok := c.s.Key.Open("remark", signed)
	if !ok {
		return 0
	}
	id, err := bystander.ParseID(text)
	if err != nil {
		return 0
	}
	return id
}

// refuseBystander shows the form again, with what was typed and why it was not
// taken.
func (c *call) refuseBystander(p BystanderPage, err error) error {
	q := problem.Of(err)
	switch {
	case q != nil && q.Code == "spot.busy":
		minutes, _ := q.Params["minutes"].(int)
		return c.busy(p, minutes)
	case q != nil && (q.Code == "spot.closed" || q.Kind == problem.NotFound):
		return c.showBystander(http.StatusOK, p) // says so itself
	case q != nil && q.Code == "field.too_long":
		p.Errors = Errors{q.Field: p.Words.TooLong}
		return c.showBystander(http.StatusUnprocessableEntity, p)
	case q != nil && q.Field == "answer":
		p.Errors = Errors{q.Field: p.Words.Needed}
		return c.showBystander(http.StatusUnprocessableEntity, p)
	case errors.Is(err, context.Canceled):
		return err
	}
	c.s.Log.Error("bystander", "error_id", secret.NewToken("")[:10], "problem", err)
	p.Notice = p.Words.Later
	return c.showBystander(http.StatusServiceUnavailable, p)
}

// busy shows the form again and says when to send it.
func (c *call) busy(p BystanderPage, minutes int) error {
	minutes = max(1, minutes)
	p.Notice = p.Words.Wait(minutes)
	c.w.Header().Set("Retry-After", strconv.Itoa(int((time.Duration(minutes) * time.Minute).Seconds())))
	return c.showBystander(http.StatusTooManyRequests, p)
}
