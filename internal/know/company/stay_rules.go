package company

import (
	"slices"
	"time"

	"regard/internal/platform/problem"
)

// stay is a stretch of the dated tree: where a contributor stood, or for whom
// an employee worked, from when to when. A zero to: it lasts.
type stay struct {
	under    int64
	from, to time.Time
}

// stays are those of one contributor or employee, oldest first; no two overlap.
type stays []stay

// begun is the place of the latest one that has begun; -1 where none has.
func (s stays) begun(now time.Time) int {
	for i, one := range slices.Backward(s) {
		if !one.from.After(now) {
			return i
		}
	}
	return -1
}

// at is where one is at a time; 0 for nowhere.
func (s stays) at(now time.Time) int64 {
	if i := s.begun(now); i >= 0 && s[i].lasts(now) {
		return s[i].under
	}
	return 0
}

func (s stay) lasts(now time.Time) bool { return s.to.IsZero() || s.to.After(now) }

// equal tells whether two are the same instants at the same places.
func (s stays) equal(o stays) bool {
	return slices.EqualFunc(s, o, stay.equal)
}

func (s stay) equal(o stay) bool {
	return s.under == o.under && s.from.Equal(o.from) && s.to.Equal(o.to)
}

// dates are what a draft says: from zero is not said, until zero has not come.
type dates struct{ from, until, now time.Time }

func (d dates) check(s stays) error {
	if err := CheckDay("from", d.from); err != nil || d.until.IsZero() {
		return err
	}
	i := s.begun(d.now)
	switch {
	case d.until.After(d.now):
		return problem.Field("until", "until.ahead", nil)
	case d.until.Before(d.from), i >= 0 && d.until.Before(s[i].from):
		return problem.Field("until", "until.before_from", nil)
	}
	return CheckDay("until", d.until)
}

// told returns the stays after somebody said where one is. The same place with
// another date corrects when that stay began; another place is a move, from now
// on where no date is said. What was before stays as it was. Without top, being
// under nobody is no stay at all.
func (s stays) told(under int64, d dates, top bool) stays {
	i := s.begun(d.now)
	same := i >= 0 && s[i].under == under
	lasts := i >= 0 && s[i].lasts(d.now)
	nowhere := under == 0 && !lasts
	switch {
	case same && d.from.IsZero() && (lasts || !d.until.IsZero()):
		return s.reopened(i, d.now)
	case same && !d.from.IsZero() && !d.from.After(d.now) && (s[i].to.IsZero() || d.from.Before(s[i].to)):
		return s.begins(i, d.from).reopenedLast(d.now)
	case nowhere && (d.from.IsZero() || !top):
		return s
	case nowhere && i < 0 && len(s) > 0 && d.from.Before(s[0].from) && s[0].under == under:
		return s.begins(0, d.from)
	case nowhere && i < 0 && len(s) > 0 && d.from.Before(s[0].from):
		return slices.Insert(slices.Clone(s), 0, stay{from: d.from, to: s[0].from})
	case d.from.IsZero():
		d.from = d.now
	}
	moved := slices.DeleteFunc(slices.Clone(s), func(one stay) bool { return !one.from.Before(d.from) })
	moved = moved.until(d.from)
	if n := len(moved); n > 0 && moved[n-1].under == under && moved[n-1].to.Equal(d.from) {
		moved[n-1].to = time.Time{}
		return moved
	}
	if under == 0 && !top {
		return moved
	}
	return append(moved, stay{under: under, from: d.from})
}

// begins corrects when the stay at i began. The one before gives way, or lasts
// on where it lasted until then.
func (s stays) begins(i int, from time.Time) stays {
	before := slices.DeleteFunc(slices.Clone(s[:i]), func(one stay) bool { return !one.from.Before(from) })
	if n := len(before); n > 0 && n == i && before[n-1].to.Equal(s[i].from) {
		before[n-1].to = from
	}
	one := s[i]
	one.from = from
	return slices.Concat(before.until(from), stays{one}, s[i+1:])
}

// reopened lets the stay at i last again, where it ended and none follows.
func (s stays) reopened(i int, now time.Time) stays {
	if i != len(s)-1 || s[i].lasts(now) {
		return s
	}
	s = slices.Clone(s)
	s[i].to = time.Time{}
	return s
}

func (s stays) reopenedLast(now time.Time) stays { return s.reopened(s.begun(now), now) }

// until ends them all at a date; what would have begun later goes.
func (s stays) until(at time.Time) stays {
	s = slices.DeleteFunc(slices.Clone(s), func(one stay) bool { return one.from.After(at) })
	if n := len(s); n > 0 && s[n-1].lasts(at) {
		s[n-1].to = at
	}
	return s
}
