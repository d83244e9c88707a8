package web

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/secret"
)

func you(c *call) error { return c.youPage(http.StatusOK, func(*YouPage) {}) }

// youPage shows the user's own; fill adds what was typed.
func (c *call) youPage(status int, fill func(p *YouPage)) error {
	var p YouPage
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, ""); err != nil {
			return err
		}
		p.Form = YouForm{Name: c.who.Name, Zone: cmp.Or(c.who.TimeZone, c.dir.Profile.TimeZone)}
		all, err := company.Sessions(ctx, tx, c.who.ID)
		for _, s := range all {
			p.Sessions = append(p.Sessions, SessionRow{ID: database.FormatID("ses", s.ID), Browser: browser(s.Agent), Began: s.CreatedAt, Seen: s.SeenAt, This: s.ID == c.who.SessionID})
		}
		return err
	})
	if err != nil {
		return err
	}
	fill(&p)
	p.Zones = zones(p.Form.Zone)
	return c.show(status, p)
}

// browser names a browser and what it runs on, from what it calls itself. A
// browser names those that it wants to be taken for as well, itself first here.
func browser(agent string) string {
	find := func(names [][2]string) string {
		for _, n := range names {
			if strings.Contains(agent, n[0]) {
				return n[1]
			}
		}
		return ""
	}
	name := find([][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"Chrome/", "Chrome"}, {"CriOS", "Chrome"}, {"Safari/", "Safari"}})
	system := find([][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS", "Mac"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}})
	switch {
	case name != "" && system != "":
		return name + " on " + system
	case name+system != "":
		return name + system
	}
	program, _, _ := strings.Cut(agent, " ")
	return cmp.Or(program, "Unknown")
}

func changeYou(c *call) error {
	f := YouForm{Name: c.form("name"), Zone: c.form("zone")}
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		u, err := company.FindUser(ctx, tx, c.who.ID)
		if err != nil {
			return err
		}
		draft := c.draftOf(u)
		draft.Name, draft.TimeZone = f.Name, f.Zone
		_, err = company.ChangeUser(ctx, tx, u.ID, draft)
		return err
	})
	if err != nil {
		return again(err, map[string]string{"time_zone": "zone"}, func(errs Errors) error {
			return c.youPage(http.StatusUnprocessableEntity, func(p *YouPage) { p.Form, p.Errors = f, errs })
		})
	}
	return c.goTo("/you", Toast{Text: "Saved."})
}

// changePassword needs the password in force: a browser left open is not
// enough. All sessions end; a new one is opened here.
func changePassword(c *call) error {
	guessing := userID(c.who.ID)
	if wait, ok := c.s.guesses.password.Pass(guessing, c.s.Office.DB.Now()); !ok {
		return tooMany("sign_in.throttled", wait)
	}
	wrongly := func(errs Errors) error {
		return c.youPage(http.StatusUnprocessableEntity, func(p *YouPage) { p.PasswordErrors = errs })
	}
	right, err := company.CheckPassword(c.r.Context(), c.s.Office, c.who.ID, c.r.FormValue("current"))
	if err != nil {
		return err
	}
	if !right {
		return wrongly(Errors{"current": "That is not the password you have."})
	}
	c.s.guesses.password.Back(guessing)
	hash, err := secret.HashPassword(c.r.FormValue("password"))
	if err != nil {
		return again(err, nil, wrongly)
	}
	var session string
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		if err = company.SetPassword(ctx, tx, c.who.ID, hash); err != nil {
			return err
		}
		session, err = company.OpenSession(ctx, tx, c.who.ID, c.r.UserAgent())
		return err
	})
	if err != nil {
		return err
	}
	c.cookie(sessionCookie, session, company.SessionLength)
	return c.goTo("/you", Toast{Text: "Your password is changed, and all your other sessions have ended."})
}

func revokeSession(c *call) error {
	id, err := database.ParseID("ses", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	err = c.update(func(ctx context.Context, tx *company.Tx) error { return company.EndSession(ctx, tx, id) })
	if err != nil {
		return err
	}
	return c.goTo("/you", Toast{Text: "Signed out there."})
}

func revokeOtherSessions(c *call) error {
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		all, err := company.Sessions(ctx, tx, c.who.ID)
		if err != nil {
			return err
		}
		for _, s := range all {
			if s.ID == c.who.SessionID {
				continue
			}
			if err := company.EndSession(ctx, tx, s.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.goTo("/you", Toast{Text: "You are signed out everywhere else."})
}
