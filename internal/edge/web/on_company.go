package web

import (
	"context"
	"net/http"
	"strings"
	"unicode"

	"regard/internal/know/company"
)

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

// profile is the profile that was typed; addresses stand on lines of their own,
// or between commas.
func (f SetupForm) profile() company.Profile {
	apart := func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }
	return company.Profile{Name: f.Company, TimeZone: f.Zone, Currency: f.Currency, PhoneRegion: f.Region, Addresses: strings.FieldsFunc(strings.ToLower(f.Addresses), apart)}
}
