package mail

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// parseParams reads a value with parameters, such as a Content-Type: "text/plain; charset=utf-8". The value comes in
// lower case; parameters' names too. Forgiven are missing semicolons and quotes, comments, blanks and encoded words
// where none may be. Values split or encoded by RFC 2231 are put together.
func parseParams(s string) (value string, params map[string]string) {
	s = recode(s, "")
	end := paramStart(s, 0)
	value = strings.ToLower(strings.Join(strings.Fields(dropComments(s[:end])), ""))
	var pieces []piece
	for s = s[end:]; s != ""; {
		s = strings.TrimLeft(s, "; \t\n")
		eq := strings.IndexAny(s, "=;")
		if eq < 0 || s[eq] == ';' {
			if eq < 0 {
				break
			}
			s = s[eq:]
			continue
		}
		name := strings.ToLower(strings.Join(strings.Fields(dropComments(s[:eq])), ""))
		var text string
		text, s = cutValue(s[eq+1:], name)
		if name != "" {
			pieces = append(pieces, newPiece(name, text))
		}
	}
	return value, joinPieces(pieces)
}

// paramStart finds where a value ends and parameters begin: at a semicolon, or at a blank before a "name=".
func paramStart(s string, from int) int {
	for i := from; i < len(s); i++ {
		switch s[i] {
		case ';':
			return i
		case ' ', '\t', '\n':
			if assigns(s[i+1:]) {
				return i
			}
		}
	}
	return len(s)
}

// assigns says whether s begins with a parameter: a name, then "=".
func assigns(s string) bool {
	i := 0
	for i < len(s) && i < 60 && (inBase64(s[i]) || strings.IndexByte("-_*", s[i]) >= 0) {
		i++
	}
	return i > 0 && i < len(s) && s[i] == '=' && (i+1 >= len(s) || s[i+1] != '?')
}

// cutValue reads a parameter's value, quoted or not, and returns what follows it.
func cutValue(s, name string) (value, rest string) {
	s = strings.TrimLeft(s, " \t\n")
	if !strings.HasPrefix(s, `"`) {
		end := paramStart(s, 0)
		value = s[:end]
		if !strings.HasPrefix(name, "name") && !strings.HasPrefix(name, "filename") {
			value = dropComments(value)
		}
		return strings.TrimSpace(value), s[end:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\' || s[i+1] == '\''):
			i++
			b.WriteByte(s[i])
		case c == '"':
			return b.String(), s[i+1:]
		default:
			b.WriteByte(c)
		}
	}
	// The quote never closes: the value ends where the next parameter begins.
	end := 1 + strings.IndexAny(s[1:]+";", ";\n")
	return s[1:end], s[end:]
}

// dropComments takes (comments) out, nested ones too. What never closes is no comment.
func dropComments(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '(' {
			if end := commentEnd(s[i:]); end > 0 {
				b.WriteByte(' ')
				i += end - 1
				continue
			}
			b.WriteString(s[i:])
			break
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// maxComment bounds how far the end of a comment is looked for.
const maxComment = 1000

// commentEnd returns the size of the comment that s begins with, 0 when it does not end.
func commentEnd(s string) int {
	depth := 0
	s = s[:min(len(s), maxComment)]
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			for i++; i < len(s) && s[i] == '\n'; i++ {
			}
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// piece is one parameter as written, perhaps a part of a longer one: "title*1*=..." is part 1, percent-encoded.
type piece struct {
	name    string
	index   int // -1: whole
	encoded bool
	text    string
}

// newPiece takes a parameter's name apart.
func newPiece(name, text string) piece {
	p := piece{name: name, index: -1, text: text}
	base, tail, ok := strings.Cut(name, "*")
	if !ok || base == "" {
		return p
	}
	p.name, p.encoded = base, tail == "" || strings.HasSuffix(tail, "*")
	if i, err := strconv.Atoi(strings.TrimSuffix(tail, "*")); err == nil && i >= 0 {
		p.index = i
	}
	return p
}

// joinPieces puts split values together. Where a parameter comes twice, the one by RFC 2231 counts, else the first.
func joinPieces(pieces []piece) map[string]string {
	params := map[string]string{}
	byName := map[string][]piece{}
	var names []string
	for _, p := range pieces {
		if p.index < 0 && !p.encoded {
			if _, ok := params[p.name]; !ok {
				params[p.name] = oneLine(decodeWords(p.text, false))
			}
			continue
		}
		if byName[p.name] == nil {
			names = append(names, p.name)
		}
		byName[p.name] = append(byName[p.name], p)
	}
	for _, name := range names {
		parts := byName[name]
		slices.SortStableFunc(parts, func(a, b piece) int { return cmp.Compare(a.index, b.index) })
		params[name] = joinEncoded(parts)
	}
	return params
}

// joinEncoded decodes the parts of one value. The first tells the charset: charset'language'text.
func joinEncoded(parts []piece) string {
	charset := ""
	var raw []byte
	for i, p := range parts {
		text := p.text
		if p.encoded {
			if c, rest, ok := strings.Cut(text, "'"); ok && (i == 0 || c == charset) {
				if _, tail, ok := strings.Cut(rest, "'"); ok {
					charset, text = c, tail
				} else if i > 0 {
					text = rest
				}
			}
			raw = append(raw, unescapePercent(text)...)
			continue
		}
		raw = append(raw, text...)
	}
	return oneLine(decodeWords(decodeCharset(raw, charset, &notes{}), false))
}

// unescapePercent undoes %XX; what is no escape stays.
func unescapePercent(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}
