// Package text reads what people write: it folds words for search, tells the language, and says what a message tells in the
// Languages that it reads: how it sounds, which emotions it shows, what it cost its writer, what it is about and what it needs,
// each with how sure that is and the words that it rests on.
//
// It knows words, not customers. Everything it decides comes from the readable tables in tables/, which are our own and
// are parsed once, and from a model that tools/textmodel makes of them and of labelled texts (docs/text-model.md); nothing is
// learnt at run time, so the same text always gets the same answer. "Cannot tell" is an
// answer everywhere: a language is "und", a score is Unknown with confidence 0, and neither is ever an error. Any string
// is accepted, including broken UTF-8, NUL and megabytes: at most MaxRead bytes are read, nothing panics, and what comes
// out is valid UTF-8. Reading a message allocates nothing but the folded string.
package text

import "unicode/utf8"

// MaxRead is how many bytes of a text are read for its language and its score: 64 KiB. What follows is ignored, since
// neither gets any truer by reading a forwarded log file to its end.
const MaxRead = 64 << 10

// clip returns at most MaxRead bytes of s, cut between characters.
func clip(s string) string {
	if len(s) <= MaxRead {
		return s
	}
	end := MaxRead
	for i := 0; i < utf8.UTFMax && end > 0 && !utf8.RuneStart(s[end]); i++ {
		end--
	}
	return s[:end]
}
