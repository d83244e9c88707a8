package page

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTicksAreRound(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		n      int
		want   []float64
	}{
		{0, 100, 5, []float64{0, 20, 40, 60, 80, 100}},
		{-0.6, 0.6, 3, []float64{-0.5, 0, 0.5}},
		{3, 17, 4, []float64{5, 10, 15}},
		{5, 5, 4, nil},
		{0, 1, 0, nil},
	} {
		if got := Ticks(c.lo, c.hi, c.n); !slices.EqualFunc(got, c.want, func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }) {
			t.Errorf("Ticks(%v, %v, %d) = %v, want %v", c.lo, c.hi, c.n, got, c.want)
		}
	}
}

func TestTimeTicksFollowTheCalendar(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	at := func(y int, m time.Month, d, h int) time.Time { return time.Date(y, m, d, h, 0, 0, 0, oslo) }
	for _, c := range []struct {
		name     string
		from, to time.Time
		n        int
		want     string
	}{
		{"two years by quarters", at(2024, 3, 10, 0), at(2026, 3, 10, 0), 10, "Apr Jul Oct 2025 Apr Jul Oct 2026"},
		{"a season by months", at(2026, 1, 20, 0), at(2026, 5, 3, 0), 5, "Feb Mar Apr May"},
		{"a month by weeks, on Mondays", at(2026, 3, 1, 0), at(2026, 3, 31, 0), 5, "2 Mar 9 Mar 16 Mar 23 Mar 30 Mar"},
		{"a day by hours, over the change of clocks", at(2026, 3, 29, 0), at(2026, 3, 29, 12), 4, "29 Mar 04:00 07:00 10:00"},
		{"twenty years by fives", at(2006, 6, 1, 0), at(2026, 6, 1, 0), 5, "2010 2015 2020 2025"},
		{"backwards", at(2026, 3, 2, 0), at(2026, 3, 1, 0), 5, ""},
	} {
		var got []string
		for _, tick := range TimeTicks(c.from, c.to, oslo, c.n) {
			if tick.At.Before(c.from) || tick.At.After(c.to) {
				t.Errorf("%s: %v lies outside", c.name, tick.At)
			}
			got = append(got, tick.Label)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}
