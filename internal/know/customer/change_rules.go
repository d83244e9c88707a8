package customer

import (
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// The most that a record holds: bytes of a name, attributes, levels and bytes of
// one attribute, and money a year in minor units, so that sums of many stay exact.
const (
	maxName       = 200
	maxAttributes = 200
	maxAttribute  = 64 << 10
	maxMoney      = 1_000_000_000_000_000
)

// check refuses what no customer can be.
func (c Change) check() error {
	if c.Name != nil {
		switch {
		case len(strings.TrimSpace(*c.Name)) > maxName:
			return problem.Field("name", "field.too_long", problem.Params{"max": maxName})
		case !database.Storable(*c.Name):
			return problem.Field("name", "field.bytes", nil)
		}
	}
	if c.ValueMinor != nil {
		switch {
		case *c.ValueMinor < 0:
			return problem.Field("value", "customer.value_negative", nil)
		case *c.ValueMinor > maxMoney:
			return problem.Field("value", "field.out_of_range", problem.Params{"min": 0, "max": maxMoney})
		}
	}
	for _, day := range []struct {
		name string
		at   *time.Time
	}{{"since", c.Since}, {"left_at", c.LeftAt}, {"renews_at", c.RenewsAt}} {
		if day.at != nil {
			if err := company.CheckDay(day.name, *day.at); err != nil {
				return err
			}
		}
	}
	for _, role := range c.Roles {
		if err := role.check(); err != nil {
			return err
		}
	}
	return checkAttributes(c.Attributes)
}

func checkAttributes(all map[string]any) error {
	switch {
	case len(all) > maxAttributes:
		return problem.Field("attributes", "field.too_many", problem.Params{"max": maxAttributes})
	case !database.Storable(all):
		return problem.Field("attributes", "field.bytes", nil)
	}
	for name, value := range all {
		if text, ok := value.(string); len(name) > maxName || ok && len(text) > maxAttribute {
			return problem.Field("attributes", "field.too_long", problem.Params{"max": maxAttribute})
		}
	}
	return nil
}
