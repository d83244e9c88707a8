package likeness

import (
	"strings"
	"unicode"

	"regard/internal/platform/text"
)

// where is an address as it is compared: folded, each part perhaps missing.
type where struct {
	number   string
	street   string // words, without the kind of street
	town     string
	postcode string
}

// kinds of street are abbreviated, translated and left out at will.
var streetKinds = setOf(`street st road rd avenue ave av lane ln drive dr court ct place pl boulevard blvd crescent cres circuit cct
	close cl way terrace tce parade pde square sq highway hwy strasse str gate gata gt vei veien vegen weg allee n s e w north south east west
	nw ne sw se no nr`)

// readAddress reads an address. Of lines, all up to the first with a number in
// it are the street's, the rest the town's, where these are not told apart.
func readAddress(a Address) (w where) {
	w.number, w.town, w.postcode = codeOf(a.Number), placeWords(a.Town), codeOf(a.Postcode)
	var lines []string
	for _, l := range a.Lines {
		for _, part := range strings.FieldsFunc(l, func(r rune) bool { return r == ',' || r == '\n' || r == ';' }) {
			if part = text.Fold(part); part != "" {
				lines = append(lines, part)
			}
		}
	}
	at := 0
	for at < len(lines) && !strings.ContainsAny(lines[at], "0123456789") {
		at++
	}
	if at == len(lines) || w.number != "" {
		at = len(lines) - 1 // no number: all of it is the street
	}
	var street, town []string
	for i, l := range lines {
		for _, word := range wordsOf(l) {
			digit := strings.ContainsAny(word, "0123456789")
			switch {
			case i <= at && digit && w.number == "":
				w.number = word
			case digit && i > at && w.postcode == "" && len(word) >= 3:
				w.postcode = word
			case i <= at && !streetKinds[word]:
				street = append(street, strings.TrimSuffix(word, "strasse"))
			case i > at && !digit && len(word) > 2:
				town = append(town, word)
			}
		}
	}
	w.street = strings.Join(street, " ")
	if w.town == "" {
		w.town = strings.Join(town, " ")
	}
	if len(w.postcode) == 9 && digits(w.postcode[:8]) >= 0 {
		w.postcode = w.postcode[:5] // ZIP+4
	}
	return w
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	})
}

func placeWords(s string) string { return strings.Join(wordsOf(text.Fold(s)), " ") }

// codeOf folds a number or a postcode, which are written with and without spaces.
func codeOf(s string) string {
	code := strings.Join(wordsOf(text.Fold(s)), "")
	return code
}

// compareStreet compares streets with their numbers. words is how far the
// streets' words are the same.
func compareStreet(a, b where, words Level) Level {
	numbers := a.number != "" && b.number != ""
	same, close := words == wordsSame, words >= wordsNear
	switch {
	case same && numbers && a.number == b.number:
		return 3
	case close && numbers && (a.number == b.number || same && Edits(a.number, b.number, 1) <= 1 && len(a.number) > 1), same && !numbers:
		return 2
	case same, close && !numbers:
		return 1
	}
	return 0
}

// comparePlace compares postcodes and towns. words is how far the towns' words
// are the same; Unknown where one has no town.
func comparePlace(a, b where, words Level) Level {
	codes, towns := a.postcode != "" && b.postcode != "", words != Unknown
	if !codes && !towns {
		return Unknown
	}
	sameTown, closeTown := words == wordsSame, words >= wordsNear
	switch {
	case codes && a.postcode == b.postcode && (closeTown || !towns), !codes && sameTown && a.town == b.town:
		return 3
	case sameTown, codes && a.postcode == b.postcode:
		return 2
	case closeTown, codes && len(a.postcode) >= 4 && Edits(a.postcode, b.postcode, 1) <= 1:
		return 1
	}
	return 0
}

// How far the words of two texts are the same.
const (
	wordsDiffer Level = iota
	wordsNear         // but for mistakes in writing
	wordsSame
)

// sameWords tells whether all words of the text with fewer of them are in the
// other, or are there but for mistakes in writing.
func sameWords(a, b string) Level {
	if a == b {
		return wordsSame
	}
	if len(a) > len(b) || len(a) == len(b) && a > b {
		a, b = b, a
	}
	same := true
	letters, missing := 0, 0
	for w := range strings.FieldsSeq(a) {
		letters += len(w)
		best := 0.0
		for v := range strings.FieldsSeq(b) {
			best = max(best, Similarity(w, v))
		}
		same = same && best == 1
		if best < 0.88 {
			missing += len(w)
		}
	}
	switch {
	case missing*3 > letters && (len(b) >= longest || Similarity(a, b) < 0.9):
		return wordsDiffer
	case same:
		return wordsSame
	}
	return wordsNear
}
