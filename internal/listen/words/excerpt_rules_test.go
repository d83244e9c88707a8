package words

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// shown writes pieces with marks in brackets.
func shown(list []Piece) string {
	var b strings.Builder
	for _, p := range list {
		if p.Marked {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestAnExcerptShowsTheWordsInTheirSentence(t *testing.T) {
	long := strings.Repeat("Nothing to see here at all. ", 20)
	for _, x := range []struct{ q, text, want string }{
		{"late parcel", "The Parcel came late.", "The [Parcel] came [late]."},
		{"parc", "Parcels, parcel; PARCELLING", "[Parcels], [parcel]; [PARCELLING]"},
		{"grosse", "Die Größe passt", "Die [Größe] passt"},
		{"parcel", "", ""},
		{"parcel", "no such word", "no such word"},
		{"parcel", long + "The parcel came late. " + long, "… Nothing to see here at all. Nothing to see here at all. The [parcel] came late. Nothing to see here at all. Nothing to see here at all. Nothing to see here at all. Nothing to see here at all. Nothing to see here at all. Nothing to see here at all. …"},
		{"parcel late", "A parcel. " + long + "My parcel is late.", "… Nothing to see here at all. Nothing to see here at all. My [parcel] is [late]."},
	} {
		if got := shown(ask(x.q).excerpt(x.text)); got != x.want {
			t.Errorf("%s in %.40s…\n got %s\nwant %s", x.q, x.text, got, x.want)
		}
	}
}

// Whatever is typed and whatever was said: what the concordance would find by
// its words has them, what is marked is of the text, and nothing is cut within
// a character.
func FuzzAsk(f *testing.F) {
	f.Add("late parcel", "The Parcel came late.")
	f.Add("größe ﬁ", "Die GRÖSSE passt; ﬁn")
	f.Add("配達 a", "配達が遅い")
	f.Add("\xff\x00x", "x\xffy")
	f.Add(strings.Repeat("a", 100), strings.Repeat("a", 99))
	f.Fuzz(func(t *testing.T, q, said string) {
		a := ask(q)
		if len(a) == 0 {
			return
		}
		for _, w := range a {
			if len(w) > longest || !utf8.ValidString(w) {
				t.Errorf("%q", w)
			}
		}
		if all := a.terms(); len(all) != len(a) || len(a) > mostTold {
			t.Errorf("%d terms of %d words", len(all), len(a))
		}
		pieces := a.excerpt(said)
		for _, p := range pieces {
			if inner := strings.TrimSuffix(strings.TrimPrefix(p.Text, "… "), " …"); !strings.Contains(said, inner) {
				t.Errorf("%q is not of %q", p.Text, said)
			}
			if utf8.ValidString(said) && !utf8.ValidString(p.Text) {
				t.Errorf("%q is cut within a character", p.Text)
			}
		}
		if whole := shownText(a.mark(said)); whole != said {
			t.Errorf("%q became %q", said, whole)
		}
		a.in(said)
	})
}

func shownText(list []Piece) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.Text)
	}
	return b.String()
}
