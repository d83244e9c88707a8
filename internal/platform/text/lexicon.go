package text

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed tables/*.txt
var tables embed.FS

// class is what a word does in a sentence.
type class uint8

const (
	plain  class = iota // sounds as its valence says, if it has one
	fact                // tells what happened; see facts_en.txt
	manner              // politeness; see polite_en.txt
	raise
	lower
	again
	negate
	turn
	grant
	number
)

// entry is what the tables say of a word, sign or phrase.
type entry struct {
	valence float32 // -4 to 4; 0 for words that only matter to others
	change  float32 // of a modifier: its strength
	id      uint16  // of a word that a phrase names, else 0
	class   class   // of its valence
	modify  class   // what it does to others, plain for nothing
	starts  bool    // a phrase may begin with it
	moves   uint8   // emotions that it speaks of, as bits in the order of Emotions
}

// lexicon is the tables in the form in which they are read.
type lexicon struct {
	words   map[string]entry
	signs   map[string]entry
	first   [256]bool // bytes that signs begin with
	longest int       // bytes in the longest sign
	phrases *trie
	elides  bool // words are joined by apostrophes, as in French
	nouns   bool // nouns have capitals, as in German
}

// lexicons are those of the languages that are read, by code, each parsed on first use; a mistake in a table panics, and a
// test reads them all. Where two tables have the same phrase, the one read later has the word.
var lexicons = func() map[string]func() *lexicon {
	all := map[string]func() *lexicon{}
	for _, code := range Languages {
		all[code] = sync.OnceValue(func() *lexicon { return newLexicon(code) })
	}
	return all
}()

// names are the hashes of words that say who somebody is.
var names = sync.OnceValue(func() map[uint32]bool {
	all := map[uint32]bool{}
	for f := range rows("names", 1) {
		for w := range strings.FieldsSeq(f[0]) {
			h, _ := hashOf(w, false)
			all[h] = true
		}
	}
	return all
})

func newLexicon(code string) *lexicon {
	l := &lexicon{words: map[string]entry{}, signs: map[string]entry{}, phrases: newTrie(), elides: code == "fr", nouns: code == "de"}
	l.readModifiers("modifiers_" + code)
	l.readValences("lexicon_"+code, plain)
	l.readValences("sayings_"+code, plain)
	l.readValences("polite_"+code, manner)
	l.readValences("facts_"+code, fact)
	l.readValences("service_"+code, plain)
	l.readValences("idioms_"+code, plain)
	l.readSigns()
	return l
}

// rows yields the lines of a table that say something, cut at tabs.
func rows(name string, fields int) func(func([]string) bool) {
	content, err := tables.ReadFile("tables/" + name + ".txt")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		panic(err)
	}
	return func(yield func([]string) bool) {
		for line := range strings.Lines(string(content)) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' && !strings.Contains(line, "\t") {
				continue // a comment has no tab; "# times" does
			}
			f := strings.Split(line, "\t")
			if len(f) < fields {
				panic(fmt.Sprintf("table %s: %q: want %d fields", name, line, fields))
			}
			if !yield(f) {
				return
			}
		}
	}
}

func valence(table, s string) float32 {
	v, err := strconv.ParseFloat(s, 32)
	if err != nil || v < -4 || v > 4 {
		panic(fmt.Sprintf("table %s: valence %q", table, s))
	}
	return float32(v)
}

func emotionsOf(table, s string) (set uint8) {
	if s == "-" {
		return 0
	}
	for name := range strings.SplitSeq(s, ",") {
		i := slices.Index(Emotions[:], Emotion(name))
		if i < 0 {
			panic(fmt.Sprintf("table %s: emotion %q", table, name))
		}
		set |= 1 << i
	}
	return set
}

func (l *lexicon) readModifiers(table string) {
	kinds := map[string]class{"raise": raise, "lower": lower, "again": again, "negate": negate, "turn": turn,
		"grant": grant, "number": number}
	for f := range rows(table, 3) {
		kind, ok := kinds[f[0]]
		if !ok {
			panic("table " + table + ": kind " + f[0])
		}
		for w := range strings.FieldsSeq(f[2]) {
			e := entry{modify: kind, change: valence(table, f[1])}
			if kind == number {
				e = entry{class: number}
			}
			l.words[w] = e
		}
	}
}

func (l *lexicon) readValences(table string, of class) {
	for f := range rows(table, 2) {
		v, felt := valence(table, f[1]), uint8(0)
		if len(f) > 2 {
			felt = emotionsOf(table, f[2])
		}
		for _, phrase := range alternatives(strings.TrimSpace(f[0])) {
			if len(phrase) > 1 {
				l.phrase(phrase, entry{valence: v, class: of, moves: felt})
				continue
			}
			e := l.words[phrase[0]]
			e.valence, e.class, e.moves = v, of, felt
			l.words[phrase[0]] = e
		}
	}
}

// phrase adds a phrase, giving its words an id where they have none.
func (l *lexicon) phrase(words []string, e entry) {
	ids := make([]uint16, len(words))
	for i, w := range words {
		switch w {
		case "*":
			ids[i] = anyWord
		case "#":
			ids[i] = anyNumber
		case "~":
			ids[i] = anyNegation
		default:
			known := l.words[w]
			if known.id == 0 {
				l.phrases.names++
				known.id = l.phrases.names
			}
			known.starts = known.starts || i == 0
			l.words[w] = known
			ids[i] = known.id
		}
	}
	l.phrases.add(ids, e)
}

func (l *lexicon) readSigns() {
	for f := range rows("symbols", 2) {
		for sign := range strings.FieldsSeq(f[1]) {
			l.signs[sign] = entry{valence: valence("symbols", f[0])}
			l.first[sign[0]] = true
			l.longest = max(l.longest, len(sign))
		}
	}
}

// sign returns the emoji or emoticon that s begins with, and its length. An emoticon of ASCII must stand apart: the
// colon of "see:(below)" is none.
func (l *lexicon) sign(s string, apart bool) (entry, int) {
	if !l.first[s[0]] || s[0] < utf8.RuneSelf && !apart {
		return entry{}, 0
	}
	for n := min(l.longest, len(s)); n > 0; n-- {
		e, ok := l.signs[s[:n]]
		if !ok {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(s[n:]); s[0] < utf8.RuneSelf && n < len(s) && wordRune(next) {
			continue
		}
		return e, n
	}
	return entry{}, 0
}

// find returns what the tables say of a word in lower case. One with a letter drawn out is looked for with that letter
// twice, then once.
func (l *lexicon) find(word []byte, long bool) (entry, bool) {
	if e, ok := l.words[string(word)]; ok || !long {
		return e, ok
	}
	var buf [maxWord + utf8.UTFMax]byte
	n := 0
	for _, b := range word {
		if n == 0 || buf[n-1] != b {
			buf[n] = b
			n++
		}
	}
	e, ok := l.words[string(buf[:n])]
	return e, ok
}
