package text

import "strings"

// Ids that stand for more than one word in a phrase.
const (
	anyWord     uint16 = 0xffff - iota // *
	anyNumber                          // #
	anyNegation                        // ~
)

// trie finds the longest phrase that begins at a word. A node is a number; an edge is a node and the id of a word.
type trie struct {
	edges map[uint32]uint16
	nodes []node
	names uint16 // ids given to words
}

type node struct {
	found                entry
	ends                 bool
	next                 bool // some word leads on
	any, number, negated uint16
}

func newTrie() *trie { return &trie{edges: map[uint32]uint16{}, nodes: make([]node, 1)} }

func (t *trie) add(ids []uint16, e entry) {
	at := uint16(0)
	for _, id := range ids {
		at = t.child(at, id)
	}
	t.nodes[at].found, t.nodes[at].ends = e, true
}

func (t *trie) child(at, id uint16) uint16 {
	if len(t.nodes) > 0xffff {
		panic("too many phrases")
	}
	grown := uint16(len(t.nodes))
	var to *uint16
	switch id {
	case anyWord:
		to = &t.nodes[at].any
	case anyNumber:
		to = &t.nodes[at].number
	case anyNegation:
		to = &t.nodes[at].negated
	default:
		key := uint32(at)<<16 | uint32(id)
		if next, ok := t.edges[key]; ok {
			return next
		}
		t.edges[key] = grown
		t.nodes[at].next = true
		t.nodes = append(t.nodes, node{})
		return grown
	}
	if *to == 0 {
		*to = grown
		t.nodes = append(t.nodes, node{})
		return grown
	}
	return *to
}

// longest returns the longest phrase at the beginning of tokens, in words, and what it says; 0 words if there is none.
// Between phrases of one length the more literal wins. A phrase does not reach across a comma, except at its end.
func (t *trie) longest(tokens []token, at uint16) (entry, int) {
	n := &t.nodes[at]
	best, words := n.found, 0
	if !n.ends {
		words = -1
	}
	if len(tokens) == 0 {
		return best, words
	}
	w := &tokens[0]
	try := func(next uint16) {
		if next == 0 {
			return
		}
		rest := tokens[1:]
		if w.comma {
			rest = nil
		}
		if e, more := t.longest(rest, next); more >= 0 && more+1 > words {
			best, words = e, more+1
		}
	}
	if w.id != 0 && n.next {
		try(t.edges[uint32(at)<<16|uint32(w.id)])
	}
	if n.number != 0 && w.class == number {
		try(n.number)
	}
	if n.negated != 0 && w.modify == negate {
		try(n.negated)
	}
	if n.any != 0 && w.word {
		try(n.any)
	}
	return best, words
}

// alternatives writes out a phrase of a table: every choice of (x|y), with and without [x].
func alternatives(phrase string) [][]string {
	open := strings.IndexAny(phrase, "([")
	if open < 0 {
		return [][]string{strings.Fields(phrase)}
	}
	closing := byte(')')
	if phrase[open] == '[' {
		closing = ']'
	}
	end := matching(phrase, open, closing)
	var all [][]string
	for _, choice := range choices(phrase[open+1 : end]) {
		all = append(all, alternatives(phrase[:open]+choice+phrase[end+1:])...)
	}
	if closing == ']' {
		all = append(all, alternatives(phrase[:open]+phrase[end+1:])...)
	}
	return all
}

// matching returns where the bracket that opens at open closes.
func matching(phrase string, open int, closing byte) int {
	depth := 0
	for i := open; i < len(phrase); i++ {
		switch phrase[i] {
		case phrase[open]:
			depth++
		case closing:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	panic("phrase without its closing bracket: " + phrase)
}

// choices cuts at the bars that are in no inner bracket.
func choices(s string) []string {
	var parts []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '|':
			if depth == 0 {
				parts, from = append(parts, s[from:i]), i+1
			}
		}
	}
	return append(parts, s[from:])
}
