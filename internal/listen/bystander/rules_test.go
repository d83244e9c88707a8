package bystander

import (
	"strings"
	"testing"
	"unicode/utf8"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

func TestWhatIsTypedIsTidied(t *testing.T) {
	for in, want := range map[string]string{
		" a\r\nb\rc \n":              "a\nb\nc",
		"a\x00b\x1bc\td":             "abc d",
		"\u202egnihtemos\u202c":      "gnihtemos",
		"\ufeffx\u200b":              "x",
		"\xff\xfe":                   "\uFFFD",
		"👩\u200d🔧 مى\u200cخواهم":     "👩\u200d🔧 مى\u200cخواهم",
		"\u00a0Blåbærsyltetøy\u00a0": "Blåbærsyltetøy",
	} {
		if got := tidy(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestStepsAreValences(t *testing.T) {
	for step, want := range map[int]float64{1: -1, 2: -0.5, 3: 0, 4: 0.5, 5: 1} {
		r, err := Draft{Step: step}.read()
		if err != nil || r.Valence != want || r.Step() != step {
			t.Errorf("%d: %v, %d, %v", step, r.Valence, r.Step(), err)
		}
	}
}

// FuzzRead reads what strangers post: whatever it is, it is refused by field or
// fit to be kept, shown and read again.
func FuzzRead(f *testing.F) {
	f.Add(3, "Hei på deg", "912 34 567")
	f.Add(0, "", "")
	f.Add(-1, "\x00\xff\u202e<script>", "a\nb")
	f.Add(5, strings.Repeat("ø", MaxText+1), strings.Repeat("1", MaxContact+1))
	f.Add(6, strings.Repeat("\r\n", 300), "\u200d")
	f.Fuzz(func(t *testing.T, step int, text, contact string) {
		r, err := Draft{Step: step, Text: text, Contact: contact}.read()
		if p := problem.Of(err); err != nil {
			if p == nil || p.Kind != problem.Invalid || p.Field == "" {
				t.Fatalf("refused without a field: %v", err)
			}
			return
		}
		if r.Valence < -1 || r.Valence > 1 || r.Step() != step {
			t.Fatalf("step %d is %v", step, r.Valence)
		}
		for _, s := range []string{r.Text, r.Contact} {
			if !database.Storable(s) || strings.ContainsAny(s, "\r\u202e\x1b") || strings.TrimSpace(s) != s {
				t.Fatalf("%q is kept", s)
			}
		}
		if utf8.RuneCountInString(r.Text) > MaxText || utf8.RuneCountInString(r.Contact) > MaxContact || strings.Contains(r.Contact, "\n") {
			t.Fatalf("%q, %q are kept", r.Text, r.Contact)
		}
		again, err := Draft{Step: r.Step(), Text: r.Text, Contact: r.Contact}.read()
		if err != nil || again != r {
			t.Fatalf("read again: %+v, %v; was %+v", again, err, r)
		}
	})
}
