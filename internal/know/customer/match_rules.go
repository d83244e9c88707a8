package customer

import (
	"math"
	"slices"

	"regard/internal/know/likeness"
)

// What suggestions for likeness say: one reason with the sum of all weights, and
// one for each field, the strongest first. None holds a value.
const (
	ReasonLikely = "likely"
	ReasonAlike  = "alike"
)

func (r Reason) byLikeness() bool { return r.Code == ReasonLikely || r.Code == ReasonAlike }

// forMore tells whether something besides likeness speaks for a suggestion.
func (g Suggestion) forMore() bool {
	return slices.ContainsFunc(g.Reasons, func(r Reason) bool { return !r.byLikeness() })
}

// Likely returns how likely the two are one person, 0 to 1, where they were
// compared.
func (g Suggestion) Likely() (float64, bool) {
	for _, r := range g.Reasons {
		if r.Code == ReasonLikely {
			return likeness.Probability(r.Bits), true
		}
	}
	return 0, false
}

// likenessReasons puts what was found into reasons. A field that says next to
// nothing is left out.
func likenessReasons(p likeness.Pair) []Reason {
	reasons := []Reason{{Code: ReasonLikely, Bits: tenth(p.Bits)}}
	for _, e := range p.Evidence {
		if bits := tenth(e.Bits); math.Abs(bits) >= 0.3 {
			reasons = append(reasons, Reason{Code: ReasonAlike, Kind: likeness.Codes[e.Field], Value: likeness.Levels[e.Field][e.Level], Bits: bits, Rare: e.Rare})
		}
	}
	return reasons
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }
