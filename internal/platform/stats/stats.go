// Package stats is the arithmetic that more than one room needs: of ranks (how
// well one figure orders what another tells, with how sure that is) and of
// proportions. It knows nothing about customers.
package stats

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Ranks returns the ranks of values from 1 on; ties share the mean of theirs.
func Ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	ranks := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return ranks
}

// Spearman returns the rank correlation of two figures of the same things
// (Spearman, 1904), -1 … +1: Pearson's of their ranks, which is right with ties
// too. It is 0 where one of them is the same throughout.
func Spearman(a, b []float64) float64 {
	x, y := Ranks(a), Ranks(b)
	mean := float64(len(x)+1) / 2
	var xx, yy, xy float64
	for i := range x {
		dx, dy := x[i]-mean, y[i]-mean
		xx, yy, xy = xx+dx*dx, yy+dy*dy, xy+dx*dy
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

// AUC returns the probability that a figure is higher for one of those that
// are than for one of those that are not, ties counting half: the area under the
// receiver operating characteristic, by the rank sum (Hanley and McNeil, 1982).
// It is ½ where all or none are.
func AUC(figure []float64, is []bool) float64 {
	ranks, sum, n := Ranks(figure), 0.0, 0.0
	for i, yes := range is {
		if yes {
			sum, n = sum+ranks[i], n+1
		}
	}
	others := float64(len(is)) - n
	if n == 0 || others == 0 {
		return 0.5
	}
	return (sum - n*(n+1)/2) / (n * others)
}

// Bootstrap draws n things with replacement again and again (Efron, 1979) and
// returns for each figure that of computes its 2.5 and 97.5 % points: the
// percentile interval. Figures of one draw belong together, so that their
// differences may be among them. The same seed draws the same.
func Bootstrap(n, draws int, seed uint64, of func(drawn []int) []float64) (low, high []float64) {
	dice := rand.New(rand.NewPCG(seed, 0x6b79))
	drawn := make([]int, n)
	var figures [][]float64
	for range draws {
		for i := range drawn {
			drawn[i] = dice.IntN(n)
		}
		for k, v := range of(drawn) {
			if k == len(figures) {
				figures = append(figures, nil)
			}
			figures[k] = append(figures[k], v)
		}
	}
	for _, f := range figures {
		slices.Sort(f)
		low, high = append(low, quantile(f, 0.025)), append(high, quantile(f, 0.975))
	}
	return low, high
}

// quantile interpolates between sorted values.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
