package main

import (
	"math"
	"slices"

	"regard/internal/platform/text"
)

// calibrate fits, for each language, what makes probabilities of the logits of rows that were kept for it: a scale and shifts
// that leave the least logarithmic loss (Platt, 1999; Guo et al., "On Calibration of Modern Neural Networks", 2017), and
// what has to be added for the best macro F1.
func calibrate(m *linear, all []example) []text.Calibration {
	var whole fitted
	of := map[string]*fitted{}
	for _, l := range text.Languages {
		of[l] = &fitted{}
	}
	for i := range all {
		if e := &all[i]; e.part == tune {
			x := m.logits(e)
			whole.add(e, x)
			of[e.language].add(e, x)
		}
	}
	first := whole.calibration(text.Calibration{Valence: text.Platt{Scale: 1}, Emotion: [8]text.Platt{{Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}}}, 0)
	list := make([]text.Calibration, len(text.Languages))
	for i, l := range text.Languages {
		list[i] = of[l].calibration(first, 80)
		list[i].Need = whole.temper() // too few rows for one of each language
	}
	return list
}

// fitted are logits and what was right.
type fitted struct {
	valence []labelled
	emotion [len(text.Emotions)][]labelled
	need    []needed
}

// needed are the logits of needs, and the right one.
type needed struct {
	x    [len(text.Needs)]float64
	want int
}

type labelled struct {
	x       [3]float64
	want    int
	between bool // only good is told from bad
}

func (f *fitted) add(e *example, x [text.Width]float64) {
	if e.valence != noValence {
		f.valence = append(f.valence, labelled{[3]float64(x[:3]), e.valence, twoOnly[e.source]})
	}
	if e.need != noNeed {
		f.need = append(f.need, needed{[len(text.Needs)]float64(x[text.Outputs-len(text.Needs) : text.Outputs]), e.need})
	}
	if e.emotional {
		for j := range text.Emotions {
			f.emotion[j] = append(f.emotion[j], labelled{[3]float64{x[3+j]}, e.felt >> j & 1, false})
		}
	}
}

// calibration fits from a first guess, which counts as so many rows.
func (f *fitted) calibration(c text.Calibration, rows float64) text.Calibration {
	c.Valence = descend(c.Valence, rows, len(f.valence), func(p *text.Platt, grad *[4]float64) {
		for _, l := range f.valence {
			q := l.x
			for j := range q {
				q[j] = float64(p.Scale)*q[j] + float64(p.Shift[j])
			}
			if l.between {
				q[1] = math.Inf(-1)
			}
			text.Softmax(q[:])
			q[l.want]--
			for j := range q {
				grad[0] += q[j] * l.x[j]
				grad[1+j] += q[j]
			}
		}
	})
	for e := range f.emotion {
		c.Emotion[e] = descend(c.Emotion[e], rows, len(f.emotion[e]), func(p *text.Platt, grad *[4]float64) {
			for _, l := range f.emotion[e] {
				d := p.One(l.x[0]) - float64(l.want)
				grad[0] += d * l.x[0]
				grad[1] += d
			}
		})
	}
	c.Decide = f.decide(c.Valence)
	return c
}

// temper looks for the scale of the needs' logits that leaves the least logarithmic loss.
func (f *fitted) temper() float32 {
	best, least := 1.0, math.Inf(1)
	for scale := 0.1; scale < 3; scale *= 1.05 {
		loss := 0.0
		for _, n := range f.need {
			p := n.x
			for j := range p {
				p[j] *= scale
			}
			text.Softmax(p[:])
			loss -= math.Log(p[n.want] + 1e-12)
		}
		if loss < least {
			best, least = scale, loss
		}
	}
	return float32(best)
}

// descend follows gradients from a guess that counts as so many rows.
func descend(first text.Platt, rows float64, n int, add func(*text.Platt, *[4]float64)) text.Platt {
	p := first
	if n == 0 {
		return p
	}
	var m, v [4]float64 // Adam (Kingma and Ba, 2015)
	for step := range 600 {
		var grad [4]float64
		add(&p, &grad)
		grad[0] += rows * float64(p.Scale-first.Scale)
		for j := range p.Shift {
			grad[1+j] += rows * 0.2 * float64(p.Shift[j]-first.Shift[j])
		}
		for j := range grad {
			g := grad[j] / (float64(n) + rows)
			m[j], v[j] = 0.9*m[j]+0.1*g, 0.99*v[j]+0.01*g*g
			by := float32(0.02 * (1 - float64(step)/600) * m[j] / (math.Sqrt(v[j]) + 1e-8))
			if j == 0 {
				p.Scale = max(0.05, p.Scale-by)
			} else {
				p.Shift[j-1] -= by
			}
		}
	}
	return p
}

// decide looks for what to add to the logarithms of probabilities for the best macro F1: a part of what makes the classes
// equally likely, since others' texts are of other classes.
func (f *fitted) decide(p text.Platt) (best [3]float32) {
	var share [3]float64
	n := 0.0
	for _, l := range f.valence {
		if !l.between {
			share[l.want]++
			n++
		}
	}
	most := -1.0
	for _, part := range []float64{0, 0.2, 0.4, 0.6, 0.8} {
		var add [3]float32
		for j := range add {
			add[j] = float32(-part * math.Log((share[j]+3)/(n+9)*3))
		}
		var c confusion
		for _, l := range f.valence {
			if !l.between {
				c[l.want][choose(p.Three(l.x), add)]++
			}
		}
		if f1, _, _ := c.figures(); f1 > most+0.001 {
			best, most = add, f1
		}
	}
	return best
}

func choose(p [3]float64, add [3]float32) int {
	score := func(j int) float64 { return math.Log(p[j]) + float64(add[j]) }
	return slices.MaxFunc([]int{negative, neutral, positive}, func(a, b int) int {
		if score(a) < score(b) {
			return -1
		}
		return 1
	})
}
