package text

import "slices"

// Features are what a model reads of a text in a language that is read, by kind: numbers of 32 bits, the same for the same
// text as long as the tables are. Kinds are words, letters and marks. There are none for another language.
func Features(s, code string) (kinds [gramKinds][]uint32) {
	own := slices.Index(Languages, code)
	if own < 0 {
		return kinds
	}
	d := desks.Get().(*desk)
	defer desks.Put(d)
	d.begin(own, patternsOf[code]())
	c := scanner{text: clip(s), bol: true, lex: d.lex}
	for c.next(&d.part) {
		d.sentence()
		for _, x := range d.grams.words[:d.grams.n] {
			kinds[wordGrams] = append(kinds[wordGrams], x.hash)
		}
		for _, x := range d.grams.chars[:d.grams.m] {
			kinds[charGrams] = append(kinds[charGrams], x.hash)
		}
	}
	d.marks.of(&d.mood, &d.seen, uint32(own))
	kinds[markGrams] = append(kinds[markGrams], d.marks.list[:d.marks.n]...)
	return kinds
}
