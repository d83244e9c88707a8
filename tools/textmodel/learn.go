package main

import (
	"math"
	"math/rand/v2"

	"regard/internal/platform/text"
)

// example is a row as a model sees it: places of the table, and what each counts for.
type example struct {
	*row
	at    []uint32
	value []float32
	prior [text.Width]float64 // what the outputs are before anything is learnt
}

// part says what some outputs of a model are to learn of an example: classes of which one is right, or yes and no each.
type target struct {
	from, to int
	classes  bool
	want     [text.Width]float64
	weight   float64
}

// linear is a linear model in training, by AdaGrad (Duchi, Hazan, Singer, "Adaptive Subgradient Methods", 2011).
type linear struct {
	rows, outputs      int
	weight, gradients  []float32 // rows of text.Width
	bias, biasGradient [text.Width]float32
}

func newLinear(rows, outputs int) *linear {
	return &linear{rows: rows, outputs: outputs, weight: make([]float32, rows*text.Width), gradients: make([]float32, rows*text.Width)}
}

// logits are what the model says of an example.
func (m *linear) logits(e *example) (x [text.Width]float64) {
	var sum [text.Width]float32
	for i, at := range e.at {
		w := (*[text.Width]float32)(m.weight[int(at)*text.Width:])
		v := e.value[i]
		for j := range sum {
			sum[j] += v * w[j]
		}
	}
	for j := range m.outputs {
		x[j] = float64(sum[j]+m.bias[j]) + e.prior[j]
	}
	return x
}

// learn takes a step towards targets.
func (m *linear) learn(e *example, targets []target, rate float32) {
	x := m.logits(e)
	var g [text.Width]float32
	from, to := text.Width, 0
	for _, t := range targets {
		p := x[t.from:t.to]
		if t.classes {
			text.Softmax(p)
		} else {
			for j := range p {
				p[j] = text.Logistic(p[j])
			}
		}
		for j := t.from; j < t.to; j++ {
			g[j] = float32((x[j] - t.want[j]) * t.weight)
		}
		from, to = min(from, t.from), max(to, t.to)
	}
	for j := from; j < to; j++ {
		m.biasGradient[j] += g[j] * g[j]
		m.bias[j] -= 0.1 * rate * g[j] / (sqrt(m.biasGradient[j]) + 1e-3)
	}
	for i, at := range e.at {
		w := (*[text.Width]float32)(m.weight[int(at)*text.Width:])
		s := (*[text.Width]float32)(m.gradients[int(at)*text.Width:])
		v := e.value[i]
		for j := from; j < to; j++ {
			d := g[j]*v + decay*w[j]
			s[j] += d * d
			w[j] -= rate * d / (sqrt(s[j]) + 1e-3)
		}
	}
}

const decay = 1e-5

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// fit goes through the training rows several times, in another order each, with ever smaller steps.
func (m *linear) fit(all []example, epochs int, rate float64, seed uint64, want func(*example, []target) []target) {
	rnd := rand.New(rand.NewPCG(seed, 20))
	var order []int
	for i := range all {
		if all[i].part == train && len(all[i].at) > 0 {
			order = append(order, i)
		}
	}
	var targets []target
	for epoch := range epochs {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for k, i := range order {
			if targets = want(&all[i], targets[:0]); len(targets) == 0 {
				continue
			}
			e := &all[i]
			done := float64(epoch*len(order)+k) / float64(epochs*len(order))
			m.learn(e, targets, float32(rate*(1-0.9*done)))
		}
	}
}

// weights rounds the model to whole numbers of a byte. What is beyond the largest of them, one weight in ten thousand, is cut.
func (m *linear) weights() text.Weights {
	w := text.Weights{Places: m.rows, Outputs: m.outputs, Bias: m.bias[:m.outputs], Scale: make([]float32, m.outputs), Rows: make([]byte, len(m.weight))}
	for j := range m.outputs {
		largest := quantile(m.weight, j, 0.9999)
		w.Scale[j] = largest / 127
		if largest == 0 {
			w.Scale[j] = 1
		}
		for at := j; at < len(m.weight); at += text.Width {
			w.Rows[at] = byte(int8(max(-127, min(127, math.Round(float64(m.weight[at]/w.Scale[j]))))))
		}
	}
	return w
}

// quantile is a quantile of the sizes of one output's weights that are not 0, told to a thousandth of the largest.
func quantile(weight []float32, output int, q float64) float32 {
	largest, n := 0.0, 0
	for at := output; at < len(weight); at += text.Width {
		if w := math.Abs(float64(weight[at])); w > 0 {
			largest = max(largest, w)
			n++
		}
	}
	const steps = 1000
	var counts [steps + 1]int
	for at := output; at < len(weight); at += text.Width {
		if w := math.Abs(float64(weight[at])); w > 0 {
			counts[int(w/largest*steps)]++
		}
	}
	seen := 0
	for k, c := range counts {
		if seen += c; float64(seen) >= q*float64(n) {
			return float32(largest * float64(k+1) / steps)
		}
	}
	return float32(largest)
}
