package web

import (
	"fmt"
	"strings"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/page"
)

// How a contact is told: what the customer did, and what we did.
var (
	theyDid = map[interaction.Channel]string{
		interaction.Phone: "called", interaction.Email: "e-mailed", interaction.Chat: "wrote in the chat", interaction.SMS: "sent a text message", interaction.Social: "wrote on social media",
		interaction.Web: "wrote through the website", interaction.App: "wrote in the app", interaction.InPerson: "came by in person", interaction.Post: "wrote by post",
	}
	weDid = map[interaction.Channel]string{
		interaction.Phone: "called %s", interaction.Email: "e-mailed %s", interaction.Chat: "answered %s in the chat", interaction.SMS: "sent %s a text message", interaction.Social: "wrote to %s on social media",
		interaction.Web: "wrote to %s on the website", interaction.App: "wrote to %s in the app", interaction.InPerson: "met %s in person", interaction.Field: "were at %s place", interaction.Post: "sent %s something by post",
	}
)

// lastSentence tells the last contact. who is whose it was, where that is not
// plain: of an account, one of its people.
func lastSentence(l card.Last, who string, now time.Time) string {
	if l.At.IsZero() {
		return ""
	}
	subject, object, theirs := "They", "them", "their"
	if who != "" {
		subject, object, theirs = who, who, who+"’s"
	}
	when := ago(now.Sub(l.At))
	did, theirDoing := theyDid[l.Channel]
	s := fmt.Sprintf("%s %s %s", subject, did, when)
	if we := weDid[l.Channel]; we != "" && (l.Direction == interaction.Out || !theirDoing) {
		whom := object
		if l.Channel == interaction.Field { // we come to them, whoever asked for it
			whom = theirs
		}
		s = fmt.Sprintf("We %s %s", fmt.Sprintf(we, whom), when)
	}
	if l.WaitSeconds >= 60 {
		s += ", after " + waited(l.WaitSeconds)
	}
	switch l.Label {
	case impression.Negative:
		s += "; it left them unhappy"
	case impression.Positive:
		s += "; it left them happy"
	case impression.Neutral:
		s += "; it left them neither happy nor unhappy"
	}
	return s + "."
}

// waited says a wait of a minute or more in words.
func waited(seconds int) string {
	hours, minutes := seconds/3600, seconds%3600/60
	switch {
	case hours == 0 && minutes == 1:
		return "a minute’s wait"
	case hours == 0:
		return fmt.Sprintf("a wait of %d minutes", minutes)
	case minutes == 0:
		return "a wait of " + page.Plural(hours, "hour", "hours")
	}
	return fmt.Sprintf("a wait of %s and %s", page.Plural(hours, "hour", "hours"), page.Plural(minutes, "minute", "minutes"))
}

// triedMentioned is how much of what a customer tried his card's first sentence names.
const triedMentioned = 3

// triedSentence tells what a customer read or tried himself, latest first.
func triedSentence(tried []interaction.Interaction) string {
	var what []string
	for _, i := range tried {
		if title := strings.TrimSpace(i.Subject); title != "" && len(what) < triedMentioned {
			what = append(what, "“"+title+"”")
		}
	}
	switch n := len(what); {
	case n > 1:
		return fmt.Sprintf("They have already read %s and %s.", strings.Join(what[:n-1], ", "), what[n-1])
	case n == 1:
		return fmt.Sprintf("They have already read %s.", what[0])
	case len(tried) > 0:
		return "They have already looked for an answer themselves."
	}
	return ""
}

// deciderSentence names the coldest of those who decide.
func deciderSentence(a card.Account) string {
	p, k, ok := a.Coldest()
	switch {
	case a.Known.Withheld:
		return ""
	case ok && a.Known.Deciders == 1:
		return fmt.Sprintf("%s, who decides, is %s (%s of 100).", customerRef(p).Name, regards(k.Band), page.Whole(k.Score))
	case ok:
		return fmt.Sprintf("%s is the coldest of the %d who decide: %s (%s of 100).", customerRef(p).Name, a.Known.Deciders, regards(k.Band), page.Whole(k.Score))
	case a.Known.Deciders > 0:
		return "How those who decide regard us is not known well enough to tell."
	case len(a.People) > 0:
		return "Nobody here is marked as deciding yet."
	}
	return ""
}

// regards says a band of somebody: an even relationship makes no even person.
func regards(b impression.Band) string {
	if b == impression.Even {
		return "neither strained nor warm"
	}
	return bandWord(string(b))
}
