package text

import (
	"slices"
	"sync"
)

// reader is what reading needs beside the text.
type reader struct {
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

var readers = sync.Pool{New: func() any { return new(reader) }}

func (r *reader) begin(own int, p *patterns) {
	r.own, r.lex, r.pats, r.mood = own, lexicons[Languages[own]](), p, mood{}
	clear(r.seen[:])
	r.n, r.all = 0, summed{}
}

// sentence takes in what the tables say of a sentence, and its features.
func (r *reader) sentence() {
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
func (r *reader) weigh(m *Model) {
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
func (r *reader) sum(m *Model) {
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
	for j := range Outputs {
		r.logits[j] = float64(m.Sense.Bias[j]) + float64(m.Sense.Scale[j])*(words*float64(r.all.words[j])+chars*float64(r.all.chars[j])+marks*float64(k[j]))
	}
}

// values are what a feature of each kind counts for.
func (r *reader) values(m *Model) (words, chars, marks float64) {
	return float64(m.Value[wordGrams]) * Share(wordGrams, r.all.n), float64(m.Value[charGrams]) * Share(charGrams, r.all.m), float64(m.Value[markGrams]) * Share(markGrams, r.marks.n)
}

// Read reads a text with the model in the program. See Model.Read.
func Read(s, usual string) Reading { return theModel().Read(s, usual) }

// Read reads a text. usual is the language that its writer mostly writes in, or that is mostly written where it came from;
// empty if that is not known.
func (m *Model) Read(s, usual string) (out Reading) {
	s = clip(s)
	t := m.tongue(s, Base(usual))
	out.Score, out.Sure = newScore(t.code, 0, 0), t.sure
	own := slices.Index(Languages, t.like)
	if own < 0 {
		return out
	}
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.begin(own, patternsOf[t.like]())
	c := scanner{text: s, bol: true, lex: r.lex}
	for c.next(&r.part) {
		r.sentence()
		r.weigh(m)
		out.tell(r)
	}
	if r.mood.words == 0 && r.mood.telling == 0 {
		return out
	}
	r.sum(m)
	if r.mood.words == 0 { // signs mean the same everywhere
		t.likely = 1
	}
	at := &m.Calibration[own]
	p := at.Valence.Three([3]float64(r.logits[outValence:outEmotion]))
	out.judge(&r.mood, p, at.Decide, t.likely)
	out.feel(at, r)
	out.need(at, r)
	if out.Label != Neutral && out.Label != Unknown {
		out.point(m, r, s, p)
	}
	return out
}
