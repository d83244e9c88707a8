package interaction_test

import (
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/interaction"
)

func TestWhoAnswersWhatHeWasAskedHasNotComeBack(t *testing.T) {
	five := 1.0
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		email := email("kari@example.org")
		chat := interaction.Draft{Source: "chat", SourceRef: "1", Channel: interaction.Chat, Touchpoint: "help.chat", OccurredAt: at(3, 0), Identifiers: email, Resolved: true}
		rated := interaction.Draft{Source: "sms", SourceRef: "2", Channel: interaction.SMS, Touchpoint: "help.chat", OccurredAt: at(3, 1), Identifiers: email, Thread: "rating", Asked: &five, Text: "Great"}
		again := interaction.Draft{Source: "chat", SourceRef: "3", Channel: interaction.Chat, Touchpoint: "help.chat", OccurredAt: at(2, 0), Identifiers: email, Thread: "again", Text: "It is gone again"}
		rung := interaction.Draft{Source: "pbx", SourceRef: "4", Channel: interaction.Phone, Touchpoint: "help.chat", OccurredAt: at(1, 0), Identifiers: email, Thread: "rung", Asked: &five, Legs: []interaction.Leg{{Contributor: "billing", WaitSeconds: 30}}}
		got := record(t, o, chat, rated, again, rung)
		for _, o := range got {
			if o.Problem != nil {
				t.Fatal(o.Problem)
			}
		}
		comes := map[string]bool{}
		for _, p := range explain(t, o, got[0].CustomerID).Points {
			comes[p.Episode.Key.Text] = p.Episode.RepeatOf != 0
		}
		for key, want := range map[string]bool{"thread:sms:rating": false, "thread:chat:again": true, "thread:pbx:rung": true} {
			if repeat, there := comes[key]; !there || repeat != want {
				t.Errorf("%s comes back: %v (there: %v), want %v", key, repeat, there, want)
			}
		}
		check(t, o)
	})
}
