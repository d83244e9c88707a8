package simulate

import (
	"math"
	"math/rand/v2"
)

// dice is one stream of chance. Every customer has his own for what happens to
// him, and every interaction its own for its words: so the order in which they
// are asked for does not matter, and a new phrase never changes a life.
type dice struct{ *rand.Rand }

// What a stream of chance is for; part of its seed.
const (
	forWho uint64 = iota + 1
	forHousehold
	forLife
	forWords
	forStaff
	forIncident
	forAsks
	forApprovals
	forPolls
)

// throw returns the stream for one purpose and one subject of a world.
func throw(seed, purpose, subject uint64) dice {
	return dice{rand.New(rand.NewPCG(mix(seed^purpose<<56), mix(subject+purpose)))}
}

// mix spreads neighbouring numbers over all 64 bits (the finaliser of
// SplitMix64, Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// chance is true with probability p.
func (d dice) chance(p float64) bool { return d.Float64() < p }

// between returns a whole number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// within returns a number from low up to high.
func (d dice) within(low, high float64) float64 { return low + (high-low)*d.Float64() }

// normal draws from a normal distribution.
func (d dice) normal(mean, deviation float64) float64 { return mean + deviation*d.NormFloat64() }

// skewed draws from a lognormal distribution of the given median.
func (d dice) skewed(median, sigma float64) float64 { return median * math.Exp(sigma*d.NormFloat64()) }

// weigh returns an index with the probability of its weight.
func (d dice) weigh(weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	left := d.Float64() * sum
	for i, w := range weights {
		if left -= w; left < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// pick returns one of several, each as likely.
func pick[T any](d dice, of []T) T { return of[d.IntN(len(of))] }

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }
