package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// Undetermined is the BCP 47 code of a language that cannot be told.
	Undetermined = "und"
	// Multiple is the BCP 47 code of several languages in one text.
	Multiple = "mul"
)

const (
	// enoughLetters is how many bytes are read to tell a language; more of them tell no more.
	enoughLetters = 2 << 10
	// lastLetter is the first rune that is no letter to the model: Latin ends with Extended-A.
	lastLetter = 0x180
	// fluent is how sure two halves must be of different languages to be of several, and spoken how many features each has then.
	fluent, spoken = 0.95, 90
)

// Language returns the BCP 47 code of the language that a text is written in, and how sure that is, 0 to 1.
//
// The script comes first. Of Latin script the model tells fourteen languages (Tongues), by runs of one to four letters and
// by words, whose weights were learnt (see docs/text-model.md); the confidence is its probability. Below one half, where it
// is likelier to be anything else, the answer is Undetermined with confidence 0; where the halves of a text are surely of
// different languages, it is Multiple. Other scripts are told by the script alone; where that leaves the language open the
// code still carries it ("und-Cyrl"), with confidence 0. Norwegian is "no", in either written form.
//
// It reads the first 2 KiB, skips addresses, and allocates only for text with combining accents.
func Language(s string) (code string, confidence float64) {
	t := theModel().tongue(clip(s), Expected{})
	return t.code, t.sure
}

// tongue is what a text's language is.
type tongue struct {
	code   string
	sure   float64
	like   string  // which of Languages it is most like; empty in another script, or where it is surely another
	likely float64 // that it is
}

// Base is the language of a BCP 47 tag as it is told here: without region and script, and Norwegian in either form is "no".
func Base(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if base == "nb" || base == "nn" {
		return "no"
	}
	return base
}

// evidence is what the features of a text, or of a half of it, add up to.
type evidence struct {
	sums sums
	n    int
}

// Expected is a language that a text may well be in, and what that weighs: how much its logit grows. Empty where none is.
type Expected struct {
	Language string // BCP 47
	Weight   float64
}

// Stated is a language that a text's source states.
func Stated(language string) Expected { return Expected{language, 3} }

// Usual is a language that a text's writer mostly writes in.
func Usual(language string) Expected { return Expected{language, 2} }

// Common is a language that is mostly written where a text came from.
func Common(language string) Expected { return Expected{language, 1} }

// tongue tells the language.
func (m *Model) tongue(s string, e Expected) (t tongue) {
	e.Language = Base(e.Language)
	if len(s) > enoughLetters {
		end := enoughLetters
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end++
		}
		s = s[:end]
	}
	var seen tally
	var halves [2]evidence
	if m.listen(s, &seen, &halves) {
		seen, halves = tally{}, [2]evidence{}
		m.listen(norm.NFC.String(s), &seen, &halves)
	}
	switch seen.main() {
	case latin:
	case noScript: // signs and numbers alone
		t = tongue{code: Undetermined, like: "en"}
		if slices.Contains(Languages, e.Language) {
			t.like = e.Language
		}
		return t
	default:
		t.code, t.sure = seen.language()
		return t
	}
	all := halves[0]
	for j := range all.sums {
		all.sums[j] += halves[1].sums[j]
	}
	all.n += halves[1].n
	var p [Width]float64
	best := m.likely(&all, e, &p)
	t.code, t.sure = Tongues[best], p[best]
	for j, code := range Tongues {
		if p[j] > t.likely && slices.Contains(Languages, code) {
			t.like, t.likely = code, p[j]
		}
	}
	switch {
	case t.sure < 0.5 || t.code == Undetermined:
		t.code, t.sure = Undetermined, 0
	case t.sure > fluent && t.like != t.code:
		t.like = ""
	case halves[0].n >= spoken && halves[1].n >= spoken:
		var q [2][Width]float64
		a, b := m.likely(&halves[0], e, &q[0]), m.likely(&halves[1], e, &q[1])
		if q[0][a] > fluent && q[1][b] > fluent && apart(Tongues[a], Tongues[b]) {
			t.code, t.sure = Multiple, min(q[0][a], q[1][b])
		}
	}
	return t
}

// apart tells whether languages are so different that whoever writes one does not seem to write the other.
func apart(a, b string) bool {
	north := func(code string) bool { return code == "da" || code == "no" || code == "sv" }
	return a != b && a != Undetermined && b != Undetermined && !(north(a) && north(b))
}

// likely fills p with the probabilities of Tongues, and returns the likeliest.
func (m *Model) likely(e *evidence, x Expected, p *[Width]float64) (best int) {
	w := &m.Tongue
	for j := range Tongues {
		p[j] = float64(w.Bias[j]) + float64(w.Scale[j])*float64(e.sums[j])*normal(e.n)
		if Tongues[j] == x.Language {
			p[j] += x.Weight
		}
	}
	Softmax(p[:len(Tongues)])
	for j := range Tongues {
		if p[j] > p[best] {
			best = j
		}
	}
	return best
}

// listen adds up the features of a text's halves, and reports whether it has accents written apart.
func (m *Model) listen(s string, seen *tally, halves *[2]evidence) (combining bool) {
	middle := len(s) / 2
	return tongueGrams(s, seen, func(at int, h uint32) {
		e := &halves[0]
		if at > middle {
			e = &halves[1]
		}
		m.Tongue.add(h, &e.sums)
		e.n++
	})
}

// small maps the letters of Latin script to their small ones, and everything else to 0.
var small = func() (table [lastLetter]uint16) {
	for r := range rune(lastLetter) {
		if unicode.IsLetter(r) {
			table[r] = uint16(unicode.ToLower(r))
		}
	}
	return table
}()

// tongueGrams calls see with each feature that tells the language of a text, and where it ends: runs of one to four letters,
// words' edges among them, and words.
func tongueGrams(s string, seen *tally, see func(at int, h uint32)) (combining bool) {
	var run uint64 // the last four letters, 9 bits each
	word, length := uint32(offset), 0
	end := func(at int) {
		run = run << 9 & (1<<36 - 1)
		for n := 2; n <= 4 && n <= length+1; n++ {
			see(at, mix(uint32(n)*prime^spread(run&(1<<(9*n)-1))))
		}
		see(at, mix(word^saltWord))
		word, length = offset, 0
	}
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if i == 0 || s[i-1] == '\n' {
			if quoted(s[i:]) { // somebody else's
				n := strings.IndexByte(s[i:], '\n')
				if n < 0 {
					break
				}
				i += n + 1
				continue
			}
		}
		if i == 0 || s[i-1] <= ' ' {
			if n := address(s[i:]); n > 0 {
				i += n
				continue
			}
		}
		i += size
		c := uint16(0)
		if r < lastLetter {
			if c = small[r]; c != 0 {
				seen.letters[latin]++
			}
		} else {
			seen.add(r)
			combining = combining || 0x300 <= r && r < 0x370
		}
		if c == 0 {
			if length > 0 {
				end(i)
			}
			run = 0
			continue
		}
		run = (run<<9 | uint64(c)) & (1<<36 - 1)
		length++
		word = (word ^ uint32(c)) * prime
		for n := 1; n <= 4 && n <= length+1; n++ {
			see(i, mix(uint32(n)*prime^spread(run&(1<<(9*n)-1))))
		}
	}
	if length > 0 {
		end(len(s))
	}
	return combining
}

// spread is a number's hash (Fibonacci hashing, after Knuth).
func spread(x uint64) uint32 {
	x *= 0x9e3779b97f4a7c15
	return uint32(x >> 32)
}

// TongueFeatures are what the model reads of a text to tell its language.
func TongueFeatures(s string) (all []uint32) {
	var seen tally
	tongueGrams(clip(s), &seen, func(_ int, h uint32) { all = append(all, h) })
	return all
}
