package likeness

import (
	"cmp"
	"math"
	"slices"
)

// Evidence is what one field says of a pair.
type Evidence struct {
	Field Field
	Level Level
	Bits  float64 // above 0 speaks for one person, below 0 against
	Rare  bool    // the value that both have is rare
}

// Pair is two people who may be one.
type Pair struct {
	A, B     int64 // A has the lower id
	Bits     float64
	Evidence []Evidence // what speaks most first
}

// Probability is how likely the two are one person, 0 to 1.
func (p Pair) Probability() float64 { return Probability(p.Bits) }

// weigher adds evidence up.
type weigher struct {
	*comparer
	m     *Model
	start float64 // what any two begin with
	// What it says that both have a given name, a family name, a mailbox, a town, a
	// postcode: by the number of the text.
	given, family, local, town, postcode []float64
}

func newWeigher(c *comparer, m *Model) *weigher {
	w := &weigher{comparer: c, m: m, start: m.start()}
	for _, x := range []struct {
		words *words
		field Field
		bits  *[]float64
	}{{c.People.given, Given, &w.given}, {c.People.family, Family, &w.family}, {c.People.local, Email, &w.local}, {c.People.town, Place, &w.town}, {c.People.postcode, Place, &w.postcode}} {
		*x.bits = make([]float64, len(x.words.text))
		for id := 1; id < len(x.words.text); id++ {
			(*x.bits)[id] = math.Log2(m.M[x.field][x.field.top()] / m.share(x.field, x.words.text[id]))
		}
	}
	return w
}

// likely compares two people and tells whether the sum of all weights is at
// least so many bits. Most pairs are told from what takes no time, dates, numbers
// and which texts are equal, and from the most that the rest could say.
func (w *weigher) likely(a, b *person, least float64) bool {
	x := w.glance(a, b)
	const rounding = 1e-6
	if w.atMost(a, b, x) < least-rounding {
		return false
	}
	w.compareNames(a, b, &x)
	if w.atMost(a, b, x) < least-rounding {
		return false
	}
	w.compareRest(a, b, &x)
	bits := w.bits(a, b, x)
	household(x, &bits)
	return w.total(&bits) >= least
}

func (w *weigher) total(bits *[Fields]float64) float64 {
	total := w.start
	for _, b := range bits {
		total += b
	}
	return total
}

// glance compares birth dates and phone numbers, and has every other field at
// the highest level that equal and unequal texts leave open.
func (w *weigher) glance(a, b *person) (x pattern) {
	given, family := Unknown, Unknown
	for _, v := range of(w.names, a.names) {
		for _, o := range of(w.names, b.names) {
			given, family = max(given, Given.top()-1), max(family, Family.top()-1)
			if v.given == o.given && v.given != 0 {
				given = Given.top()
			}
			if v.family == o.family && v.family != 0 {
				family = Family.top()
			}
		}
	}
	x.set(Given, given)
	x.set(Family, family)
	x.set(Birth, best(of(w.births, a.births), of(w.births, b.births), compareBirth))
	x.set(Phone, best(of(w.phones, a.phones), of(w.phones, b.phones), comparePhone))
	x.set(Email, best(of(w.emails, a.emails), of(w.emails, b.emails), w.emailAtMost))
	street, place := Unknown, Unknown
	for _, v := range of(w.places, a.places) {
		for _, o := range of(w.places, b.places) {
			s, p := placesAtMost(v, o)
			street, place = max(street, s), max(place, p)
		}
	}
	x.set(Street, street)
	x.set(Place, place)
	x.set(External, w.externalAtMost(a, b))
	return x
}

// atMost returns the most that the weights can add up to, where fields are at
// most at such levels. No higher level weighs less but the highest, which weighs
// by how many have the value; names may also say nothing; and of higher weights
// household takes back no more. So it is never too low.
func (w *weigher) atMost(a, b *person, x pattern) float64 {
	bits := w.bits(a, b, x)
	for _, f := range []Field{Given, Family, Place} {
		if l := x.level(f); l >= f.top()-1 {
			bits[f] = max(bits[f], w.m.Bits[f][f.top()-1], 0)
		}
	}
	household(x, &bits)
	return w.total(&bits)
}

func (w *weigher) emailAtMost(a, b emailOf) Level {
	switch {
	case a.local == b.local && a.domain == b.domain:
		return 4
	case a.local == b.local:
		return 2
	case !mayBeAlike(&w.People.local.letters[a.local], &w.People.local.letters[b.local]):
		return 0
	case a.domain == b.domain:
		return 3
	}
	return 1
}

func placesAtMost(a, b placeOf) (street, place Level) {
	street, place = Unknown, Unknown
	if a.street != 0 && b.street != 0 {
		if street = Street.top() - 1; a.number != 0 && a.number == b.number {
			street = Street.top()
		}
	}
	codes, towns := a.postcode != 0 && b.postcode != 0, a.town != 0 && b.town != 0
	if codes || towns {
		if place = Place.top() - 1; codes && a.postcode == b.postcode || !codes && a.town == b.town {
			place = Place.top()
		}
	}
	return street, place
}

func (w *weigher) externalAtMost(a, b *person) Level {
	l := Unknown
	for _, v := range of(w.externals, a.externals) {
		for _, o := range of(w.externals, b.externals) {
			switch {
			case v == o:
				return External.top()
			case v.system == o.system:
				l = External.top() - 1
			}
		}
	}
	return l
}

// bits returns what each field says, as if they erred independently. Where both
// have the same value, it counts as much more as that value is rarer than others
// (term frequencies, Winkler 1989): log2(M / how many have it).
func (w *weigher) bits(a, b *person, x pattern) (bits [Fields]float64) {
	for f := range Field(Fields) {
		l := x.level(f)
		if l == Unknown {
			continue
		}
		bits[f] = w.m.Bits[f][l]
		if l == f.top() {
			if both, known := w.both(f, a, b); known {
				bits[f] = both
			}
		}
	}
	return bits
}

// both returns what it says that two have the same value of a field, where it
// matters how many have it.
func (w *weigher) both(f Field, a, b *person) (bits float64, known bool) {
	switch f {
	case Given:
		if v := w.commonName(a, b, func(n nameOf) uint32 { return n.given }); v != 0 {
			return w.given[v], true
		}
	case Family:
		if v := w.commonName(a, b, func(n nameOf) uint32 { return n.family }); v != 0 {
			return w.family[v], true
		}
	case Email:
		for _, e := range of(w.emails, a.emails) {
			if slices.Contains(of(w.emails, b.emails), e) {
				return w.local[e.local], true
			}
		}
	case Place:
		for _, v := range of(w.places, a.places) {
			for _, o := range of(w.places, b.places) {
				switch {
				case v.postcode != 0 && v.postcode == o.postcode:
					return w.postcode[v.postcode], true
				case v.town != 0 && v.town == o.town:
					return w.town[v.town], true
				}
			}
		}
	}
	return 0, false
}

// pair returns two people with the evidence.
func (w *weigher) pair(a, b *person) Pair {
	x := w.compare(a, b)
	independent := w.bits(a, b, x)
	bits := independent
	household(x, &bits)
	pair := Pair{A: a.id, B: b.id, Bits: w.total(&bits)}
	for f := range Field(Fields) {
		if l := x.level(f); l != Unknown {
			_, known := w.both(f, a, b)
			rare := l == f.top() && known && independent[f] >= math.Log2(w.m.M[f][l]/rareShare)
			pair.Evidence = append(pair.Evidence, Evidence{Field: f, Level: l, Bits: bits[f], Rare: rare})
		}
	}
	slices.SortStableFunc(pair.Evidence, func(a, b Evidence) int { return cmp.Compare(b.Bits, a.Bits) })
	return pair
}

// rareShare is which share of people may have a value for it to be called rare.
const rareShare = 0.001

// leastName is the share that a name or a town has at least: who both bear a
// name that nobody else does may be of one family.
const leastName = 1.0 / 5_000

// fewOwners is how many records of one person may have the same address, which
// does not make it an office's.
const fewOwners = 4

// share returns which share of people has a value, besides one who may be both.
func (m *Model) share(f Field, value string) float64 {
	has, n := float64(m.Common[f][hash(value)]), float64(max(1, m.Known))
	if f == Email {
		return max((has-fewOwners)/n, min(1/n, m.U[f][f.top()]))
	}
	return max((has-1)/n, 1/n, leastName)
}

func (w *weigher) commonName(a, b *person, part func(nameOf) uint32) uint32 {
	for _, v := range of(w.names, a.names) {
		for _, o := range of(w.names, b.names) {
			if x := part(v); x != 0 && x == part(o) {
				return x
			}
		}
	}
	return 0
}
