package text

// Numbers of Fowler, Noll and Vo's hash (FNV-1a, 32 bits).
const (
	offset = 2166136261
	prime  = 16777619
)

// Kinds of features. Those of one kind weigh together, however many there are.
const (
	wordGrams = iota // words, pairs of them, negated words
	charGrams        // letters of words
	markGrams        // what the lexicon and the punctuation say of the whole
	gramKinds
)

// Salts that keep features of different nature apart.
const (
	saltWord = 0x9e3779b9 * (iota + 1) & 0xffffffff
	saltPair
	saltNegated
	saltChars
	saltMark
	saltOwn // of one language alone
)

// aName is what stands for a name beside other words.
const aName = 0x6e616d65

// mix spreads a hash over all its bits (the finaliser of MurmurHash3, Appleby).
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// gram is a feature of a sentence.
type gram struct {
	hash  uint32
	token uint8
}

// grams are the features of a sentence, by kind.
type grams struct {
	words [96*5 + 32*3]gram
	chars [96 * 3 * maxLetters]gram
	n, m  int
}

func (g *grams) word(h uint32, token int) {
	g.words[g.n] = gram{mix(h), uint8(token)}
	g.n++
}

// of fills in the features of a sentence in a language, whose number is own. What seems to be a name is one like all
// others: who somebody is, or whom he speaks of, says nothing of how he feels.
func (g *grams) of(s *sentence, own uint32, nouns bool) { // nouns: they have capitals too, so that capitals tell no name
	g.n, g.m = 0, 0
	told, list := !nouns && 2*s.titled <= s.words, names()
	last, negated := uint32(offset), 0
	own = (own + 1) * saltOwn
	for i := range s.tokens[:s.n] {
		t := &s.tokens[i]
		h := t.hash
		if list[h] || told && i > 0 && t.title && !t.listed {
			last, t.hash = aName, aName
			continue
		}
		g.word(h+saltWord, i)
		g.word(h^own, i)
		g.word((last*31+h)^saltPair, i)
		if negated > 0 && t.word {
			g.word(h^own+saltNegated, i)
			negated--
		}
		if t.modify == negate {
			negated = reach
		} else if t.comma || t.modify == turn {
			negated = 0
		}
		last = h
		if t.word {
			g.letters(t, i)
		}
	}
	g.punctuate(s, own)
}

// punctuate adds the marks, each with the word or mark before it.
func (g *grams) punctuate(s *sentence, own uint32) {
	last, at := uint32(0), -1
	for _, p := range s.stops[:s.stopped] {
		token := max(0, int(p.after)-1)
		if int(p.after) != at {
			at, last = int(p.after), 0
			if at > 0 {
				last = s.tokens[at-1].hash
			}
		}
		g.word(p.mark+saltWord, token)
		g.word(p.mark^own, token)
		g.word((last*31+p.mark)^saltPair, token)
		last = p.mark
	}
	if s.stopped == 0 && s.n > 0 {
		g.word(saltPair, s.n-1)
	}
}

// letters adds the runs of three to five letters of a word with its edges.
func (g *grams) letters(t *token, i int) {
	var edged [maxLetters + 2]uint16
	n := copy(edged[1:], t.letters[:t.n]) + 2
	for from := range n - 2 {
		h := uint32(offset)
		for k := from; k < n && k < from+5; k++ {
			h = (h ^ uint32(edged[k])) * prime
			if k >= from+2 {
				g.chars[g.m] = gram{mix(h ^ saltChars), uint8(i)}
				g.m++
			}
		}
	}
}
