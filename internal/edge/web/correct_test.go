package web

import "testing"

func TestAChoiceThatWasRefusedStandsOnlyInItsOwnForm(t *testing.T) {
	now := CorrectPage{Touchpoint: "help.email"}
	if !now.Chosen("touchpoint", "", "help.email") || now.Chosen("valence", "words", "0.8") {
		t.Error("before anything is sent, what holds now is chosen, and no valence")
	}
	sent := CorrectPage{Touchpoint: "help.email", Typed: map[string]string{"what": "cause", "role": "words", "contributor": "billing"}}
	if !sent.Chosen("cause", "words", "billing") || sent.Chosen("cause", "outcome", "billing") || !sent.Chosen("touchpoint", "", "help.email") {
		t.Error("what was chosen of one role stands at another, or not at its own")
	}
}
