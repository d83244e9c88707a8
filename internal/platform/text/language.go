package text

import (
	"math"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Undetermined is the BCP 47 code of a language that cannot be told.
const Undetermined = "und"

const (
	// enoughLetters is how many bytes are read to tell a language; more of them tell no more.
	enoughLetters = 2 << 10
	// doubt is the weight of "none of them" against the languages, in natural logarithms: first of all, and more with
	// every word, since any word resembles something.
	doubt, doubtPerWord = 1.5, 0.12
)

// Language returns the BCP 47 code of the language that a text is written in, and how sure that is, 0 to 1.
//
// The script comes first; Latin script is read against the table of function words and letter patterns, whose weights
// are added up as in naive Bayes. The confidence is the softmax of the best language among all and "none of them". Below
// one half, when it is likelier to be anything else, the answer is Undetermined with confidence 0: Danish and Norwegian
// in two words often are. Other scripts are told by the script alone; where that leaves the language open the code
// still carries it ("und-Cyrl"), with confidence 0. Norwegian is "no", in either written form.
//
// It reads the first 2 KiB, skips addresses, and allocates only for text with combining accents.
func Language(s string) (code string, confidence float64) {
	var seen tally
	if len(s) > enoughLetters {
		s = clip(s)
		end := enoughLetters
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end++
		}
		s = s[:end]
	}
	a := languages()
	sum, words, combining := a.tell(s, &seen)
	if combining {
		seen = tally{}
		sum, words, _ = a.tell(norm.NFC.String(s), &seen)
	}
	if seen.main() != latin {
		return seen.language()
	}
	return a.best(&sum, words)
}

// tell adds up the evidence of a text, counts its words, and reports whether it has accents written apart.
func (a *automaton) tell(s string, seen *tally) (sum evidence, words int, combining bool) {
	state, inWord := a.step(0, boundary), false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if i == 0 || s[i-1] <= ' ' {
			if n := address(s[i:]); n > 0 {
				i += n
				continue
			}
		}
		i += size
		symbol := uint16(boundary)
		if r < lastLetter {
			if symbol = a.symbols[r]; symbol != boundary {
				seen.letters[latin]++
			}
		} else if seen.add(r); scriptOf(r) != noScript {
			symbol = foreign
		} else if 0x300 <= r && r < 0x370 {
			combining = true
		}
		if !inWord && symbol != boundary {
			words++
		}
		inWord = symbol != boundary
		state = a.step(state, symbol)
		if row := a.row[state]; row != 0 {
			e := &a.rows[row]
			for j := range sum {
				sum[j] += e[j]
			}
		}
	}
	if row := a.row[a.step(state, boundary)]; inWord && row != 0 {
		sum = sum.plus(a.rows[row])
	}
	return sum, words, combining
}

// best weighs the languages against each other and against none.
func (a *automaton) best(sum *evidence, words int) (string, float64) {
	best := 0
	for i := range a.codes {
		if sum[i] > sum[best] {
			best = i
		}
	}
	total := math.Exp(doubt + doubtPerWord*float64(words) - float64(sum[best]))
	for i := range a.codes {
		if sum[i] > 0 {
			total += math.Exp(float64(sum[i] - sum[best]))
		}
	}
	if p := 1 / total; p >= 0.5 {
		return a.codes[best], p
	}
	return Undetermined, 0
}
