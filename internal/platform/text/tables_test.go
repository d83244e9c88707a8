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

func TestWordsOfTheLexiconAreSortedAndSaidOnce(t *testing.T) {
	var words []string
	for _, f := range entries("lexicon_en", 2) {
		words = append(words, f[0])
		if strings.ContainsFunc(f[0], func(r rune) bool { return !unicode.IsLower(r) }) || len(f[0]) > maxWord {
			t.Errorf("%q cannot be read as one word in lower case", f[0])
		}
		if valence("lexicon_en", f[1]) == 0 {
			t.Errorf("%q says nothing", f[0])
		}
	}
	if !slices.IsSorted(words) {
		t.Error("lexicon_en.txt is not sorted")
	}
	if sorted := slices.Compact(slices.Clone(words)); len(sorted) != len(words) || len(words) < 2000 {
		t.Errorf("%d entries, %d of them different; want at least 2000, each once", len(words), len(sorted))
	}
	for _, table := range []string{"facts_en", "polite_en"} {
		for _, f := range entries(table, 2) {
			if _, twice := slices.BinarySearch(words, f[0]); twice {
				t.Errorf("%q is in lexicon_en and in %s", f[0], table)
			}
		}
	}
}

func TestEveryWordAndPhraseIsFoundInAText(t *testing.T) {
	l := lexiconOfEnglish()
	for _, table := range []string{"lexicon_en", "service_en", "idioms_en", "facts_en", "polite_en"} {
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

func TestAutomatonFindsWordsAndPatterns(t *testing.T) {
	a := newAutomaton("xx 10 cat\nyy 20 -at c- cat\nzz 5 -a- atlas\n")
	for word, want := range map[string]evidence{
		"cat":   {1, 6, 0.5}, // yy: the word, its beginning and its end
		"Bat":   {0, 2, 0.5},
		"atlas": {0, 0, 1.5},
		"dog":   {},
	} {
		var seen tally
		got, words, _ := a.tell(word, &seen)
		if got != want || words != 1 {
			t.Errorf("%s: %v in %d words, want %v", word, got, words, want)
		}
	}
}
