package text

import "math"

// sums are a feature's, or what several add up to.
type sums [Width]int32

// add adds a feature's row.
func (w *Weights) add(h uint32, to *sums) {
	at := int(Place(h, w.Places)) * Width
	row := (*[Width]byte)(w.Rows[at : at+Width])
	for i, b := range row {
		to[i] += int32(int8(b))
	}
}

// one is what a feature says of one output, in its unit.
func (w *Weights) one(h uint32, output int) int32 {
	return int32(int8(w.Rows[int(Place(h, w.Places))*Width+output]))
}

// Softmax makes probabilities of logits.
func Softmax(x []float64) {
	most, sum := math.Inf(-1), 0.0
	for _, v := range x {
		most = max(most, v)
	}
	for i, v := range x {
		x[i] = math.Exp(v - most)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

// Logistic makes a probability of a logit.
func Logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// normal is what the sum of n features of a text's language is multiplied with: the more there are, the surer.
func normal(n int) float64 {
	if n == 0 {
		return 0
	}
	return 1 / math.Sqrt(float64(n))
}

// enough is how many features of each kind a text of some sixty words has. What is longer is judged by their average: it is
// not angrier for being long.
var enough = [gramKinds]float64{300, 900, math.Inf(1)}

// Share is what each of n features of a kind counts for.
func Share(kind, n int) float64 {
	if n == 0 {
		return 0
	}
	return math.Sqrt(min(float64(n), enough[kind])) / float64(n)
}
