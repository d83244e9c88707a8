package company

import (
	"slices"
	"testing"
	"time"

	"regard/internal/platform/problem"
)

// on is a day of 2026; 0 is none.
func on(d int) time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Date(2026, 1, d, 0, 0, 0, 0, time.UTC)
}

func during(under int64, from, to int) stay { return stay{under, on(from), on(to)} }

// It is the 20th in all of them.
func TestADateSaysWhenAStayBegan(t *testing.T) {
	const a, b = 1, 2
	for _, c := range []struct {
		name        string
		was         stays
		under       int64
		from, until int
		top         bool
		want        stays
	}{
		{"nothing said of one at the top", nil, 0, 0, 0, true, nil},
		{"the top has a date", nil, 0, 5, 0, true, stays{during(0, 5, 0)}},
		{"a date ahead", nil, 0, 25, 0, true, stays{during(0, 25, 0)}},
		{"the top until a planned move", stays{during(a, 25, 0)}, 0, 5, 0, true, stays{during(0, 5, 25), during(a, 25, 0)}},
		{"another date at the top", stays{during(0, 5, 0)}, 0, 3, 0, true, stays{during(0, 3, 0)}},
		{"working for nobody", nil, 0, 5, 0, false, nil},
		{"first place, now", nil, a, 0, 0, true, stays{during(a, 20, 0)}},
		{"a move now", stays{during(a, 1, 0)}, b, 0, 0, true, stays{during(a, 1, 20), during(b, 20, 0)}},
		{"a move then", stays{during(a, 1, 0)}, b, 5, 0, true, stays{during(a, 1, 5), during(b, 5, 0)}},
		{"a move to the top", stays{during(a, 1, 0)}, 0, 5, 0, true, stays{during(a, 1, 5), during(0, 5, 0)}},
		{"a move planned", stays{during(a, 1, 0)}, b, 25, 0, true, stays{during(a, 1, 25), during(b, 25, 0)}},
		{"a planned move stays when nothing is said", stays{during(a, 1, 25), during(b, 25, 0)}, a, 0, 0, true, stays{during(a, 1, 25), during(b, 25, 0)}},
		{"a planned move is called off", stays{during(a, 1, 25), during(b, 25, 0)}, a, 25, 0, true, stays{during(a, 1, 0)}},
		{"begun earlier", stays{during(a, 1, 10), during(b, 10, 0)}, b, 5, 0, true, stays{during(a, 1, 5), during(b, 5, 0)}},
		{"begun later", stays{during(a, 1, 10), during(b, 10, 0)}, b, 15, 0, true, stays{during(a, 1, 15), during(b, 15, 0)}},
		{"begun before all", stays{during(a, 2, 10), during(b, 10, 0)}, b, 1, 0, true, stays{during(b, 1, 0)}},
		{"begun later after a pause", stays{during(a, 1, 5), during(b, 10, 0)}, b, 15, 0, false, stays{during(a, 1, 5), during(b, 15, 0)}},
		{"begun earlier, within the pause", stays{during(a, 1, 5), during(b, 10, 0)}, b, 7, 0, false, stays{during(a, 1, 5), during(b, 7, 0)}},
		{"begun earlier with a move ahead", stays{during(a, 10, 25), during(b, 25, 0)}, a, 5, 0, true, stays{during(a, 5, 25), during(b, 25, 0)}},
		{"nobody from now on", stays{during(a, 1, 0)}, 0, 0, 0, false, stays{during(a, 1, 20)}},
		{"back today", stays{during(a, 1, 10)}, a, 0, 0, false, stays{during(a, 1, 10), during(a, 20, 0)}},
		{"back since", stays{during(a, 1, 10)}, a, 15, 0, false, stays{during(a, 1, 10), during(a, 15, 0)}},
		{"never left", stays{during(a, 1, 10)}, a, 1, 0, false, stays{during(a, 1, 0)}},
		{"never left, and began earlier", stays{during(a, 3, 10)}, a, 2, 0, false, stays{during(a, 2, 0)}},
		{"left on another day", stays{during(a, 1, 10)}, a, 0, 12, false, stays{during(a, 1, 0)}},
	} {
		if got := c.was.told(c.under, dates{on(c.from), on(c.until), on(20)}, c.top); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v\nwant %v", c.name, got, c.want)
		}
	}
}

func TestAnEndIsNeitherAheadNorBeforeTheBeginning(t *testing.T) {
	for _, c := range []struct {
		was         stays
		from, until int
		want        string
	}{
		{nil, 0, 0, ""},
		{nil, 0, 20, ""},
		{nil, 0, 21, "until.ahead"},
		{nil, 12, 11, "until.before_from"},
		{stays{during(1, 5, 0)}, 0, 5, ""},
		{stays{during(1, 5, 0)}, 0, 4, "until.before_from"},
		{stays{during(1, 5, 25), during(1, 25, 0)}, 0, 6, ""},
	} {
		code := ""
		if p := problem.Of(dates{on(c.from), on(c.until), on(20)}.check(c.was)); p != nil {
			code = p.Code
		}
		if code != c.want {
			t.Errorf("%v from %d until %d: %q, want %q", c.was, c.from, c.until, code, c.want)
		}
	}
}

func TestAnEndDropsWhatWasPlanned(t *testing.T) {
	got := stays{during(1, 1, 5), during(2, 5, 25), during(3, 25, 0)}.until(on(10))
	if want := (stays{during(1, 1, 5), during(2, 5, 10)}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
