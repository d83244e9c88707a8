package web

import (
	"context"
	"net/http"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

func signInForm(c *call) error {
	next := c.r.FormValue("next")
	if c.who.Kind == company.ActorUser {
		return c.goTo(safe(next), Toast{})
	}
	p := SignInPage{Action: c.r.URL.Path, Form: SignInForm{Next: safe(next)}}
	if c.r.FormValue("out") != "" {
		p.Notice = "You have signed out."
	}
	if d := c.s.Demo; d != nil && d.here(c.r) {
		p.Demo = d.links(p.Form.Next, "")
	}
	return c.showOutside(http.StatusOK, func() page.View { p.Outside = c.outside(); return p })
}

func safe(next string) string {
	if inside(next) {
		return next
	}
	return "/"
}

// showOutside shows a page to somebody who is not signed in.
func (c *call) showOutside(status int, v func() page.View) error {
	err := c.view(func(context.Context, *company.Tx) error { return nil }) // the company's name
	if err != nil {
		return err
	}
	return c.show(status, v())
}

func signIn(c *call) error {
	email, next := c.form("email"), safe(c.r.FormValue("next"))
	uncount, right, err := c.guess(email)
	if err != nil {
		return err
	}
	token, err := company.SignIn(c.r.Context(), c.s.Office, email, c.r.FormValue("password"), c.r.UserAgent())
	if problem.KindOf(err) == problem.Unauthenticated {
		p := SignInPage{Action: c.r.URL.Path, Form: SignInForm{Email: email, Next: next}, Errors: Errors{"": "The e-mail address or the password is wrong."}}
		return c.showOutside(http.StatusUnprocessableEntity, func() page.View { p.Outside = c.outside(); return p })
	}
	if err != nil {
		uncount()
		return err
	}
	right()
	c.cookie(sessionCookie, token, company.SessionLength)
	return c.goTo(next, Toast{})
}

func signOut(c *call) error {
	err := c.update(func(ctx context.Context, tx *company.Tx) error { return company.EndSession(ctx, tx, c.who.SessionID) })
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return err
	}
	c.cookie(sessionCookie, "", -time.Second)
	return c.goTo("/sign-in?out=1", Toast{})
}

func setTheme(c *call) error {
	theme, lasts := c.r.FormValue("theme"), 365*24*time.Hour
	if theme != "light" && theme != "dark" {
		theme, lasts = "", -time.Second
	}
	// A script reads it, so that the page is right before it is drawn.
	http.SetCookie(c.w, &http.Cookie{Name: themeCookie, Value: theme, Path: "/", MaxAge: int(lasts.Seconds()), SameSite: http.SameSiteLaxMode})
	return c.goTo(safe(c.r.FormValue("next")), Toast{})
}

// setup ---------------------------------------------------------------------

func setupForm(c *call) error {
	f := SetupForm{Zone: "Europe/Oslo", Currency: "EUR"}
	err := c.view(func(ctx context.Context, tx *company.Tx) error {
		user, err := company.LinkFor(ctx, tx, c.r.PathValue("token"))
		if err == nil && user != 0 {
			err = problem.New(problem.Unauthenticated, "link.spent", nil)
		}
		if c.dir.Profile.Set() {
			f = setupOf(c.dir.Profile)
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, c.setupPage(f, nil))
}

func (c *call) setupPage(f SetupForm, errs Errors) SetupPage {
	return SetupPage{Outside: c.outside(), Form: f, Zones: zones(f.Zone), Currencies: currencies, Regions: regions, Errors: errs}
}

func (c *call) setupForm() SetupForm {
	return SetupForm{Company: c.form("company"), Zone: c.form("zone"), Currency: c.form("currency"), Region: c.form("region"), Addresses: c.form("addresses"),
		Name: c.form("name"), Email: c.form("email")}
}

func setup(c *call) error {
	f := c.setupForm()
	hash, err := secret.HashPassword(c.r.FormValue("password"))
	var session string
	if err == nil {
		err = c.update(func(ctx context.Context, tx *company.Tx) error {
			if user, err := company.UseLink(ctx, tx, c.r.PathValue("token")); err != nil {
				return err
			} else if user != 0 { // somebody's invitation is no first run
				return problem.New(problem.Unauthenticated, "link.spent", nil)
			}
			if err := company.SetProfile(ctx, tx, f.profile()); err != nil {
				return renamed(err, map[string]string{"name": "company", "time_zone": "zone", "phone_region": "region"})
			}
			u, err := company.AddUser(ctx, tx, company.UserDraft{Email: f.Email, Name: f.Name, Role: company.RoleAdmin}, hash)
			if err != nil {
				return err
			}
			session, err = company.OpenSession(ctx, tx, u.ID, c.r.UserAgent())
			return err
		})
	}
	if err != nil {
		errs, err := wrong(err)
		if err != nil {
			return err
		}
		return c.showOutside(http.StatusUnprocessableEntity, func() page.View { return c.setupPage(f, errs) })
	}
	c.cookie(sessionCookie, session, company.SessionLength)
	return c.goTo("/", Toast{Text: "Regard is yours. Bring in what happened: log an interaction, import a file, or make an API key."})
}

// renamed gives a problem the name that its field has on the page.
func renamed(err error, names map[string]string) error {
	if p := problem.Of(err); p != nil && names[p.Field] != "" {
		q := *p
		q.Field = names[p.Field]
		return &q
	}
	return err
}

// invitations ---------------------------------------------------------------

func passwordForm(c *call) error {
	return c.passwordPage(http.StatusOK, nil)
}

func (c *call) passwordPage(status int, errs Errors) error {
	var p PasswordPage
	err := c.view(func(ctx context.Context, tx *company.Tx) error {
		id, err := company.LinkFor(ctx, tx, c.r.PathValue("token"))
		if err != nil {
			return err
		}
		if id == 0 { // the first run's link sets the company up
			return problem.New(problem.Unauthenticated, "link.spent", nil)
		}
		u, err := company.FindUser(ctx, tx, id)
		p = PasswordPage{Outside: c.outside(), Name: u.Name, Email: u.Email, New: !u.HasPassword, Errors: errs}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

func choosePassword(c *call) error {
	hash, err := secret.HashPassword(c.r.FormValue("password"))
	if err != nil {
		errs, err := wrong(err)
		if err != nil {
			return err
		}
		return c.passwordPage(http.StatusUnprocessableEntity, errs)
	}
	var session string
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		id, err := company.UseLink(ctx, tx, c.r.PathValue("token"))
		if err != nil {
			return err
		}
		if id == 0 {
			return problem.New(problem.Unauthenticated, "link.spent", nil)
		}
		u, err := company.FindUser(ctx, tx, id)
		if err != nil {
			return err
		}
		if !u.DisabledAt.IsZero() {
			return problem.New(problem.Unauthenticated, "link.spent", nil)
		}
		if err := company.SetPassword(ctx, tx, id, hash); err != nil {
			return err
		}
		session, err = company.OpenSession(ctx, tx, id, c.r.UserAgent())
		return err
	})
	if err != nil {
		return err
	}
	c.cookie(sessionCookie, session, company.SessionLength)
	return c.goTo("/", Toast{Text: "Your password is set. Welcome."})
}
