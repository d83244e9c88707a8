package simulate

import (
	"slices"
	"strings"
	"testing"
)

func TestTheFilesOfWordsAreWhole(t *testing.T) {
	for language, b := range map[string]*book{"nb": books()[0], "en": books()[1]} {
		for topic := range general {
			if b.lines[topic][part(0)] != nil {
				t.Errorf("%s: %s has lines of no part", language, topicNames[topic])
			}
			for _, p := range []part{core, fix} {
				if topic == retained && p == core || topic == order && p == fix || b.own(topic, p) != nil {
					continue
				}
				t.Errorf("%s: %s has nothing for %s", language, topicNames[topic], partNames[p])
			}
		}
	}
}

func TestBothLanguagesSpeakOfTheSame(t *testing.T) {
	norsk, english := books()[0], books()[1]
	for topic := range topics {
		for p := range parts {
			if (norsk.lines[topic][p] == nil) != (english.lines[topic][p] == nil) {
				t.Errorf("%s, %s is in one language only", topicNames[topic], partNames[p])
			}
		}
		a, b := slices.Sorted(slices.Values(norsk.matters[topic])), slices.Sorted(slices.Values(english.matters[topic]))
		if !slices.Equal(a, b) {
			t.Errorf("%s: matters %v and %v", topicNames[topic], a, b)
		}
	}
}

func TestWhoWritesNorwegianIsAnsweredInNorwegian(t *testing.T) {
	english := 0
	for _, d := range told() {
		if d.Language == "nb" && d.Channel == "email" && strings.Contains(d.Text, "Thank you for your order") {
			english++
		}
	}
	if english > 0 {
		t.Errorf("%d Norwegian customers got English confirmations", english)
	}
}

func TestPeopleDoNotAllSayTheSame(t *testing.T) {
	said := map[string]int{}
	n := 0
	for _, d := range told() {
		if d.Direction == in && len(d.Text) > 60 {
			said[d.Text]++
			n++
		}
	}
	if len(said)*100 < n*90 {
		t.Errorf("of %d longer messages only %d differ", n, len(said))
	}
}

func TestPhrasesThatCannotBeReadAreRefused(t *testing.T) {
	for _, line := range []string{"a [b|c", "a b]", "{nobody}", "a | b", "[a|{nobody}]"} {
		if _, err := parsePhrase(line); err == nil {
			t.Errorf("%q was read", line)
		}
	}
	p, err := parsePhrase("@red - Der [er|var] {days} dager")
	if err != nil || p.matter != "red" || p.tone != annoyed || p.needs != slotDays || len(p.parts) != 5 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestSlipsLeaveNumbersAndLettersWhole(t *testing.T) {
	d := throw(1, forWords, 1)
	for range 200 {
		text := string(slip(d, []byte("Faktura 321010 på 1790 kr, forstår ikke beløpet"), 0.5))
		if !strings.Contains(text, "321010") || !strings.Contains(text, "1790") || strings.Contains(text, "�") {
			t.Fatal(text)
		}
	}
}

func TestTidyRemovesWhatChoicesLeave(t *testing.T) {
	if got := string(tidy([]byte("Nettet er nede  . Hva nå ? "))); got != "Nettet er nede. Hva nå?" {
		t.Errorf("%q", got)
	}
}
