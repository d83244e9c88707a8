package text

import (
	"math"
	"slices"
)

// How far the model trusts the tables before it has learnt anything: in logits, of a whole step of valence, of a word that speaks of an
// emotion, and of words that ask for something.
const (
	priorValence = 4
	priorEmotion = 2
	priorNeed    = 2
)

// priors are what the tables say of a text, in logits by output: whether anything is felt, to which side it leans, which emotions its
// words speak of, what it asks for. The model learns what has to be added: where it has never read the like of a text, the tables' word
// stands.
func (d *desk) priors() (p [Width]float64) {
	v := d.mood.score("", 1).Valence
	p[outFelt], p[outSide] = priorValence*(math.Abs(v)-Mild), priorValence*v
	for e, n := range d.mood.felt {
		p[outEmotion+e] = priorEmotion * float64(min(n, 2))
	}
	for j, need := range Needs {
		for k, ask := range asks {
			if d.seen[matchNeed+k] > 0 && (ask == string(need) || ask == "closing" && need == Nothing) {
				p[outNeeds+j] = priorNeed
			}
		}
	}
	return p
}

// Priors are what the tables of a language that is read say of a text, in logits by the model's outputs.
func Priors(s, code string) [Width]float64 {
	d := desks.Get().(*desk)
	defer desks.Put(d)
	d.begin(slices.Index(Languages, code), patternsOf[code]())
	c := scanner{text: clip(s), bol: true, lex: d.lex}
	for c.next(&d.part) {
		d.sentence()
	}
	return d.priors()
}
