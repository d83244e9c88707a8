package simulate

import (
	"math"
	"time"
)

// regard is how a simulated customer truly feels about the company: the hidden
// law from which words, effort, silence, spending and leaving are drawn. It is
// of another kind than anything that the product computes, on purpose: what
// counts is the distance from what was expected, people get used to things, and
// they forget at two speeds (the soreness soon, the grudge slowly).
type regard struct {
	base      float64 // disposition: what is there without any contact
	expected  float64 // what the customer has come to expect of a contact, -1 … +1
	sensitive float64 // how hard failures land; 1 is usual
	moments   []moment
}

// moment is one thing that happened, as it was felt.
type moment struct {
	at   time.Time
	felt float64
}

const (
	soreness   = 25 * 24 * time.Hour  // half-life of the quick part
	grudge     = 500 * 24 * time.Hour // half-life of the slow part
	quickShare = 0.65
	habit      = 45 * 24 * time.Hour // like upon like within this is felt less
)

// feel adds something of the given quality, -1 … +1, and returns how it was
// felt. Moments come roughly, not strictly, in order of time.
func (r *regard) feel(at time.Time, quality float64) float64 {
	felt := 0.3*quality + 0.7*(quality-r.expected)
	if quality < 0 {
		felt = min(felt, 0.3*quality) // what is bad never pleases, though worse was expected
	}
	if felt < 0 {
		felt *= 1.25 * r.sensitive
	}
	alike := 0.0
	for i := len(r.moments) - 1; i >= 0 && at.Sub(r.moments[i].at) < habit; i-- {
		if r.moments[i].felt*felt > 0 {
			alike++
		}
	}
	felt /= 1 + 0.3*alike
	r.moments = append(r.moments, moment{at, felt})
	r.expected += 0.08 * (quality - r.expected)
	return felt
}

// at is the latent regard at an instant, -1 … +1.
func (r *regard) at(t time.Time) float64 {
	sum := r.base
	for _, m := range r.moments {
		age := t.Sub(m.at)
		if age < 0 {
			continue
		}
		sum += m.felt * (quickShare*halved(age, soreness) + (1-quickShare)*halved(age, grudge))
	}
	return math.Tanh(sum)
}

func halved(age, half time.Duration) float64 { return math.Exp2(-float64(age) / float64(half)) }
