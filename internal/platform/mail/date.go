package mail

import (
	"strconv"
	"strings"
	"time"
)

// parseDate reads a date as mail writes it: RFC 5322 with all its obsolete forms, ISO 8601, C's ctime, and what
// careless programs make of them. Of a Received field it reads what follows the last semicolon. Without a zone it is
// UTC. The result keeps the writer's offset; a date without a time of day is none.
func parseDate(value string) (time.Time, bool) {
	value = strings.ReplaceAll(value, "\n", " ")
	if i := strings.LastIndexByte(value, ';'); i >= 0 {
		value = value[i+1:]
	}
	bare := dropComments(value)
	if strings.Contains(bare, "(") || len(bare) > 300 {
		return time.Time{}, false
	}
	bare = strings.Map(func(r rune) rune {
		if r == ',' || r == '_' || r == '"' {
			return ' '
		}
		return r
	}, bare)
	var d dateParts
	bare = strings.Join(strings.Fields(bare), " ")
	bare = strings.ReplaceAll(strings.ReplaceAll(bare, " :", ":"), ": ", ":") // "09 : 55" is an obsolete form
	for _, w := range strings.Fields(bare) {
		d.take(w)
	}
	return d.time()
}

// dateParts is what the words of a date have told so far.
type dateParts struct {
	numbers    []number
	month      time.Month
	clock      []int // hour, minute, second
	offset     int   // seconds east of UTC
	hasOffset  bool
	afternoon  bool
	noon       bool // "AM" or "PM" was said
	isoOrder   bool // year, month, day
	slashOrder bool // month, day, year
}

// number is a day, a year or a month; digits tell "03" from "2003".
type number struct{ value, digits int }

// take reads one word.
func (d *dateParts) take(w string) {
	lower := strings.ToLower(strings.TrimRight(w, "."))
	switch {
	case strings.Contains(w, ":"):
		d.takeClock(w)
	case d.clock != nil && !d.hasOffset && (w[0] == '+' || w[0] == '-'):
		d.takeOffset(w)
	case strings.ContainsAny(w, "-/") && w[0] >= '0' && w[0] <= '9':
		d.takeJoined(w)
	case w[0] >= '0' && w[0] <= '9':
		if v, err := strconv.Atoi(strings.TrimRight(lower, "stndrh")); err == nil && len(w) <= 6 && len(d.numbers) < 3 {
			d.numbers = append(d.numbers, number{v, len(strings.TrimRight(lower, "stndrh"))})
		}
	case d.month == 0 && monthNamed(lower) != 0:
		d.month = monthNamed(lower)
	case lower == "am" || lower == "pm":
		d.noon, d.afternoon = true, lower == "pm"
	case d.clock != nil && !d.hasOffset:
		d.takeZone(lower)
	}
}

// takeClock reads "23:59", "23:59:59.999", with a zone behind it in ISO 8601, perhaps after a date and a "T".
func (d *dateParts) takeClock(w string) {
	if date, clock, ok := strings.Cut(strings.ToUpper(w), "T"); ok && date != "" {
		d.takeJoined(date)
		w = clock
	}
	if d.clock != nil {
		return
	}
	end := strings.IndexFunc(w, func(r rune) bool { return (r < '0' || r > '9') && r != ':' && r != '.' })
	zone := ""
	if end >= 0 {
		w, zone = w[:end], w[end:]
	}
	var clock []int
	for i, s := range strings.Split(w, ":") {
		if i == 2 {
			s, _, _ = strings.Cut(s, ".")
		}
		v, err := strconv.Atoi(s)
		if err != nil || i > 2 || len(s) > 2 {
			return
		}
		clock = append(clock, v)
	}
	if len(clock) < 2 {
		return
	}
	d.clock = append(clock, 0)[:3]
	switch lower := strings.ToLower(zone); {
	case zone == "":
	case zone[0] == '+' || zone[0] == '-':
		d.takeOffset(zone)
	case lower == "am" || lower == "pm":
		d.noon, d.afternoon = true, lower == "pm"
	default:
		d.takeZone(lower)
	}
}

// takeOffset reads "+0200", "-330", "+02:00", "+2".
func (d *dateParts) takeOffset(w string) {
	digits := strings.ReplaceAll(w[1:], ":", "")
	v, err := strconv.Atoi(digits)
	if err != nil || v < 0 || len(digits) > 4 {
		return
	}
	if len(digits) <= 2 {
		v *= 100
	}
	d.hasOffset = true
	if v/100 > 24 || v%100 > 59 {
		return // nonsense: UTC, as if none were given
	}
	d.offset = v/100*3600 + v%100*60
	if w[0] == '-' {
		d.offset = -d.offset
	}
}

// takeZone reads a zone's name, perhaps with an offset: "EST", "GMT+0100".
func (d *dateParts) takeZone(lower string) {
	if i := strings.IndexAny(lower, "+-"); i > 0 {
		d.takeOffset(lower[i:])
		return
	}
	if hours, ok := zones[lower]; ok {
		d.offset, d.hasOffset = int(hours*3600), true
	}
}

// takeJoined reads "2003-07-01", "1-Jul-2003", "7/1/2003", "20030701".
func (d *dateParts) takeJoined(w string) {
	words := strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '/' })
	if len(words) == 1 && len(w) == 8 {
		words = []string{w[:4], w[4:6], w[6:]}
	}
	if len(words) != 3 || len(d.numbers) > 0 {
		return
	}
	for _, s := range words {
		if m := monthNamed(strings.ToLower(s)); m != 0 {
			d.month = m
			continue
		}
		v, err := strconv.Atoi(s)
		if err != nil || len(s) > 4 {
			d.numbers = nil
			return
		}
		d.numbers = append(d.numbers, number{v, len(s)})
	}
	d.isoOrder = len(words[0]) == 4
	d.slashOrder = strings.Contains(w, "/") && !d.isoOrder
}

// time puts the parts together, or says that they make no date.
func (d *dateParts) time() (time.Time, bool) {
	day, month, year, ok := d.date()
	if !ok || len(d.clock) < 3 {
		return time.Time{}, false
	}
	hour := d.clock[0]
	if d.noon && hour <= 12 {
		hour %= 12
		if d.afternoon {
			hour += 12
		}
	}
	second := min(d.clock[2], 59) // a leap second is not worth losing a date
	if hour > 23 || d.clock[1] > 59 || d.clock[2] > 60 {
		return time.Time{}, false
	}
	zone := time.UTC
	if d.offset != 0 {
		zone = time.FixedZone("", d.offset)
	}
	t := time.Date(year, month, day, hour, d.clock[1], second, 0, zone)
	if t.Day() != day || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return time.Time{}, false // 31 February
	}
	return t, true
}

// date tells day, month and year apart.
func (d *dateParts) date() (day int, month time.Month, year int, ok bool) {
	ns := d.numbers
	switch {
	case d.month != 0 && len(ns) == 2:
		a, b := ns[0], ns[1]
		if a.digits > 2 || a.value > 31 {
			a, b = b, a
		}
		return a.value, d.month, fullYear(b), validDate(a.value, d.month, b)
	case d.month == 0 && len(ns) == 3:
		a, b, c := ns[0], ns[1], ns[2]
		if d.isoOrder {
			a, c = c, a
		}
		if d.slashOrder && b.value > 12 || d.slashOrder && a.value <= 12 {
			a, b = b, a // the American order, where it can be that
		}
		return a.value, time.Month(b.value), fullYear(c), validDate(a.value, time.Month(b.value), c)
	}
	return 0, 0, 0, false
}

// validDate says whether the parts are in range.
func validDate(day int, month time.Month, year number) bool {
	return day >= 1 && day <= 31 && month >= 1 && month <= 12 && year.digits >= 2 && year.digits <= 4
}

// fullYear reads years of two and three digits as RFC 5322, 4.3, does.
func fullYear(y number) int {
	switch {
	case y.digits == 2 && y.value < 50:
		return y.value + 2000
	case y.digits <= 3:
		return y.value + 1900
	}
	return y.value
}
