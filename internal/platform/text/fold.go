package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as search compares it: lower case, compatibility forms and accents gone (Ærø → aero, Łódź → lodz,
// Straße → strasse, ﬁ → fi), control and invisible characters dropped, and every run of white space one space, with
// none at the ends. Bytes that are not UTF-8 count as space.
//
// Fold is idempotent, its result is valid UTF-8 without NUL, and text in ASCII that is folded already is returned as it
// is, without a copy. Accents are stripped where they are accents (Latin, Greek, Cyrillic, Hebrew and Arabic points);
// vowel signs of other scripts are letters and stay.
func Fold(s string) string {
	switch shape(s) {
	case folded:
		return s
	case ascii:
		return foldASCII(s)
	}
	return foldUnicode(s)
}

type form int

const (
	folded   form = iota // ASCII, lower case, single spaces
	ascii                // ASCII, but not folded
	unicodes             // anything else
)

// shape says how much work s needs.
func shape(s string) form {
	f := folded
	space := true // as if a space came before: a leading one must go
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return unicodes
		case c == ' ':
			if space {
				f = ascii
			}
			space = true
			continue
		case c < ' ' || c == 0x7f || 'A' <= c && c <= 'Z':
			f = ascii
		}
		space = false
	}
	if space && len(s) > 0 {
		f = ascii
	}
	return f
}

func foldASCII(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c <= ' ' || c == 0x7f {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}

func foldUnicode(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case accent(r) || unicode.Is(unicode.Cf, r):
			continue
		case unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError:
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		r = unicode.ToLower(r)
		if spelled := spelling(r); spelled != "" {
			b.WriteString(spelled)
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// accent reports whether r is a mark that readers leave out when they search.
func accent(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f, // Latin, Greek, Cyrillic
		0x483 <= r && r <= 0x489,   // Cyrillic numerals and titla
		0x591 <= r && r <= 0x5c7,   // Hebrew points
		0x610 <= r && r <= 0x61a,   // Arabic signs
		0x64b <= r && r <= 0x65f,   // Arabic vowels
		r == 0x670,                 // superscript alef
		0x1ab0 <= r && r <= 0x1aff, // extended
		0x1dc0 <= r && r <= 0x1dff, // supplement
		0x20d0 <= r && r <= 0x20ff, // for symbols
		0xfe00 <= r && r <= 0xfe0f, // variation selectors
		0xfe20 <= r && r <= 0xfe2f: // half marks
		return unicode.Is(unicode.M, r)
	}
	return false
}

// spelling returns how a lower-case letter that has no decomposition is spelled without its stroke, or "".
func spelling(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	case 'đ', 'ð', 'ɖ':
		return "d"
	case 'þ':
		return "th"
	case 'ł':
		return "l"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'ĸ':
		return "k"
	case 'ŋ':
		return "n"
	case 'ŧ':
		return "t"
	case 'ƀ':
		return "b"
	case 'ɨ':
		return "i"
	case 'ς':
		return "σ"
	case '’', '‘', 'ʼ', '′':
		return "'"
	case '“', '”', '„', '«', '»':
		return `"`
	case '‐', '–', '—', '−':
		return "-"
	}
	return ""
}
