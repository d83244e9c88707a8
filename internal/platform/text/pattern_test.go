package text

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// found returns the kinds of patterns that are found in a text.
func foundIn(t *testing.T, p *patterns, said string) (kinds []uint8) {
	t.Helper()
	var s sentence
	c := scanner{text: said, bol: true, lex: lexicons["en"]()}
	c.next(&s)
	for _, m := range p.find(&s, &found{}, make([]match, 0, 64)) {
		kinds = append(kinds, m.kind)
	}
	return kinds
}

func TestPatterns(t *testing.T) {
	p, err := newPatterns([]Pattern{{1, "still [am|are] waiting"}, {2, "# times"}, {3, "invoice+"}, {4, "+bill"}, {5, "nobody (calls|rings) [me] back"}, {6, "put * off"}})
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string][]uint8{
		"I am Still waiting":                   {1},
		"we still are waiting for three times": {1, 2},
		"still, waiting":                       nil,
		"invoices and a paybill":               {3, 4},
		"bill":                                 {4},
		"Nobody rings me back. ":               {5},
		"nobody calls back":                    {5},
		"they put it off":                      {6},
		"put off":                              nil,
		"mobilfunkvertragsjahresrechnungsbill and more": nil, // its end is not kept
	} {
		if got := foundIn(t, p, said); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", said, got, want)
		}
	}
}

func TestPatternsThatCannotBe(t *testing.T) {
	for _, words := range []string{"", "*", "* #", "(a", "a)", "[b", "a+b+", "...", strings.Repeat("(", 20), strings.Repeat("a ", 500), "[(a])", "smart(home|plug)", "(a)b", "404", "error 404", "+12"} {
		if _, err := newPatterns([]Pattern{{1, words}}); err == nil {
			t.Errorf("%q was taken", words)
		}
	}
}

func TestNoPatternTakesForEver(t *testing.T) {
	for _, words := range []string{strings.Repeat("[*] ", 60) + "zebra", strings.Repeat("(a|a) ", 60) + "zebra", strings.Repeat("[a] ", 150)} {
		began := time.Now()
		p, err := newPatterns([]Pattern{{1, words}})
		if err != nil {
			continue
		}
		foundIn(t, p, strings.Repeat("a ", 300))
		if took := time.Since(began); took > 5*time.Second { // without a bound it would be hours
			t.Errorf("%.40q…: %v", words, took)
		}
	}
}

func FuzzPattern(f *testing.F) {
	for _, s := range []string{"still [am|are] waiting", "(a|(b [c]))", "* # x+", "[", ")(", "+æøå", "\xff a", "(|a) b"} {
		f.Add(s, "we are still waiting, 3 times")
	}
	f.Fuzz(func(t *testing.T, words, said string) {
		p, err := newPatterns([]Pattern{{7, words}})
		if err != nil {
			return
		}
		for _, kind := range foundIn(t, p, said) {
			if kind != 7 {
				t.Errorf("%q in %q: kind %d", words, said, kind)
			}
		}
	})
}
