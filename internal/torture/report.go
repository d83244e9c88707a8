package torture

import (
	"cmp"
	"slices"
	"time"
)

// Report is what was found in all rounds.
type Report struct {
	Seed   uint64   `json:"seed"`
	Rounds []Round  `json:"rounds"`
	Kept   []string `json:"kept,omitempty"` // directories in which something was found
}

// Line is what was found in the rounds that went one way.
type Line struct {
	Way                              Way
	Rounds, Promised, Open           int
	Lost, Doubled, Halves, Otherwise int
	Ready                            Spread
	Turned, Read                     int
	Slowest                          time.Duration
}

// Spread is how long something took: the median, and the longest.
type Spread struct{ Median, Max time.Duration }

// Lines sums rounds up by the way they went, in the order of Ways, and all.
func (r Report) Lines() (lines []Line, all Line) {
	by := map[Way][]Round{}
	for _, one := range r.Rounds {
		by[one.Way] = append(by[one.Way], one)
	}
	for _, way := range Ways {
		if len(by[way]) > 0 {
			lines = append(lines, lineOf(way, by[way]))
		}
	}
	return lines, lineOf("", r.Rounds)
}

func lineOf(way Way, rounds []Round) Line {
	l := Line{Way: way, Rounds: len(rounds)}
	var ready []time.Duration
	for _, r := range rounds {
		l.Promised += r.Promised
		l.Open += r.Open
		l.Lost += r.Lost
		l.Doubled += r.Doubled
		l.Halves += r.Halves
		l.Otherwise += len(r.Wrong)
		l.Turned += r.Turned
		l.Read += r.Read
		l.Slowest = max(l.Slowest, r.Slowest)
		ready = append(ready, r.Ready)
	}
	l.Ready = spreadOf(ready)
	return l
}

func spreadOf(took []time.Duration) (s Spread) {
	if len(took) == 0 {
		return s
	}
	slices.SortFunc(took, func(a, b time.Duration) int { return cmp.Compare(a, b) })
	return Spread{took[len(took)/2], took[len(took)-1]}
}

// Sound tells whether nothing was found.
func (r Report) Sound() bool {
	return !slices.ContainsFunc(r.Rounds, func(one Round) bool { return len(one.Wrong) > 0 })
}
