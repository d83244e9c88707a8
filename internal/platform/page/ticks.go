package page

import (
	"math"
	"time"
)

// Ticks are round values (1, 2 or 5 times a power of ten) within [lo, hi],
// about n of them.
func Ticks(lo, hi float64, n int) []float64 {
	if !(hi > lo) || n < 1 {
		return nil
	}
	raw := (hi - lo) / float64(n)
	unit := math.Pow(10, math.Floor(math.Log10(raw)))
	step := unit * 10
	for _, m := range []float64{1, 2, 5} {
		if unit*m >= raw {
			step = unit * m
			break
		}
	}
	var out []float64
	for k := math.Ceil(lo/step - 1e-9); k*step <= hi+step*1e-9; k++ {
		out = append(out, k*step)
	}
	return out
}

// TimeTick is a round instant on a time axis and how it is written.
type TimeTick struct {
	At    time.Time
	Label string
	Major bool // begins a year, or a day among hours
}

// TimeTicks are round instants in [from, to] in the zone, about n of them: hours,
// days, weeks (Mondays), months, quarters or years, whichever fits.
func TimeTicks(from, to time.Time, zone *time.Location, n int) []TimeTick {
	if !to.After(from) || n < 1 {
		return nil
	}
	from, to = from.In(zone), to.In(zone)
	s := stepFor(to.Sub(from) / time.Duration(n))
	var out []TimeTick
	for t := s.first(from); !t.After(to); t = s.next(t) {
		if t.Before(from) {
			continue
		}
		out = append(out, TimeTick{At: t, Label: s.label(t), Major: s.major(t)})
	}
	return out
}

// timeStep is how far ticks stand apart: hours, days or months, by the calendar.
type timeStep struct{ hours, days, months int }

func stepFor(d time.Duration) timeStep {
	const day = 24 * time.Hour
	for _, s := range []struct {
		up   time.Duration
		step timeStep
	}{
		{time.Hour, timeStep{hours: 1}}, {3 * time.Hour, timeStep{hours: 3}}, {6 * time.Hour, timeStep{hours: 6}},
		{day, timeStep{days: 1}}, {7 * day, timeStep{days: 7}}, {31 * day, timeStep{months: 1}},
		{92 * day, timeStep{months: 3}}, {183 * day, timeStep{months: 6}},
	} {
		if d <= s.up {
			return s.step
		}
	}
	years := float64(d) / float64(366*day)
	for _, n := range []int{1, 2, 5, 10, 20} {
		if years <= float64(n) {
			return timeStep{months: 12 * n}
		}
	}
	return timeStep{months: 12 * 50}
}

func (s timeStep) first(t time.Time) time.Time {
	y, m, d := t.Date()
	switch {
	case s.hours > 0:
		return time.Date(y, m, d, t.Hour()/s.hours*s.hours, 0, 0, 0, t.Location())
	case s.days == 7:
		return time.Date(y, m, d-(int(t.Weekday())+6)%7, 0, 0, 0, 0, t.Location())
	case s.days > 0:
		return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
	}
	if s.months >= 12 {
		n := s.months / 12
		return time.Date(y/n*n, 1, 1, 0, 0, 0, 0, t.Location())
	}
	return time.Date(y, time.Month((int(m)-1)/s.months*s.months+1), 1, 0, 0, 0, 0, t.Location())
}

func (s timeStep) next(t time.Time) time.Time {
	if s.hours > 0 {
		return t.Add(time.Duration(s.hours) * time.Hour)
	}
	return t.AddDate(0, s.months, s.days)
}

func (s timeStep) label(t time.Time) string {
	switch {
	case s.hours > 0 && t.Hour() == 0 && t.Minute() == 0, s.days > 0:
		return t.Format("2 Jan")
	case s.hours > 0:
		return t.Format("15:04")
	case s.months >= 12:
		return t.Format("2006")
	case t.Month() == time.January:
		return t.Format("2006")
	}
	return t.Format("Jan")
}

func (s timeStep) major(t time.Time) bool {
	if s.hours > 0 {
		return t.Hour() == 0
	}
	return t.YearDay() == 1
}
