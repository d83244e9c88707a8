package text

import "math"

// Lexicon scores a text in a language that is read by its tables alone.
//
// It belongs to the family of rules of Hutto and Gilbert ("VADER: A Parsimonious Rule-based Model for Sentiment
// Analysis of Social Media Text", ICWSM 2014): words carry valences from -4 to +4, and their neighbours, capitals,
// exclamation marks and conjunctions change them. Tables and constants are ours, as are these decisions:
//
//   - Telling what happened is no judgement. Only facts piled up on each other lean to the negative.
//   - Manners are not praise: "Thanks in advance" is Neutral.
//   - What another wrote, in quoted lines, does not count.
//
// The valence is x/√(x²+15), VADER's curve, where x is what the sentences add up to; but more than six telling words
// count as six of their average, so that a long letter is not extreme for being long. The confidence grows with the
// evidence, |x| summed, as e/(e+1.5), and falls to half as praise and blame come to balance; where nothing was felt it is
// that of silence, which says more the longer the text is. A model reads better, and takes this as part of what it reads.
func Lexicon(s, code string) Score {
	m := lexicons[code]().read(s)
	return m.score(code, 1)
}

// read adds up what the lexicon says of a text's sentences.
func (l *lexicon) read(s string) (m mood) {
	var part sentence
	c := scanner{text: clip(s), bol: true, lex: l}
	for c.next(&part) {
		m.words += part.words
		m.known += part.known
		part.weigh(l, &m)
	}
	return m
}

const (
	curve        = 15  // of the valence: how soon it bends
	plenty       = 6   // telling words, beyond which they are averaged
	factsAtMost  = 1.3 // just enough for Negative, when three or more are told
	mannerAtMost = 1.1 // not enough for Positive
	halfSure     = 1.5 // evidence at which half of the confidence is reached
	silence      = 0.6 // confidence in Neutral of a long text in which nothing was felt
	someWords    = 4   // words at which half of that is reached
)

// mood is what the sentences of a text add up to, on the words' scale.
type mood struct {
	praise, blame  float64 // both as positive numbers
	facts, manners float64
	telling        int // words and signs that praise or blame
	words, known   int
	expects        float64 // a praise that the next sentence may show to be irony

	tone            float64 // of the last sentence
	last, low, high float64 // of the last sentence that says something; of the words that sound worst and best
	exclaims, asks  int
	shouted         int
	endsAsking      bool
	felt            [len(Emotions)]int // words that speak of each emotion
}

// score turns sums into a valence and a confidence.
func (m *mood) score(language string, sure float64) Score {
	x := m.praise - m.blame
	if m.telling > plenty {
		x *= plenty / float64(m.telling)
	}
	x += bounded(m.facts, -factsAtMost, factsAtMost)
	if m.praise >= m.blame {
		x += bounded(m.manners, 0, mannerAtMost)
	}
	v := x / math.Sqrt(x*x+curve)

	felt := m.praise + m.blame
	evidence := felt + min(math.Abs(m.facts), factsAtMost) + min(m.manners, mannerAtMost)
	if felt == 0 && evidence == 0 && m.words == 0 {
		return newScore(language, 0, 0)
	}
	divided := 0.0
	if felt > 0 {
		divided = 1 - math.Abs(m.praise-m.blame)/felt
	}
	strength := evidence / (evidence + halfSure)
	if math.Abs(v) >= Mild {
		return newScore(language, v, strength*(1-divided/2)*sure)
	}
	quiet := silence * float64(m.words) / float64(m.words+someWords)
	return newScore(language, v, max(quiet, strength/2)*(1-strength*divided)*sure)
}
