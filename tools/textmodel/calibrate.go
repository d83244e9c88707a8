package main

import (
	"math"

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
	first := whole.calibration(text.Calibration{Felt: text.Platt{Scale: 1}, Side: text.Platt{Scale: 1}, Emotion: [8]text.Platt{{Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}, {Scale: 1}}}, 0)
	list := make([]text.Calibration, len(text.Languages))
	for i, l := range text.Languages {
		list[i] = of[l].calibration(first, 80)
		list[i].Need = whole.temper() // too few rows for one of each language
	}
	return list
}

// fitted are logits and what was right.
type fitted struct {
	valence    []valued
	felt, side []labelled
	emotion    [len(text.Emotions)][]labelled
	need       []needed
}

// valued are the logits of a row of three classes, and which it is.
type valued struct {
	felt, side float64
	want       int
}

// needed are the logits of needs, and the right one.
type needed struct {
	x    [len(text.Needs)]float64
	want int
}

type labelled struct {
	x    float64
	want bool
}

func (f *fitted) add(e *example, x [text.Width]float64) {
	if e.valence != noValence {
		if !twoOnly[e.source] {
			f.valence = append(f.valence, valued{x[outFelt], x[outSide], e.valence})
			f.felt = append(f.felt, labelled{x[outFelt], e.valence != neutral})
		}
		if e.valence != neutral {
			f.side = append(f.side, labelled{x[outSide], e.valence == positive})
		}
	}
	if e.need != noNeed && e.topics != nil { // of service messages: what is asked elsewhere is asked of nobody here
		f.need = append(f.need, needed{[len(text.Needs)]float64(x[text.Outputs-len(text.Needs) : text.Outputs]), e.need})
	}
	if e.emotional {
		for j := range text.Emotions {
			f.emotion[j] = append(f.emotion[j], labelled{x[outEmotion+j], e.felt>>j&1 == 1})
		}
	}
}

// calibration fits from a first guess, which counts as so many rows.
func (f *fitted) calibration(c text.Calibration, rows float64) text.Calibration {
	c.Felt, c.Side = descend(c.Felt, rows, f.felt), descend(c.Side, rows, f.side)
	for e := range f.emotion {
		c.Emotion[e] = descend(c.Emotion[e], rows, f.emotion[e])
	}
	c.Decide = f.decide(&c)
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
func descend(first text.Platt, rows float64, list []labelled) text.Platt {
	p, n := first, float64(len(list))
	if n == 0 {
		return p
	}
	var m, v [2]float64 // Adam (Kingma and Ba, 2015)
	for step := range 600 {
		grad := [2]float64{rows * float64(p.Scale-first.Scale), rows * 0.2 * float64(p.Shift-first.Shift)}
		for _, l := range list {
			d := p.Of(l.x)
			if l.want {
				d--
			}
			grad[0] += d * l.x
			grad[1] += d
		}
		var by [2]float32
		for j := range grad {
			g := grad[j] / (n + rows)
			m[j], v[j] = 0.9*m[j]+0.1*g, 0.99*v[j]+0.01*g*g
			by[j] = float32(0.02 * (1 - float64(step)/600) * m[j] / (math.Sqrt(v[j]) + 1e-8))
		}
		p.Scale, p.Shift = max(0.05, p.Scale-by[0]), p.Shift-by[1]
	}
	return p
}

// decide looks for what to add to the logarithms of probabilities for the best macro F1: a part of what makes the classes
// equally likely, since others' texts are of other classes.
func (f *fitted) decide(at *text.Calibration) (best [3]float32) {
	var share [3]float64
	n := 0.0
	for _, l := range f.valence {
		share[l.want]++
		n++
	}
	most := -1.0
	for _, part := range []float64{0, 0.2, 0.4, 0.6, 0.8} {
		var add [3]float32
		for j := range add {
			add[j] = float32(-part * math.Log((share[j]+3)/(n+9)*3))
		}
		var c confusion
		for _, l := range f.valence {
			c[l.want][text.Choose(at.Three(l.felt, l.side), add)]++
		}
		if f1, _, _ := c.figures(); f1 > most+0.001 {
			best, most = add, f1
		}
	}
	return best
}
