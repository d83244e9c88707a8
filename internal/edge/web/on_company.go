package web

import (
	"context"
	"net/http"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// settings is the frame of the settings' pages, with the sections that the user
// may open. It is called within view or update.
func (c *call) settings(ctx context.Context, tx *company.Tx, section string) (s Settings, err error) {
	s.Section = section
	for _, one := range AllSections {
		if c.who.May(c.s.routes["GET "+one.URL]) {
			s.Sections = append(s.Sections, one)
		}
	}
	s.Frame, err = c.frame(ctx, tx, "settings")
	return s, err
}

// asked tells which form the address opens ("add", "edit", "move") and of what;
// none for somebody who could not send it.
func (c *call) asked(op company.Operation) (form, key string) {
	q := c.r.URL.Query()
	for _, form := range []string{"add", "edit", "move"} {
		if q.Has(form) && c.who.May(op) {
			return form, q.Get(form)
		}
	}
	return "", ""
}

// again shows a form again with what was wrong with it, beside the field that
// it is about. at names the page's field for a verb's field, or for a problem's
// code where the problem names none. Any other error is returned.
func again(err error, at map[string]string, show func(errs Errors) error) error {
	if p := problem.Of(err); p != nil && at[p.Code] != "" {
		q := *p
		q.Field = at[p.Code]
		err = &q
	}
	errs, err := wrong(renamed(err, at))
	if err != nil {
		return err
	}
	return show(errs)
}

// keyTaken puts what a verb says of a taken key beside the key.
var keyTaken = map[string]string{"key.taken": "key", "database.taken": "key"}

// refused goes back to a page and says there why a button without a form did
// nothing.
func (c *call) refused(to string, err error) error {
	return again(err, nil, func(errs Errors) error {
		for _, text := range errs {
			return c.goTo(to, Toast{Text: text, Wrong: true})
		}
		return nil
	})
}

// company -------------------------------------------------------------------

func companySettings(c *call) error {
	return c.companyPage(http.StatusOK, nil, nil)
}

func (c *call) companyPage(status int, typed *SetupForm, errs Errors) error {
	p := CompanyPage{Currencies: currencies, Regions: regions, Errors: errs}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Form = setupOf(c.dir.Profile); typed != nil {
			p.Form = *typed
		}
		p.Zones = zones(p.Form.Zone)
		p.Settings, err = c.settings(ctx, tx, "company")
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

func changeCompany(c *call) error {
	f := c.setupForm()
	err := c.update(func(ctx context.Context, tx *company.Tx) error { return company.SetProfile(ctx, tx, f.profile()) })
	if err != nil {
		at := map[string]string{"name": "company", "time_zone": "zone", "phone_region": "region"}
		return again(err, at, func(errs Errors) error { return c.companyPage(http.StatusUnprocessableEntity, &f, errs) })
	}
	return c.goTo("/settings", Toast{Text: "The company is changed."})
}

// setupOf is a profile as its form shows it.
func setupOf(p company.Profile) SetupForm {
	return SetupForm{Company: p.Name, Zone: p.TimeZone, Currency: p.Currency, Region: p.PhoneRegion, Addresses: strings.Join(p.Addresses, "\n")}
}

// profile is the profile that was typed; addresses stand one a line.
func (f SetupForm) profile() company.Profile {
	p := company.Profile{Name: f.Company, TimeZone: f.Zone, Currency: f.Currency, PhoneRegion: f.Region}
	for line := range strings.Lines(f.Addresses) {
		if line = strings.TrimSpace(line); line != "" {
			p.Addresses = append(p.Addresses, line)
		}
	}
	return p
}
