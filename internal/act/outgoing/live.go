package outgoing

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// SettingName is the setting's name among the configurations.
const SettingName = "outgoing"

// maxAllowed is how many entries the allow-list may have: it is for trying
// things out, and a list of all customers would be going live by other means.
const maxAllowed = 500

// Setting is whether anything may leave yet, and to whom until then.
type Setting struct {
	Version int64    `json:"-"`
	Live    bool     `json:"live" doc:"whether what is offered goes out"`
	Allowed []string `json:"allowed" doc:"until then: addresses, @domains, phone numbers, hosts"`
}

// InForce returns the setting; before anybody changed it nothing is live and
// nobody is allowed.
func InForce(ctx context.Context, tx *company.Tx) (s Setting, err error) {
	defer problem.Wrap(&err, "outgoing.InForce")
	d, err := tx.Directory(ctx)
	if err != nil {
		return s, err
	}
	s.Allowed = []string{}
	s.Version, err = d.Configured(SettingName, &s)
	return s, err
}

// GoLive lets everything out from now on, or, taken back, only to the
// allow-list. What was held stays held; what was let through stays let through.
func GoLive(ctx context.Context, tx *company.Tx, live bool) (err error) {
	defer problem.Wrap(&err, "outgoing.GoLive")
	s, err := InForce(ctx, tx)
	if err != nil || s.Live == live {
		return err
	}
	s.Live = live
	if _, err := company.Configure(ctx, tx, SettingName, s); err != nil {
		return err
	}
	deed := "outgoing.went_live"
	if !live {
		deed = "outgoing.held_again"
	}
	return company.Audit(ctx, tx, deed, SettingName, nil)
}

// Allow replaces the allow-list. Lines are taken as people write them; one that
// is nothing of the kind is refused by name.
func Allow(ctx context.Context, tx *company.Tx, lines []string) (err error) {
	defer problem.Wrap(&err, "outgoing.Allow")
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	s, err := InForce(ctx, tx)
	if err != nil {
		return err
	}
	was := s.Allowed
	s.Allowed = []string{}
	for _, line := range lines {
		e, err := entry(line, d.Profile.PhoneRegion)
		if err != nil {
			return err
		}
		if !slices.Contains(s.Allowed, e) {
			s.Allowed = append(s.Allowed, e)
		}
	}
	if len(s.Allowed) > maxAllowed {
		return problem.Field("allowed", "field.too_many", problem.Params{"max": maxAllowed})
	}
	slices.Sort(s.Allowed)
	if slices.Equal(was, s.Allowed) {
		return nil
	}
	_, err = company.Configure(ctx, tx, SettingName, s)
	return err
}
