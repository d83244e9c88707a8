package impression

import (
	"math"
	"time"
)

// epoch is the instant against which decaying sums are kept.
var epoch = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// sums is the state of a relationship for one half-life, in forward decay
// (Cormode, Shkapenyuk, Srivastava and Xu, 2009): each term is multiplied by
// 2^((t-epoch)/H), Q's by its square, so that it needs no as-of, and adding and
// taking away commute.
//
//	N = Σ w·v·d   D = Σ w·d   Q = Σ (w·d)²   E = Σ d     d = 2^(-age/H)
type sums struct{ N, D, Q, E float64 }

func (s sums) plus(o sums) sums  { return sums{s.N + o.N, s.D + o.D, s.Q + o.Q, s.E + o.E} }
func (s sums) minus(o sums) sums { return sums{s.N - o.N, s.D - o.D, s.Q - o.Q, s.E - o.E} }

// times returns the sums with all weights multiplied: Q holds their squares, and
// E counts episodes, whatever they weigh.
func (s sums) times(weight float64) sums {
	return sums{s.N * weight, s.D * weight, s.Q * weight * weight, s.E}
}

// at returns the sums as of an instant.
func (s sums) at(asOf time.Time, halfLifeDays float64) sums {
	g := growth(asOf, halfLifeDays)
	return sums{s.N / g, s.D / g, s.Q / g / g, s.E / g}
}

// growth is 2^((t-epoch)/H).
func growth(t time.Time, halfLifeDays float64) float64 {
	return math.Exp2(t.Sub(epoch).Seconds() / 86400 / halfLifeDays)
}

// term is what an episode adds to the sums: valence v in -1 … 1, weight before
// (½+|v|) and the negative factor, at the time of its last part.
func (l Law) term(v, weight float64, at time.Time, halfLifeDays float64) sums {
	w, g := l.weight(v, weight), growth(at, halfLifeDays)
	return sums{N: w * v * g, D: w * g, Q: w * g * w * g, E: g}
}

// weight is basis × kind × (½+|v|), doubled where v < 0.
func (l Law) weight(v, base float64) float64 {
	w := base * (0.5 + math.Abs(v))
	if v < 0 {
		w *= l.NegativeFactor
	}
	return w
}

// Standing is a relationship in numbers, as of an instant.
type Standing struct {
	Score  float64 `json:"score"`  // 0 … 100
	Low    float64 `json:"low"`    // the band's lower end, 0 … 100
	High   float64 `json:"high"`   // its upper end
	Enough bool    `json:"enough"` // whether there is enough to tell
	Band   Band    `json:"band"`
}

// Band is a relationship in a word.
type Band string

// The bands.
const (
	Strained    Band = "strained"
	Even        Band = "even"
	Warm        Band = "warm"
	UnknownBand Band = "unknown"
)

// standing computes the score 50 + 50·(N + k·b)/(D + k) and its band
// ±98·√(k²·s² + σ²·Q)/(D+k) (98 = 50 × 1.96): the mean of a weighted sum with a
// prior of weight k, mean b and standard deviation s, each impression having
// variance σ². s is as of the instant already.
func (l Law) standing(s sums, enough bool) Standing {
	k := l.PriorWeight
	score := 50 + 50*(s.N+k*l.PriorValence)/(s.D+k)
	half := 98 * math.Sqrt(k*k*l.PriorSpread*l.PriorSpread+l.Spread*math.Max(0, s.Q)) / (s.D + k)
	st := Standing{Score: clamp(score), Low: clamp(score - half), High: clamp(score + half), Enough: enough}
	switch {
	case !enough:
		st.Band = UnknownBand
	case score < l.Strained:
		st.Band = Strained
	case score > l.Warm:
		st.Band = Warm
	default:
		st.Band = Even
	}
	return st
}

func clamp(x float64) float64 { return math.Min(100, math.Max(0, x)) }

// enough tells whether there is enough to tell: evidence E over enough
// episodes, or an asked answer younger than the half-life, in days.
func (l Law) enough(e float64, episodes int64, asked, asOf time.Time, halfLife float64) bool {
	if !asked.IsZero() && asOf.Sub(asked) < time.Duration(halfLife*float64(day)) {
		return true
	}
	return e >= l.EnoughEvidence && episodes >= l.EnoughEpisodes
}
