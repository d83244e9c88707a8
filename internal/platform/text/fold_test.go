package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"regard/internal/platform/text"
)

func TestFold(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"already folded", "already folded"},
		{"  Two   Words\t\n", "two words"},
		{"Ærø Ålesund Øystein", "aero alesund oystein"},
		{"Straße GROẞE", "strasse grosse"},
		{"Łódź, Đorđe, Þór, Eiríkur", "lodz, dorde, thor, eirikur"},
		{"Ångström in A + ring: A\u030angstro\u0308m", "angstrom in a + ring: angstrom"},
		{"İstanbul ısı", "istanbul isi"},
		{"ﬁne ½ ２０", "fine 1⁄2 20"},
		{"Ёлка Й", "елка и"},
		{"Ὀδυσσεύς ΟΔΟΣ", "οδυσσευσ οδοσ"},
		{"soft\u00adhyphen zero\u200bwidth nb\u00a0space", "softhyphen zerowidth nb space"},
		{"“don’t” – really", `"don't" - really`},
		{"a\x00b\xffc", "a b c"},
		{"हिन्दी が 한국어", "हिन्दी が 한국어"},
		{"Café ☕️", "cafe ☕"},
	} {
		if got := text.Fold(test.in); got != test.want {
			t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestFoldedASCIIIsNotCopied(t *testing.T) {
	s := "the quick brown fox"
	if n := testing.AllocsPerRun(100, func() { text.Fold(s) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestFoldIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { foldHolds(t, rapid.String().Draw(t, "s")) })
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", " a ", "Ærø", "\xff\x00", "A\u030a", "ﷺ", "ẞİ", "\u1e9b\u0323", "e\u200d\u0301", "한국어", "👩‍👩‍👧"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { foldHolds(t, s) })
}

// foldHolds checks what Fold and Words promise of any string.
func foldHolds(t interface{ Fatalf(string, ...any) }, s string) {
	once := text.Fold(s)
	if twice := text.Fold(once); twice != once {
		t.Fatalf("Fold(%q) = %q, and again %q", s, once, twice)
	}
	if !utf8.ValidString(once) || strings.ContainsRune(once, 0) || strings.Contains(once, "  ") || strings.TrimSpace(once) != once {
		t.Fatalf("Fold(%q) = %q", s, once)
	}
	rest := once
	for w := range text.Words(once) {
		i := strings.Index(rest, w)
		if w == "" || i < 0 {
			t.Fatalf("Words(%q): %q is not in %q", once, w, rest)
		}
		rest = rest[i+len(w):]
	}
}

func TestWords(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{" ,. ", nil},
		{"e-mail: anna@example.com", []string{"e", "mail", "anna", "example", "com"}},
		{"order 4711 is late", []string{"order", "4711", "is", "late"}},
		{"где мой заказ?", []string{"где", "мой", "заказ"}},
		{"हिन्दी", []string{"हिन्दी"}},
	} {
		if diff := cmp.Diff(test.want, slices.Collect(text.Words(test.in))); diff != "" {
			t.Errorf("Words(%q): %s", test.in, diff)
		}
	}
	for w := range text.Words("first second") { // a reader may stop
		if w != "first" {
			t.Errorf("first word %q", w)
		}
		break
	}
}
