package text

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

//go:embed tables/languages.txt
var languagesTable string

// maxLanguages bounds the languages of the table; a row of evidence is an array, so that adding one is a few
// instructions.
const maxLanguages = 16

// evidence is how strongly something speaks for each language, in natural logarithms.
type evidence [maxLanguages]float32

// lastLetter is the first rune that the automaton has no symbol for: Latin ends with Extended-A.
const lastLetter = 0x180

const (
	boundary = 0 // symbol of what is not a letter
	foreign  = 1 // symbol of letters that occur in no pattern
)

// automaton finds all words and letter patterns of the languages' table in one pass over a text, one lookup a letter
// (Aho and Corasick, "Efficient string matching", 1975, with the transitions filled in).
type automaton struct {
	codes   []string           // languages, in the table's order
	symbols [lastLetter]uint16 // by rune, upper case as lower case
	width   int                // symbols there are
	next    []uint16           // by state*width + symbol
	row     []uint16           // by state: what is found there, 0 for nothing
	rows    []evidence
}

// languages is the automaton of the table.
var languages = sync.OnceValue(func() *automaton { return newAutomaton(languagesTable) })

// step returns the state after a letter.
func (a *automaton) step(state uint16, symbol uint16) uint16 {
	return a.next[int(state)*a.width+int(symbol)]
}

// newAutomaton reads a table; a mistake in it is the programmer's and panics.
func newAutomaton(table string) *automaton {
	a := &automaton{width: foreign + 1, rows: make([]evidence, 1)}
	for r := range rune(lastLetter) {
		if unicode.IsLetter(r) {
			a.symbols[r] = foreign
		}
	}
	patterns, order := a.read(table)
	for _, p := range order {
		for _, r := range p {
			a.admit(r)
		}
	}
	a.grow(patterns, order)
	return a
}

// read returns the weights of every pattern, written with '_' for a word's edge, and the patterns in order.
func (a *automaton) read(table string) (map[string]evidence, []string) {
	weights := map[string]evidence{}
	var order []string
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		tenths, err := strconv.Atoi(fields[1])
		if err != nil {
			panic(fmt.Sprintf("languages table: weight %q", fields[1]))
		}
		lang := a.number(fields[0])
		for _, f := range fields[2:] {
			p := edges(f)
			w, seen := weights[p]
			if !seen {
				order = append(order, p)
			}
			w[lang] = max(w[lang], float32(tenths)/10)
			weights[p] = w
		}
	}
	return weights, order
}

func (a *automaton) number(code string) int {
	for i, c := range a.codes {
		if c == code {
			return i
		}
	}
	if len(a.codes) == maxLanguages {
		panic("languages table: too many languages")
	}
	a.codes = append(a.codes, code)
	return len(a.codes) - 1
}

// edges rewrites word, -end, begin- and -in- with '_' at the word's edges that the pattern insists on.
func edges(f string) string {
	p := strings.Trim(f, "-")
	if !strings.HasPrefix(f, "-") {
		p = "_" + p
	}
	if !strings.HasSuffix(f, "-") {
		p += "_"
	}
	return p
}

// admit gives a letter its symbol.
func (a *automaton) admit(r rune) {
	if r == '_' || r < lastLetter && a.symbols[r] > foreign {
		return
	}
	if r >= lastLetter || a.symbols[r] != foreign {
		panic(fmt.Sprintf("languages table: letter %q", r))
	}
	symbol := uint16(a.width)
	a.width++
	a.symbols[r] = symbol
	if u := unicode.ToUpper(r); u < lastLetter {
		a.symbols[u] = symbol
	}
}

// grow builds the states: a trie of the patterns, then, breadth first, the transitions of a mismatch.
func (a *automaton) grow(patterns map[string]evidence, order []string) {
	found := make([]evidence, 1)
	a.next = make([]uint16, a.width)
	for _, p := range order {
		state := uint16(0)
		for _, r := range p {
			at := int(state)*a.width + int(a.symbol(r))
			if a.next[at] == 0 {
				a.next[at] = uint16(len(found))
				found = append(found, evidence{})
				a.next = append(a.next, make([]uint16, a.width)...)
			}
			state = a.next[at]
		}
		found[state] = patterns[p]
	}
	fail := make([]uint16, len(found))
	var queue []uint16
	for _, s := range a.next[:a.width] {
		if s != 0 {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		found[state] = found[state].plus(found[fail[state]])
		for symbol := range a.width {
			at, instead := int(state)*a.width+symbol, a.next[int(fail[state])*a.width+symbol]
			if child := a.next[at]; child != 0 {
				fail[child] = instead
				queue = append(queue, child)
			} else {
				a.next[at] = instead
			}
		}
	}
	a.row = make([]uint16, len(found))
	numbers := map[evidence]uint16{{}: 0}
	for state, e := range found {
		n, seen := numbers[e]
		if !seen {
			n = uint16(len(a.rows))
			numbers[e] = n
			a.rows = append(a.rows, e)
		}
		a.row[state] = n
	}
}

func (a *automaton) symbol(r rune) uint16 {
	if r == '_' {
		return boundary
	}
	return a.symbols[r]
}

func (e evidence) plus(o evidence) evidence {
	for i := range e {
		e[i] += o[i]
	}
	return e
}
