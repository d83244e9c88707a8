package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a word or sign of a sentence and what stood around it.
type token struct {
	entry              // what the tables say of it; zero for a word they do not have
	felt       float32 // its valence in this sentence
	joined     bool    // part of the phrase that began before it
	title      bool    // begins with a capital, and goes on without
	caps, long bool    // written in capitals; with a letter drawn out (sooo)
	comma      bool    // a comma, colon, dash or bracket came after it
	word       bool    // not a sign
	listed     bool    // a table has it
	from, to   int32   // where it stands in the text, in bytes
	hash       uint32  // of its letters
	letters    [maxLetters]uint16
	n          uint8 // letters there are
}

// sentence is as much of a text as is weighed at once. It lives on the stack; a longer sentence is weighed in parts.
type sentence struct {
	tokens         [96]token
	n              int
	words, shouted int // words of letters, and of those all in capitals
	titled         int // and beginning with one
	known          int // words that a table has
	exclaims, asks int
	ended          bool
	stops          [32]stop // punctuation, as far as there is room
	stopped        int
}

// stop is a mark after so many tokens.
type stop struct {
	mark  uint32
	after uint8
}

// maxLetters is how much of a word its grams are made of.
const maxLetters = 24

// reset empties the sentence; tokens beyond n are not looked at.
func (s *sentence) reset() {
	s.n, s.words, s.shouted, s.titled, s.known = 0, 0, 0, 0, 0
	s.exclaims, s.asks, s.ended, s.stopped = 0, 0, false, 0
}

func (s *sentence) add(t token) {
	s.tokens[s.n] = t
	s.n++
}

// scanner cuts a text into sentences. Lines quoted from an earlier mail (> …), addresses and paths are not read.
type scanner struct {
	text string
	at   int
	bol  bool // at the beginning of a line
	lex  *lexicon
}

// next fills s with the next sentence and reports whether there was one.
func (c *scanner) next(s *sentence) bool {
	s.reset()
	for c.at < len(c.text) && s.n < len(s.tokens) && !s.ended {
		c.read(s)
	}
	return s.n > 0 || c.at < len(c.text)
}

// read takes the next word, sign or mark into the sentence.
func (c *scanner) read(s *sentence) {
	rest := c.text[c.at:]
	b := rest[0]
	if c.bol && quoted(rest) {
		for c.at < len(c.text) && c.text[c.at] != '\n' {
			c.at++
		}
		return
	}
	if b == '\n' {
		c.at, c.bol = c.at+1, true
		next := c.at
		for next < len(c.text) && (c.text[next] == ' ' || c.text[next] == '\t' || c.text[next] == '\r') {
			next++
		}
		if s.n > 0 && (next < len(c.text) && c.text[next] == '\n' || s.n > 12) {
			s.ended = true // a blank line ends a sentence, as does the line of a list
		}
		return
	}
	if b <= ' ' {
		c.at++
		return
	}
	start := c.bol || c.at == 0 || c.text[c.at-1] <= ' '
	c.bol = false
	if start {
		if n := address(rest); n > 0 {
			c.at += n
			return
		}
	}
	if e, n := c.lex.sign(rest, start); n > 0 {
		s.add(c.signed(e, n))
		c.at += n
		return
	}
	if letter(rest) || '0' <= b && b <= '9' {
		c.word(s)
		return
	}
	c.mark(s)
}

// quoted tells whether a line is quoted from an earlier mail: ">" begins it, and is no angry smiley.
func quoted(line string) bool {
	return line != "" && line[0] == '>' && !strings.HasPrefix(line, ">:(") && !strings.HasPrefix(line, ">:/") && !strings.HasPrefix(line, ">:-(")
}

// mark takes punctuation.
func (c *scanner) mark(s *sentence) {
	rest := c.text[c.at:]
	r, n := utf8.DecodeRuneInString(rest)
	if s.stopped < len(s.stops) {
		s.stops[s.stopped] = stop{mix(uint32(r)), uint8(s.n)}
		s.stopped++
	}
	switch b := rest[0]; b {
	case '!':
		s.exclaims++
		c.end(s, n)
		return
	case '?':
		s.asks++
		c.end(s, n)
		return
	case '.':
		if n < len(rest) && rest[n] == '.' {
			if s.n > 0 {
				s.tokens[s.n-1].comma = true
			}
			for n < len(rest) && rest[n] == '.' {
				n++
			}
		} else if n == len(rest) || rest[n] <= ' ' {
			c.end(s, n)
			return
		}
	case ',', ';', ':', '(', ')', '-', '/', '"':
		if s.n > 0 && (b != '-' || n < len(rest) && rest[n] <= ' ') && b != '/' && b != '"' {
			s.tokens[s.n-1].comma = true
		}
	default:
		if s.n > 0 && (hasPrefixFold(rest, "…") || hasPrefixFold(rest, "–") || hasPrefixFold(rest, "—")) {
			s.tokens[s.n-1].comma = true
		}
	}
	c.at += n
}

// end ends the sentence at a mark of n bytes, unless nothing was said in it or more marks follow.
func (c *scanner) end(s *sentence, n int) {
	c.at += n
	if c.at < len(c.text) {
		if b := c.text[c.at]; b == '!' || b == '?' || b == '.' {
			return
		}
	}
	// A sign right after belongs to what was said: "Great!! :)"
	at := c.at
	for at < len(c.text) && c.text[at] == ' ' {
		at++
	}
	for at < len(c.text) && s.n < len(s.tokens) {
		e, size := c.lex.sign(c.text[at:], true)
		if size == 0 {
			break
		}
		c.at = at
		s.add(c.signed(e, size))
		at += size
		c.at = at
	}
	s.ended = s.n > 0
}

// signed is the token of a sign of n bytes.
func (c *scanner) signed(e entry, n int) token {
	h := uint32(offset)
	for _, b := range []byte(c.text[c.at : c.at+n]) {
		h = (h ^ uint32(b)) * prime
	}
	return token{entry: e, hash: h, from: int32(c.at), to: int32(c.at + n)}
}

// maxWord is the longest word that a table can hold.
const maxWord = 24

// word takes a word, in lower case and with a plain apostrophe, and looks it up.
func (c *scanner) word(s *sentence) {
	var buf [maxWord + utf8.UTFMax]byte
	n, letters, capitals, run := 0, 0, 0, 1
	t := token{word: true, hash: offset}
	var last rune
	i := c.at
	for i < len(c.text) {
		r, size := rune(c.text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(c.text[i:])
		}
		if r == '’' {
			r = '\''
		}
		if accent, more := utf8.DecodeRuneInString(c.text[i+size:]); combines(accent) { // written apart from its letter
			r, size = compose(r, accent), size+more
		}
		if !wordRune(r) && (r != '\'' || !letter(c.text[i+size:]) || c.lex.elides && t.elided()) {
			break
		}
		i += size
		if up := 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r); up {
			t.title = letters == 0
			capitals++
			letters++
			r = unicode.ToLower(r)
		} else if r > '9' {
			letters++
		}
		if r == last {
			if run++; run > 2 && r > '9' {
				t.long = true
				continue
			}
		} else {
			last, run = r, 1
		}
		if n < maxWord {
			n += utf8.EncodeRune(buf[n:], r)
		}
		if t.n < maxLetters {
			if '0' <= r && r <= '9' {
				r = '0'
			}
			t.letters[t.n] = uint16(r)
			t.n++
			t.hash = (t.hash ^ uint32(r)) * prime
		}
	}
	t.from, t.to = int32(c.at), int32(i)
	c.at = i
	t.caps = letters > 1 && capitals == letters
	if letters > 0 {
		s.words++
		if t.caps {
			s.shouted++
		} else if t.title = t.title && letters > 1; t.title && s.words > 1 {
			s.titled++
		}
	}
	if e, ok := c.lex.find(buf[:n], t.long); ok {
		t.entry, t.listed = e, true
		s.known++
	}
	if letters == 0 {
		t.class = number
	}
	s.add(t)
}

func combines(r rune) bool { return 0x300 <= r && r < 0x370 }

// compose is a letter with its accent; without it, where there is no such letter.
func compose(r, accent rune) rune {
	var buf [2 * utf8.UTFMax]byte
	both := norm.NFC.AppendString(buf[:0:len(buf)], string([]rune{r, accent}))
	whole, _ := utf8.DecodeRune(both)
	return whole
}

func letter(s string) bool {
	if s == "" {
		return false
	}
	if s[0] < utf8.RuneSelf {
		return 'a' <= s[0] && s[0] <= 'z' || 'A' <= s[0] && s[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// elided tells whether a word before an apostrophe is one of French that lost its end (l'attente, qu'il).
func (t *token) elided() bool {
	return t.n <= 2 || t.letters[t.n-2] == 'q' && t.letters[t.n-1] == 'u'
}
