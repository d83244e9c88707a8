package mail

import (
	"strings"
)

// addresses reads an address list: names bare, quoted or encoded, comments, groups (flattened), routes, blanks where
// RFC 5322 once let them be, and the semicolons that some mailers put for commas. Nothing is refused: words without
// an address become a name.
func addresses(value string) []Address {
	r := addressReader{s: value, lastClose: strings.LastIndexByte(value, '>')}
	for r.pos < len(r.s) {
		r.step()
	}
	r.flush()
	return r.list
}

// addressReader reads one address list from left to right.
type addressReader struct {
	s    string
	pos  int
	list []Address

	lastClose int // where the last ">" is

	// The address now being read.
	words    strings.Builder // name, or a bare address
	comments []string
	angle    string
	hasAngle bool
	inGroup  bool
}

// step reads one token.
func (r *addressReader) step() {
	c := r.s[r.pos]
	switch c {
	case '"':
		r.quoted()
	case '(':
		r.comment()
	case '<':
		r.bracketed()
	case ',':
		r.pos++
		r.flush()
	case ';':
		r.pos++
		r.flush()
		r.inGroup = false
	case ':':
		r.pos++
		if r.hasAngle || r.inGroup || strings.Contains(r.words.String(), "@") || strings.HasSuffix(r.words.String(), "[IPv6") {
			r.words.WriteByte(':')
			return
		}
		// What was read is a group's name.
		r.reset()
		r.inGroup = true
	case '=':
		if _, size, ok := r.word(); ok {
			r.words.WriteString(r.s[r.pos : r.pos+size])
			r.pos += size
			return
		}
		fallthrough
	default:
		r.words.WriteByte(c)
		r.pos++
	}
}

// word looks for an encoded word here, which may hold any character.
func (r *addressReader) word() (word, int, bool) {
	if !strings.HasPrefix(r.s[r.pos:], "=?") {
		return word{}, 0, false
	}
	w, size, ok := cutWord(r.s[r.pos:])
	if ok && strings.ContainsAny(r.s[r.pos:r.pos+size], "<>") {
		return word{}, 0, false // a word without its end must not swallow the address
	}
	return w, size, ok
}

// quoted reads a quoted string. Its quotes stay only where it is the local part of an address. One that never ends is
// a quotation mark.
func (r *addressReader) quoted() {
	var b strings.Builder
	for i := r.pos + 1; i < len(r.s); i++ {
		switch c := r.s[i]; {
		case c == '\\' && i+1 < len(r.s):
			i++
			if r.s[i] != '\n' {
				b.WriteByte(r.s[i])
			}
		case c == '"':
			text := b.String()
			if i+1 < len(r.s) && r.s[i+1] == '@' && !strings.ContainsAny(text, "@<>") {
				text = `"` + text + `"`
			} else if r.words.Len() > 0 && r.pos > 0 && r.s[r.pos-1] != ' ' {
				text = " " + text
			}
			r.words.WriteString(text)
			if i+1 < len(r.s) && inBase64(r.s[i+1]) {
				r.words.WriteByte(' ')
			}
			r.pos = i + 1
			return
		default:
			b.WriteByte(c)
		}
	}
	r.pos++
}

// comment reads a comment, which often is where an old mailer put the name.
func (r *addressReader) comment() {
	size := commentEnd(r.s[r.pos:])
	if size == 0 {
		r.words.WriteByte('(')
		r.pos++
		return
	}
	r.addComment(r.s[r.pos+1 : r.pos+size-1])
	r.pos += size
}

// addComment keeps a comment's text.
func (r *addressReader) addComment(s string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			for i++; i+1 < len(s) && s[i] == '\n'; i++ {
			}
		}
		b.WriteByte(s[i])
	}
	if text := tidy(b.String()); text != "" {
		r.comments = append(r.comments, text)
	}
}

// bracketed reads "<address>". Without its end it goes on to the next comma.
func (r *addressReader) bracketed() {
	var b strings.Builder
	i := r.pos + 1
scan:
	for ; i < len(r.s); i++ {
		switch c := r.s[i]; c {
		case '>':
			i++
			break scan
		case '(':
			size := commentEnd(r.s[i:])
			if size == 0 {
				continue
			}
			r.addComment(r.s[i+1 : i+size-1])
			i += size - 1
		case '<':
			b.Reset() // "<<a@b>" and the like
		case ',', ';':
			// A route has commas, a URL semicolons; else the bracket was left open.
			if i > r.lastClose || strings.Contains(b.String(), "@") && !strings.HasPrefix(b.String(), "@") && !strings.Contains(b.String(), ":") {
				break scan
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	r.pos = i
	if r.hasAngle && r.angle != "" {
		r.flush() // two addresses without a comma between
	}
	r.angle, r.hasAngle = b.String(), true
}

// flush ends an address.
func (r *addressReader) flush() {
	defer r.reset()
	words := strings.TrimSpace(r.words.String())
	comments := strings.Join(r.comments, " ")
	var a Address
	if r.hasAngle {
		a = Address{tidy(words), tidyAddress(r.angle)}
	} else {
		a = splitBare(words)
	}
	switch {
	case a.Name == "" && comments != "":
		a.Name = comments
	case comments != "":
		a.Name += " (" + comments + ")"
	}
	if a.Name != "" || a.Address != "" {
		r.list = append(r.list, a)
	}
}

// reset forgets the address now being read.
func (r *addressReader) reset() {
	r.words.Reset()
	r.comments, r.angle, r.hasAngle = nil, "", false
}

// splitBare makes an address of words without brackets: the one with an at sign is the address, the others a name.
func splitBare(words string) Address {
	if !strings.Contains(words, "@") {
		return Address{Name: tidy(words)}
	}
	bare := tidyAddress(words)
	_, domain, quoted := strings.Cut(bare, `"@`)
	if !strings.Contains(bare, " ") || quoted && bare[0] == '"' && !strings.Contains(domain, " ") {
		return Address{Address: bare}
	}
	var a Address
	var name []string
	for _, w := range strings.Fields(words) {
		if strings.Contains(w, "@") && a.Address == "" {
			a.Address = tidyAddress(w)
			continue
		}
		name = append(name, w)
	}
	a.Name = tidy(strings.Join(name, " "))
	return a
}

// tidyAddress takes from an address what is not part of it: a route before it, blanks beside dots and the at sign,
// the quotation marks of careless programs.
func tidyAddress(s string) string {
	if strings.Contains(s, "=?") {
		s = decodeWords(s, false)
	}
	s = oneLine(s)
	if strings.HasPrefix(s, "@") {
		if _, after, ok := strings.Cut(s, ":"); ok {
			s = strings.TrimSpace(after)
		}
	}
	if !strings.HasPrefix(s, `"`) {
		for _, sep := range []string{".", "@"} {
			if strings.Contains(s, " "+sep) || strings.Contains(s, sep+" ") {
				words := strings.Split(s, sep)
				for i := range words {
					words[i] = strings.TrimSpace(words[i])
				}
				s = strings.Join(words, sep)
			}
		}
	}
	if len(s) > 2 && s[0] == '\'' && s[len(s)-1] == '\'' {
		s = s[1 : len(s)-1]
	}
	return s
}

// tidy makes a name of words as they came.
func tidy(s string) string {
	s = strings.Join(strings.Fields(oneLine(decodeWords(strings.TrimSpace(s), true))), " ")
	if len(s) > 2 && s[0] == '\'' && s[len(s)-1] == '\'' {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}
