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

func (r *desk) begin(own int, p *patterns) {
	r.own, r.lex, r.pats, r.mood = own, lexicons[Languages[own]](), p, mood{}
	clear(r.seen[:])
	r.n, r.all = 0, summed{}
}

// sentence takes in what the tables say of a sentence, and its features.
func (r *desk) sentence() {
	s := &r.part
	r.mood.words += s.words
	r.mood.known += s.known
	r.matches = r.pats.find(s, &r.found, r.list[:0])
	for _, m := range r.matches {
		r.seen[m.kind]++
	}
	s.weigh(r.lex, &r.mood)
	r.grams.of(s, uint32(r.own), r.lex.nouns)
}

// weigh adds what the model says of the sentence.
func (r *desk) weigh(m *Model) {
	if r.part.n == 0 {
		return
	}
	x := &r.all
	if r.n < maxParts {
		x = &r.parts[r.n]
		*x = summed{in: r.part.span(), tone: r.mood.tone}
		r.n++
	}
	for _, g := range r.grams.words[:r.grams.n] {
		m.Sense.add(g.hash, &x.words)
	}
	for _, g := range r.grams.chars[:r.grams.m] {
		m.Sense.add(g.hash, &x.chars)
	}
	x.n, x.m = x.n+r.grams.n, x.m+r.grams.m
}

// span is where a sentence stands.
func (s *sentence) span() Span { return Span{int(s.tokens[0].from), int(s.tokens[s.n-1].to)} }

// sum adds the sentences up.
func (r *desk) sum(m *Model) {
	for i := range r.parts[:r.n] {
		x := &r.parts[i]
		for j := range Width {
			r.all.words[j] += x.words[j]
			r.all.chars[j] += x.chars[j]
		}
		r.all.n, r.all.m = r.all.n+x.n, r.all.m+x.m
	}
	r.marks.of(&r.mood, &r.seen, uint32(r.own))
	var k sums
	for _, h := range r.marks.list[:r.marks.n] {
		m.Sense.add(h, &k)
	}
	words, chars, marks := r.values(m)
	before := r.priors()
	for j := range Outputs {
		r.logits[j] = before[j] + float64(m.Sense.Bias[j]) + float64(m.Sense.Scale[j])*(words*float64(r.all.words[j])+chars*float64(r.all.chars[j])+marks*float64(k[j]))
	}
}

// values are what a feature of each kind counts for.
func (r *desk) values(m *Model) (words, chars, marks float64) {
	return float64(m.Value[wordGrams]) * Share(wordGrams, r.all.n), float64(m.Value[charGrams]) * Share(charGrams, r.all.m), float64(m.Value[markGrams]) * Share(markGrams, r.marks.n)
}
