package customer

import (
	"math"
	"slices"

	"regard/internal/know/likeness"
	"regard/internal/platform/text"
)

// What suggestions for likeness say: one reason with the sum of all weights, and
// one for each field, the strongest first. None holds a value.
const (
	ReasonLikely = "likely"
	ReasonAlike  = "alike"
)

func (r Reason) byLikeness() bool { return r.Code == ReasonLikely || r.Code == ReasonAlike }

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

// alikeQueries says who is compared with a record that changed: who shares a
// word of its name, the beginning of one, two words, or an identifier.
func alikeQueries(r *Customer) (asked []alikeQuery) {
	const beginning = 4
	for _, h := range r.Identifiers {
		for _, t := range h.terms() {
			asked = append(asked, alikeQuery{term: t})
		}
	}
	names := slices.Collect(text.Words(text.Fold(r.Name)))
	for i, w := range names {
		asked = append(asked, alikeQuery{term: w})
		if runes := []rune(w); len(runes) > beginning {
			from := string(runes[:beginning])
			asked = append(asked, alikeQuery{term: from, until: successor(from)})
		}
		for _, other := range names[:i] {
			asked = append(asked, alikeQuery{term: w, also: other})
		}
	}
	return asked
}
