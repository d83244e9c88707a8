package api

import (
	"testing"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
)

func TestWordsThatWereHeardAreCountedInCharacters(t *testing.T) {
	const words = "Åååå nei! Dette er tredje gang jeg ringer om pakken, det er helt forferdelig."
	h := shownHeard(interaction.Interaction{Channel: interaction.Chat, Direction: interaction.In, Text: words}, nil, &company.Directory{})
	if h == nil || h.Label != "negative" || h.Language.Code != "no" || h.Sentence == nil || len(h.Moved) == 0 || len(h.Effort) == 0 || len(h.Topics) == 0 || h.Needs == nil {
		t.Fatalf("%+v", h)
	}
	all := append([]Words{*h.Sentence, h.Effort[0].Words, *h.Topics[0].Words}, h.Moved...)
	for _, w := range all {
		if got := string([]rune(words)[w.From:w.To]); got != w.Text || w.Text == "" {
			t.Errorf("%+v is %q", w, got)
		}
	}
	if ours := shownHeard(interaction.Interaction{Channel: interaction.Chat, Direction: interaction.Out, Text: words}, nil, &company.Directory{}); ours != nil {
		t.Errorf("ours: %+v", ours)
	}
}
