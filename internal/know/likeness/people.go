package likeness

import (
	"slices"
	"strings"
)

// People are descriptions as they are compared: read, folded, and each text
// kept once, so that a million of them take some hundred megabytes.
type People struct {
	year int // in which they are read
	all  []person

	given, family, local, domain, street, number, town, postcode, external *words

	names     []nameOf
	births    []Date
	emails    []emailOf
	phones    []phoneOf
	places    []placeOf
	externals []externalOf
}

// person is where in the lists of values one's own are.
type person struct {
	id                                               int64
	group                                            uint8
	names, births, emails, phones, places, externals run
}

// run is some values that stand together.
type run struct {
	at uint32
	n  uint8
}

type nameOf struct{ given, family uint32 }
type emailOf struct{ local, domain uint32 }
type phoneOf uint64 // its digits
type placeOf struct{ number, street, town, postcode uint32 }
type externalOf struct{ system, value uint32 }

// atMost is how many values of a field are compared; who has more of one is no
// person.
const atMost = 8

// words keep texts once, and how many people have each. 0 is no text.
type words struct {
	ids     map[string]uint32
	text    []string
	has     []uint32
	letters []letters
}

func newWords() *words {
	return &words{ids: map[string]uint32{"": 0}, text: []string{""}, has: []uint32{0}, letters: []letters{{}}}
}

func (w *words) id(s string) uint32 {
	if id, ok := w.ids[s]; ok {
		return id
	}
	s = strings.Clone(s)
	id := uint32(len(w.text))
	w.ids[s], w.text, w.has, w.letters = id, append(w.text, s), append(w.has, 0), append(w.letters, lettersOf(s))
	return id
}

// NewPeople returns none yet. year is the present one, by which years of two
// digits are read.
func NewPeople(year int) *People {
	return &People{year: year, given: newWords(), family: newWords(), local: newWords(), domain: newWords(), street: newWords(),
		number: newWords(), town: newWords(), postcode: newWords(), external: newWords()}
}

// Len returns how many there are.
func (p *People) Len() int { return len(p.all) }

// Add reads a description.
func (p *People) Add(d Description) {
	one := person{id: d.ID, group: d.Group}
	p.addNames(&one, d.Names)
	one.births = appendTo(&p.births, d.Births, func(s string) (Date, bool) {
		date := ReadDate(s, p.year)
		return date, date != 0
	})
	one.emails = appendTo(&p.emails, d.Emails, func(s string) (emailOf, bool) {
		at := strings.LastIndexByte(s, '@')
		if at < 1 {
			return emailOf{}, false
		}
		return emailOf{p.local.id(s[:at]), p.domain.id(s[at+1:])}, true
	})
	one.phones = appendTo(&p.phones, d.Phones, readPhone)
	one.places = appendTo(&p.places, d.Addresses, func(a Address) (placeOf, bool) {
		w := readAddress(a)
		return placeOf{p.number.id(w.number), p.street.id(w.street), p.town.id(w.town), p.postcode.id(w.postcode)}, w.street != "" || w.town != "" || w.postcode != ""
	})
	one.externals = appendTo(&p.externals, d.Externals, func(e ExternalID) (externalOf, bool) {
		value := codeOf(e.Value)
		return externalOf{p.external.id(e.System), p.external.id(e.System + ":" + value)}, value != ""
	})
	p.count(one)
	p.all = append(p.all, one)
}

func (p *People) addNames(one *person, names []Name) {
	one.names = appendTo(&p.names, names, func(n Name) (nameOf, bool) {
		given, family := readName(n)
		return nameOf{p.given.id(given), p.family.id(family)}, given != "" || family != ""
	})
}

// appendTo reads values and keeps those that are some, each once.
func appendTo[W any, V comparable](list *[]V, written []W, read func(W) (V, bool)) run {
	r := run{at: uint32(len(*list))}
	for _, w := range written {
		v, ok := read(w)
		if ok && r.n < atMost && !slices.Contains((*list)[r.at:], v) {
			*list = append(*list, v)
			r.n++
		}
	}
	return r
}

func of[V any](list []V, r run) []V { return list[r.at : r.at+uint32(r.n)] }

// readPhone keeps a number's last fifteen digits. Numbers with fewer than
// seven are extensions.
func readPhone(s string) (phoneOf, bool) {
	n, digits := uint64(0), 0
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' && digits < 15 {
			n = n*10 + uint64(c-'0')
			digits++
		}
	}
	return phoneOf(n), digits >= 7
}

// count counts who has which value, for the frequencies by which rare ones are
// told.
func (p *People) count(one person) {
	for _, n := range of(p.names, one.names) {
		p.given.has[n.given]++
		p.family.has[n.family]++
	}
	for _, e := range of(p.emails, one.emails) {
		p.local.has[e.local]++
		p.domain.has[e.domain]++
	}
	for _, w := range of(p.places, one.places) {
		p.street.has[w.street]++
		p.town.has[w.town]++
		p.postcode.has[w.postcode]++
	}
	for _, e := range of(p.externals, one.externals) {
		p.external.has[e.value]++
	}
}
