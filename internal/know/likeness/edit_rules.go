package likeness

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// longest is how many characters of a text are compared; the rest says little.
const longest = 64

// runes puts the characters of a text into a buffer.
func runes(s string, buf *[longest]rune) []rune {
	n := 0
	for _, r := range s {
		if n == longest {
			break
		}
		buf[n] = r
		n++
	}
	return buf[:n]
}

// Similarity is the Jaro-Winkler similarity of two texts, 0 to 1: Jaro's mean
// of the shares of characters in common and of these in order (Jaro 1989, JASA
// 84:414), raised by a tenth of what is missing to 1 for each of the up to four
// first characters that agree, where it is above 0.7 (Winkler 1990, "String
// comparator metrics and enhanced decision rules").
func Similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	var ab, bb [longest]rune
	x, y := runes(a, &ab), runes(b, &bb)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	reach := max(len(x), len(y))/2 - 1
	var inX, inY uint64 // bits: which characters found a partner
	common := 0
	for i, r := range x {
		for j := max(0, i-reach); j < min(len(y), i+reach+1); j++ {
			if inY&(1<<j) == 0 && y[j] == r {
				inX, inY = inX|1<<i, inY|1<<j
				common++
				break
			}
		}
	}
	if common == 0 {
		return 0
	}
	crossed, j := 0, 0
	for i, r := range x {
		if inX&(1<<i) == 0 {
			continue
		}
		for inY&(1<<j) == 0 {
			j++
		}
		if y[j] != r {
			crossed++
		}
		j++
	}
	m := float64(common)
	jaro := (m/float64(len(x)) + m/float64(len(y)) + (m-float64(crossed)/2)/m) / 3
	if jaro <= 0.7 {
		return jaro
	}
	prefix := 0
	for prefix < min(4, len(x), len(y)) && x[prefix] == y[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*0.1*(1-jaro)
}

// Edits returns how many characters must be changed, added, left out, or
// swapped with their neighbour to make one text the other (Damerau 1964,
// Levenshtein 1966; no character is touched twice), up to limit; limit+1 where
// it is more.
func Edits(a, b string, limit int) int {
	if a == b {
		return 0
	}
	var ab, bb [longest]rune
	x, y := runes(a, &ab), runes(b, &bb)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	var rows [3][longest + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(y) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			d := last[j-1]
			if x[i-1] != y[j-1] {
				d = 1 + min(last[j], now[j-1], last[j-1])
				if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
					d = min(d, before[j-2]+1)
				}
			}
			now[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return min(last[len(y)], limit+1)
}

// letters are what of a text can be compared quickly.
type letters struct {
	set    uint64 // its characters, each a bit
	length int32
	sound  uint32 // of how it sounds
	plain  bool   // one word of the letters a to z
	called bool   // its first word is a given name that may be another's in short
}

func lettersOf(s string) letters {
	first, _, _ := strings.Cut(s, " ")
	l := letters{plain: s != "", sound: sound(s), called: groups[first] != nil}
	for _, r := range s {
		l.set |= 1 << (uint32(r) & 63)
		l.length++
		l.plain = l.plain && 'a' <= r && r <= 'z'
	}
	return l
}

// mayBeAlike tells whether two texts can be two edits apart at most, or as
// similar as 0.85, going by their letters alone: quick, and never false where
// they are. Each letter that only one of them has takes an edit, and finds no
// partner, so that Jaro's similarity is (1 - d/|a| + 1 - e/|b| + 1)/3 at most,
// and Winkler's four letters raise 0.75 to 0.85.
func mayBeAlike(a, b *letters) bool {
	only, other := bits.OnesCount64(a.set&^b.set), bits.OnesCount64(b.set&^a.set)
	if only <= 2 && other <= 2 {
		return true
	}
	return 3-float64(only)/float64(max(1, a.length))-float64(other)/float64(max(1, b.length)) >= 3*0.75
}

func length(s string) int { return utf8.RuneCountInString(s) }
