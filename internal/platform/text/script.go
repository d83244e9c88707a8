package text

// script is a writing system, as far as telling languages needs it.
type script int

const (
	noScript script = iota
	latin
	greek
	cyrillic
	hebrew
	arabic
	thai
	kana
	hangul
	han
	devanagari
	otherScript
	scripts // how many
)

// scriptOf returns the script of a letter beyond Latin Extended-A, and noScript for what is no letter of a script.
func scriptOf(r rune) script {
	switch {
	case r < 0x250, 0x1e00 <= r && r < 0x1f00:
		return latin
	case r < 0x370:
		return noScript
	case r < 0x400, 0x1f00 <= r && r < 0x2000:
		return greek
	case r < 0x530:
		return cyrillic
	case 0x590 <= r && r < 0x600:
		return hebrew
	case 0x600 <= r && r < 0x780:
		return arabic
	case 0x900 <= r && r < 0x980:
		return devanagari
	case 0xe00 <= r && r < 0xe80:
		return thai
	case 0x1100 <= r && r < 0x1200, 0xac00 <= r && r < 0xd7b0:
		return hangul
	case 0x2000 <= r && r < 0x2c00, 0xe000 <= r && r < 0xf900, 0xfe00 <= r && r < 0xfe10, 0xfff0 <= r && r < 0x10000,
		0x1f000 <= r && r < 0x20000, r >= 0xe0000:
		return noScript // punctuation, symbols, private use, emoji
	case 0x3040 <= r && r < 0x3100:
		return kana
	case 0x3400 <= r && r < 0xa000, 0xf900 <= r && r < 0xfb00, 0x20000 <= r && r < 0x32000:
		return han
	case 0x3000 <= r && r < 0x3040:
		return noScript // punctuation
	}
	return otherScript
}

// tally counts a text's letters by script, and the Cyrillic ones that tell Russian from Ukrainian.
type tally struct {
	letters            [scripts]int
	russian, ukrainian int
}

func (t *tally) add(r rune) {
	s := scriptOf(r)
	t.letters[s]++
	if s != cyrillic {
		return
	}
	switch r {
	case 'ы', 'э', 'ё', 'ъ', 'Ы', 'Э', 'Ё', 'Ъ':
		t.russian++
	case 'і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ':
		t.ukrainian++
	}
}

// main returns the script of most letters.
func (t *tally) main() script {
	most := noScript
	for s := latin; s < scripts; s++ {
		if n := t.letters[s]; n > 0 && (most == noScript || n > t.letters[most]) {
			most = s
		}
	}
	if most == han && t.letters[kana] > 0 {
		return kana // Japanese writes both
	}
	return most
}

// language returns what a script other than Latin says of the language. Where several languages share it and nothing
// tells them apart, that is "und" with the script (BCP 47, subtag of ISO 15924), at confidence 0.
func (t *tally) language() (string, float64) {
	switch t.main() {
	case greek:
		return "el", 0.95
	case hebrew:
		return "he", 0.9
	case thai:
		return "th", 0.95
	case kana:
		return "ja", 0.95
	case hangul:
		return "ko", 0.95
	case han:
		return "zh", 0.7
	case arabic:
		return "und-Arab", 0
	case devanagari:
		return "und-Deva", 0
	case cyrillic:
		switch {
		case t.russian > t.ukrainian:
			return "ru", 0.7
		case t.ukrainian > t.russian:
			return "uk", 0.7
		}
		return "und-Cyrl", 0
	}
	return Undetermined, 0
}
