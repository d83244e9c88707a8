package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"regard/internal/platform/text"
)

// Piece is a stretch of a text, and whether it is a word that was looked for.
type Piece struct {
	Text   string
	Marked bool
}

const (
	excerptLength = 240 // bytes of an excerpt, about
	excerptBefore = 80  // bytes of them that stand before the first word found
)

// span is where a word that is looked for stands in a text.
type span struct{ from, to, which int }

// places finds the words that are looked for, in the text as it was written.
func (a asked) places(s string) (list []span) {
	if len(s) > readMost {
		s = strings.ToValidUTF8(s[:readMost], "")
	}
	at := 0
	for w := range text.Words(s) {
		at += strings.Index(s[at:], w)
		for folded := range text.Words(text.Fold(w)) {
			if k, fits := a.fits(shorten(folded)); fits {
				list = append(list, span{at, at + len(w), k})
				break
			}
		}
		at += len(w)
	}
	return list
}

// mark cuts a whole text into pieces.
func (a asked) mark(s string) []Piece { return cutAt(s, a.places(s), 0, len(s)) }

// excerpt cuts out of a text what stands around the words: where most of the
// different ones lie near each other, the first such place. Without any it is
// how the text begins.
func (a asked) excerpt(s string) []Piece {
	list := a.places(s)
	first, most := 0, 0
	for i := range list {
		var near [mostTold]bool
		n := 0
		for _, p := range list[i:] {
			if p.to > list[i].from+excerptLength-excerptBefore {
				break
			}
			if !near[p.which] {
				near[p.which] = true
				n++
			}
		}
		if n > most {
			first, most = i, n
		}
	}
	from := 0
	if len(list) > 0 {
		from = list[first].from - excerptBefore
	}
	from, to := window(s, from)
	return cutAt(s, list, from, to)
}

// window returns where an excerpt begins and ends: between words, at the
// beginning of a sentence where one is near.
func window(s string, from int) (int, int) {
	if from <= excerptBefore/4 {
		from = 0
	} else {
		from = boundary(s, from)
	}
	to := from + excerptLength
	if to >= len(s)-excerptBefore/4 {
		return from, len(s)
	}
	return from, boundary(s, to)
}

// boundary returns the beginning of a sentence, else of a word, at a place of a
// text or soon after it.
func boundary(s string, at int) int {
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	word := -1
	for k, r := range s[at:min(len(s), at+excerptBefore/2)] {
		if !unicode.IsSpace(r) {
			continue
		}
		next := at + k + utf8.RuneLen(r)
		if word < 0 {
			word = next
		}
		if before := at + k; before > 0 && strings.IndexByte(".!?\n", s[before-1]) >= 0 {
			return next
		}
	}
	if word < 0 {
		return at
	}
	return word
}

// cutAt cuts a stretch of a text into pieces.
func cutAt(s string, list []span, from, to int) (pieces []Piece) {
	add := func(text string, marked bool) {
		if text != "" {
			pieces = append(pieces, Piece{text, marked})
		}
	}
	if from > 0 {
		add("… ", false)
	}
	at := from
	for _, p := range list {
		if p.from < at || p.to > to {
			continue
		}
		add(s[at:p.from], false)
		add(s[p.from:p.to], true)
		at = p.to
	}
	if to < len(s) {
		add(strings.TrimRightFunc(s[at:to], unicode.IsSpace)+" …", false)
	} else {
		add(s[at:to], false)
	}
	return pieces
}
