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

// since reads the field "from". Where it still shows what it was, it is that to
// the moment.
func (c *call) since(was time.Time) (time.Time, error) {
	if c.form("from") == c.dayText(was) {
		return was, nil
	}
	return c.day("from")
}

// ended reads the field "until": what it was, to the moment, where it still
// shows that; now where it is today.
func (c *call) ended(was, now time.Time) (time.Time, error) {
	switch typed := c.form("until"); {
	case typed == c.dayText(was):
		return was, nil
	case typed == c.dayText(now):
		return now, nil
	}
	return c.day("until")
}
