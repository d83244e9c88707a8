package mail

import "time"

// readHeader fills in what the header says.
func (m *Message) readHeader(root *part, n *notes) {
	h := root.header
	charset := root.charset()
	people := func(name string, values []string) []Address {
		var list []Address
		for _, v := range values {
			list = append(list, addresses(recode(v, charset))...)
		}
		if len(list) == 0 && h.has(name) && h.last(name) != "" {
			n.add("%s names nobody", canonical[name])
		}
		return list
	}
	m.From = people("from", []string{h.last("from")})
	m.Sender = people("sender", []string{h.last("sender")})
	m.ReplyTo = people("reply-to", []string{h.last("reply-to")})
	m.To = people("to", h.all("to"))
	m.Cc = people("cc", h.all("cc"))
	m.Subject = h.text("subject", charset)
	m.MessageID = firstOf(messageIDs(h.last("message-id")))
	m.InReplyTo = messageIDs(h.last("in-reply-to"))
	m.References = messageIDs(h.last("references"))
	m.Date = readDate(h, n)
	m.Received = received(h)

	for _, name := range []string{"from", "message-id"} {
		if !h.has(name) {
			n.add("no %s header", canonical[name])
		}
	}
	for _, name := range []string{"from", "subject", "date", "message-id"} {
		if k := len(h.all(name)); k > 1 {
			n.add("%d %s headers, the last read", k, canonical[name])
		}
	}
}

// canonical spells the names that notes mention.
var canonical = map[string]string{"from": "From", "sender": "Sender", "reply-to": "Reply-To", "to": "To", "cc": "Cc",
	"subject": "Subject", "date": "Date", "message-id": "Message-ID"}

// readDate reads the last Date field that can be read.
func readDate(h header, n *notes) time.Time {
	dates := h.all("date")
	for i := len(dates) - 1; i >= 0; i-- {
		if t, ok := parseDate(dates[i]); ok {
			return t
		}
	}
	if len(dates) == 0 {
		n.add("no Date header")
	} else {
		n.add("unreadable Date %q", shorten(dates[len(dates)-1], 60))
	}
	return time.Time{}
}

// received returns when the last server took the message: servers put their trace on top.
func received(h header) time.Time {
	for _, v := range h.all("received") {
		if t, ok := parseDate(v); ok {
			return t
		}
	}
	return time.Time{}
}

// firstOf returns the first of a list, or nothing.
func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// shorten cuts s to at most n bytes, at a character's end.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}
