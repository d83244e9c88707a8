package text

import "sync"

// desk is what reading needs beside the text.
type desk struct {
	part    sentence
	grams   grams
	marks   marks
	found   found
	list    [64]match
	matches []match
	mood    mood
	own     int
	lex     *lexicon
	pats    *patterns
	seen    [matchKinds]int
	parts   [maxParts]summed
	n       int
	all     summed
	logits  [Width]float64
}

// summed is what features add up to.
type summed struct {
	words, chars sums
	n, m         int     // features of each kind
	in           Span    // the text
	tone         float64 // what the lexicon makes of it
}

// maxParts is how many sentences are told apart; what follows counts, but is not pointed at.
const maxParts = 40

var desks = sync.Pool{New: func() any { return new(desk) }}

func (d *desk) begin(own int, p *patterns) {
	d.own, d.lex, d.pats, d.mood = own, lexicons[Languages[own]](), p, mood{}
	clear(d.seen[:])
	d.n, d.all = 0, summed{}
}

// sentence takes in what the tables say of a sentence, and its features.
func (d *desk) sentence() {
	s := &d.part
	d.mood.words += s.words
	d.mood.known += s.known
	d.matches = d.pats.find(s, &d.found, d.list[:0])
	for _, m := range d.matches {
		d.seen[m.kind]++
	}
	s.weigh(d.lex, &d.mood)
	d.grams.of(s, uint32(d.own), d.lex.nouns)
}

// weigh adds what the model says of the sentence.
func (d *desk) weigh(m *Model) {
	if d.part.n == 0 {
		return
	}
	x := &d.all
	if d.n < maxParts {
		x = &d.parts[d.n]
		*x = summed{in: d.part.span(), tone: d.mood.tone}
		d.n++
	}
	for _, g := range d.grams.words[:d.grams.n] {
		m.Sense.add(g.hash, &x.words)
	}
	for _, g := range d.grams.chars[:d.grams.m] {
		m.Sense.add(g.hash, &x.chars)
	}
	x.n, x.m = x.n+d.grams.n, x.m+d.grams.m
}

// span is where a sentence stands.
func (s *sentence) span() Span { return Span{int(s.tokens[0].from), int(s.tokens[s.n-1].to)} }

// sum adds the sentences up.
func (d *desk) sum(m *Model) {
	for i := range d.parts[:d.n] {
		x := &d.parts[i]
		for j := range Width {
			d.all.words[j] += x.words[j]
			d.all.chars[j] += x.chars[j]
		}
		d.all.n, d.all.m = d.all.n+x.n, d.all.m+x.m
	}
	d.marks.of(&d.mood, &d.seen, uint32(d.own))
	var k sums
	for _, h := range d.marks.list[:d.marks.n] {
		m.Sense.add(h, &k)
	}
	words, chars, marks := d.values(m)
	before := d.priors()
	for j := range Outputs {
		d.logits[j] = before[j] + float64(m.Sense.Bias[j]) + float64(m.Sense.Scale[j])*(words*float64(d.all.words[j])+chars*float64(d.all.chars[j])+marks*float64(k[j]))
	}
}

// values are what a feature of each kind counts for.
func (d *desk) values(m *Model) (words, chars, marks float64) {
	return float64(m.Value[wordGrams]) * Share(wordGrams, d.all.n), float64(m.Value[charGrams]) * Share(charGrams, d.all.m), float64(m.Value[markGrams]) * Share(markGrams, d.marks.n)
}
