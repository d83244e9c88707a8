package mail

import (
	"bytes"
	"strings"
)

// bodies sorts the leaves of a message as RFC 8621, 4.1.4, does: what to show to who reads plain text, what to who
// reads HTML, and what is attached. A leaf may be in several lists.
type bodies struct {
	text, html, attached []*part
}

// sort adds the parts of one multipart. noText and noHTML say that the lists take nothing more at this place.
func (b *bodies) sort(parts []*part, within string, inAlternative, noText, noHTML bool) {
	texts, htmls := len(b.text), len(b.html)
	for i, p := range parts {
		if len(p.children) > 0 || p.multipart() {
			b.sort(p.children, p.media, inAlternative || p.media == "multipart/alternative", noText, noHTML)
			continue
		}
		media := isMedia(p.media)
		inline := p.disposition != "attachment" &&
			(p.media == "text/plain" || p.media == "text/html" || media) &&
			(i == 0 || within != "multipart/related" && (media || p.name() == ""))
		switch {
		case !inline:
			b.attached = append(b.attached, p)
			continue
		case within == "multipart/alternative":
			switch p.media {
			case "text/plain":
				b.text = append(b.text, p)
			case "text/html":
				b.html = append(b.html, p)
			default:
				b.attached = append(b.attached, p)
			}
			continue
		case inAlternative && p.media == "text/plain":
			noHTML = true
		case inAlternative && p.media == "text/html":
			noText = true
		}
		if !noText {
			b.text = append(b.text, p)
		}
		if !noHTML {
			b.html = append(b.html, p)
		}
		if media {
			b.attached = append(b.attached, p)
		}
	}
	if within == "multipart/alternative" && !noText && !noHTML {
		onlyHTML := len(b.text) == texts && len(b.html) > htmls
		onlyText := len(b.html) == htmls && len(b.text) > texts
		if onlyHTML {
			b.text = append(b.text, b.html[htmls:]...)
		}
		if onlyText {
			b.html = append(b.html, b.text[texts:]...)
		}
	}
}

// isMedia says whether a type is something to look at or listen to.
func isMedia(media string) bool {
	return strings.HasPrefix(media, "image/") || strings.HasPrefix(media, "audio/") || strings.HasPrefix(media, "video/")
}

// sortBodies sorts the whole message.
func sortBodies(root *part) bodies {
	if strings.HasPrefix(root.media, "text/") && root.media != "text/html" && root.disposition != "attachment" {
		root.media = "text/plain" // of a kind we do not know, but it is all there is (RFC 2046, 4.1.4)
	}
	var b bodies
	b.sort([]*part{root}, "", false, false, false)
	return b
}

// readBody fills in the text, what of it is new, and the attachments.
func (m *Message) readBody(root *part, n *notes) {
	b := sortBodies(root)
	m.HTML = joinTexts(b.html, n, func(p *part, text string) string {
		if p.media != "text/html" {
			return ""
		}
		return text
	})
	var lines []line
	m.Text = joinTexts(b.text, n, func(p *part, text string) string {
		switch p.media {
		case "text/plain":
			lines = append(lines, plainLines(text)...)
			return text
		case "text/html":
			read := readHTML(text)
			lines = append(lines, read...)
			return textOf(read)
		}
		return ""
	})
	if strings.TrimSpace(m.Text) == "" && m.HTML != "" {
		lines = readHTML(m.HTML)
		m.Text = textOf(lines)
	}
	m.Body, m.Quoted = split(lines)
	for _, p := range b.attached {
		m.Attachments = append(m.Attachments, Attachment{Name: p.name(), MediaType: oneLine(p.media), Size: len(p.bytes(n))})
	}
	if strings.TrimSpace(m.Text) == "" {
		m.Quoted = forwarded(b.attached)
	}
	if strings.TrimSpace(m.Text) == "" && m.Quoted == "" {
		n.add("no text to read")
	}
}

// joinTexts decodes parts and joins what show makes of each.
func joinTexts(parts []*part, n *notes, show func(*part, string) string) string {
	var b strings.Builder
	last := byte('\n')
	for _, p := range parts {
		if isMedia(p.media) {
			continue
		}
		if b.Len() > MaxText {
			n.add("text longer than 4 MB, the rest left out")
			break
		}
		s := show(p, decodeText(p, n))
		if s == "" {
			continue
		}
		if last != '\n' {
			b.WriteByte('\n')
		}
		b.WriteString(s)
		last = s[len(s)-1]
	}
	return b.String()
}

// decodeText makes text of a leaf.
func decodeText(p *part, n *notes) string {
	data := p.bytes(n)
	if len(data) > MaxText {
		n.add("text longer than 4 MB, the rest left out")
		data = data[:MaxText]
		if end := bytes.LastIndexByte(data, '\n'); end > MaxText/2 {
			data = data[:end+1] // not within a character
		}
	}
	charset := p.params["charset"]
	if charset == "" && p.media == "text/html" {
		charset = metaCharset(data)
	}
	return manyLines(decodeCharset(data, charset, n))
}

// forwarded returns the text of the one message that a mail without words of its own passes on.
func forwarded(attached []*part) string {
	var found *part
	for _, p := range attached {
		if p.media != "message/rfc822" {
			continue
		}
		if found != nil {
			return ""
		}
		found = p
	}
	if found == nil {
		return ""
	}
	var n notes
	data, err := frame(found.bytes(&n), &n)
	if err != nil {
		return ""
	}
	root, err := readTree(data, &n)
	if err != nil {
		return ""
	}
	return joinTexts(sortBodies(root).text, &n, func(p *part, text string) string {
		if p.media == "text/html" {
			return textOf(readHTML(text))
		}
		return text
	})
}
