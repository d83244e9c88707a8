package text

import "slices"

// Reader reads texts as a company has tuned it. A nil one reads as the program comes.
type Reader struct {
	topics   []string             // those that are told, by kind: Topics first
	own      map[string]*patterns // by language: of topics, where they are not as they come
	leanings map[string]Leaning
}

// Read reads a text with the model in the program, as it comes. language is what its source states; empty if it states none.
func Read(s, language string) Reading { return (*Reader)(nil).Read(s, Stated(language)) }

// Read reads a text with the model in the program.
func (r *Reader) Read(s string, e Expected) Reading { return theModel().read(r, s, e) }

// Read reads a text. language is what its source states; empty if it states none.
func (m *Model) Read(s, language string) Reading { return m.read(nil, s, Stated(language)) }

func (m *Model) read(r *Reader, s string, e Expected) (out Reading) {
	s = clip(s)
	t := m.tongue(s, e)
	out.Score, out.Sure = newScore(t.code, 0, 0), t.sure
	own := slices.Index(Languages, t.like)
	if own < 0 {
		return out
	}
	d := desks.Get().(*desk)
	defer desks.Put(d)
	d.begin(own, patternsOf[t.like]())
	topics := r.patterns(t.like)
	c := scanner{text: s, bol: true, lex: d.lex}
	for c.next(&d.part) {
		d.sentence()
		d.weigh(m)
		out.tell(d)
		if topics == nil {
			out.tellTopics(d, d.matches, Topics[:])
		} else {
			out.tellTopics(d, topics.find(&d.part, &d.found, d.list[:0]), r.topics)
		}
	}
	if d.mood.words == 0 && d.mood.telling == 0 {
		return out
	}
	d.sum(m)
	if d.mood.words == 0 { // signs mean the same everywhere
		t.likely = 1
	}
	at := m.Calibration[own]
	if r != nil {
		lean := r.leanings[t.like]
		at.Felt.Shift += float32(lean.Felt)
		at.Side.Shift += float32(lean.Side)
	}
	p := at.Three(d.logits[outFelt], d.logits[outSide])
	out.judge(&d.mood, p, at.Decide, t.likely)
	out.feel(&at, d)
	out.need(&at, d)
	if out.Label != Neutral && out.Label != Unknown {
		out.point(m, d, s)
	}
	return out
}
