package customer

import (
	"slices"
	"strings"
	"unicode"
)

// near is how many words may stand between a person's first and last name for
// the two to name him.
const near = 3

// nameWords returns the words of a name in lower case.
func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !inWord(r) && r != '-' })
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Redact puts Gone in the place of what names the person: his addresses and
// numbers wherever they stand as words of their own, upper or lower case, and
// his names where the first and the last of them stand near each other. What
// names nobody is returned as it is.
func (t Traces) Redact(text string) string {
	for text != "" {
		redacted := t.redact(text) // which may bring a first and a last name nearer to each other
		if redacted == text {
			break
		}
		text = redacted
	}
	return text
}

func (t Traces) redact(text string) string {
	runes := []rune(text)
	lower := make([]rune, len(runes))
	for i, r := range runes {
		lower[i] = unicode.ToLower(r) // rune for rune, so that places agree
	}
	flat := string(lower)
	var spans []span
	for _, w := range t.Words {
		if strings.Contains(flat, w) {
			spans = append(spans, findWord(lower, []rune(w))...)
		}
	}
	for _, p := range t.Phones {
		spans = append(spans, findDigits(lower, p)...)
	}
	for _, n := range t.Names {
		if strings.Contains(flat, n[0]) && strings.Contains(flat, n[len(n)-1]) {
			spans = append(spans, findName(lower, n)...)
		}
	}
	if len(spans) == 0 {
		return text
	}
	return cover(runes, spans)
}

// span is a place in a text, from one rune to before another.
type span struct{ from, to int }

// cover replaces places, those that touch or overlap by one mark.
func cover(text []rune, spans []span) string {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	var b strings.Builder
	at := 0
	for i := 0; i < len(spans); i++ {
		s := spans[i]
		for i+1 < len(spans) && spans[i+1].from <= s.to {
			i++
			s.to = max(s.to, spans[i].to)
		}
		b.WriteString(string(text[at:s.from]))
		b.WriteString(Gone)
		at = s.to
	}
	b.WriteString(string(text[at:]))
	return b.String()
}

// findWord finds a word, an address or a number of a system, that is no part of
// a longer one.
func findWord(text, word []rune) (spans []span) {
	for at := 0; at+len(word) <= len(text); at++ {
		if !slices.Equal(text[at:at+len(word)], word) {
			continue
		}
		end := at + len(word)
		if at > 0 && joins(text[at-1]) || end < len(text) && inWord(text[end]) ||
			end+1 < len(text) && joins(text[end]) && inWord(text[end+1]) {
			continue
		}
		spans = append(spans, span{at, end})
		at = end - 1
	}
	return spans
}

// joins tells whether a rune makes an address longer.
func joins(r rune) bool { return inWord(r) || strings.ContainsRune("._-+", r) }

// findDigits finds a number however its digits are grouped, that is no part of
// a longer one.
func findDigits(text []rune, digits string) (spans []span) {
	for at := 0; at < len(text); at++ {
		if text[at] != rune(digits[0]) || at > 0 && unicode.IsDigit(text[at-1]) {
			continue
		}
		if end, ok := follows(text, at, digits); ok {
			from := at
			if from > 0 && text[from-1] == '+' {
				from--
			}
			spans = append(spans, span{from, end})
			at = end - 1
		}
	}
	return spans
}

func follows(text []rune, at int, digits string) (end int, ok bool) {
	for _, d := range digits {
		for gap := 0; at < len(text) && gap < 3 && strings.ContainsRune(" \u00a0\u2011()-./", text[at]); gap++ {
			at++
		}
		if at >= len(text) || text[at] != d {
			return 0, false
		}
		at++
	}
	return at, at == len(text) || !unicode.IsDigit(text[at])
}

// findName finds every word of a name in a text where its first and its last
// stand near each other; else none.
func findName(text []rune, name []string) (spans []span) {
	type word struct {
		span
		which int // of the name; -1: another
	}
	var words []word
	for at := 0; at < len(text); {
		if !inWord(text[at]) {
			at++
			continue
		}
		end := at
		for end < len(text) && (inWord(text[end]) || text[end] == '-' && end+1 < len(text) && inWord(text[end+1])) {
			end++
		}
		w := string(text[at:end])
		which := slices.IndexFunc(name, func(n string) bool { return w == n || w == n+"s" }) // Lovelaces: the Norwegian genitive
		words = append(words, word{span{at, end}, which})
		at = end
	}
	named := false
	for i, w := range words {
		for j := i + 1; j < len(words) && j <= i+near+1; j++ {
			a, b := w.which, words[j].which
			named = named || a == 0 && b == len(name)-1 || b == 0 && a == len(name)-1
		}
	}
	if !named {
		return nil
	}
	for _, w := range words {
		if w.which >= 0 {
			spans = append(spans, w.span)
		}
	}
	return spans
}
