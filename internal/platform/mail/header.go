package mail

import (
	"bytes"
	"strings"
)

// field is one header field. Its value is as the bytes came, but for folds, which are one LF each with the blanks
// around them gone: a fold is a blank to a reader, and nothing inside a broken encoded word.
type field struct {
	name  string // lower case
	value string
}

// header is the fields of a message or part, in their order.
type header []field

// all returns the values of every field of that name.
func (h header) all(name string) []string {
	var values []string
	for _, f := range h {
		if f.name == name {
			values = append(values, f.value)
		}
	}
	return values
}

// last returns the value of the last field of that name that says anything (RFC 8621, 4.1.2, reads the last one too).
func (h header) last(name string) string {
	for i := len(h) - 1; i >= 0; i-- {
		if h[i].name == name && strings.TrimSpace(h[i].value) != "" {
			return h[i].value
		}
	}
	return ""
}

// has says whether there is a field of that name, empty or not.
func (h header) has(name string) bool {
	for _, f := range h {
		if f.name == name {
			return true
		}
	}
	return false
}

// text returns the last field of that name as one line to read.
func (h header) text(name, charset string) string {
	return oneLine(decodeWords(recode(h.last(name), charset), true))
}

// readHeader reads fields from data until a blank line, the end, a line for which stop says so, or a line that no
// header holds, at which the body began without a blank line. It returns where the body starts.
func readHeader(data []byte, stop func(line []byte) bool, n *notes) (h header, body int) {
	var value []byte // of the last field, which may go on
	defer func() {
		if len(h) > 0 {
			h[len(h)-1].value = string(value)
		}
	}()
	pos := 0
	for pos < len(data) {
		line, rest := cutLine(data[pos:])
		next := len(data) - len(rest)
		switch name, first, ok := cutField(line); {
		case stop != nil && stop(line):
			return h, pos
		case len(line) == 0:
			return h, next
		case line[0] == ' ' || line[0] == '\t':
			line = bytes.TrimSpace(line)
			if len(line) == 0 && !continues(rest) && !indented(rest) {
				return h, next
			}
			if name, first, ok := cutField(line); len(h) == 0 && ok {
				n.add("blanks before the first header line dropped")
				h, value = append(h, field{name: name}), append(value, first...)
			} else if len(h) > 0 && len(line) > 0 {
				value = append(append(value, '\n'), line...)
			} else if len(line) > 0 && !scrap(line) {
				return h, pos
			}
		case ok:
			if len(h) > 0 {
				h[len(h)-1].value = string(value)
			}
			h = append(h, field{name: name})
			value = append(value[:0], first...)
		case bytes.HasPrefix(line, []byte(">From ")):
			// An mbox quoted once too often leaves its envelope line inside.
		case len(h) > 0 && !bytes.HasPrefix(line, []byte("--")) && (continues(rest) || blankNext(rest)):
			n.add("header line without a name taken as part of the one before")
			value = append(append(value, '\n'), bytes.TrimSpace(line)...)
		case len(h) == 0 && len(line) < 1000 && (fieldNext(rest) || scrap(line) && blankNext(rest)):
			n.add("line before the header dropped")
		default:
			if len(h) > 0 {
				n.add("no blank line after the header")
			}
			return h, pos
		}
		pos = next
	}
	return h, pos
}

// cutField splits a line at its colon, if what stands before can be a field's name. Blanks before the colon are an
// obsolete form (RFC 5322, 4.5.3).
func cutField(line []byte) (name string, value []byte, ok bool) {
	i := bytes.IndexByte(line, ':')
	if i <= 0 {
		return "", nil, false
	}
	raw := bytes.TrimRight(line[:i], " \t")
	if len(raw) == 0 || len(raw) > 100 {
		return "", nil, false
	}
	for _, c := range raw {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		digit := c >= '0' && c <= '9'
		if !letter && !digit && strings.IndexByte("-_.!#$%&'*+/^`|~", c) < 0 {
			return "", nil, false
		}
	}
	return strings.ToLower(string(raw)), bytes.TrimSpace(line[i+1:]), true
}

// continues says whether the header goes on after a line that is no field: with a field of a name that mail knows, or
// with further lines before one, but no blank line between.
func continues(rest []byte) bool {
	for range 5 {
		line, after := cutLine(rest)
		if len(line) == 0 || bytes.HasPrefix(line, []byte("--")) {
			return false
		}
		if name, _, ok := cutField(line); ok {
			return known(name)
		}
		rest = after
	}
	return false
}

// indented says whether the next line is a folded one (RFC 5322, 4.2, lets a line of blanks stand before it).
func indented(rest []byte) bool {
	return len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t')
}

// scrap says whether a line that is no field is what is left of one, not the beginning of a text.
func scrap(line []byte) bool {
	return bytes.Contains(line, []byte("=\"")) || len(line) > 8 && bytes.EqualFold(line[:8], []byte("content-"))
}

// fieldNext says whether the next line is a field that mail knows.
func fieldNext(rest []byte) bool {
	line, _ := cutLine(rest)
	name, _, ok := cutField(line)
	return ok && known(name)
}

// blankNext says whether the header ends here: at a blank line, with something after it.
func blankNext(rest []byte) bool {
	line, after := cutLine(rest)
	return len(line) == 0 && len(bytes.TrimSpace(after)) > 0
}

// known says whether mail uses fields of that name. What has none of these at its start is no mail.
func known(name string) bool {
	return knownFields[name] || strings.HasPrefix(name, "content-") || strings.HasPrefix(name, "x-") ||
		strings.HasPrefix(name, "list-") || strings.HasPrefix(name, "resent-") || strings.HasPrefix(name, "arc-") ||
		strings.HasPrefix(name, "dkim-")
}

var knownFields = set("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to",
	"references", "received", "return-path", "delivered-to", "mime-version", "comments", "keywords", "precedence",
	"auto-submitted", "importance", "priority", "status", "errors-to", "envelope-to", "organization", "user-agent",
	"mailing-list", "authentication-results", "received-spf", "domainkey-signature", "thread-topic", "thread-index",
	"disposition-notification-to", "return-receipt-to", "feedback-id", "apparently-to", "newsgroups", "path", "lines")

// set makes a lookup table of words.
func set(words ...string) map[string]bool {
	s := make(map[string]bool, len(words))
	for _, w := range words {
		s[w] = true
	}
	return s
}
