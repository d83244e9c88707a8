package web

import (
	"strings"

	"regard/internal/know/company"
)

// setupOf fills the form in with what the company says of itself.
func setupOf(p company.Profile) SetupForm {
	return SetupForm{Company: p.Name, Zone: p.TimeZone, Currency: p.Currency, Region: p.PhoneRegion, Addresses: strings.Join(p.Addresses, "\n")}
}

// profile reads the form; addresses stand on lines of their own, or between commas.
func (f SetupForm) profile() company.Profile {
	p := company.Profile{Name: f.Company, TimeZone: f.Zone, Currency: f.Currency, PhoneRegion: f.Region, Addresses: []string{}}
	for _, a := range strings.FieldsFunc(f.Addresses, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '\r' || r == ' ' }) {
		p.Addresses = append(p.Addresses, strings.ToLower(a))
	}
	return p
}
