package text_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regard/internal/platform/text"
)

// TestMessagesSoundAsTheyDo reads testdata/scores_en.txt: every sentence marked "!" and nine in ten of all.
func TestMessagesSoundAsTheyDo(t *testing.T) {
	f, err := os.Open("testdata/scores_en.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	total, right := 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		want, message, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			continue // a comment or an empty line
		}
		want, must := strings.CutSuffix(want, "!")
		total++
		s := text.English().Score(message)
		switch {
		case want == string(s.Label), want == "quiet" && (s.Label == text.Neutral || s.Label == text.Unknown):
			right++
		case must:
			t.Errorf("%q: %+v, must be %s", message, s, want)
		default:
			t.Logf("%q: %+v, want %s", message, s, want)
		}
	}
	t.Logf("%d of %d (%.1f %%)", right, total, 100*float64(right)/float64(total))
	if total < 200 || float64(right) < 0.9*float64(total) {
		t.Errorf("%d of %d sentences sound as they should, want 90 %% of at least 200", right, total)
	}
}

func TestOtherLanguagesAreToldAndLeftAlone(t *testing.T) {
	for message, code := range map[string]string{
		"Dette er helt forferdelig dårlig service, jeg er så sint.": "no",
		"Das ist der schlechteste Kundendienst, den ich kenne.":     "de",
		"C'est inadmissible, je suis très déçue.":                   "fr",
		"Это просто ужасно, что вы это сделали":                     "ru",
		"Det er helt super, tusen takk 👍":                           "no",
	} {
		want := text.Score{Language: code, Label: text.Unknown}
		if got := text.English().Score(message); got != want {
			t.Errorf("%q: %+v, want %+v", message, got, want)
		}
	}
}

func TestWhatCannotBeReadIsUnknown(t *testing.T) {
	for _, message := range []string{"", " \n\t ", "\x00", "\xff\xfe", "???", "...", "https://example.com/love", "\u200b", "> 4711"} {
		if got := text.English().Score(message); got != (text.Score{Language: "und", Label: text.Unknown}) {
			t.Errorf("%q: %+v", message, got)
		}
	}
}

func TestQuotedLinesAreSomebodyElses(t *testing.T) {
	got := text.English().Score("Could you please look at this for me?\n> Your company is terrible, awful, the worst.\n> I hate you!")
	if got.Label == text.Negative {
		t.Errorf("%+v", got)
	}
}

func TestOnlyTheBeginningOfALongTextIsRead(t *testing.T) {
	filler := strings.Repeat("We would like you to send it to the office. ", text.MaxRead/40)
	if got := text.English().Score(filler + strings.Repeat("This is terrible! ", 1e5)); got.Label != text.Neutral {
		t.Errorf("%+v", got)
	}
}

func TestScoreAsJSON(t *testing.T) {
	got, err := json.Marshal(text.Score{Language: "en", Valence: -0.5, Confidence: 0.75, Label: text.Negative})
	if want := `{"language":"en","valence":-0.5,"confidence":0.75,"label":"negative"}`; err != nil || string(got) != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
}

func TestMoreOfTheSameIsStronger(t *testing.T) {
	valence := func(s string) float64 { return text.English().Score(s).Valence }
	for _, ascending := range [][]string{
		{"It was terrible.", "It was bad.", "It was good.", "It was very good.", "It was very good!", "It was VERY good! I love it!"},
		{"I am not happy.", "I am happy.", "I am so happy."},
		{"The food was great but the service was awful.", "The service was awful but the food was great."},
	} {
		for i := 1; i < len(ascending); i++ {
			if a, b := valence(ascending[i-1]), valence(ascending[i]); a >= b {
				t.Errorf("%q is %.3f, %q is %.3f", ascending[i-1], a, ascending[i], b)
			}
		}
	}
}

func TestScoreHoldsForAnyMixOfWords(t *testing.T) {
	word := rapid.SampledFrom([]string{"not", "never", "good", "terrible", "very", "but", "although", ",", "!", "?", "...", "\n", "👍", ":(",
		"GREAT", "still", "waiting", "thanks", "for", "nothing", "again", "down", "sooo", "1", "in", "advance", "\xff", "the", "was"})
	rapid.Check(t, func(t *rapid.T) { scoreHolds(t, strings.Join(rapid.SliceOf(word).Draw(t, "words"), " ")) })
}

func FuzzScore(f *testing.F) {
	for _, s := range []string{"", "Great, another outage!!", "not bad :)", "\xff\x00", "> quoted\nreply", "soooooo GOOD 😡", "n't ' ’s …",
		strings.Repeat("very ", 300) + "good", "a\u030a but", strings.Repeat("!", 5000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { scoreHolds(t, s) })
}

// scoreHolds checks what a scorer promises of any text.
func scoreHolds(t interface{ Fatalf(string, ...any) }, message string) {
	s := text.English().Score(message)
	if math.IsNaN(s.Valence) || s.Valence < -1 || s.Valence > 1 || math.IsNaN(s.Confidence) || s.Confidence < 0 || s.Confidence > 1 {
		t.Fatalf("%q: %+v is out of range", message, s)
	}
	want := text.Neutral
	switch {
	case s.Confidence < text.Sure:
		want = text.Unknown
	case s.Valence >= text.Mild:
		want = text.Positive
	case s.Valence <= -text.Mild:
		want = text.Negative
	}
	if s.Label != want || s.Language == "" {
		t.Fatalf("%q: %+v, want %s", message, s, want)
	}
	if again := text.English().Score(message); again != s {
		t.Fatalf("%q: %+v, then %+v", message, s, again)
	}
}

func TestScoringAllocatesNothing(t *testing.T) {
	s := text.English()
	if n := testing.AllocsPerRun(100, func() {
		s.Score("Hello, I am STILL waiting for my soooo wonderful refund 👍, it isn’t good enough.")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkScore(b *testing.B) {
	for name, message := range map[string]string{
		"short": "Still waiting for my refund, nobody called me back!",
		"long":  "Hello, I ordered two chairs last week and only one of them has arrived. The driver was friendly but could not tell me where the other one is. Could you please find out? Thanks in advance.",
	} {
		b.Run(name, func(b *testing.B) {
			s := text.English()
			s.Score(message)
			b.ReportAllocs()
			for b.Loop() {
				s.Score(message)
			}
		})
	}
}
