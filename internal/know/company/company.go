package company

import (
	"cmp"
	"context"
	"encoding/json"
	"net/mail"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // zones also where the machine has none

	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Profile is what a company says of itself.
type Profile struct {
	Name        string   `json:"name"`
	TimeZone    string   `json:"time_zone" doc:"IANA zone of the company's days and weeks" example:"Europe/Oslo"`
	Currency    string   `json:"currency" doc:"ISO 4217" example:"NOK"`
	PhoneRegion string   `json:"phone_region" doc:"ISO 3166 region in which numbers without a country code are read" example:"NO"`
	Addresses   []string `json:"addresses" doc:"the company's own e-mail addresses and domains: what comes from them is outbound"`
}

// Set tells whether the company has been set up.
func (p Profile) Set() bool { return p.Name != "" }

// Own tells whether an e-mail address is one of the company's own: listed
// itself, or by its domain.
func (p Profile) Own(address string) bool {
	address = strings.ToLower(strings.TrimSpace(address))
	_, domain, _ := strings.Cut(address, "@")
	for _, own := range p.Addresses {
		own = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(own), "@"))
		if own != "" && (own == address || own == domain || strings.HasSuffix(domain, "."+own) && !strings.Contains(own, "@")) {
			return true
		}
	}
	return false
}

var (
	currency = regexp.MustCompile(`^[A-Z]{3}$`)
	region   = regexp.MustCompile(`^([A-Z]{2})?$`)
	domain   = regexp.MustCompile(`^[\pL\pN]([\pL\pN-]{0,61}[\pL\pN])?(\.[\pL\pN]([\pL\pN-]{0,61}[\pL\pN])?)+$`)
	slug     = regexp.MustCompile(`^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$`)
)

// ownAddress reads an e-mail address, or a domain with or without @ before it.
func ownAddress(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	local, host, at := strings.Cut(s, "@")
	if !at {
		local, host = "", s
	}
	whole := cmp.Or(local, "a") + "@" + host
	a, err := mail.ParseAddress(whole)
	if err != nil || a.Address != whole || !domain.MatchString(host) || len(s) > 254 {
		return "", problem.Field("addresses", "company.address_malformed", problem.Params{"value": s}).Because(err)
	}
	return s, nil
}

// SetProfile changes what the company says of itself.
func SetProfile(ctx context.Context, tx *Tx, p Profile) (err error) {
	defer problem.Wrap(&err, "company.SetProfile")
	p.Name = strings.TrimSpace(p.Name)
	p.Currency, p.PhoneRegion = strings.ToUpper(p.Currency), strings.ToUpper(p.PhoneRegion)
	switch _, zoneErr := time.LoadLocation(p.TimeZone); {
	case p.Name == "":
		return problem.Field("name", "field.required", nil)
	case zoneErr != nil || p.TimeZone == "" || p.TimeZone == "Local":
		return problem.Field("time_zone", "company.zone_unknown", problem.Params{"value": p.TimeZone})
	case !currency.MatchString(p.Currency):
		return problem.Field("currency", "company.currency_malformed", problem.Params{"value": p.Currency})
	case !region.MatchString(p.PhoneRegion):
		return problem.Field("phone_region", "company.region_malformed", problem.Params{"value": p.PhoneRegion})
	}
	p.Addresses = append([]string{}, p.Addresses...)
	for i := range p.Addresses {
		if p.Addresses[i], err = ownAddress(p.Addresses[i]); err != nil {
			return err
		}
	}
	if err := updateProfile(ctx, tx, p); err != nil {
		return err
	}
	if err := Audit(ctx, tx, "company.changed", "company", p); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: FactCompanyChanged, SubjectID: 1, News: true})
	return renew(ctx, tx)
}

// Configuration is one version of numbers or tables that people may change.
type Configuration struct {
	Name      string          `json:"name"`
	Version   int64           `json:"version"`
	Body      json.RawMessage `json:"body"`
	Actor     string          `json:"actor"`
	CreatedAt time.Time       `json:"created_at"`
}

// Configure sets the next version of a configuration. Earlier versions stay.
// Whoever owns the configuration has checked the body.
func Configure(ctx context.Context, tx *Tx, name string, body any) (version int64, err error) {
	defer problem.Wrap(&err, "company.Configure %s", name)
	text, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	versions, err := readVersions(ctx, tx, name)
	if err != nil {
		return 0, err
	}
	version = 1
	if len(versions) > 0 {
		version = versions[0].Version + 1
	}
	c := Configuration{Name: name, Version: version, Body: text, Actor: tx.Actor.String(), CreatedAt: tx.Now}
	if err := insertConfiguration(ctx, tx, c); err != nil {
		return 0, err
	}
	if err := Audit(ctx, tx, "configuration.changed", name, map[string]int64{"version": version}); err != nil {
		return 0, err
	}
	tx.Journal(journal.Fact{Kind: FactConfigurationChanged, SubjectID: version, News: true})
	return version, renew(ctx, tx)
}

// Versions returns every version of a configuration, newest first.
func Versions(ctx context.Context, tx *Tx, name string) ([]Configuration, error) {
	return readVersions(ctx, tx, name)
}

// Amend takes out of every version of a configuration what must not be kept any
// longer: change is given a body and returns what it becomes, and whether it
// does. It returns how many versions changed.
func Amend(ctx context.Context, tx *Tx, name string, change func(body json.RawMessage) (any, bool, error)) (n int64, err error) {
	defer problem.Wrap(&err, "company.Amend %s", name)
	versions, err := readVersions(ctx, tx, name)
	if err != nil {
		return 0, err
	}
	for _, c := range versions {
		body, changed, err := change(c.Body)
		if err != nil {
			return 0, err
		}
		if !changed {
			continue
		}
		if c.Body, err = json.Marshal(body); err != nil {
			return 0, err
		}
		if err := updateConfiguration(ctx, tx, c); err != nil {
			return 0, err
		}
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return n, renew(ctx, tx)
}

// Entry is a line of the audit log.
type Entry struct {
	ID         int64           `json:"-"`
	Actor      string          `json:"actor"`
	Action     string          `json:"action"`
	Subject    string          `json:"subject"`
	Detail     json.RawMessage `json:"detail"`
	RecordedAt time.Time       `json:"recorded_at"`
}

// Audit writes down who did what to what.
func Audit(ctx context.Context, tx *Tx, action, subject string, detail any) error {
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	return insertAudit(ctx, tx, Entry{Actor: tx.Actor.String(), Action: action, Subject: subject, Detail: text})
}

// AuditLog returns up to limit entries before an id (0: the newest), newest first.
func AuditLog(ctx context.Context, tx *Tx, before int64, limit int) ([]Entry, error) {
	if before == 0 {
		before = 1<<63 - 1
	}
	return readAudit(ctx, tx, before, limit)
}
