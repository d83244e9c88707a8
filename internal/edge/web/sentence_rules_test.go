package web

import (
	"strings"
	"testing"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
)

func TestTheLastContactIsToldAsOneTellsIt(t *testing.T) {
	now := sampleNow
	at := func(d time.Duration) card.Last { return card.Last{At: now.Add(-d), Label: impression.Unknown} }
	last := func(d time.Duration, ch interaction.Channel, way interaction.Direction, wait int, left impression.Label) card.Last {
		l := at(d)
		l.Channel, l.Direction, l.WaitSeconds, l.Label = ch, way, wait, left
		return l
	}
	const day = 24 * time.Hour
	in, out := interaction.In, interaction.Out
	for _, c := range []struct {
		last card.Last
		who  string
		want string
	}{
		{card.Last{}, "", ""},
		{last(13*time.Minute, interaction.Phone, in, 12*60, impression.Negative), "", "They called 13 minutes ago, after a wait of 12 minutes; it left them unhappy."},
		{last(90*time.Minute, interaction.Phone, in, 59, impression.Positive), "", "They called an hour ago; it left them happy."},
		{last(30*time.Hour, interaction.Phone, out, 0, impression.Neutral), "", "We called them a day ago; it left them neither happy nor unhappy."},
		{last(3*day, interaction.Email, in, 0, impression.Unknown), "", "They e-mailed 3 days ago."},
		{last(3*day, interaction.Email, in, 0, impression.Unknown), "Hilde Aas", "Hilde Aas e-mailed 3 days ago."},
		{last(3*day, interaction.Email, out, 0, impression.Unknown), "Hilde Aas", "We e-mailed Hilde Aas 3 days ago."},
		{last(time.Minute, interaction.Chat, in, 95, impression.Unknown), "", "They wrote in the chat just now, after a minute’s wait."},
		{last(5*time.Hour, interaction.Chat, out, 0, impression.Unknown), "", "We answered them in the chat 5 hours ago."},
		{last(2*day, interaction.SMS, in, 0, impression.Unknown), "", "They sent a text message 2 days ago."},
		{last(2*day, interaction.SMS, out, 0, impression.Unknown), "", "We sent them a text message 2 days ago."},
		{last(2*day, interaction.Social, in, 0, impression.Negative), "", "They wrote on social media 2 days ago; it left them unhappy."},
		{last(2*day, interaction.Social, out, 0, impression.Unknown), "", "We wrote to them on social media 2 days ago."},
		{last(2*day, interaction.Web, in, 0, impression.Unknown), "", "They wrote through the website 2 days ago."},
		{last(2*day, interaction.Web, out, 0, impression.Unknown), "", "We wrote to them on the website 2 days ago."},
		{last(2*day, interaction.App, in, 0, impression.Unknown), "", "They wrote in the app 2 days ago."},
		{last(2*day, interaction.App, out, 0, impression.Unknown), "", "We wrote to them in the app 2 days ago."},
		{last(2*day, interaction.InPerson, in, 3600, impression.Unknown), "", "They came by in person 2 days ago, after a wait of 1 hour."},
		{last(2*day, interaction.InPerson, out, 0, impression.Unknown), "", "We met them in person 2 days ago."},
		{last(70*day, interaction.Field, out, 0, impression.Negative), "", "We were at their place 2 months ago; it left them unhappy."},
		{last(2*day, interaction.Field, in, 2*3600+60, impression.Unknown), "Hilde Aas", "We were at Hilde Aas’s place 2 days ago, after a wait of 2 hours and 1 minute."},
		{last(1000*day, interaction.Post, in, 0, impression.Unknown), "", "They wrote by post 3 years ago."},
		{last(2*day, interaction.Post, out, 0, impression.Unknown), "", "We sent them something by post 2 days ago."},
	} {
		if got := strings.ReplaceAll(lastSentence(c.last, c.who, now), "\u00a0", " "); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.last.Channel, c.last.Direction, got, c.want)
		}
	}
}

func TestEveryChannelBetweenPeopleCanBeTold(t *testing.T) {
	for _, ch := range interaction.Channels {
		if ch != interaction.System && weDid[ch] == "" {
			t.Errorf("nothing says that we were in contact by %s", ch)
		}
		if ch != interaction.System && ch != interaction.Field && theyDid[ch] == "" {
			t.Errorf("nothing says that they were in contact by %s", ch)
		}
	}
}

func TestWhatWasTriedIsNamedByItsTitle(t *testing.T) {
	read := func(titles ...string) (list []interaction.Interaction) {
		for _, s := range titles {
			var i interaction.Interaction
			i.Subject = s
			list = append(list, i)
		}
		return list
	}
	for want, tried := range map[string][]interaction.Interaction{
		"": nil,
		"They have already read “Restarting the router”.":    read("Restarting the router"),
		"They have already read “One, two” and “Three”.":     read("One, two", "Three"),
		"They have already read “A”, “B” and “C”.":           read("A", "", "B", "C", "D"),
		"They have already looked for an answer themselves.": read("", ""),
	} {
		if got := triedSentence(tried); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheDeciderIsNamedWithHowHeRegardsUs(t *testing.T) {
	hilde := customer.Person{Records: []customer.Customer{{Name: "Hilde Aas"}}}
	known := func(b impression.Band, score float64) impression.Known {
		return impression.Known{Standing: impression.Standing{Score: score, Band: b, Enough: true}}
	}
	of := func(deciders, coldest int, k impression.Known) (a card.Account) {
		a.People = []customer.Person{hilde}
		a.Known.Deciders, a.Known.Coldest, a.Known.People = deciders, coldest, []impression.Known{k}
		return a
	}
	withheld := of(1, -1, impression.Known{})
	withheld.Known.Withheld = true
	empty := card.Account{}
	empty.Known.Coldest = -1
	for want, a := range map[string]card.Account{
		"Hilde Aas, who decides, is strained (42 of 100).":                  of(1, 0, known(impression.Strained, 42)),
		"Hilde Aas, who decides, is neither strained nor warm (52 of 100).": of(1, 0, known(impression.Even, 52)),
		"Hilde Aas is the coldest of the 2 who decide: warm (71 of 100).":   of(2, 0, known(impression.Warm, 71)),
		"How those who decide regard us is not known well enough to tell.":  of(2, -1, impression.Known{}),
		"Nobody here is marked as deciding yet.":                            of(0, -1, impression.Known{}),
	} {
		if got := deciderSentence(a); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := deciderSentence(withheld) + deciderSentence(empty); got != "" {
		t.Errorf("%q, of what is withheld and of nobody", got)
	}
}
