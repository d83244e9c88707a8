package text_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
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
		s := text.Read(message, "").Score
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

func TestMessagesSoundAsTheyDoInEveryLanguage(t *testing.T) {
	for _, test := range []struct {
		message, language string
		label             text.Label
	}{
		{"Dette er helt forferdelig dårlig service, jeg er så sint.", "no", text.Negative},
		{"Tusen takk for rask og hyggelig hjelp, dere er best!", "no", text.Positive},
		{"Hei, når kommer montøren til oss på torsdag? Jeg er hjemme etter klokken fire.", "no", text.Neutral},
		{"Dette er tredje gong eg ringjer, og ingen kan hjelpe meg.", "no", text.Negative},
		{"Det er simpelthen for dårligt, jeg har ventet i tre uger.", "da", text.Negative},
		{"Fantastisk service, jeg fik hjælp med det samme.", "da", text.Positive},
		{"Det här är det sämsta bemötande jag har varit med om.", "sv", text.Negative},
		{"Tack för ett trevligt bemötande och snabb hjälp!", "sv", text.Positive},
		{"Aivan surkeaa palvelua, kukaan ei vastaa.", "fi", text.Negative},
		{"Kiitos todella hyvästä palvelusta!", "fi", text.Positive},
		{"Das ist der schlechteste Kundendienst, den ich kenne.", "de", text.Negative},
		{"Vielen Dank, das hat wunderbar geklappt!", "de", text.Positive},
		{"Wann kommt der Techniker am Donnerstag?", "de", text.Neutral},
		{"Belachelijk, alweer een week zonder internet.", "nl", text.Negative},
		{"Heel fijn geholpen door een vriendelijke medewerker.", "nl", text.Positive},
		{"C'est inadmissible, je suis très déçue.", "fr", text.Negative},
		{"Merci beaucoup, accueil chaleureux et service impeccable.", "fr", text.Positive},
		{"À quelle heure passe le technicien jeudi ?", "fr", text.Neutral},
	} {
		got := text.Read(test.message, "")
		if got.Language != test.language || got.Label != test.label {
			t.Errorf("%q: %+v, want %s %s", test.message, got.Score, test.language, test.label)
		}
	}
	if got := text.Read("Это просто ужасно, что вы это сделали", ""); got.Label != text.Unknown || got.Language != "ru" {
		t.Errorf("what is not read: %+v", got.Score)
	}
}

func TestWhatAMessageRestsOnIsPointedAt(t *testing.T) {
	for _, test := range []struct{ message, decisive, moved, effort, topic, need string }{
		{"I ordered two chairs in May. Nobody answers, this is a disgrace! My number is 4711.", "Nobody answers, this is a disgrace", "disgrace", "", "", ""},
		{"Hei! Dette er tredje gang jeg ringer om fakturaen. Jeg er utrolig skuffet over dere. Kan dere ringe meg?", "Jeg er utrolig skuffet over dere", "skuffet", "again", "billing", "answer"},
		{"Ich warte seit drei Wochen auf mein Paket. Das ist eine bodenlose Frechheit!", "Frechheit", "Frechheit", "waiting", "delivery", ""},
	} {
		got := text.Read(test.message, "")
		if in := got.Decisive.Of(test.message); !strings.Contains(in, test.decisive) {
			t.Errorf("%q: decided by %q, not %q", test.message, in, test.decisive)
		}
		moved := ""
		for _, w := range got.Moved() {
			moved += w.Of(test.message) + " "
		}
		if !strings.Contains(moved, test.moved) {
			t.Errorf("%q: moved by %q, not %q", test.message, moved, test.moved)
		}
		said := func(list []text.Told) string {
			all := ""
			for _, x := range list {
				if x.Words.Of(test.message) == "" || x.Confidence <= 0 {
					t.Errorf("%q: %+v rests on nothing", test.message, x)
				}
				all += x.What + " "
			}
			return all
		}
		if all := said(got.Effort()); !strings.Contains(all, test.effort) {
			t.Errorf("%q: effort %q", test.message, all)
		}
		if all := said(got.Topics()); !strings.Contains(all, test.topic) {
			t.Errorf("%q: topics %q", test.message, all)
		}
		if test.need != "" && got.Need.What != test.need {
			t.Errorf("%q: needs %+v", test.message, got.Need)
		}
	}
}

func TestTheUsualLanguageHelpsWhereWordsAreFew(t *testing.T) {
	const both = "Det er fint"
	if got := text.Read(both, "da"); got.Language != "da" {
		t.Errorf("as Danish: %+v", got.Score)
	}
	if got := text.Read(both, "no"); got.Language != "no" {
		t.Errorf("as Norwegian: %+v", got.Score)
	}
	if got := text.Read("Where is my order? I have been waiting for it since Monday.", "no"); got.Language != "en" {
		t.Errorf("what is plainly English: %+v", got.Score)
	}
}

func TestTwoLanguagesInOneTextAreSaid(t *testing.T) {
	got := text.Read("Hello, I have a question about the order that I placed last week with your company. Guten Tag, ich habe eine Frage zu der Bestellung, die ich letzte Woche aufgegeben habe.", "")
	if got.Language != text.Multiple {
		t.Errorf("%+v", got.Score)
	}
}

func TestWhatCannotBeReadIsUnknown(t *testing.T) {
	for _, message := range []string{"", " \n\t ", "\x00", "\xff\xfe", "???", "...", "https://example.com/love", "\u200b", "> 4711"} {
		if got := text.Read(message, "").Score; got != (text.Score{Language: "und", Label: text.Unknown}) {
			t.Errorf("%q: %+v", message, got)
		}
	}
}

func TestQuotedLinesAreSomebodyElses(t *testing.T) {
	got := text.Read("Could you please look at this for me?\n> Your company is terrible, awful, the worst.\n> I hate you!", "").Score
	if got.Label == text.Negative {
		t.Errorf("%+v", got)
	}
}

func TestOnlyTheBeginningOfALongTextIsRead(t *testing.T) {
	filler := strings.Repeat("We would like you to send it to the office. ", text.MaxRead/40)
	if got := text.Read(filler+strings.Repeat("This is terrible! ", 1e5), "").Score; got.Label != text.Neutral {
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
	valence := func(s string) float64 { return text.Read(s, "").Score.Valence }
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

func TestReadingHoldsForAnyMixOfWords(t *testing.T) {
	word := rapid.SampledFrom([]string{"not", "never", "good", "terrible", "very", "but", "although", ",", "!", "?", "...", "\n", "👍", ":(",
		"GREAT", "still", "waiting", "thanks", "for", "nothing", "again", "down", "sooo", "1", "in", "advance", "\xff", "the", "was"})
	rapid.Check(t, func(t *rapid.T) { readingHolds(t, strings.Join(rapid.SliceOf(word).Draw(t, "words"), " ")) })
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "Great, another outage!!", "not bad :)", "\xff\x00", "> quoted\nreply", "soooooo GOOD 😡", "n't ' ’s …",
		strings.Repeat("very ", 300) + "good", "a\u030a but", strings.Repeat("!", 5000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { readingHolds(t, s) })
}

// readingHolds checks what is promised of any text.
func readingHolds(t interface{ Fatalf(string, ...any) }, message string) {
	r := text.Read(message, "")
	s := r.Score
	if math.IsNaN(s.Valence) || s.Valence < -1 || s.Valence > 1 || math.IsNaN(s.Confidence) || s.Confidence < 0 || s.Confidence > 1 {
		t.Fatalf("%q: %+v is out of range", message, s)
	}
	side := text.Neutral
	if s.Valence >= text.Mild {
		side = text.Positive
	} else if s.Valence <= -text.Mild {
		side = text.Negative
	}
	if s.Label != text.Unknown && s.Label != side || (s.Label == text.Unknown) != (s.Confidence < text.Sure) || s.Language == "" {
		t.Fatalf("%q: %+v", message, s)
	}
	for _, list := range [][]text.Told{r.Topics(), r.Effort(), {r.Need}} {
		for _, x := range list {
			if x.Words != (text.Span{}) && x.Words.Of(message) == "" || math.IsNaN(x.Confidence) || x.Confidence < 0 || x.Confidence > 1 {
				t.Fatalf("%q: %+v", message, x)
			}
		}
	}
	for _, w := range append(r.Moved(), r.Decisive) {
		if w != (text.Span{}) && w.Of(message) == "" {
			t.Fatalf("%q: words at %+v", message, w)
		}
	}
	for _, f := range r.Felt() {
		if f.Confidence <= 0 || f.Confidence > 1 || f.Intensity < 1 || f.Intensity > 3 {
			t.Fatalf("%q: %+v", message, f)
		}
	}
	if again := text.Read(message, ""); again != r {
		t.Fatalf("%q: %+v, then %+v", message, r, again)
	}
}

func TestReadingAllocatesNothing(t *testing.T) {
	for _, message := range []string{
		"Hello, I am STILL waiting for my soooo wonderful refund 👍, it isn’t good enough. Could you call me back?",
		"Hei, dette er tredje gang jeg ringer om fakturaen, og ingen kan hjelpe meg. Hvor blir det av pengene?",
		"J'attends toujours mon colis, c'est inadmissible !",
	} {
		text.Read(message, "")
		if n := testing.AllocsPerRun(100, func() { text.Read(message, "") }); n != 0 {
			t.Errorf("%q: %v allocations", message, n)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for name, message := range map[string]string{
		"short": "Still waiting for my refund, nobody called me back!",
		"120":   "Hei, dette er tredje gang jeg ringer om fakturaen, og ingen kan hjelpe meg. Hvor blir det av pengene? Jeg gir snart opp!",
		"long":  "Hello, I ordered two chairs last week and only one of them has arrived. The driver was friendly but could not tell me where the other one is. Could you please find out? Thanks in advance.",
	} {
		b.Run(name, func(b *testing.B) {
			text.Read(message, "")
			b.ReportAllocs()
			for b.Loop() {
				text.Read(message, "")
			}
		})
	}
}

func TestTheLongestSentenceOfTheLongestWordsIsRead(t *testing.T) {
	for _, word := range []string{"Donaudampfschifffahrtsgesellschaftskapitän", "øøøøøøøøøøøøøøøøøøøøøøøøøøø", "a,", "!?;", "не"} {
		readingHolds(t, "Das ist nicht gut "+strings.Repeat(word+" ", 300))
		readingHolds(t, "Das ist nicht gut "+strings.Repeat("nicht nicht, "+word+"!;?-/ ", 300))
	}
}

func TestHowATextIsWrittenDoesNotChangeWhatItSays(t *testing.T) {
	const french = "Très déçu, la facture est encore erronée et ça fait trois semaines que j'attends le remboursement."
	const mail = "Hello Anna\n\nThanks\n\nThe router is broken again and nobody helps\n\nKind regards\n\nPeter"
	for name, same := range map[string][2]string{
		"accents apart":         {french, norm.NFD.String(french)},
		"lines as Windows has":  {mail, strings.ReplaceAll(mail, "\n", "\r\n")},
		"blanks in empty lines": {mail, strings.ReplaceAll(mail, "\n\n", "\n \n")},
		"a quote in German":     {"This is terrible, the invoice is wrong again.", "> Guten Tag, Ihre Rechnung wurde am Montag versendet und ist bald da.\nThis is terrible, the invoice is wrong again."},
		"a mark after a smiley": {"The parcel is here :) …", "The parcel is here :)…"},
	} {
		a, b := text.Read(same[0], ""), text.Read(same[1], "")
		if a.Score != b.Score || len(a.Topics()) != len(b.Topics()) || len(a.Effort()) != len(b.Effort()) || len(a.Moved()) != len(b.Moved()) {
			t.Errorf("%s: %+v, not %+v", name, b.Score, a.Score)
		}
		if x, y := norm.NFC.String(a.Decisive.Of(same[0])), norm.NFC.String(b.Decisive.Of(same[1])); x != y {
			t.Errorf("%s: decided by %q, not %q", name, y, x)
		}
	}
}

func TestSignsSayTheSameWhateverLanguageIsExpected(t *testing.T) {
	for _, usual := range []string{"", "und", "mul", "es", "en", "nb"} {
		if got := text.Read("😡😡😡", usual); got.Label != text.Negative {
			t.Errorf("expecting %q: %+v", usual, got.Score)
		}
	}
	if got := text.Read(">:( this is a terrible service and I am very angry", ""); got.Label != text.Negative {
		t.Errorf("an angry smiley at the beginning: %+v", got.Score)
	}
}
