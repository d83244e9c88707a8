package mail

import "strings"

// ThreadOf names the conversation that m belongs to: the root of its References, else what it answers, else itself.
// It is empty when the mail names no message at all.
func ThreadOf(m Message) string {
	switch {
	case len(m.References) > 0:
		return m.References[0]
	case len(m.InReplyTo) > 0:
		return m.InReplyTo[0]
	}
	return m.MessageID
}

// messageIDs reads the identifiers of a Message-ID, In-Reply-To or References field. Where some stand in angle
// brackets the words around them are the phrases of old mailers; where none does, each word is one.
func messageIDs(value string) []string {
	value = strings.ReplaceAll(value, "\n", " ")
	var ids []string
	for rest := value; ; {
		_, after, ok := strings.Cut(rest, "<")
		if !ok {
			break
		}
		id, tail, ok := strings.Cut(after, ">")
		if !ok {
			id = after
		}
		if id = oneLine(recode(id, "")); id != "" {
			ids = append(ids, id)
		}
		if rest = tail; !ok {
			break
		}
	}
	if strings.Contains(value, "<") {
		return ids
	}
	words := strings.Fields(value)
	for _, w := range words {
		if w = oneLine(recode(w, "")); w != "" && (len(words) == 1 || strings.Contains(w, "@")) {
			ids = append(ids, w)
		}
	}
	return ids
}
