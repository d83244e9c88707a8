package simulate

import (
	"testing"
	"time"
)

const day = 24 * time.Hour

func TestForgettingIsQuickAtFirstAndThenSlow(t *testing.T) {
	r := regard{sensitive: 1}
	r.feel(tuesday, -0.8)
	now, month, year := -r.at(tuesday), -r.at(tuesday.Add(30*day)), -r.at(tuesday.Add(365*day))
	if month > 0.75*now || year > 0.5*month || year < 0.1*now {
		t.Errorf("felt at once %.2f, after a month %.2f, after a year %.2f", now, month, year)
	}
	if before := r.at(tuesday.Add(-day)); before != 0 {
		t.Errorf("felt before it happened: %.2f", before)
	}
}

func TestPeopleGetUsedToThings(t *testing.T) {
	r := regard{sensitive: 1}
	first, last := r.feel(tuesday, 0.5), 0.0
	for n := range 5 {
		last = r.feel(tuesday.Add(time.Duration(n+1)*day), 0.5)
	}
	if last > 0.6*first {
		t.Errorf("the first felt %.2f, the sixth %.2f", first, last)
	}
}

func TestWhoWasPromisedMuchFeelsTheSameAsLess(t *testing.T) {
	modest, oversold := regard{sensitive: 1, expected: 0.1}, regard{sensitive: 1, expected: 0.6}
	if a, b := modest.feel(tuesday, 0.2), oversold.feel(tuesday, 0.2); a <= 0 || b >= 0 {
		t.Errorf("modest %.2f, oversold %.2f", a, b)
	}
}
