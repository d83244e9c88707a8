package page

import (
	"cmp"
	"slices"
)

// Declutter decides which of many marks on one axis can be shown: the heaviest
// first, each at least gap away from those already shown. The answer is in the
// order of the marks.
func Declutter(at, weight []float64, gap float64) []bool {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weight[b], weight[a]) })
	shown := make([]bool, len(at))
	var taken []float64
	for _, i := range order {
		free := !slices.ContainsFunc(taken, func(x float64) bool {
			return max(x-at[i], at[i]-x) < gap
		})
		if free {
			shown[i] = true
			taken = append(taken, at[i])
		}
	}
	return shown
}
