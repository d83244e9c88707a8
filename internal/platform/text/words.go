package text

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// Words yields the words of a folded text in order: the longest runs of letters, marks and digits, as parts of the
// string, without copies. What is between them is lost, so "e-mail" is two words on both sides of a comparison. Scripts
// that do not put spaces between words yield a run as one word.
func Words(folded string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i := 0; i < len(folded); {
			r, size := rune(folded[i]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(folded[i:])
			}
			switch in := wordRune(r); {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(folded[start:i]) {
					return
				}
				start = -1
			}
			i += size
		}
		if start >= 0 {
			yield(folded[start:])
		}
	}
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}
