package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// entries returns the lines of a table, without comments.
func entries(name string, fields int) (all [][]string) {
	for f := range rows(name, fields) {
		all = append(all, f)
	}
	return all
}

func TestWordsOfTheLexiconsAreSortedAndSaidOnce(t *testing.T) {
	for _, code := range Languages {
		table := "lexicon_" + code
		var words []string
		for _, f := range entries(table, 3) {
			words = append(words, f[0])
			if strings.ContainsFunc(f[0], func(r rune) bool { return !unicode.IsLower(r) }) || len(f[0]) > maxWord {
				t.Errorf("%s: %q cannot be read as one word in lower case", table, f[0])
			}
			if valence(table, f[1]) == 0 {
				t.Errorf("%s: %q says nothing", table, f[0])
			}
		}
		if !slices.IsSorted(words) {
			t.Errorf("%s is not sorted", table)
		}
		if sorted := slices.Compact(slices.Clone(words)); len(sorted) != len(words) || len(words) < 1500 {
			t.Errorf("%s: %d entries, %d of them different; want at least 1500, each once", table, len(words), len(sorted))
		}
		for _, other := range []string{"facts_", "polite_"} {
			for _, f := range entries(other+code, 2) {
				if _, twice := slices.BinarySearch(words, f[0]); twice {
					t.Errorf("%q is in %s and in %s%s", f[0], table, other, code)
				}
			}
		}
	}
}

func TestPatternsOfEveryLanguageAreFound(t *testing.T) {
	for _, code := range Languages {
		p, err := newPatterns(Patterns(code))
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		l, n, kinds := lexicons[code](), 0, map[uint8]int{}
		for _, x := range Patterns(code) {
			words := alternatives(strings.ReplaceAll(x.Words, "-", " "))
			said := strings.NewReplacer("*", "xyzzy", "#", "7", "+", "").Replace(strings.Join(words[0], " "))
			var s sentence
			c := scanner{text: said, bol: true, lex: l}
			c.next(&s)
			if !slices.ContainsFunc(p.find(&s, &found{}, make([]match, 0, 64)), func(m match) bool { return m.kind == x.Kind }) {
				t.Errorf("%s: %q is not found in %q", code, x.Words, said)
			}
			kinds[x.Kind]++
			n++
		}
		if len(kinds) != matchKinds || n < 400 {
			t.Errorf("%s: %d patterns of %d kinds, want %d", code, n, len(kinds), matchKinds)
		}
	}
}

func TestEveryWordAndPhraseIsFoundInAText(t *testing.T) {
	for _, code := range Languages {
		everyWordIsFound(t, code)
	}
}

func everyWordIsFound(t *testing.T, code string) {
	l := lexicons[code]()
	for _, table := range []string{"lexicon_" + code, "sayings_" + code, "service_" + code, "idioms_" + code, "facts_" + code, "polite_" + code} {
		for _, f := range entries(table, 2) {
			for _, phrase := range alternatives(f[0]) {
				said := strings.NewReplacer("*", "xyzzy", "#", "7", "~", "not").Replace(strings.Join(phrase, " "))
				var s sentence
				c := scanner{text: said, bol: true, lex: l}
				c.next(&s)
				if s.n != len(phrase) {
					t.Errorf("%s: %q is read as %d words, not %d", table, said, s.n, len(phrase))
					continue
				}
				if len(phrase) == 1 {
					continue
				}
				join(l, s.tokens[:s.n])
				if !s.tokens[len(phrase)-1].joined {
					t.Errorf("%s: %q is not found whole", table, said)
				}
			}
		}
	}
}

func TestAlternatives(t *testing.T) {
	for phrase, want := range map[string][]string{
		"plain words":          {"plain words"},
		"(a|b c) [d] e":        {"a d e", "a e", "b c d e", "b c e"},
		"[very (good|nice)] x": {"very good x", "very nice x", "x"},
		"a [b|c] d":            {"a b d", "a c d", "a d"},
	} {
		var got []string
		for _, words := range alternatives(phrase) {
			got = append(got, strings.Join(words, " "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", phrase, got, want)
		}
	}
}
