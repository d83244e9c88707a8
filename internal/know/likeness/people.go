package likeness

// People are some readings as they are compared: each text kept once and known
// by a number, so that equal ones are told at a glance.
type People struct {
	all []person

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
type phoneOf uint64 // its digits, four bits each
type placeOf struct{ number, street, town, postcode uint32 }
type externalOf struct{ system, value uint32 }

// words keep texts once. 0 is no text.
type words struct {
	ids     map[string]uint32
	text    []string
	letters []letters // where they are compared letter by letter
	spelt   bool
}

func newWords(spelt bool) *words {
	w := &words{ids: map[string]uint32{}, spelt: spelt}
	w.clear()
	return w
}

// clear forgets all texts, and keeps the room that they took.
func (w *words) clear() {
	clear(w.ids)
	clear(w.text)
	w.text, w.letters = append(w.text[:0], ""), w.letters[:0]
	if w.ids[""] = 0; w.spelt {
		w.letters = append(w.letters, letters{})
	}
}

func (w *words) id(s string) uint32 {
	if id, ok := w.ids[s]; ok {
		return id
	}
	id := uint32(len(w.text))
	w.ids[s], w.text = id, append(w.text, s)
	if w.spelt {
		w.letters = append(w.letters, lettersOf(s))
	}
	return id
}

// NewPeople returns none yet.
func NewPeople() *People {
	return &People{given: newWords(true), family: newWords(true), local: newWords(true), domain: newWords(false), street: newWords(false),
		number: newWords(false), town: newWords(false), postcode: newWords(false), external: newWords(false)}
}

// clear forgets everybody, and keeps the room that they took.
func (p *People) clear() {
	for _, w := range []*words{p.given, p.family, p.local, p.domain, p.street, p.number, p.town, p.postcode, p.external} {
		w.clear()
	}
	p.all, p.names, p.births, p.emails, p.phones, p.places, p.externals = p.all[:0], p.names[:0], p.births[:0], p.emails[:0], p.phones[:0], p.places[:0], p.externals[:0]
}

// Len returns how many there are.
func (p *People) Len() int { return len(p.all) }

// Add takes somebody in. Texts of the reading are kept.
func (p *People) Add(r *Reading) {
	one := person{id: r.ID, group: r.group}
	one.names = addTo(&p.names, r.names, func(n nameText) nameOf { return nameOf{p.given.id(n.given), p.family.id(n.family)} })
	one.births = addTo(&p.births, r.births, func(d Date) Date { return d })
	one.emails = addTo(&p.emails, r.emails, func(e emailText) emailOf { return emailOf{p.local.id(e.local), p.domain.id(e.domain)} })
	one.phones = addTo(&p.phones, r.phones, func(n phoneOf) phoneOf { return n })
	one.places = addTo(&p.places, r.places, func(w where) placeOf {
		return placeOf{p.number.id(w.number), p.street.id(w.street), p.town.id(w.town), p.postcode.id(w.postcode)}
	})
	one.externals = addTo(&p.externals, r.externals, func(e externalText) externalOf { return externalOf{p.external.id(e.system), p.external.id(e.value)} })
	p.all = append(p.all, one)
}

func addTo[W, V any](list *[]V, read []W, value func(W) V) run {
	r := run{at: uint32(len(*list)), n: uint8(len(read))}
	for _, w := range read {
		*list = append(*list, value(w))
	}
	return r
}

func of[V any](list []V, r run) []V { return list[r.at : r.at+uint32(r.n)] }
