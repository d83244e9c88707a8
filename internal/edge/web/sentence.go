package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// sentence is the first thing to know, by a fixed grammar: of an account, how
// the coldest who decides regards us; then the last contact (who turned to whom,
// when, how long he waited, how it left him); then what he tried himself. Open
// promises and recoveries will come before it.
func (c *call) sentence(k card.Card) string {
	var parts []string
	if k.Account != nil {
		parts = append(parts, deciderSentence(*k.Account))
	}
	who := ""
	if p, ok := k.Timeline.Whose[k.Last.CustomerID]; ok {
		who = customerRef(p).Name
	}
	parts = append(parts, lastSentence(k.Last, who, c.here().Now), triedSentence(k.Tried))
	if s := strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " "); s != "" {
		return s
	}
	if c.who.Role == company.RolePartner {
		return "" // there may have been contact that was none of his
	}
	return "No contact yet."
}

// ago says how long ago something was, as one says it on the telephone.
func ago(d time.Duration) string {
	days := int(d.Hours() / 24)
	switch {
	case d < 2*time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d minutes ago", int(d.Minutes()))
	case d < 2*time.Hour:
		return "an hour ago"
	case days < 1:
		return fmt.Sprintf("%d hours ago", int(d.Hours()))
	case days < 2:
		return "a day ago"
	case days < 60:
		return fmt.Sprintf("%d days ago", days)
	case days < 700:
		return fmt.Sprintf("%d months ago", int(float64(days)/30.44+0.5))
	}
	return fmt.Sprintf("%d years ago", int(float64(days)/365.25+0.5))
}

// reasonWords says why two records may be one.
func reasonWords(list []customer.Reason) []string {
	var words []string
	for _, r := range list {
		switch r.Code {
		case "one_interaction_two_records":
			words = append(words, fmt.Sprintf("One interaction named both: the %s %s belongs to one, its other identifiers to the other.", identifierNoun(r.Kind), r.Value))
		case "same_identifier_other_email":
			words = append(words, fmt.Sprintf("Both use the %s %s, with different e-mail addresses: one person, or two of one family.", identifierNoun(r.Kind), r.Value))
		case "same_identifier_other_number":
			words = append(words, fmt.Sprintf("Both use the %s %s, under different customer numbers.", identifierNoun(r.Kind), r.Value))
		}
	}
	return words
}

func cmpOr(s ...string) string { return cmp.Or(s...) }

// sentenceCase begins with a capital.
func sentenceCase(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// oneLine makes a line of what was said.
func oneLine(subject, text string) string {
	s := strings.Join(strings.Fields(text), " ")
	if subject != "" && s != "" {
		s = subject + ": " + s
	} else if s == "" {
		s = subject
	}
	const most = 160
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return s
}

func parseEpisode(s string) (int64, error) { return database.ParseID("epi", s) }
