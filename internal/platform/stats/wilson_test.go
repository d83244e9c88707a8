package stats

import (
	"math"
	"testing"
)

// The figures are those of Newcombe's table I (1998), method 3.
func TestWilsonIsAsPublished(t *testing.T) {
	for _, c := range []struct {
		count, n  int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		p := Wilson(c.count, c.n)
		if math.Abs(p.Low-c.low) > 0.00005 || math.Abs(p.High-c.high) > 0.00005 || p.Share != float64(c.count)/float64(c.n) {
			t.Errorf("%d of %d: %+v, want %v to %v", c.count, c.n, p, c.low, c.high)
		}
	}
}

func TestOfNothingNothingIsSaid(t *testing.T) {
	if p := Wilson(0, 0); p.Enough() || p.Share != 0 || p.Low != 0 || p.High != 1 {
		t.Errorf("%+v", p)
	}
	if p := Wilson(20, 20); !p.Enough() || p.High != 1 || p.Low < 0.8 {
		t.Errorf("%+v", p)
	}
}
