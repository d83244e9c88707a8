package page

import (
	"math"
	"testing"
)

func TestScaleDrawsADomainOnARange(t *testing.T) {
	s := Scale{From: 0, To: 100, A: 200, B: 0} // upwards, as screens count downwards
	for _, c := range []struct{ v, at, clamped float64 }{{0, 200, 200}, {100, 0, 0}, {45, 110, 110}, {120, -40, 0}, {-10, 220, 200}} {
		if got := s.At(c.v); got != c.at {
			t.Errorf("At(%v) = %v, want %v", c.v, got, c.at)
		}
		if got := s.Clamp(c.v); got != c.clamped {
			t.Errorf("Clamp(%v) = %v, want %v", c.v, got, c.clamped)
		}
	}
	if got := (Scale{From: 5, To: 5, A: 0, B: 10}).At(5); got != 5 {
		t.Errorf("a domain without width is drawn at %v, want the middle", got)
	}
}

func TestBarIsTheSameWhicheverValueIsLarger(t *testing.T) {
	s := Scale{From: -1, To: 1, A: 0, B: 100}
	want := Bar{X: 25, Width: 25}
	if a, b := s.Bar(0, -0.5), s.Bar(-0.5, 0); a != want || b != want {
		t.Errorf("bars %v and %v, want %v", a, b, want)
	}
	if got := s.Bar(0.5, 9); got != (Bar{X: 75, Width: 25}) {
		t.Errorf("a bar beyond the range is %v, want it cut", got)
	}
}

func TestCoordIsShortAndNeverBreaksAPath(t *testing.T) {
	for v, want := range map[float64]string{1: "1", 1.5: "1.5", 1.0 / 3: "0.33", -0.001: "0", -2.5: "-2.5", 100: "100", 1e7: "10000000", math.NaN(): "0", math.Inf(1): "0"} {
		if got := Coord(v); got != want {
			t.Errorf("Coord(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestPaths(t *testing.T) {
	up := []Point{{0, 10}, {50, 20}}
	low := []Point{{0, 30}, {50, 40}}
	if got, want := Line(up), "M0 10L50 20"; got != want {
		t.Errorf("Line = %q, want %q", got, want)
	}
	if got, want := Band(up, low), "M0 10L50 20L50 40L0 30Z"; got != want {
		t.Errorf("Band = %q, want %q", got, want)
	}
	if Line(nil) != "" || Band(nil, low) != "" {
		t.Error("nothing is drawn as something")
	}
}

func TestDeclutterKeepsTheHeaviest(t *testing.T) {
	got := Declutter([]float64{0, 2, 4, 50}, []float64{1, 9, 3, 0}, 3)
	want := []bool{false, true, false, true}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("mark %d shown: %v, want %v", i, got[i], want[i])
		}
	}
}
