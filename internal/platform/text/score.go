package text

import "math"

// Label is a valence in one word.
type Label string

// The labels. Unknown is an answer: nothing in the text lets us tell.
const (
	Negative Label = "negative"
	Neutral  Label = "neutral"
	Positive Label = "positive"
	Unknown  Label = "unknown"
)

const (
	// Mild is the valence below which, either way, a text is neutral.
	Mild = 0.3
	// Sure is the confidence below which a label is not given: the text is Unknown.
	Sure = 0.35
)

// Score is how a text sounds.
type Score struct {
	// Language is the BCP 47 code of Language, "und" where it cannot be told.
	Language string `json:"language"`
	// Valence runs from -1, as bad as words get, to +1; 0 is indifferent. It says how strongly the words lean, not how
	// likely that is: a valence of 0.6 is a warmer message than one of 0.4, not a surer one.
	Valence float64 `json:"valence"`
	// Confidence, 0 to 1, is how likely the label is what a reader would say; 0 where nothing could be read. Below Sure the
	// label is Unknown.
	Confidence float64 `json:"confidence"`
	Label      Label   `json:"label"`
}

// newScore returns a score with its label, whatever the arithmetic before it came to.
func newScore(language string, valence, confidence float64) Score {
	s := Score{Language: language, Valence: bounded(valence, -1, 1), Confidence: bounded(confidence, 0, 1)}
	switch {
	case s.Confidence < Sure:
		s.Label = Unknown
	case s.Valence >= Mild:
		s.Label = Positive
	case s.Valence <= -Mild:
		s.Label = Negative
	default:
		s.Label = Neutral
	}
	return s
}

func bounded(x, low, high float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return min(max(x, low), high)
}
