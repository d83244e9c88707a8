package text

import "math"

// How far the model trusts the lexicon before it has learnt anything: in logits, of a whole step of valence, and of a word that speaks of
// an emotion.
const (
	priorValence = 4
	priorEmotion = 2
)

// priors are what a lexicon says of a text, in logits by output: whether anything is felt, to which side it leans, and which emotions its
// words speak of. The model learns what has to be added: where it has never read the like of a text, the lexicon's word stands.
func (m *mood) priors() (p [Width]float64) {
	v := m.score("", 1).Valence
	p[outFelt], p[outSide] = priorValence*(math.Abs(v)-Mild), priorValence*v
	for e, n := range m.felt {
		p[outEmotion+e] = priorEmotion * float64(min(n, 2))
	}
	return p
}

// Priors are what the lexicon of a language that is read says of a text, in logits by the model's outputs.
func Priors(s, code string) [Width]float64 {
	m := lexicons[code]().read(s)
	return m.priors()
}
