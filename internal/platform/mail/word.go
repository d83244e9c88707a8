package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// decodeWords makes text of a header value in UTF-8: encoded words (RFC 2047) become what they stand for, folds
// become blanks. Words that a mailer broke are read as far as they go: a character split between two words, folds and
// blanks inside a word, a missing end. What is no encoded word stays as it is. With spaced, a word that a program
// glued to the text beside it gets the blank that belongs there, as in "[SPAM]=?utf-8?q?Hello?=".
func decodeWords(value string, spaced bool) string {
	if !strings.Contains(value, "=?") {
		return strings.ReplaceAll(value, "\n", " ")
	}
	var (
		out     strings.Builder
		pending word // bytes of words not yet made text, because the next may complete a character
		gap     string
		after   bool // a word was the last thing written
	)
	flush := func() {
		out.WriteString(pending.text())
		pending = word{}
	}
	text := func(s string) {
		if s == "" {
			return
		}
		s = strings.ReplaceAll(s, "\n", " ")
		if first, _ := utf8.DecodeRuneInString(s); spaced && after && !opensGap(first, true) {
			out.WriteByte(' ')
		}
		out.WriteString(s)
		after = false
	}
	for value != "" {
		start := strings.Index(value, "=?")
		w, size, ok := word{}, 0, false
		if start >= 0 {
			w, size, ok = cutWord(value[start:])
		}
		if !ok {
			// No word before the next "=?": all of that is text.
			end := len(value)
			if start >= 0 {
				end = start + 2
			}
			flush()
			text(gap + value[:end])
			gap, value = "", value[end:]
			continue
		}
		before := gap + value[:start]
		gap = ""
		if strings.TrimSpace(before) != "" || !after {
			flush()
			text(before)
			if last, _ := utf8.DecodeLastRuneInString(out.String()); spaced && out.Len() > 0 && !opensGap(last, false) {
				out.WriteByte(' ')
			}
		}
		if pending.charset != w.charset {
			flush()
		}
		pending.charset = w.charset
		pending.bytes = append(pending.bytes, w.bytes...)
		value = value[start+size:]
		after = true
		blanks := len(value) - len(strings.TrimLeft(value, " \t\n"))
		gap, value = value[:blanks], value[blanks:]
	}
	flush()
	text(gap)
	return out.String()
}

// opensGap says whether no blank is missing between an encoded word and the character beside it, which is before it
// or, with following, after it.
func opensGap(r rune, following bool) bool {
	if unicode.IsSpace(r) {
		return true
	}
	if following {
		return unicode.IsPunct(r) && !strings.ContainsRune("([{", r)
	}
	return strings.ContainsRune(`([{<"'«“‘`, r)
}

// word is an encoded word taken apart.
type word struct {
	charset string
	bytes   []byte
}

// text decodes the word's bytes.
func (w word) text() string {
	if len(w.bytes) == 0 {
		return ""
	}
	return decodeCharset(w.bytes, w.charset, &notes{})
}

// maxWord bounds how far the end of a word is looked for; the longest seen in the wild, never folded, are far shorter.
const maxWord = 16 << 10

// cutWord reads the encoded word that s begins with and returns its size in s.
func cutWord(s string) (w word, size int, ok bool) {
	charset, rest, ok := strings.Cut(s[2:min(len(s), 100)], "?")
	if !ok || charset == "" || strings.ContainsAny(charset, " =<>\"\n") || len(rest) < 2 || rest[1] != '?' {
		return word{}, 0, false
	}
	start := 2 + len(charset) + 3
	body := s[start:min(len(s), start+maxWord)]
	charset, _, _ = strings.Cut(charset, "*") // RFC 2231 lets a language follow
	w.charset = strings.ToLower(charset)
	switch s[start-2] {
	case 'q', 'Q':
		text, size := cutQ(body)
		w.bytes = decodeQ(text)
		return w, start + size, true
	case 'b', 'B':
		text, size := cutB(body)
		data, _ := decodeBase64([]byte(text))
		w.bytes = data
		return w, start + size, true
	}
	return word{}, 0, false
}

// cutQ finds the end of a Q-encoded word's text: "?=", or where there is none the end of the line.
func cutQ(body string) (text string, size int) {
	// "?=" may also be a "?" that should have been encoded before "=3D"; the word then goes on.
	for from := 0; ; {
		i := strings.Index(body[from:], "?=")
		if i < 0 {
			break
		}
		end := from + i
		if end+4 <= len(body) && isHex(body[end+2]) && isHex(body[end+3]) && strings.Contains(body[end+2:], "?=") &&
			!strings.Contains(body[from:end], " ") {
			from = end + 2
			continue
		}
		return body[:end], end + 2
	}
	line, _, _ := strings.Cut(body, "\n")
	line = strings.TrimSuffix(line, "?")
	return line, len(line)
}

// cutB finds the end of a base64 word's text: "?=", or where there is none the first character that cannot be in it.
func cutB(body string) (text string, size int) {
	end := 0
	for end < len(body) && (inBase64(body[end]) || strings.IndexByte("=-_ \n", body[end]) >= 0) {
		end++
	}
	switch {
	case strings.HasPrefix(body[end:], "?="):
		return body[:end], end + 2
	case strings.HasPrefix(body[end:], "?"):
		return body[:end], end + 1
	}
	return body[:end], end
}

// decodeQ decodes the text of a Q-encoded word: "_" is a blank, a fold is nothing, a broken escape is itself.
func decodeQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '\n':
		case c == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return out
}
