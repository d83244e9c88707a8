package likeness

import (
	"cmp"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// allPairs is up to how many people each is compared with each other; of more,
// those who agree on the key of a pass.
const allPairs = 1_500

// largest is how many people of one key are compared with each other. In a
// larger block they stand in the order of their birth dates, then of their
// postcodes, and each is compared with as many that follow (sorted
// neighbourhood, Hernández and Stolfo 1995).
const largest = 40

// pass is one way to find pairs: who agrees on a key of it is compared. fields
// are those that the key is made of.
type pass struct {
	fields fieldSet
	keys   func(*blocking, *person, func(uint64))
}

// passes find pairs. Each rests on other fields, so that whoever differs in
// some is found by another.
var passes = []pass{
	{setOfFields(Email), (*blocking).byEmail},
	{setOfFields(Phone), (*blocking).byPhone},
	{setOfFields(External), (*blocking).byExternal},
	{setOfFields(Birth), (*blocking).byBirth},
	{setOfFields(Given, Family), (*blocking).byName},
	{setOfFields(Family, Birth), (*blocking).byFamilyAndYear},
	{setOfFields(Given, Birth), (*blocking).byGivenAndDay},
	{setOfFields(Family, Place), (*blocking).byFamilyAndPlace},
	{setOfFields(Street), (*blocking).byStreet},
}

// blocking makes keys of people.
type blocking struct {
	*People
	givenSound, familySound []uint32 // of each name, how it sounds
}

func newBlocking(p *People) *blocking {
	b := &blocking{People: p, givenSound: make([]uint32, len(p.given.text)), familySound: make([]uint32, len(p.family.text))}
	for i, t := range p.given.text {
		t, _, _ = strings.Cut(t, " ")
		b.givenSound[i] = sound(t)
	}
	for i, t := range p.family.text {
		if at := strings.LastIndexByte(t, ' '); at >= 0 {
			t = t[at+1:]
		}
		b.familySound[i] = sound(t)
	}
	return b
}

// sound is a number for how a word sounds; 0 for no word.
func sound(word string) uint32 {
	if word == "" {
		return 0
	}
	return uint32(hash(soundOf(word))) | 1
}

// hash is FNV-1a of a text (Fowler, Noll and Vo).
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// key makes one key of numbers: splitmix64's finish (Steele, Lea and Flood 2014).
func key(parts ...uint64) uint64 {
	var h uint64
	for _, x := range parts {
		h += x + 0x9e3779b97f4a7c15
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}

func (b *blocking) byEmail(o *person, yield func(uint64)) {
	for _, e := range of(b.emails, o.emails) {
		if len(b.local.text[e.local]) >= 5 {
			yield(key(uint64(e.local)))
		} else {
			yield(key(uint64(e.local), uint64(e.domain)))
		}
	}
}

func (b *blocking) byPhone(o *person, yield func(uint64)) {
	for _, n := range of(b.phones, o.phones) {
		yield(key(uint64(n) % 10_000_000))
	}
}

func (b *blocking) byExternal(o *person, yield func(uint64)) {
	for _, e := range of(b.externals, o.externals) {
		yield(key(uint64(e.value)))
	}
}

func (b *blocking) byBirth(o *person, yield func(uint64)) {
	for _, d := range of(b.births, o.births) {
		yield(key(uint64(d)))
	}
}

func (b *blocking) byName(o *person, yield func(uint64)) {
	for _, n := range of(b.names, o.names) {
		// In either order, for parts are told the wrong way round.
		x, y := uint64(b.givenSound[n.given]), uint64(b.familySound[n.family])
		if x != 0 && y != 0 {
			yield(key(min(x, y), max(x, y)))
		}
	}
}

func (b *blocking) byFamilyAndYear(o *person, yield func(uint64)) {
	for _, n := range of(b.names, o.names) {
		for _, d := range of(b.births, o.births) {
			if s := b.familySound[n.family]; s != 0 {
				yield(key(uint64(s), uint64(d.year())))
			}
		}
	}
}

func (b *blocking) byGivenAndDay(o *person, yield func(uint64)) {
	for _, n := range of(b.names, o.names) {
		for _, d := range of(b.births, o.births) {
			if s := b.givenSound[n.given]; s != 0 {
				yield(key(uint64(s), uint64(min(d.month(), d.day())), uint64(max(d.month(), d.day()))))
			}
		}
	}
}

func (b *blocking) byFamilyAndPlace(o *person, yield func(uint64)) {
	for _, n := range of(b.names, o.names) {
		for _, w := range of(b.places, o.places) {
			if s := b.familySound[n.family]; s != 0 {
				yield(key(uint64(s), uint64(cmp.Or(w.postcode, w.town+1<<31))))
			}
		}
	}
}

func (b *blocking) byStreet(o *person, yield func(uint64)) {
	for _, w := range of(b.places, o.places) {
		if w.street != 0 && w.number != 0 {
			first, _, _ := strings.Cut(b.street.text[w.street], " ")
			yield(key(uint64(w.number), uint64(sound(first))))
		}
	}
}

// entry is that somebody has a key.
type entry struct {
	key uint64
	who uint32
}

// blocks returns who has the keys of a pass, those of one key together.
func (b *blocking) blocks(s pass) []entry {
	list := make([]entry, 0, len(b.all))
	for i := range b.all {
		s.keys(b, &b.all[i], func(k uint64) { list = append(list, entry{k, uint32(i)}) })
	}
	slices.SortFunc(list, func(x, y entry) int {
		if c := cmp.Compare(x.key, y.key); c != 0 {
			return c
		}
		return b.order(x.who, y.who)
	})
	return list
}

// order is in which people of a large block stand.
func (b *blocking) order(x, y uint32) int {
	if x == y {
		return 0
	}
	v, w := &b.all[x], &b.all[y]
	if v.births.n > 0 && w.births.n > 0 {
		if c := cmp.Compare(b.births[v.births.at], b.births[w.births.at]); c != 0 {
			return c
		}
	}
	if v.places.n > 0 && w.places.n > 0 {
		if c := strings.Compare(b.postcode.text[b.places[v.places.at].postcode], b.postcode.text[b.places[w.places.at].postcode]); c != 0 {
			return c
		}
	}
	return cmp.Compare(x, y)
}

// each calls visit for the pairs of blocks, from several goroutines, each with
// a number of its own. A pair that agrees on several keys of a pass comes
// several times.
func each(list []entry, visit func(worker int, x, y uint32)) {
	workers := runtime.GOMAXPROCS(0)
	const stretch = 4096
	var next atomic.Int64
	var wg sync.WaitGroup
	for worker := range workers {
		wg.Go(func() {
			for {
				from := int(next.Add(stretch)) - stretch
				if from >= len(list) {
					return
				}
				for i := from; i < min(from+stretch, len(list)); i++ {
					for k := i + 1; k < min(i+largest, len(list)) && list[k].key == list[i].key; k++ {
						if list[i].who != list[k].who {
							visit(worker, list[i].who, list[k].who)
						}
					}
				}
			}
		})
	}
	wg.Wait()
}

// sample returns how pairs that passes find agree, of some people with
// everybody, and for how many pairs each stands; nil where there are so few
// people that all pairs are compared.
func (p *People) sample(r *rand.Rand) (tally, float64) {
	if len(p.all) <= allPairs {
		return nil, 1
	}
	const people = 8_000
	every := max(1, len(p.all)/people)
	chosen := func(i uint32) bool { return int(i)%every == 0 }
	b := newBlocking(p)
	found := map[[2]uint32]fieldSet{}
	var mu sync.Mutex
	for _, s := range passes {
		each(b.blocks(s), func(_ int, x, y uint32) {
			if p.all[x].group != p.all[y].group || !chosen(x) && !chosen(y) {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			pair := [2]uint32{min(x, y), max(x, y)}
			if was, ok := found[pair]; ok {
				found[pair] = was & s.fields // found by that alone which all its passes rest on
			} else {
				found[pair] = s.fields
			}
		})
	}
	t := tally{}
	weight := 0.0
	for pair, by := range found {
		// A pair both of whom were chosen had two chances.
		n := 1.0
		if chosen(pair[0]) && chosen(pair[1]) {
			n = 0.5
		}
		t[seenPattern{p.compare(&p.all[pair[0]], &p.all[pair[1]]), by}] += n
		weight += n
	}
	scale := float64(every) / 2
	if every == 1 {
		scale = 2
	}
	return t, scale
}
