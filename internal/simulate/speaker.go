package simulate

import (
	"math/rand/v2"
)

// speaker puts beats into words. It is one stream's and reuses its buffer; the
// dice are thrown anew for every beat, from the customer and the beat's number.
type speaker struct {
	dice
	pcg  *rand.PCG
	seed uint64
	buf  []byte

	l    *life
	b    *beat
	book *book
	has  slot

	matter string // of the topic, the same through a tale
}

func newSpeaker(seed uint64) *speaker {
	pcg := rand.NewPCG(0, 0)
	return &speaker{dice: dice{rand.New(pcg)}, pcg: pcg, seed: seed, buf: make([]byte, 0, 4096)}
}

// turnTo makes the speaker ready for one beat.
func (s *speaker) turnTo(l *life, b *beat) {
	s.pcg.Seed(mix(s.seed^forWords<<56), mix(uint64(l.who.index)<<24|uint64(b.number)))
	s.l, s.b, s.buf = l, b, s.buf[:0]
	s.book = books()[l.who.tongue()]
	s.has = s.speakable()
	s.matter = ""
	if matters := s.book.matters[b.topic]; len(matters) > 0 {
		told := mix(uint64(l.who.index)<<24 | uint64(b.story))
		s.matter = matters[told%uint64(len(matters))]
	}
}

// say appends a phrase for the part, chosen by tone: one of the topic's own (its
// parent's, if it has none), else one that serves any topic; false when no
// phrase fits.
func (s *speaker) say(p part) bool {
	line := s.choose(s.book.own(s.b.topic, p))
	if line == nil {
		line = s.choose(s.book.lines[general][p])
	}
	if line == nil {
		return false
	}
	s.speak(line.parts)
	return true
}

// choose draws a phrase that can be said and suits how the speaker feels.
func (s *speaker) choose(lines []phrase) *phrase {
	sum := 0.0
	var chosen *phrase
	for i := range lines {
		if lines[i].needs&^s.has != 0 {
			continue
		}
		w := fitting(lines[i].tone, s.b.tone)
		switch lines[i].matter {
		case "":
		case s.matter:
			w *= 4
		default:
			continue
		}
		if w == 0 {
			continue
		}
		if sum += w; s.Float64()*sum < w {
			chosen = &lines[i]
		}
	}
	return chosen
}

// fitting is how well a line of some tone suits somebody who feels like that.
func fitting(line byte, feels float64) float64 {
	switch {
	case line == 0:
		return 1
	case line == angry && feels < -0.5:
		return 3.5
	case line == annoyed && feels < -0.5:
		return 1.2
	case line == annoyed && feels < -0.17:
		return 3
	case line == pleased && feels > 0.25:
		return 3
	default:
		return 0
	}
}

func (s *speaker) speak(nodes []node) {
	for i := range nodes {
		switch n := &nodes[i]; {
		case n.choice != nil:
			s.speak(pick(s.dice, n.choice))
		case n.slot != 0:
			s.fill(n.slot)
		default:
			s.buf = append(s.buf, n.text...)
		}
	}
}
