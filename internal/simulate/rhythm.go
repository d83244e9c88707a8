package simulate

import (
	"sort"
	"time"
	_ "time/tzdata" // the world is the same on machines without a zone database
)

// oslo is where the company's clocks hang.
var oslo = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err) // cannot be: the zone is compiled in
	}
	return zone
}()

// rhythm tells how busy each day is: weekday × month × holiday, 1 on a usual
// Wednesday. Gaps between contacts are drawn in busy days, not calendar days.
type rhythm struct {
	midnights []time.Time
	passed    []float64 // busy days gone before each midnight
}

// newRhythm prepares the days from the one of from until some years later.
func newRhythm(from time.Time, years int) *rhythm {
	y, m, d := from.In(oslo).Date()
	r := new(rhythm)
	sum := 0.0
	for n := range years * 366 {
		day := time.Date(y, m, d+n, 0, 0, 0, 0, oslo)
		r.midnights = append(r.midnights, day)
		r.passed = append(r.passed, sum)
		sum += busy(day)
	}
	return r
}

// after returns the midnight that begins the day on which so many busy days
// have passed since at; false when that is beyond the prepared years.
func (r *rhythm) after(at time.Time, days float64) (time.Time, bool) {
	i := int(at.Sub(r.midnights[0]) / (24 * time.Hour))
	i = min(max(i, 0), len(r.passed)-1)
	n := sort.SearchFloat64s(r.passed, r.passed[i]+days)
	if n >= len(r.midnights) {
		return time.Time{}, false
	}
	return r.midnights[n], true
}

var (
	weekdays = [7]float64{0.35, 1.55, 1.15, 1.0, 0.95, 0.9, 0.45} // from Sunday
	months   = [13]float64{0, 1.5, 1.08, 1, 0.94, 0.9, 0.86, 0.66, 1.06, 1.08, 1.02, 1.05, 0.93}
)

func busy(day time.Time) float64 {
	w := weekdays[day.Weekday()] * months[day.Month()]
	if holiday(day) {
		w *= 0.25
	}
	return w
}

// holiday tells the fixed public holidays of Norway and Christmas Eve.
func holiday(day time.Time) bool {
	switch _, m, d := day.Date(); m {
	case time.January:
		return d == 1
	case time.May:
		return d == 1 || d == 17
	case time.December:
		return d >= 24 && d <= 26
	default:
		return false
	}
}

// hours is how likely something is to happen in each hour of a local day.
type hours [24]float64

var (
	phoneHours    = hours{8: 1.3, 9: 2, 10: 1.9, 11: 1.4, 12: 1.2, 13: 1.3, 14: 1.2, 15: 1.1, 16: 0.8, 17: 0.7, 18: 0.6, 19: 0.5}
	officeHours   = hours{8: 1.2, 9: 1.6, 10: 1.5, 11: 1, 12: 1.1, 13: 1.3, 14: 1.2, 15: 0.8}
	waking        = hours{0: .2, 1: .1, 5: .05, 6: .3, 7: .8, 8: 1.2, 9: 1.4, 10: 1.2, 11: 1, 12: 1, 13: .9, 14: .8, 15: .8, 16: .9, 17: 1, 18: 1.1, 19: 1.3, 20: 1.4, 21: 1.3, 22: .8, 23: .4}
	evenings      = hours{0: .5, 1: .3, 2: .2, 3: .1, 6: .2, 7: .5, 8: .6, 9: .6, 10: .6, 11: .6, 12: .7, 13: .6, 14: .6, 15: .8, 16: 1.1, 17: 1.4, 18: 1.7, 19: 2, 20: 2.2, 21: 2, 22: 1.3, 23: .9}
	deliveryHours = hours{9: .6, 10: .8, 11: 1, 12: 1, 13: 1, 14: 1, 15: 1, 16: 1.2, 17: 1.2, 18: .8, 19: .4}
)

// at returns an instant of the day, drawn by the hour.
func (h *hours) at(d dice, day time.Time) time.Time {
	hour := d.weigh(h[:])
	y, m, n := day.Date()
	return time.Date(y, m, n, hour, d.IntN(60), d.IntN(60), 0, oslo)
}

// open is the first instant from at on when the office works: weekdays from 8
// to 16, with a little scatter so that not everything happens at eight sharp.
func open(d dice, at time.Time) time.Time {
	at = at.In(oslo)
	y, m, n := at.Date()
	if at.Hour() >= 16 {
		n++
	} else if at.Hour() >= 8 && workday(at) {
		return at
	}
	day := time.Date(y, m, n, 0, 0, 0, 0, oslo)
	for !workday(day) {
		n++
		day = time.Date(y, m, n, 0, 0, 0, 0, oslo)
	}
	return day.Add(8*time.Hour + time.Duration(d.IntN(7200))*time.Second)
}

// staffed is the first instant from at on when the telephone is answered:
// weekdays 8 to 20, Saturdays 10 to 16.
func staffed(d dice, at time.Time) time.Time {
	at = at.In(oslo)
	from, until := 8, 20
	if at.Weekday() == time.Saturday {
		from, until = 10, 16
	}
	if at.Weekday() != time.Sunday && !holiday(at) && at.Hour() >= from && at.Hour() < until {
		return at
	}
	y, m, n := at.Date()
	if at.Hour() >= from || at.Weekday() == time.Sunday || holiday(at) {
		n++
	}
	day := time.Date(y, m, n, 0, 0, 0, 0, oslo)
	for day.Weekday() == time.Sunday || day.Weekday() == time.Saturday || holiday(day) {
		n++
		day = time.Date(y, m, n, 0, 0, 0, 0, oslo)
	}
	return phoneHours.at(d, day)
}

// workdays returns the midnight so many working days later.
func workdays(at time.Time, n int) time.Time {
	y, m, day := at.In(oslo).Date()
	t := time.Date(y, m, day, 0, 0, 0, 0, oslo)
	for n > 0 {
		day++
		t = time.Date(y, m, day, 0, 0, 0, 0, oslo)
		if workday(t) {
			n--
		}
	}
	return t
}

func workday(t time.Time) bool {
	return t.Weekday() != time.Sunday && t.Weekday() != time.Saturday && !holiday(t)
}
