package simulate

import (
	"bytes"

	"regard/internal/listen/interaction"
)

// message puts the beat's words into the shape of its channel: who mails greets
// and signs, who chats does not.
func (s *speaker) message() string {
	switch {
	case s.b.verbatim != "":
		return s.b.verbatim
	case s.b.part == silent || s.b.part == page:
		return ""
	case s.b.part == probe || s.b.part == answer:
		s.asks()
	case s.b.part >= fix && s.b.part <= later && s.b.scene.direction == out:
		s.ours()
	case s.b.part >= fix || s.b.part == comment || s.b.part == placed || s.b.part == formed:
		s.say(s.b.part)
	default:
		s.theirs()
	}
	if s.l.who.style.faces && s.b.tone > 0.3 && s.b.part == fine {
		s.buf = append(s.buf, pick(s.dice, []string{" :)", " :-)", " 😊", " 👍"})...)
	}
	if s.b.scene.direction == in && s.b.part < fix && s.b.scene.channel != interaction.Phone {
		s.buf = s.l.who.style.write(s.dice, s.buf, s.b.scene.channel)
	}
	s.buf = tidy(s.buf)
	return string(s.buf)
}

// asks is our question or the customer's answer: both come from one line, drawn
// by the conversation, so that they belong together.
func (s *speaker) asks() {
	s.pcg.Seed(mix(s.seed^forWords<<32), mix(uint64(s.l.who.index)<<24|uint64(s.b.thread)))
	tone := s.b.tone
	s.b.tone = 0
	s.say(probe)
	s.b.tone = tone
	question, reply, _ := bytes.Cut(s.buf, []byte(" :: "))
	if s.b.part == answer {
		question = reply
	}
	s.buf = append(s.buf[:0], question...)
}

// lowerFirst makes a small letter of the first one, where a word of small letters
// follows: "I" and abbreviations stay.
func lowerFirst(text []byte) {
	if len(text) > 1 && text[0] >= 'A' && text[0] <= 'Z' && lowerCase(text[1]) {
		text[0] += 'a' - 'A'
	}
}

// tidy removes the blanks that choices leave behind: doubled, before a stop, at
// the end.
func tidy(text []byte) []byte {
	kept := text[:0]
	for i, c := range text {
		if c == ' ' && (i+1 == len(text) || bytes.IndexByte(stops, text[i+1]) >= 0) {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

var stops = []byte(" .,?!\n")

// theirs is what a customer writes or says.
func (s *speaker) theirs() {
	switch s.b.scene.channel {
	case interaction.Email, interaction.Post:
		s.letter()
	case interaction.Phone:
		s.utterance()
	case interaction.Social:
		if s.chance(0.6) {
			s.buf = append(s.buf, "@NordlysBredband "...)
		}
		s.body(0.15, 0.7, 0.3)
	case interaction.SMS:
		s.body(0.1, 0.25, 0.5)
		if s.b.part == core && s.chance(0.6) {
			s.join(" ")
			s.buf = append(s.buf, s.l.who.name()...)
		}
	default:
		if s.b.part == core && s.chance(0.45) {
			s.say(hello)
			s.buf = append(bytes.TrimRight(s.buf, ",!"), pick(s.dice, []string{", ", "! ", ", ", "\n"})...)
		}
		at := len(s.buf)
		s.body(0.1, 0.2, 0.35)
		if at > 1 && s.buf[at-2] == ',' {
			lowerFirst(s.buf[at:])
		}
	}
}

// letter is a greeting, the body in a paragraph or two, and a name.
func (s *speaker) letter() {
	formal := s.l.who.style.formal
	if s.b.part == core || s.chance(0.6) {
		s.say(hello)
		s.buf = append(s.buf, "\n\n"...)
	}
	if s.b.part == core && s.chance(0.3) {
		s.say(lead)
		s.join(" ")
	}
	s.body(0.65, 0.5, 0.7)
	if s.b.part == core {
		s.maybe(0.3+0.4*formal, loyal)
	}
	if s.chance(0.25 + 0.7*formal) {
		s.join("\n\n")
		s.say(bye)
		s.buf = append(append(s.buf, '\n'), s.signed()...)
		return
	}
	s.join("\n\n")
	s.buf = append(s.buf, s.l.who.first...)
}

func (s *speaker) signed() string {
	if s.chance(0.5) {
		return s.l.who.name()
	}
	return s.l.who.first
}

// utterance is how somebody begins on the telephone, as the transcript has it.
func (s *speaker) utterance() {
	if s.chance(0.2) { // no transcript of this one
		return
	}
	s.say(phoneHello)
	s.join(" ")
	s.body(0.5, 0.35, 0.55)
}

// body is the sentences themselves; the numbers are how likely more of each is.
func (s *speaker) body(more, feeling, wanting float64) {
	long := 0.5 + s.l.who.style.wordy
	s.say(s.b.part)
	switch s.b.part {
	case core:
		s.maybe(more*long, detail)
		s.maybe(more*0.5*long, tried)
		s.maybe(feeling*long, mood)
		s.maybe(wanting*long, wish)
	case chase:
		s.maybe(0.4*more, detail)
		s.maybe(0.6*long*more, again)
		s.maybe(feeling*long, mood)
		s.maybe(0.7*wanting, wish)
	}
}

// maybe adds a sentence of that part with probability p.
func (s *speaker) maybe(p float64, which part) {
	if !s.chance(p) {
		return
	}
	before := len(s.buf)
	s.join(" ")
	if !s.say(which) {
		s.buf = s.buf[:before]
	}
}

// join sets two pieces apart, unless nothing or a blank stands before.
func (s *speaker) join(by string) {
	if n := len(s.buf); n > 0 && s.buf[n-1] != ' ' && s.buf[n-1] != '\n' {
		s.buf = append(s.buf, by...)
	}
}

// ours is an answer of ours, framed by the channel.
func (s *speaker) ours() {
	mail := s.b.scene.channel == interaction.Email
	if mail || s.b.scene.channel == interaction.Social || s.chance(0.35) {
		s.say(oursHello)
		if !mail && bytes.HasSuffix(s.buf, []byte(",")) {
			s.buf[len(s.buf)-1] = '!'
		}
		s.join(" ")
	}
	if mail {
		s.buf = append(bytes.TrimRight(s.buf, " "), "\n\n"...)
	}
	if s.b.tone < -0.15 && s.chance(0.55) {
		s.say(oursSorry)
		s.join(" ")
	}
	s.say(s.b.part)
	if mail {
		s.join("\n\n")
		s.say(oursBye)
	}
}
