package mail

import (
	"bytes"
	"path"
	"strings"
)

// part is one MIME part, the message itself being the root. Attached messages are leaves: their bytes are data.
type part struct {
	header
	media       string // lower case, "text/plain" where nothing is said
	declared    string // the media type as the header names it
	params      map[string]string
	disposition string // "attachment", "inline" or nothing
	fileParams  map[string]string
	children    []*part
	data        []byte // of a leaf, still encoded
	broken      bool   // declared otherwise than it can be read: shown as plain text
}

// newPart reads what a part's header says of it; t stands before its body.
func (t *tree) newPart(h header, inDigest bool) *part {
	p := &part{header: h}
	types := h.all("content-type")
	p.media, p.params = parseParams(h.last("content-type"))
	for _, v := range types[:min(max(len(types)-1, 0), 5)] {
		// Of several types a multipart that the body bears out, to its closing line, is the true one.
		media, params := parseParams(v)
		b := params["boundary"]
		if strings.HasPrefix(media, "multipart/") && b != "" && bytes.Contains(t.data[t.pos:], []byte("\n--"+b+"--")) {
			p.media, p.params = media, params
			t.n.add("%d Content-Type headers, the multipart read", len(types))
			break
		}
	}
	p.disposition, p.fileParams = parseParams(h.last("content-disposition"))
	p.declared = p.media
	major, minor, _ := strings.Cut(p.media, "/")
	switch {
	case p.media == "" && inDigest:
		p.media = "message/rfc822"
	case p.media == "", major == "text" && minor == "", p.media == "plain":
		p.media = "text/plain"
	case p.media == "html":
		p.media = "text/html"
	case major == "" || minor == "" && major != "multipart":
		t.n.add("unreadable Content-Type %q", shorten(p.media, 60))
		p.media = "application/octet-stream"
		if len(h.all("content-disposition")) == 0 {
			p.media = "text/plain"
		}
	}
	return p
}

// name returns the file name that a part carries, without any path.
func (p *part) name() string {
	name := p.fileParams["filename"]
	if name == "" {
		name = p.params["name"]
	}
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" || name == ".." {
		return ""
	}
	return name
}

// charset returns the charset that the first text in a part names, which is likely that of its header too.
func (p *part) charset() string {
	if c := p.params["charset"]; c != "" {
		return c
	}
	for _, child := range p.children {
		if c := child.charset(); c != "" {
			return c
		}
	}
	return ""
}

// multipart says whether a part consists of parts.
func (p *part) multipart() bool { return strings.HasPrefix(p.media, "multipart") && !p.broken }

// bytes decodes a leaf.
func (p *part) bytes(n *notes) []byte {
	return decodeTransfer(p.data, p.header.last("content-transfer-encoding"), n)
}

// tree reads parts out of a message. A line is a boundary when it is that of any multipart still open (RFC 2046,
// 5.1.2), the innermost first.
type tree struct {
	data  []byte
	pos   int
	open  []boundary
	parts int
	n     *notes
}

// boundary is a delimiter that the tree watches for, and the depth of its multipart.
type boundary struct {
	text  string
	level int
}

// delimiter is what ended a part: the boundary of the multipart at that level, or at level 0 the end of the message.
type delimiter struct {
	level int
	close bool
}

// readTree reads the message's header and all its parts.
func readTree(data []byte, n *notes) (*part, error) {
	t := &tree{data: data, n: n}
	h, body := readHeader(data[:min(len(data), MaxHeader+1)], nil, n)
	if body > MaxHeader {
		return nil, ErrBigHeader
	}
	mail := false
	for _, f := range h {
		mail = mail || known(f.name)
	}
	if !mail {
		return nil, ErrNotMail
	}
	t.pos = body
	root := t.newPart(h, false)
	t.body(root, 1)
	return root, nil
}

// body reads what follows p's header, up to the delimiter that ends p.
func (t *tree) body(p *part, level int) delimiter {
	t.parts++
	if !p.multipart() {
		var end delimiter
		p.data, end = t.next()
		return end
	}
	if level > MaxDepth {
		t.n.add("nested deeper than %d, the rest kept as one attachment", MaxDepth)
		p.media, p.disposition = "application/octet-stream", "attachment"
		var end delimiter
		p.data, end = t.next()
		return end
	}
	return t.multipart(p, level)
}

// multipart reads the parts of p.
func (t *tree) multipart(p *part, level int) delimiter {
	start := t.pos
	text := strings.TrimRight(p.params["boundary"], " \t")
	if text != "" {
		t.open = append(t.open, boundary{text, level})
	}
	preamble, end := t.next()
	if end.level != level {
		t.closeFrom(level)
		guess, ok := guessBoundary(preamble, text)
		if !ok {
			t.n.add("multipart without parts, read as text")
			p.media, p.data, p.broken = "text/plain", preamble, true
			t.expect(text, end)
			return end
		}
		t.n.add("parts found at another boundary than the header names")
		t.pos, t.open = start, append(t.open, boundary{guess, level})
		_, end = t.next()
	}
	closed := false
	for end.level == level {
		if end.close {
			closed = true
			var epilogue []byte
			if epilogue, end = t.next(); end.level != level && len(bytes.TrimSpace(epilogue)) > 0 {
				t.n.add("text after the last part left out")
			}
			continue
		}
		if t.parts >= MaxParts {
			t.n.add("more than %d parts, the rest left out", MaxParts)
			_, end = t.next()
			continue
		}
		var child *part
		child, end = t.child(p, level)
		if end.level == 0 && len(child.header) == 0 && len(child.data) == 0 {
			continue // the last delimiter should have been a closing one
		}
		p.children = append(p.children, child)
	}
	t.closeFrom(level)
	if !closed {
		t.n.add("no closing boundary")
		t.expect(text, end)
	}
	return end
}

// expect watches on for the boundary of a multipart that ended without it: if it comes yet, it begins a further part
// beside those of the multipart that end belongs to.
func (t *tree) expect(text string, end delimiter) {
	if end.level > 0 && text != "" {
		t.open = append(t.open, boundary{text, end.level})
	}
}

// child reads one part of the multipart p.
func (t *tree) child(p *part, level int) (*part, delimiter) {
	head := t.data[t.pos:min(len(t.data), t.pos+MaxHeader)]
	h, body := readHeader(head, func(line []byte) bool { _, ok := t.match(line); return ok }, t.n)
	t.pos += body
	child := t.newPart(h, p.media == "multipart/digest")
	return child, t.body(child, level+1)
}

// closeFrom forgets the boundaries of that level and those inside it.
func (t *tree) closeFrom(level int) {
	kept := t.open[:0]
	for _, b := range t.open {
		if b.level < level {
			kept = append(kept, b)
		}
	}
	t.open = kept
}

// next returns what stands before the next delimiter, and moves behind it. The line end before a delimiter belongs to
// it.
func (t *tree) next() ([]byte, delimiter) {
	rest := t.data[t.pos:]
	for at := 0; len(t.open) > 0; {
		if at > 0 || !bytes.HasPrefix(rest, []byte("--")) {
			i := bytes.Index(rest[at:], []byte("\n--"))
			if i < 0 {
				break
			}
			at += i + 1
		}
		line, after := cutLine(rest[at:])
		if d, ok := t.match(line); ok {
			t.pos = len(t.data) - len(after)
			content := rest[:at]
			content = bytes.TrimSuffix(content, []byte("\n"))
			return bytes.TrimSuffix(content, []byte("\r")), d
		}
		if at == 0 {
			at = 1
		}
	}
	t.pos = len(t.data)
	for i := len(t.open) - 1; i >= 0; i-- {
		closing := []byte("--" + t.open[i].text + "--")
		if content, ok := bytes.CutSuffix(bytes.TrimRight(rest, " \t\r\n"), closing); ok {
			return content, delimiter{t.open[i].level, true}
		}
	}
	return rest, delimiter{}
}

// match says which open multipart a line delimits.
func (t *tree) match(line []byte) (delimiter, bool) {
	rest, ok := bytes.CutPrefix(line, []byte("--"))
	if !ok {
		return delimiter{}, false
	}
	rest = bytes.TrimRight(rest, " \t\r")
	for i := len(t.open) - 1; i >= 0; i-- {
		b := t.open[i]
		if tail, ok := bytes.CutPrefix(rest, []byte(b.text)); ok && (len(tail) == 0 || string(tail) == "--") {
			return delimiter{b.level, len(tail) > 0}, true
		}
	}
	return delimiter{}, false
}

// guessBoundary looks for the boundary in a multipart that has none, or not the one that it names: a line of two
// dashes and more that a part's header follows, or that has its closing line.
func guessBoundary(body []byte, named string) (string, bool) {
	const window = 64 << 10 // a closing line is looked for at the beginning and the end of the body
	head, tail := body[:min(len(body), window)], body[max(len(body)-window, 0):]
	begin := head
	for tries := 0; len(head) > 0 && tries < 20; {
		var line []byte
		line, head = cutLine(head)
		text := string(bytes.TrimRight(line, " \t\r"))
		text, ok := strings.CutPrefix(text, "--")
		if !ok || text == "" || text == named || text == "--" {
			continue
		}
		tries++
		next, _ := cutLine(head)
		name, _, isField := cutField(next)
		if isField && strings.HasPrefix(name, "content-") || strings.EqualFold(text, named) ||
			bytes.Contains(begin, []byte("\n--"+text+"--")) || bytes.Contains(tail, []byte("\n--"+text+"--")) {
			return text, true
		}
	}
	return "", false
}
