package text

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Pattern is what a table of patterns has in a line: what it tells, and the words that tell it. In them
//
//	word      is that word, in any case
//	word+     a word that begins so
//	+word     a word that ends so
//	*         any one word
//	#         a number, in digits or in words
//	[x]       x, or nothing
//	(a|b c)   either
type Pattern struct {
	Kind  uint8
	Words string
}

// patterns finds the patterns of a language in a sentence: an automaton whose letters are words, compared by a hash of
// their letters. From a node several edges may lead on with one word.
type patterns struct {
	whole, begins, ends map[uint32]uint16   // hash → id
	probable            [2][1 << 12]bool    // of begins and of ends: whether a hash may be there
	edges               map[uint32][]uint16 // node and id → nodes
	nodes               []patternNode
}

// longestPattern is how many words a pattern may have, each of its alternatives counted.
const longestPattern = 200

type patternNode struct {
	kinds       []uint8 // of the patterns that end here
	any, number []uint16
	on          bool
}

// match is a pattern that was found.
type match struct {
	kind     uint8
	from, to int // tokens
}

// newPatterns makes them findable. An error says which is wrong, and why.
func newPatterns(list []Pattern) (*patterns, error) {
	p := &patterns{whole: map[uint32]uint16{}, begins: map[uint32]uint16{}, ends: map[uint32]uint16{}, edges: map[uint32][]uint16{}, nodes: make([]patternNode, 1)}
	for _, x := range list {
		if err := p.add(x); err != nil {
			return nil, fmt.Errorf("%q: %w", x.Words, err)
		}
	}
	return p, nil
}

func (p *patterns) add(x Pattern) error {
	c := patternParser{p: p, rest: strings.ReplaceAll(x.Words, "-", " ")} // a hyphen parts words in a text too
	if words := strings.FieldsFunc(c.rest, func(r rune) bool { return strings.ContainsRune(" |()[]", r) }); len(words) > longestPattern {
		return fmt.Errorf("more than %d words", longestPattern)
	} else if !slices.ContainsFunc(words, func(w string) bool { return w != "*" && w != "#" }) {
		return errors.New("it would be found everywhere")
	}
	ends, err := c.choice([]uint16{0}, 0)
	if err == nil && c.rest != "" {
		err = fmt.Errorf("%q closes what is not open", c.rest[:1])
	}
	if err != nil {
		return err
	}
	for _, n := range ends {
		if n == 0 {
			return errors.New("it would be found everywhere")
		}
		p.nodes[n].kinds = append(p.nodes[n].kinds, x.Kind)
	}
	return nil
}

// patternParser reads a pattern. What is read leads from some nodes to others.
type patternParser struct {
	p    *patterns
	rest string
}

// choice reads alternatives up to a closing bracket.
func (c *patternParser) choice(from []uint16, depth int) (to []uint16, err error) {
	if depth > 8 {
		return nil, errors.New("too many brackets within brackets")
	}
	for {
		ends, err := c.words(from, depth)
		if err != nil {
			return nil, err
		}
		to = union(to, ends)
		if !strings.HasPrefix(c.rest, "|") || depth == 0 {
			return to, nil
		}
		c.rest = c.rest[1:]
	}
}

// words reads one after another.
func (c *patternParser) words(at []uint16, depth int) ([]uint16, error) {
	for first := true; ; first = false {
		rest := strings.TrimLeft(c.rest, " ")
		if rest == "" || strings.IndexByte("|)]", rest[0]) >= 0 {
			c.rest = rest
			return at, nil
		}
		if !first && len(rest) == len(c.rest) {
			return nil, fmt.Errorf("there is no space before %q", rest)
		}
		c.rest = rest
		var next []uint16
		var err error
		if open := c.rest[0]; open == '(' || open == '[' {
			c.rest = c.rest[1:]
			if next, err = c.choice(at, depth+1); err != nil {
				return nil, err
			}
			closing := map[byte]string{'(': ")", '[': "]"}[open]
			var closed bool
			if c.rest, closed = strings.CutPrefix(c.rest, closing); !closed {
				return nil, fmt.Errorf("%q is not closed", open)
			}
			if open == '[' {
				next = union(next, at)
			}
		} else {
			n := strings.IndexAny(c.rest, " |()[]")
			if n < 0 {
				n = len(c.rest)
			}
			if next, err = c.p.word(at, c.rest[:n]); err != nil {
				return nil, err
			}
			c.rest = c.rest[n:]
		}
		at = next
	}
}

func union(a, b []uint16) []uint16 {
	for _, n := range b {
		if !slices.Contains(a, n) {
			a = append(slices.Clip(a), n)
		}
	}
	return a
}

// word leads from nodes to a new one by a word.
func (p *patterns) word(from []uint16, w string) ([]uint16, error) {
	if len(p.nodes) > 0xfff0 {
		return nil, errors.New("too many patterns")
	}
	to := uint16(len(p.nodes))
	p.nodes = append(p.nodes, patternNode{})
	for _, n := range from {
		switch w {
		case "*":
			p.nodes[n].any = append(p.nodes[n].any, to)
		case "#":
			p.nodes[n].number = append(p.nodes[n].number, to)
		default:
			id, err := p.name(w)
			if err != nil {
				return nil, err
			}
			key := uint32(n)<<16 | uint32(id)
			p.edges[key] = append(p.edges[key], to)
			p.nodes[n].on = true
		}
	}
	return []uint16{to}, nil
}

// name returns the id of a word of a pattern.
func (p *patterns) name(w string) (uint16, error) {
	table, reverse, bare := p.whole, false, w
	if s, ok := strings.CutSuffix(w, "+"); ok {
		table, bare = p.begins, s
	} else if s, ok := strings.CutPrefix(w, "+"); ok {
		table, bare, reverse = p.ends, s, true
	}
	h, n := hashOf(bare, reverse)
	if strings.Trim(bare, "0123456789") == "" { // digits are all the same in a text
		return 0, errors.New("a number is written #")
	}
	if n == 0 || bare != w && n < 2 {
		return 0, fmt.Errorf("%q is no word", w)
	}
	id, known := table[h]
	if !known {
		id = uint16(len(p.whole) + len(p.begins) + len(p.ends) + 1)
		table[h] = id
		if reverse {
			p.probable[1][h>>20] = true
		} else if bare != w {
			p.probable[0][h>>20] = true
		}
	}
	return id, nil
}

// hashOf is the hash of a token whose letters are w's.
func hashOf(w string, reverse bool) (h uint32, letters int) {
	var t token
	c := scanner{text: w, lex: &lexicon{}}
	var s sentence
	c.word(&s)
	if s.n == 0 || c.at != len(w) {
		return 0, 0
	}
	t = s.tokens[0]
	h = offset
	for i := range t.n {
		k := i
		if reverse {
			k = t.n - 1 - i
		}
		h = (h ^ uint32(t.letters[k])) * prime
	}
	return h, int(t.n)
}

// ids returns what a token is in patterns.
func (p *patterns) ids(t *token, into []uint16) []uint16 {
	if !t.word {
		return into
	}
	if id := p.whole[t.hash]; id != 0 {
		into = append(into, id)
	}
	h, back := uint32(offset), uint32(offset)
	for i := range t.n {
		h = (h ^ uint32(t.letters[i])) * prime
		back = (back ^ uint32(t.letters[t.n-1-i])) * prime
		if i == 0 {
			continue
		}
		if p.probable[0][h>>20] && len(into) < cap(into) {
			if id := p.begins[h]; id != 0 {
				into = append(into, id)
			}
		}
		if p.probable[1][back>>20] && t.n < maxLetters && len(into) < cap(into) { // of a longer word the end is not kept
			if id := p.ends[back]; id != 0 {
				into = append(into, id)
			}
		}
	}
	return into
}

// maxIDs is how many patterns' words a token can be at once.
const maxIDs = 6

// found are the ids of a sentence's tokens.
type found struct {
	ids [96][maxIDs]uint16
	n   [96]uint8

	steps int // taken from one token: what many ways lead to is not looked for for ever
}

// mostSteps are taken from one token. Patterns of ours take some dozens.
const mostSteps = 5_000

// find appends the matches in a sentence to list, as long as there is room: of each kind the longest at a place.
func (p *patterns) find(s *sentence, f *found, list []match) []match {
	for i := range s.tokens[:s.n] {
		f.n[i] = uint8(len(p.ids(&s.tokens[i], f.ids[i][:0])))
	}
	for i := range s.tokens[:s.n] {
		f.steps = 0
		list = p.at(s, f, 0, i, i, len(list), list)
	}
	return list
}

// at follows the patterns from a node at a token.
func (p *patterns) at(s *sentence, f *found, node uint16, from, i, begun int, list []match) []match {
	if f.steps++; f.steps > mostSteps {
		return list
	}
	n := &p.nodes[node]
	for _, kind := range n.kinds {
		list = keep(list, match{kind, from, i}, begun)
	}
	if i == s.n || i > from && s.tokens[i-1].comma || !s.tokens[i].word {
		return list
	}
	if n.on {
		for _, id := range f.ids[i][:f.n[i]] {
			for _, next := range p.edges[uint32(node)<<16|uint32(id)] {
				list = p.at(s, f, next, from, i+1, begun, list)
			}
		}
	}
	if t := &s.tokens[i]; len(n.number) > 0 && (t.class == number || t.n > 0 && t.letters[0] == '0') {
		for _, next := range n.number {
			list = p.at(s, f, next, from, i+1, begun, list)
		}
	}
	for _, next := range n.any {
		list = p.at(s, f, next, from, i+1, begun, list)
	}
	return list
}

// keep adds a match unless a longer one of its kind covers it; it takes the place of a shorter one.
func keep(list []match, m match, begun int) []match {
	for k := range list {
		if o := &list[k]; o.kind == m.kind && o.from <= m.from && m.from < o.to {
			if m.to > o.to && k >= begun {
				*o = m
			}
			return list
		}
	}
	if len(list) == cap(list) {
		return list
	}
	return append(list, m)
}
