package web

import (
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Days of the organisation (since, until) are the company's, and a date field
// holds one; they begin at the company's midnight. What nobody dated has no day.

// day reads a date field; the zero time where it is empty.
func (c *call) day(field string) (time.Time, error) {
	typed := c.form(field)
	if typed == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, typed, c.dir.Zone)
	if err != nil {
		return t, problem.Field(field, "field.malformed", nil).Because(err)
	}
	return t, nil
}

// dayText fills a date field.
func (c *call) dayText(t time.Time) string {
	if undated(t) {
		return ""
	}
	return t.In(c.dir.Zone).Format(time.DateOnly)
}

// shownDay is a day of the company's as an instant that has the same date where
// the reader is.
func (c *call) shownDay(t time.Time) time.Time {
	if undated(t) {
		return time.Time{}
	}
	y, m, d := t.In(c.dir.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, c.here().Zone)
}

func undated(t time.Time) bool { return t.IsZero() || t.Equal(company.Founded) }

// ends tells whether the field "until" says that something ends which has not
// ended yet. It ends when that is said: a past or future day is refused.
func (c *call) ends(now, ended time.Time) (bool, error) {
	switch typed, today := c.form("until"), c.dayText(now); {
	case !ended.IsZero() || typed == "":
		return false, nil
	case typed != today:
		return false, problem.Field("until", "field.out_of_range", problem.Params{"min": today, "max": today})
	}
	return true, nil
}
