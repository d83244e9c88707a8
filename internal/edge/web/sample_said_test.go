package web

import (
	"time"

	"regard/internal/listen/words"
	"regard/internal/platform/page"
)

func sampleSaid() SaidPage {
	said := func(text ...string) (list []words.Piece) { // every other piece is marked
		for i, s := range text {
			list = append(list, words.Piece{Text: s, Marked: i%2 == 1})
		}
		return list
	}
	p := SaidPage{Frame: sampleFrame("customers"), Found: Said{Filter: SaidFilter{Query: "invoice doub", From: "2026-01-01"},
		Channels: []page.Option{{Value: "phone", Label: "Phone"}}, Contributors: []page.Option{{Value: "support", Label: "Support"}},
		Reach: SaidReach{Back: sampleDay(2, 3, 14, 2)}, Pager: Pager{NextURL: "/customers/words?q=invoice&cursor=x"},
		Rows: []SaidRow{
			{URL: "/interactions/int_1", Customer: hansen, At: sampleAgo(20 * time.Minute), Channel: "phone", Direction: "in", HeardBy: "Support", Text: said("Third time I call about the same ", "invoice", ", and nobody can tell me why it ", "doubled", ".")},
			{URL: "/interactions/int_2", Customer: nguyen, At: sampleAgo(26 * time.Hour), Channel: "email", Direction: "in", HeardBy: "Billing", Subject: said("Your ", "invoice", " of February"),
				Text: said("… I had asked you in January to send it to our office. Instead the amount has ", "doubled", ", and the ", "invoice", " still bears the old address. Who can I talk to about this? I have now written four times and have only had automatic answers …"), Language: "en"},
			{URL: "/interactions/int_3", Customer: unnamed, At: sampleAgo(30 * 24 * time.Hour), Channel: "chat", Direction: "out", HeardBy: "Support", Text: said("The ", "invoice", " was ", "doubled", " by mistake; you get it back.")},
		}}}
	return p
}
