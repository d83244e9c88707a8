package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestTiesShareTheMeanOfTheirRanks(t *testing.T) {
	if got := Ranks([]float64{3, 1, 3, 2, 3}); !slices.Equal(got, []float64{4, 1, 4, 2, 4}) {
		t.Error(got)
	}
}

// The example of Wikipedia, "Spearman's rank correlation coefficient": IQ and
// hours of television a week; ρ = -29/165.
func TestSpearmanAsPublished(t *testing.T) {
	iq := []float64{106, 100, 86, 101, 99, 103, 97, 113, 112, 110}
	hours := []float64{7, 27, 2, 50, 28, 29, 20, 12, 6, 17}
	if got := Spearman(iq, hours); !near(got, -29.0/165) {
		t.Errorf("%v, want %v", got, -29.0/165)
	}
	if got := Spearman(iq, make([]float64, 10)); got != 0 {
		t.Errorf("with a constant: %v", got)
	}
}

// Hanley and McNeil (1982), table I: 109 tomographic images rated 1 to 5;
// W = 0.893.
func TestAUCAsPublished(t *testing.T) {
	var rating []float64
	var abnormal []bool
	for r, n := range map[float64][2]int{1: {33, 3}, 2: {6, 2}, 3: {6, 2}, 4: {11, 11}, 5: {2, 33}} {
		for i, is := range []bool{false, true} {
			for range n[i] {
				rating, abnormal = append(rating, r), append(abnormal, is)
			}
		}
	}
	if got := AUC(rating, abnormal); math.Abs(got-0.893) > 0.0005 {
		t.Errorf("%v, want 0.893", got)
	}
	if got := AUC(rating, make([]bool, len(rating))); got != 0.5 {
		t.Errorf("of none: %v", got)
	}
}

func TestTurningAFigureRoundTurnsWhatItTells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		a := rapid.SliceOfN(rapid.Float64Range(-5, 5), n, n).Draw(t, "a")
		b := rapid.SliceOfN(rapid.Float64Range(-5, 5), n, n).Draw(t, "b")
		is := rapid.SliceOfN(rapid.Bool(), n, n).Draw(t, "is")
		turned := make([]float64, n)
		for i := range a {
			turned[i] = -a[i]
		}
		if !near(Spearman(a, b), -Spearman(turned, b)) || !near(AUC(a, is), 1-AUC(turned, is)) {
			t.Errorf("%v %v, %v %v", Spearman(a, b), Spearman(turned, b), AUC(a, is), AUC(turned, is))
		}
	})
}

// Of the mean of n draws from a known spread the interval is ±1.96·σ/√n.
func TestTheBootstrapIsAsWideAsTheory(t *testing.T) {
	values := make([]float64, 400)
	for i := range values {
		values[i] = float64(i%20) - 9.5 // variance 33.25
	}
	mean := func(drawn []int) []float64 {
		sum := 0.0
		for _, i := range drawn {
			sum += values[i]
		}
		return []float64{sum / float64(len(drawn))}
	}
	low, high := Bootstrap(len(values), 2000, 1, mean)
	want := 1.96 * math.Sqrt(33.25/400)
	if math.Abs(high[0]-want) > 0.06 || math.Abs(low[0]+want) > 0.06 {
		t.Errorf("%v to %v, want ±%v", low[0], high[0], want)
	}
	again, _ := Bootstrap(len(values), 2000, 1, mean)
	if again[0] != low[0] {
		t.Error("the same seed drew another")
	}
}
