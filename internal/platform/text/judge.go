package text

import (
	"math"
	"slices"
)

// blend is the lexicon's part in how strong a valence is. Which it is, the model says: how bad words are, the lexicon knows.
const blend = 0.4

// judge says how the text sounds. The label is the likeliest of the three, but for what is added so that rare ones are told
// too (see Choose); the confidence is its probability, less where the language is in doubt. The valence is the difference of the probabilities of positive and negative, and on the
// label's side of Mild; the lexicon's share of it tells terrible from poor.
func (r *Reading) judge(m *mood, p [3]float64, decide [3]float32, sure float64) {
	r.Chances = p
	x := p[2] - p[0]
	if l := m.score("", 1).Valence; l*x > 0 {
		x = (1-blend)*x + blend*l
	}
	best := Choose(p, decide)
	const just = 0.01
	switch r.Label = labels[best]; r.Label {
	case Negative:
		x = min(x, -Mild)
	case Positive:
		x = max(x, Mild)
	default:
		x = bounded(x, -Mild+just, Mild-just)
	}
	if r.Confidence = p[best]; sure < doubtful {
		r.Confidence *= sure / doubtful
	}
	if r.Valence = bounded(x, -1, 1); r.Confidence < Sure {
		r.Label = Unknown
	}
}

// Choose chooses one of negative, neutral and positive by their probabilities and what is added to their logarithms; where that is one
// too unlikely to be said, the likeliest.
func Choose(p [3]float64, add [3]float32) int {
	best, likeliest := 0, 0
	for j := range p {
		if math.Log(p[j])+float64(add[j]) > math.Log(p[best])+float64(add[best]) {
			best = j
		}
		if p[j] > p[likeliest] {
			likeliest = j
		}
	}
	if p[best] < Sure {
		return likeliest
	}
	return best
}

var labels = [3]Label{Negative, Neutral, Positive}

// doubtful is how likely a language is at most that is not taken for granted.
const doubtful = 0.5

// shown is the probability from which an emotion is spoken of.
const shown = 0.25

// feel says what the text shows: up to three emotions, the likeliest first.
func (r *Reading) feel(at *Calibration, from *desk) {
	loud := 0.0
	if from.mood.exclaims > 0 || from.mood.shouted > 1 {
		loud = 0.1
	}
	for e := range Emotions {
		p := at.Emotion[e].Of(from.logits[outEmotion+e]) * (1 - r.against(Emotions[e]))
		if p < shown {
			continue
		}
		f := Felt{Emotions[e], intensity(0.6*p + 0.4*math.Abs(r.Valence) + loud), p, Span{}}
		k := r.nFelt
		for k > 0 && r.felt[k-1].Confidence < p {
			k--
		}
		if k < mostFelt {
			copy(r.felt[k+1:], r.felt[k:])
			r.felt[k] = f
			r.nFelt = min(r.nFelt+1, mostFelt)
		}
	}
}

// against is how likely the text sounds the other way than an emotion does: who is glad is seldom angry at once.
func (r *Reading) against(e Emotion) float64 {
	switch e {
	case Joy, Trust:
		return r.Chances[0]
	case Anger, Disgust, Fear, Sadness:
		return r.Chances[2]
	}
	return 0
}

// intensity is a little, some, or much.
func intensity(x float64) int {
	switch {
	case x < 0.5:
		return 1
	case x < 0.75:
		return 2
	}
	return 3
}

// need says what the text asks for, and by which words.
func (r *Reading) need(at *Calibration, from *desk) {
	var p [needs]float64
	best := 0
	for j := range p {
		p[j] = float64(at.Need) * from.logits[outNeeds+j]
	}
	Softmax(p[:])
	for j := range p {
		if p[j] > p[best] {
			best = j
		}
	}
	r.Need = Told{What: string(Needs[best]), Confidence: p[best]}
	for k, ask := range asks {
		if ask == r.Need.What || ask == "closing" && Needs[best] == Nothing {
			r.Need.Words = r.asked[k].Words
		}
	}
}

// tell keeps what patterns found of effort and requests in a sentence.
func (r *Reading) tell(from *desk) {
	s := &from.part
	for _, m := range from.matches {
		t := Told{Words: Span{int(s.tokens[m.from].from), int(s.tokens[m.to-1].to)}}
		switch kind := int(m.kind); {
		case kind >= matchNeed:
			if k := kind - matchNeed; r.asked[k].Words == (Span{}) {
				r.asked[k] = t
			}
		case kind >= matchEffort:
			if r.nEffort < mostEffort {
				t.What, t.Confidence = Efforts[kind-matchEffort], effortSure
				r.effort[r.nEffort] = t
				r.nEffort++
			}
		}
	}
}

// tellTopics keeps the topics among what patterns found, whose kinds are names' numbers.
func (r *Reading) tellTopics(from *desk, found []match, names []string) {
	s := &from.part
	for _, m := range found {
		if int(m.kind) < len(names) {
			r.about(Told{names[m.kind], topicSure(m.to - m.from), Span{int(s.tokens[m.from].from), int(s.tokens[m.to-1].to)}})
		}
	}
}

// How sure a pattern is, roughly: of one word, of several, of effort. Not calibrated; docs/text-model.md says how often they are right.
const (
	effortSure = 0.8
	oneWord    = 0.6
	phrase     = 0.75
)

func topicSure(words int) float64 {
	if words == 1 {
		return oneWord
	}
	return phrase
}

// about notes a topic. What is said twice is surer; the surest stay.
func (r *Reading) about(t Told) {
	k := r.nTopics
	for i := range r.topics[:r.nTopics] {
		if r.topics[i].What == t.What {
			t.Confidence = 1 - (1-t.Confidence)*(1-r.topics[i].Confidence)
			if w := r.topics[i].Words; w.To-w.From > t.Words.To-t.Words.From {
				t.Words = w
			}
			k = i
		}
	}
	if k == mostTopics {
		if k--; r.topics[k].Confidence >= t.Confidence {
			return
		}
	}
	r.nTopics = max(r.nTopics, k+1)
	for ; k > 0 && r.topics[k-1].Confidence < t.Confidence; k-- {
		r.topics[k] = r.topics[k-1]
	}
	r.topics[k] = t
}

// audible is what a step of the lexicon's counts for against the model's logits where it is told what decided.
const audible = 0.8

// worthSaying is how much a word moved, of what the first did, to be pointed at.
const worthSaying = 0.35

// point says which sentence decided, and which of its words.
func (r *Reading) point(m *Model, from *desk, s string) {
	words, chars, _ := from.values(m)
	felt, side := float64(m.Sense.Scale[outFelt]), float64(m.Sense.Scale[outSide])
	if r.Label == Negative {
		side = -side
	}
	way := math.Copysign(1, side)
	best, most := -1, 0.0
	for i := range from.parts[:from.n] {
		x := &from.parts[i]
		margin := audible*way*x.tone + side*(words*float64(x.words[outSide])+chars*float64(x.chars[outSide])) +
			felt*(words*float64(x.words[outFelt])+chars*float64(x.chars[outFelt]))
		if margin > most {
			best, most = i, margin
		}
	}
	if best < 0 {
		return
	}
	r.Decisive = from.parts[best].in
	from.moves(m, s, r, felt, side)
}

// moves finds the words of the decisive sentence that moved the valence most.
func (from *desk) moves(m *Model, s string, r *Reading, felt, side float64) {
	way := math.Copysign(1, side)
	words, chars, _ := from.values(m)
	at := r.Decisive
	c := scanner{text: s[at.From:at.To], lex: from.lex}
	if !c.next(&from.part) {
		return
	}
	part := &from.part
	part.weigh(from.lex, &mood{})
	from.grams.of(part, uint32(from.own), from.lex.nouns)
	var moved [96]float64
	margin := func(h uint32) float64 {
		return side*float64(m.Sense.one(h, outSide)) + felt*float64(m.Sense.one(h, outFelt))
	}
	for _, g := range from.grams.words[:from.grams.n] {
		moved[g.token] += words * margin(g.hash)
	}
	for _, g := range from.grams.chars[:from.grams.m] {
		moved[g.token] += chars * margin(g.hash)
	}
	for i := range part.tokens[:part.n] { // what the lexicon says of a word moves it too
		switch t := &part.tokens[i]; {
		case t.class != fact && t.felt != 0:
			moved[i] += audible * way * float64(t.felt)
		case t.word && t.n < 4 && t.modify == plain: // articles and the like decide nothing by themselves
			moved[i] = 0
		}
	}
	for k := range r.felt[:r.nFelt] {
		from.speaks(m, at, &r.felt[k], words, chars)
	}
	head := 0
	for i := range part.tokens[:part.n] {
		if !part.tokens[i].joined {
			head = i
		} else {
			moved[head], moved[i] = moved[head]+max(0, moved[i]), 0
		}
	}
	least := 0.05
	for range mostMoved {
		best := 0
		for i := range moved[:part.n] {
			if moved[i] > moved[best] {
				best = i
			}
		}
		if moved[best] <= least {
			break
		}
		least = max(least, moved[best]*worthSaying)
		end := best // a phrase is one word
		for end+1 < part.n && part.tokens[end+1].joined {
			end++
		}
		moved[best] = 0
		r.move(Span{at.From + int(part.tokens[best].from), at.From + int(part.tokens[end].to)})
	}
}

// speaks points at the word of the sentence on the desk that an emotion rests on most: by what the model learnt of it, and whether it names it.
func (from *desk) speaks(m *Model, at Span, f *Felt, words, chars float64) {
	e := slices.Index(Emotions[:], f.Emotion)
	scale := float64(m.Sense.Scale[outEmotion+e])
	var by [96]float64
	for _, g := range from.grams.words[:from.grams.n] {
		by[g.token] += words * scale * float64(m.Sense.one(g.hash, outEmotion+e))
	}
	for _, g := range from.grams.chars[:from.grams.m] {
		by[g.token] += chars * scale * float64(m.Sense.one(g.hash, outEmotion+e))
	}
	part, best := &from.part, -1
	most := 0.05
	for i := range part.tokens[:part.n] {
		t := &part.tokens[i]
		if t.moves>>e&1 != 0 {
			by[i] += priorEmotion
		}
		if t.joined || t.word && t.n < 4 && t.moves == 0 && t.modify == plain && t.felt == 0 { // articles and the like
			continue
		}
		if by[i] > most {
			best, most = i, by[i]
		}
	}
	if best < 0 {
		return
	}
	end := best
	for end+1 < part.n && part.tokens[end+1].joined {
		end++
	}
	f.Words = Span{at.From + int(part.tokens[best].from), at.From + int(part.tokens[end].to)}
}

// move notes a word that moved, in the order of the text.
func (r *Reading) move(w Span) {
	k := r.nMoved
	for k > 0 && r.moved[k-1].From > w.From {
		r.moved[k] = r.moved[k-1]
		k--
	}
	r.moved[k] = w
	r.nMoved++
}
