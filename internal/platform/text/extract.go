package text

import "slices"

// Features are what a model reads of a text in a language that is read, by kind: numbers of 32 bits, the same for the same
// text as long as the tables are. Kinds are words, letters and marks. There are none for another language.
func Features(s, code string) (kinds [gramKinds][]uint32) {
	own := slices.Index(Languages, code)
	if own < 0 {
		return kinds
	}
	r := desks.Get().(*desk)
	defer desks.Put(r)
	r.begin(own, patternsOf[code]())
	c := scanner{text: clip(s), bol: true, lex: r.lex}
	for c.next(&r.part) {
		r.sentence()
		for _, x := range r.grams.words[:r.grams.n] {
			kinds[wordGrams] = append(kinds[wordGrams], x.hash)
		}
		for _, x := range r.grams.chars[:r.grams.m] {
			kinds[charGrams] = append(kinds[charGrams], x.hash)
		}
	}
	r.marks.of(&r.mood, &r.seen, uint32(own))
	kinds[markGrams] = append(kinds[markGrams], r.marks.list[:r.marks.n]...)
	return kinds
}
