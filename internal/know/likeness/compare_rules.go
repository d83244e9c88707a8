package likeness

import (
	"math/bits"
	"strings"
)

// pattern is how two people agree: each field's level + 1 in four bits.
type pattern uint32

func (x pattern) level(f Field) Level { return Level(x>>(4*f)&15) - 1 }

func (x *pattern) set(f Field, l Level) { *x = *x&^(15<<(4*f)) | pattern(l+1)<<(4*f) }

// comparer compares people, and remembers how texts compared that many have.
type comparer struct {
	*People
	givens, families, streets, towns remembered
}

func newComparer(p *People) *comparer {
	return &comparer{p, newRemembered(), newRemembered(), newRemembered(), newRemembered()}
}

// remembered are what the latest pairs of texts gave, each in a place that its
// numbers tell, where the next with the same place takes over.
type remembered []struct {
	pair   uint64
	answer Level
}

func newRemembered() remembered { return make(remembered, 1<<12) }

// of returns what comparing two texts gives, either way round.
func (m remembered) of(a, b uint32, compare func(a, b uint32) Level) Level {
	if a > b {
		a, b = b, a
	}
	pair := 1<<63 | uint64(a)<<32 | uint64(b) // never 0, which an empty place has
	at := &m[key(pair)%uint64(len(m))]
	if at.pair != pair {
		at.pair, at.answer = pair, compare(a, b)
	}
	return at.answer
}

// compare compares two people in all fields; of several values those that agree
// best.
func (p *comparer) compare(a, b *person) (x pattern) {
	p.compareNames(a, b, &x)
	x.set(Birth, best(of(p.births, a.births), of(p.births, b.births), compareBirth))
	x.set(Phone, best(of(p.phones, a.phones), of(p.phones, b.phones), comparePhone))
	p.compareRest(a, b, &x)
	return x
}

// compareRest compares what takes longest.
func (p *comparer) compareRest(a, b *person, x *pattern) {
	x.set(Email, best(of(p.emails, a.emails), of(p.emails, b.emails), p.compareEmail))
	street, place := Unknown, Unknown
	for _, v := range of(p.places, a.places) {
		for _, w := range of(p.places, b.places) {
			s, l := p.comparePlaces(v, w)
			if s > street || s == street && l > place {
				street, place = s, max(l, place)
			}
			place = max(place, l)
		}
	}
	x.set(Street, street)
	x.set(Place, place)
	x.set(External, p.compareExternals(a, b))
}

func best[V any](a, b []V, compare func(a, b V) Level) Level {
	l := Unknown
	for _, x := range a {
		for _, y := range b {
			l = max(l, compare(x, y))
		}
	}
	return l
}

// compareNames compares names part by part, and crosswise, for parts are told
// in the wrong order; what agrees crosswise is at most close.
func (p *comparer) compareNames(a, b *person, x *pattern) {
	given, family, found := Unknown, Unknown, -3
	for _, v := range of(p.names, a.names) {
		for _, w := range of(p.names, b.names) {
			g, f := p.givenLevel(v.given, w.given), p.familyLevel(v.family, w.family)
			if g < 3 && f < 2 {
				if cg, cf := p.crossed(v, w); rank(cg, cf) > rank(g, f) {
					g, f = cg, cf
				}
			}
			if r := rank(g, f); r > found {
				given, family, found = g, f, r
			}
		}
	}
	x.set(Given, given)
	x.set(Family, family)
}

func rank(given, family Level) int { return int(given) + int(family) + int(family) }

// givenLevel is compareGiven; where the letters alone say that nothing is alike,
// it says so quickly.
func (p *comparer) givenLevel(a, b uint32) Level {
	if a == b && a != 0 {
		return Given.top()
	}
	if x, y := &p.given.letters[a], &p.given.letters[b]; x.length > 1 && y.length > 1 && unlike(x, y) && !(x.called && y.called) {
		return 0
	}
	return p.givens.of(a, b, func(a, b uint32) Level { return compareGiven(p.given.text[a], p.given.text[b]) })
}

// familyLevel is compareFamily, as givenLevel is compareGiven.
func (p *comparer) familyLevel(a, b uint32) Level {
	if a == b && a != 0 {
		return Family.top()
	}
	if unlike(&p.family.letters[a], &p.family.letters[b]) {
		return 0
	}
	return p.families.of(a, b, func(a, b uint32) Level { return compareFamily(p.family.text[a], p.family.text[b]) })
}

// unlike tells whether two single words are neither alike nor sound so.
func unlike(x, y *letters) bool { return x.plain && y.plain && x.sound != y.sound && !mayBeAlike(x, y) }

// crossed compares one's given names with the other's family name.
func (p *comparer) crossed(a, b nameOf) (given, family Level) {
	one, two := Level(0), Level(0)
	if !unlike(&p.given.letters[a.given], &p.family.letters[b.family]) {
		one = compareFamily(p.given.text[a.given], p.family.text[b.family])
	}
	if !unlike(&p.family.letters[a.family], &p.given.letters[b.given]) {
		two = compareFamily(p.family.text[a.family], p.given.text[b.given])
	}
	given, family = Unknown, Unknown
	if one >= 2 {
		given = 3
	}
	if two >= 2 {
		family = 2
	}
	return given, family
}

func (p *comparer) compareEmail(a, b emailOf) Level {
	if a.local == b.local {
		if a.domain == b.domain {
			return 4
		}
		return 2
	}
	if !mayBeAlike(&p.local.letters[a.local], &p.local.letters[b.local]) {
		return 0
	}
	x, y := p.local.text[a.local], p.local.text[b.local]
	if length(x) < 4 || length(y) < 4 {
		return 0
	}
	if Edits(x, y, 2) <= 2 {
		if a.domain == b.domain {
			return 3
		}
		return 1
	}
	if a.domain == b.domain && Similarity(x, y) >= 0.88 {
		return 1
	}
	return 0
}

// lastSeven are the last seven digits of a phone number, four bits each.
const lastSeven phoneOf = 1<<28 - 1

// comparePhone compares numbers by their last seven digits, for lists leave out
// area and country, and lets one digit be mistyped.
func comparePhone(a, b phoneOf) Level {
	const lastNine phoneOf = 1<<36 - 1
	if other := a ^ b; other&lastSeven != 0 {
		digit := phoneOf(15) << (bits.TrailingZeros64(uint64(other)) &^ 3)
		if other&^digit == 0 {
			return 1
		}
		return 0
	}
	if a == b || a <= lastSeven || b <= lastSeven || (a^b)&lastNine == 0 {
		return 2
	}
	return 1
}

func (p *comparer) comparePlaces(a, b placeOf) (street, place Level) {
	if a == b && a.street != 0 && a.number != 0 && a.postcode != 0 {
		return Street.top(), Place.top()
	}
	v := where{p.number.text[a.number], p.street.text[a.street], p.town.text[a.town], p.postcode.text[a.postcode]}
	w := where{p.number.text[b.number], p.street.text[b.street], p.town.text[b.town], p.postcode.text[b.postcode]}
	street, place = Unknown, Unknown
	if a.street != 0 && b.street != 0 {
		street = compareStreet(v, w, p.streets.of(a.street, b.street, p.street.sameness))
	}
	if a.town != 0 && b.town != 0 {
		return street, comparePlace(v, w, p.towns.of(a.town, b.town, p.town.sameness))
	}
	return street, comparePlace(v, w, Unknown)
}

// sameness is how far the words of two texts are the same.
func (w *words) sameness(a, b uint32) Level { return sameWords(w.text[a], w.text[b]) }

// compareExternals compares numbers in systems that both are in.
func (p *comparer) compareExternals(a, b *person) Level {
	l := Unknown
	for _, v := range of(p.externals, a.externals) {
		for _, w := range of(p.externals, b.externals) {
			if v.system != w.system {
				continue
			}
			l = max(l, 0)
			if v.value == w.value {
				return External.top()
			}
			x, y := p.external.text[v.value], p.external.text[w.value]
			if len(x) > 4 && len(y) > 4 && (Edits(x, y, 1) <= 1 || strings.HasSuffix(x, y) || strings.HasSuffix(y, x)) {
				l = max(l, 1)
			}
		}
	}
	return l
}
