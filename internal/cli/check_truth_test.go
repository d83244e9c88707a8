package cli

import (
	"strings"
	"testing"

	"regard/internal/know/impression"
)

// crowd makes customers whose latent regard rises; the lower third leave.
func crowd(score, last func(i int) float64) []subject {
	all := make([]subject, 300)
	for i := range all {
		all[i] = subject{latent: float64(i), left: i < 100, past: impression.Past{
			Standing: impression.Standing{Score: score(i), Enough: i%2 == 0}, Last: last(i)}}
	}
	return all
}

func scattered(i int) float64 { return float64(i * 7919 % 300) }

func TestWhatTellsTheTruthHolds(t *testing.T) {
	var tr truth
	tr.measure(crowd(func(i int) float64 { return float64(i) }, scattered), 1)
	if !tr.Holds || tr.Groups[0].Customers != 150 || tr.Groups[1].Customers != 300 || tr.Groups[1].Left != 100 {
		t.Errorf("%+v", tr)
	}
	ours := tr.Groups[1].Measures[0]
	if ours.Rank.Value < 0.999 || ours.Leaving.Value < 0.999 || ours.Rank.Low > ours.Rank.Value {
		t.Errorf("%+v", ours)
	}
}

func TestASimplerFigureThatTellsMoreIsSaid(t *testing.T) {
	for name, last := range map[string]func(int) float64{
		"as it is": func(i int) float64 { return float64(i) }, "the other way round": func(i int) float64 { return -float64(i) },
	} {
		var tr truth
		tr.measure(crowd(scattered, last), 1)
		said := strings.Join(tr.Groups[1].Beaten, "\n")
		if tr.Holds || !strings.Contains(said, "the last impression alone orders them better") || !strings.Contains(said, "the last impression alone tells leaving better") {
			t.Errorf("%s: %v", name, said)
		}
		if strings.Contains(said, "latent") {
			t.Errorf("the truth itself is taken for a rival: %s", said)
		}
	}
}

func TestNobodyIsComparedWithNobody(t *testing.T) {
	var tr truth
	tr.measure(nil, 1)
	if !tr.Holds || tr.Groups[1].Customers != 0 {
		t.Errorf("%+v", tr)
	}
}
