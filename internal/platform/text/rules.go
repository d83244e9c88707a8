package text

import "math"

const (
	turnedPraise  = -0.74    // "not good" is less bad than "bad" (Hutto & Gilbert's constant)
	turnedBlame   = -0.4     // "not bad" is less good still
	reach         = 4        // words after a negation that it turns
	shout         = 0.2      // a word in capitals among words that are not
	exclaim       = 0.1      // a mark, up to three
	before, after = 0.5, 1.3 // of "but"
	asked         = 0.5      // praise in a question is mostly hoped for
)

// weigh adds what a sentence says to the mood.
func (s *sentence) weigh(l *lexicon, m *mood) {
	tokens := s.tokens[:s.n]
	join(l, tokens)
	calm(tokens)
	s.name(tokens)
	for i := range tokens {
		s.bend(tokens, i)
	}
	concede(tokens)
	s.mock(tokens, m)
	loud := 1 + exclaim*float64(min(s.exclaims, 3))
	sum := m.praise - m.blame
	defer func() {
		if m.tone = m.praise - m.blame - sum; m.tone != 0 {
			m.last = m.tone
		}
	}()
	m.exclaims, m.asks, m.shouted, m.endsAsking = m.exclaims+s.exclaims, m.asks+s.asks, m.shouted+s.shouted, s.asks > 0
	for i := range tokens {
		t := &tokens[i]
		v := float64(t.felt)
		for e := range m.felt {
			if t.moves>>e&1 != 0 && (v != 0 || t.valence == 0) {
				m.felt[e]++
			}
		}
		m.low, m.high = min(m.low, v), max(m.high, v)
		switch {
		case v == 0:
			continue
		case t.class == fact:
			m.facts += v
			continue
		case t.class == manner:
			m.manners += v
			continue
		case v > 0 && s.asks > 0 && s.exclaims == 0 && t.word:
			v *= asked
		}
		m.telling++
		if v > 0 {
			m.praise += v * loud
		} else {
			m.blame -= v * loud
		}
	}
}

// join makes phrases one token: the first of its words says it all, the others say nothing.
func join(l *lexicon, tokens []token) {
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		if !t.starts && t.modify != negate && t.class != number {
			continue
		}
		e, n := l.phrases.longest(tokens[i:], 0)
		if n <= 0 {
			continue
		}
		for j := i + 1; j < i+n; j++ {
			t.caps = t.caps || tokens[j].caps
			if j+1 < i+n {
				tokens[j].comma = false
			}
			tokens[j].entry, tokens[j].joined = entry{}, true
		}
		t.entry = e
		i += n - 1
	}
}

// calm silences words that only strengthen the next: "terribly" in "terribly kind".
func calm(tokens []token) {
	for i := range tokens {
		t := &tokens[i]
		t.felt = t.valence
		if t.modify != raise || t.valence == 0 || t.comma {
			continue
		}
		for j := i + 1; j < len(tokens) && j <= i+2; j++ {
			if tokens[j].valence != 0 && tokens[j].class != manner {
				t.felt = 0
				break
			}
			if tokens[j].comma {
				break
			}
		}
	}
}

// name silences words that are names: with a capital, beside another such word, inside a sentence that is not written in
// capitals throughout ("Grace Goodman lives in Love Lane").
func (s *sentence) name(tokens []token) {
	if 2*s.titled > s.words {
		return
	}
	for i := 1; i < len(tokens); i++ {
		if tokens[i].title && (i > 1 && tokens[i-1].title || i+1 < len(tokens) && tokens[i+1].title) {
			tokens[i].felt = 0
		}
	}
}

// bend changes what the i-th token says by the words before it, back to the last comma.
func (s *sentence) bend(tokens []token, i int) {
	t := &tokens[i]
	if t.felt == 0 || t.class == manner || !t.word {
		return
	}
	factor := 1.0
	if t.caps && s.words > 1 {
		if s.shouted < s.words {
			factor += shout
		} else if t.felt < 0 && s.words > 2 {
			factor += shout / 2
		}
	}
	if t.long {
		factor += shout
	}
	negated := false
	for d, j := 1, i-1; j >= 0 && d <= reach; d, j = d+1, j-1 {
		w := &tokens[j]
		if w.comma || w.modify == turn {
			break
		}
		switch w.modify {
		case negate:
			negated = !negated
		case raise, again:
			if d <= 2 && (w.modify != again || t.felt < 0) {
				factor += float64(w.change)
			}
		case lower:
			if d <= 2 {
				factor -= float64(w.change)
			}
		}
	}
	switch {
	case !negated:
	case t.felt > 0:
		factor *= turnedPraise
	default:
		factor *= turnedBlame
	}
	t.felt *= float32(factor)
}

// concede lets what follows "but" count more than what came before, and a clause with "although" less.
func concede(tokens []token) {
	for i := range tokens {
		switch tokens[i].modify {
		case turn:
			if i == 0 || !speaks(tokens[i+1:]) || !speaks(tokens[:i]) {
				continue
			}
			scale(tokens[:i], before)
			scale(tokens[i+1:], after)
		case grant:
			end := i + 1
			for end < len(tokens) && !tokens[end-1].comma {
				end++
			}
			scale(tokens[i+1:end], before)
		}
	}
}

func speaks(tokens []token) bool {
	for i := range tokens {
		if tokens[i].felt != 0 {
			return true
		}
	}
	return false
}

func scale(tokens []token, by float32) {
	for i := range tokens {
		tokens[i].felt *= by
	}
}

// mock turns a praise that is irony: said by itself at the very beginning, and followed by more of the same trouble, with
// no good word after it ("Great, another outage").
func (s *sentence) mock(tokens []token, m *mood) {
	expects := m.expects
	m.expects = 0
	first := 0
	for first < len(tokens) && first < 2 && tokens[first].felt == 0 {
		first++
	}
	if first < len(tokens) && tokens[first].class == plain && tokens[first].felt >= 1.5 && tokens[first].word {
		switch end := s.phraseEnd(first); {
		case end == len(tokens)-1:
			m.expects = float64(tokens[first].felt)
			return
		case tokens[end].comma && trouble(tokens[end+1:]):
			tokens[first].felt = -float32(math.Min(float64(tokens[first].felt), 2.5))
		}
		return
	}
	if expects > 0 && trouble(tokens) {
		m.praise = math.Max(0, m.praise-expects)
		m.blame += math.Min(expects, 2.5)
		m.telling++
	}
}

// phraseEnd returns the last token of the phrase that starts at i.
func (s *sentence) phraseEnd(i int) int {
	for i+1 < s.n && !s.tokens[i].comma && s.tokens[i+1].joined {
		i++
	}
	return i
}

// trouble reports whether tokens tell of more trouble and of nothing good.
func trouble(tokens []token) bool {
	bad, more := false, false
	for i := range tokens {
		t := &tokens[i]
		switch {
		case t.felt > 0 || t.modify == turn:
			return false
		case t.felt <= -1 && t.class == plain:
			bad, more = true, true
		case t.felt < -0.3 || t.modify == negate: // "great, another week without internet"
			bad = true
		}
		more = more || t.modify == again
	}
	return bad && more
}
