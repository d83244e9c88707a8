package words

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"regard/internal/listen/interaction"
	"regard/internal/platform/concordance"
	"regard/internal/platform/text"
)

const (
	longest  = 40       // bytes of a word that are kept and compared
	readMost = 64 << 10 // bytes of a text whose words are kept; what follows is a log or a file
	mostTold = 8        // words of a question that are asked for
)

// words yields the words of a text as they are kept.
func words(s string, fn func(word string)) {
	if len(s) > readMost {
		s = strings.ToValidUTF8(s[:readMost], "")
	}
	for w := range text.Words(text.Fold(s)) {
		fn(shorten(w))
	}
}

// shorten cuts a word between characters.
func shorten(w string) string {
	if len(w) <= longest {
		return w
	}
	end := longest
	for !utf8.RuneStart(w[end]) {
		end--
	}
	return w[:end]
}

// What narrows a search stands among the words, under a sign that no word has.
func ofChannel(c interaction.Channel) string { return "\x01" + string(c) }

func ofContributor(id int64) string { return "\x02" + strconv.FormatInt(id, 36) }

// entry is what an interaction has: its words and what narrows; nothing where
// nothing was said.
func entry(i interaction.Said) concordance.Entry {
	e := concordance.Entry{Key: concordance.Key{At: i.OccurredAt.UnixMicro(), ID: int64(i.ID)}}
	for _, s := range []string{i.Subject, i.Text} {
		words(s, func(w string) { e.Words = append(e.Words, w) })
	}
	if len(e.Words) == 0 {
		return e
	}
	e.Words = append(e.Words, ofChannel(i.Channel))
	for _, id := range i.Contributors() {
		if id != 0 {
			e.Words = append(e.Words, ofContributor(id))
		}
	}
	return e
}

// asked is what somebody looks for: every word, of the last one how it begins.
type asked []string

// ask reads what somebody typed: the first eight different words of it.
func ask(q string) (a asked) {
	words(q, func(w string) {
		if len(a) < mostTold {
			a = append(a, w)
		}
	})
	return a
}

// begins tells whether the last word may be the beginning of one. A single
// letter or digit is begun by too much to be of use, but where a sign is a word.
func (a asked) begins() bool {
	last := a[len(a)-1]
	return len(last) > 1
}

// terms are the words as the concordance is asked for them.
func (a asked) terms() (all [][]concordance.Term) {
	for k, w := range a {
		all = append(all, []concordance.Term{{Word: w, Begins: k == len(a)-1 && a.begins()}})
	}
	return all
}

// fits tells whether a word is one that is looked for.
func (a asked) fits(word string) (k int, fits bool) {
	for k, w := range a {
		if word == w || k == len(a)-1 && a.begins() && strings.HasPrefix(word, w) {
			return k, true
		}
	}
	return 0, false
}

// in tells whether texts have all that is looked for.
func (a asked) in(texts ...string) bool {
	var found [mostTold]bool
	for _, s := range texts {
		words(s, func(word string) {
			for k, w := range a {
				if word == w || k == len(a)-1 && a.begins() && strings.HasPrefix(word, w) {
					found[k] = true
				}
			}
		})
	}
	for k := range a {
		if !found[k] {
			return false
		}
	}
	return true
}
