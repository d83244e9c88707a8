package web

import (
	"strings"
	"testing"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
)

func heardOf(i interaction.Interaction) (*Heard, []Passage) {
	return (&call{dir: &company.Directory{}}).heard(card.Entry{Interaction: i})
}

func TestWhatWasHeardIsCutIntoPassagesOfTheWholeText(t *testing.T) {
	for _, words := range []string{
		"Hei! Dette er tredje gang jeg ringer om fakturaen. Jeg er utrolig skuffet over dere.\n\nÅse",
		"Still waiting. Still waiting. Nobody answers, nobody calls back, this is a disgrace!! 😡",
		"C'est inadmissible, j'ai déjà appelé trois fois.",
	} {
		h, list := heardOf(interaction.Interaction{Channel: interaction.Email, Direction: interaction.In, Text: words})
		if h == nil || h.Label != "negative" || h.Language == "" || h.Confidence <= 0 {
			t.Fatalf("%q: %+v", words, h)
		}
		whole, kinds, decisive := "", map[string]int{}, ""
		for _, p := range list {
			if p.Text == "" || (p.Kind == "") != (p.Title == "") {
				t.Errorf("%q: %+v", words, p)
			}
			whole += p.Text
			kinds[p.Kind]++
			if p.Decisive {
				decisive += p.Text
			}
		}
		if whole != words || kinds["moved"] == 0 || kinds["effort"] == 0 || decisive == "" || !strings.Contains(words, decisive) {
			t.Errorf("%q: cut into %q: %v, decided by %q", words, whole, kinds, decisive)
		}
	}
}

func TestOnlyACustomersOwnWordsAreHeard(t *testing.T) {
	const words = "This is terrible, I am very angry with you."
	for name, i := range map[string]interaction.Interaction{
		"ours":                  {Channel: interaction.Email, Direction: interaction.Out, Text: words},
		"a machine's":           {Channel: interaction.Email, Direction: interaction.In, Automated: true, Text: words},
		"a note of a call":      {Channel: interaction.Phone, Direction: interaction.In, Text: words},
		"what a user wrote":     {Channel: interaction.Email, Direction: interaction.In, Actor: "usr_1", Text: words},
		"in another language":   {Channel: interaction.Email, Direction: interaction.In, Text: "Esto es terrible, estoy muy enfadada con ustedes."},
		"said to be in another": {Channel: interaction.Email, Direction: interaction.In, Language: "es", Text: words},
		"nothing":               {Channel: interaction.Email, Direction: interaction.In, Text: " \n"},
	} {
		if h, list := heardOf(i); h != nil || list != nil {
			t.Errorf("%s: %+v", name, h)
		}
	}
}
