package page

import (
	"fmt"
	"html/template"
	"strconv"
	"time"
)

// When writes an instant as people say it, near now in words and farther away as
// a date; the exact time in the reader's zone is its title. Nothing for no time.
func When(h Here, t time.Time) template.HTML {
	if t.IsZero() {
		return ""
	}
	h = h.settled()
	return stamp(h, t, relative(h, t))
}

// Clock writes the time of day alone, 09:14.
func Clock(h Here, t time.Time) template.HTML { return stampAs(h, t, "15:04") }

// Moment writes day and time: "Tue 4 Mar, 09:14", with the year when it is not
// this one.
func Moment(h Here, t time.Time) template.HTML {
	h = h.settled()
	layout := "Mon 2 Jan, 15:04"
	if t.In(h.Zone).Year() != h.Now.In(h.Zone).Year() {
		layout = "2 Jan 2006, 15:04"
	}
	return stampAs(h, t, layout)
}

// Date writes a day: "4 March 2025".
func Date(h Here, t time.Time) template.HTML { return stampAs(h, t, "2 January 2006") }

// ISODate writes a day as a date field wants it; nothing for no time.
func ISODate(h Here, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(h.settled().Zone).Format(time.DateOnly)
}

// Dates writes from and to as short as can be: "3–9 Mar", "28 Feb – 4 Mar".
func Dates(h Here, from, to time.Time) template.HTML {
	h = h.settled()
	a, b := from.In(h.Zone), to.In(h.Zone)
	year := ""
	if b.Year() != h.Now.In(h.Zone).Year() {
		year = " 2006"
	}
	switch {
	case to.IsZero() || a.Format(time.DateOnly) == b.Format(time.DateOnly):
		return stampAs(h, from, "2 Jan"+year)
	case a.Year() != b.Year():
		return template.HTML(a.Format("2 Jan 2006") + " – " + b.Format("2 Jan 2006"))
	case a.Month() == b.Month():
		return template.HTML(a.Format("2") + "–" + b.Format("2 Jan"+year))
	}
	return template.HTML(a.Format("2 Jan") + " – " + b.Format("2 Jan"+year))
}

// Years says how long ago, in words that fit a person's history: "5 years".
func Years(h Here, t time.Time) string {
	h = h.settled()
	if t.IsZero() {
		return ""
	}
	months := int(h.Now.Sub(t).Hours() / 24 / 30.44)
	switch {
	case months < 1:
		return "new"
	case months < 24:
		return Plural(months, "month", "months")
	}
	return Plural(months/12, "year", "years")
}

// Span writes a duration with the one or two units that matter: "40 s",
// "12 min", "2 h 5 min", "3 days".
func Span(d time.Duration) string {
	if d < 0 {
		d = -d
	}
	s := int(d.Round(time.Second) / time.Second)
	unit := func(n int, name string) string { return strconv.Itoa(n) + nbsp + name }
	switch {
	case s < 60:
		return unit(s, "s")
	case s < 3600:
		return unit((s+30)/60, "min")
	case s < 24*3600:
		h, m := s/3600, s%3600/60
		if m == 0 {
			return unit(h, "h")
		}
		return unit(h, "h") + " " + unit(m, "min")
	}
	return Plural((s+12*3600)/(24*3600), "day", "days")
}

func relative(h Here, t time.Time) string {
	now, at := h.Now.In(h.Zone), t.In(h.Zone)
	ago := now.Sub(at)
	days := dayNumber(now) - dayNumber(at)
	switch {
	case ago < -time.Minute:
		return ahead(now, at, -days)
	case ago < time.Minute:
		return "just now"
	case ago < time.Hour:
		return Span(ago.Truncate(time.Minute)) + " ago"
	case days == 0:
		return "today " + at.Format("15:04")
	case days == 1:
		return "yesterday " + at.Format("15:04")
	case days < 7:
		return at.Format("Mon 15:04")
	case at.Year() == now.Year() || days < 90:
		return at.Format("2 Jan")
	}
	return at.Format("2 Jan 2006")
}

func ahead(now, at time.Time, days int) string {
	switch {
	case days == 0:
		return "today " + at.Format("15:04")
	case days == 1:
		return "tomorrow " + at.Format("15:04")
	case at.Year() == now.Year():
		return at.Format("2 Jan")
	}
	return at.Format("2 Jan 2006")
}

// dayNumber counts calendar days, so that midnight and not 24 hours divides
// yesterday from today, daylight saving or not.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func stampAs(h Here, t time.Time, layout string) template.HTML {
	if t.IsZero() {
		return ""
	}
	h = h.settled()
	return stamp(h, t, t.In(h.Zone).Format(layout))
}

func stamp(h Here, t time.Time, text string) template.HTML {
	return template.HTML(fmt.Sprintf(`<time datetime="%s" title="%s">%s</time>`,
		t.UTC().Format(time.RFC3339), t.In(h.Zone).Format("Monday 2 January 2006, 15:04 MST"), text))
}
