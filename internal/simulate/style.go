package simulate

import (
	"bytes"

	"regard/internal/listen/interaction"
)

// style is how somebody writes.
type style struct {
	formal  float64 // 0 no greeting … 1 always greeting and name
	wordy   float64 // 0 … 1
	slips   float64 // chance of a slip in a word
	lower   bool    // never a capital letter when he chats
	bare    bool    // a keyboard without æ, ø and å
	dialect bool    // writes as he speaks, where it is informal
	faces   bool    // smileys
	phone   bool    // mails from the telephone
}

func draftStyle(d dice) style {
	s := style{formal: d.Float64(), wordy: d.Float64()}
	if d.chance(0.45) {
		s.slips = d.within(0.005, 0.04)
	}
	s.lower, s.bare, s.dialect = d.chance(0.3), d.chance(0.06), d.chance(0.12)
	s.faces, s.phone = d.chance(0.25), d.chance(0.35)
	return s
}

// write turns proper sentences into this person's: dialect, capitals, slips.
func (s *style) write(d dice, text []byte, channel interaction.Channel) []byte {
	informal := channel == interaction.Chat || channel == interaction.SMS || channel == interaction.Social
	if s.dialect && informal {
		for _, w := range spoken {
			text = replaceWord(text, w[0], w[1])
		}
	}
	if s.bare {
		text = bytes.ReplaceAll(text, []byte("ø"), []byte("o"))
		text = bytes.ReplaceAll(text, []byte("å"), []byte("aa"))
		text = bytes.ReplaceAll(text, []byte("æ"), []byte("ae"))
	}
	if s.lower && informal {
		text = bytes.ToLower(text)
		text = bytes.TrimSuffix(text, []byte("."))
	}
	if s.slips > 0 {
		text = slip(d, text, s.slips)
	}
	return text
}

// spoken is how words are written by those who write as they speak (Norwegian
// only: no such word is English).
var spoken = [][2]string{
	{"jeg", "eg"}, {"Jeg", "Eg"}, {"ikke", "ikkje"}, {"noe", "noko"}, {"hvorfor", "koffor"}, {"Hvorfor", "Koffor"},
	{"hva", "ka"}, {"Hva", "Ka"}, {"hvor", "kor"}, {"Hvor", "Kor"}, {"dere", "dokker"}, {"Dere", "Dokker"}, {"hvordan", "korleis"},
}

// replaceWord replaces whole words only.
func replaceWord(text []byte, word, by string) []byte {
	from := 0
	for {
		i := bytes.Index(text[from:], []byte(word))
		if i < 0 {
			return text
		}
		i += from
		end := i + len(word)
		if (i == 0 || !letter(text[i-1])) && (end == len(text) || !letter(text[end])) {
			text = append(text[:i], append([]byte(by), text[end:]...)...)
			end = i + len(by)
		}
		from = end
	}
}

// slip makes the mistakes of quick fingers: letters swapped, dropped, doubled.
// Only plain letters inside longer words are touched, never a number.
func slip(d dice, text []byte, p float64) []byte {
	run := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '@' { // whom it is addressed to is picked, not typed
			run = -40
		}
		if !lowerCase(text[i]) {
			run = min(run, 0)
			if text[i] == ' ' {
				run = 0
			}
			continue
		}
		run++
		if run < 3 || !lowerCase(text[i+1]) || !d.chance(p/3) {
			continue
		}
		switch d.IntN(3) {
		case 0:
			text[i], text[i+1] = text[i+1], text[i]
		case 1:
			text = append(text[:i], text[i+1:]...)
		default:
			text = append(text[:i+1], text[i:]...)
		}
		run = -8 // not two in one word
	}
	return text
}

func lowerCase(c byte) bool { return c >= 'a' && c <= 'z' }

func letter(c byte) bool { return lowerCase(c) || c >= 'A' && c <= 'Z' || c >= 0x80 }
