package likeness

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"
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

// Found is what comparing found.
type Found struct {
	Pairs    []Pair // in the order of their ids
	Compared int64  // pairs that were compared, those that several keys found as often
}

// Find compares people and returns the pairs that are likely at least so much
// to be one person. With only, one of each pair is among these.
func (p *People) Find(m Model, least float64, only func(id int64) bool) Found {
	bits := math.Log2(least / (1 - least))
	w := &weigher{p, &m}
	var compared atomic.Int64
	workers := make([][]hit, 256)
	look := func(worker int, x, y uint32) {
		a, b := &p.all[x], &p.all[y]
		if a.group != b.group || only != nil && !only(a.id) && !only(b.id) {
			return
		}
		if x > y {
			x, y = y, x
		}
		compared.Add(1)
		if s := w.sum(a, b, p.compare(a, b)); s >= bits {
			workers[worker] = append(workers[worker], hit{x, y})
		}
	}
	if len(p.all) <= allPairs {
		for x := range p.all {
			for y := range x {
				look(0, uint32(y), uint32(x))
			}
		}
	} else {
		b := newBlocking(p)
		for _, s := range passes {
			each(b.blocks(s), look)
		}
	}
	return Found{Pairs: w.explain(workers), Compared: compared.Load()}
}

// hit is a pair that was found, by where in the list it is.
type hit struct{ x, y uint32 }

// explain returns the pairs that were found, each once, with their evidence.
func (w *weigher) explain(found [][]hit) []Pair {
	all := slices.Concat(found...)
	slices.SortFunc(all, func(a, b hit) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	all = slices.Compact(all)
	pairs := make([]Pair, len(all))
	for i, h := range all {
		a, b := &w.all[h.x], &w.all[h.y]
		if a.id > b.id {
			a, b = b, a
		}
		pairs[i] = w.pair(a, b)
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return pairs
}

func (w *weigher) pair(a, b *person) Pair {
	x := w.compare(a, b)
	pair := Pair{A: a.id, B: b.id, Bits: w.m.start()}
	for _, e := range w.evidence(a, b, x) {
		if e.Level != Unknown {
			pair.Bits += e.Bits
			pair.Evidence = append(pair.Evidence, e)
		}
	}
	slices.SortStableFunc(pair.Evidence, func(a, b Evidence) int { return cmp.Compare(b.Bits, a.Bits) })
	return pair
}

// weigher adds evidence up.
type weigher struct {
	*People
	m *Model
}

func (w *weigher) sum(a, b *person, x pattern) float64 {
	total := w.m.start()
	for _, e := range w.evidence(a, b, x) {
		total += e.Bits
	}
	return total
}

// evidence returns what each field says. Where both have the same value, it
// counts as much more as that value is rarer than others (term frequencies,
// Winkler 1989): log2(M / how many have it).
func (w *weigher) evidence(a, b *person, x pattern) (list [Fields]Evidence) {
	for f := range Field(Fields) {
		l := x.level(f)
		list[f] = Evidence{Field: f, Level: l}
		if l == Unknown {
			continue
		}
		list[f].Bits = w.m.Bits[f][l]
		if l == f.top() {
			if share, known := w.share(f, a, b); known {
				list[f].Bits = math.Log2(w.m.M[f][l] / share)
				list[f].Rare = share <= rareShare
			}
		}
	}
	var bits [Fields]float64
	for f := range bits {
		bits[f] = list[f].Bits
	}
	household(x, &bits)
	for f := range bits {
		list[f].Bits = bits[f]
	}
	return list
}

// rareShare is which share of people may have a value for it to be called rare.
const rareShare = 0.001

// leastName is the share that a name or a town has at least: who both bear a
// name that nobody else does may be of one family.
const leastName = 1.0 / 5_000

// fewOwners is how many records of one person may have the same address, which
// does not make it an office's.
const fewOwners = 4

// share returns which share of people has the value that both have.
func (w *weigher) share(f Field, a, b *person) (float64, bool) {
	n := float64(max(w.m.Known, len(w.all)))
	share := func(words *words, id uint32, own float64) float64 {
		has := words.has[id]
		if len(w.all) < w.m.Known {
			has = max(has, w.m.Common[f][hash(words.text[id])])
		}
		return max(float64(has)-own, 0) / n
	}
	switch f {
	case Given:
		if v := w.commonName(a, b, func(n nameOf) uint32 { return n.given }); v != 0 {
			return max(share(w.given, v, 1), 1/n, leastName), true
		}
	case Family:
		if v := w.commonName(a, b, func(n nameOf) uint32 { return n.family }); v != 0 {
			return max(share(w.family, v, 1), 1/n, leastName), true
		}
	case Email:
		for _, e := range of(w.emails, a.emails) {
			if slices.Contains(of(w.emails, b.emails), e) {
				return max(share(w.local, e.local, fewOwners), min(1/n, w.m.U[f][f.top()])), true
			}
		}
	case Place:
		for _, v := range of(w.places, a.places) {
			for _, o := range of(w.places, b.places) {
				switch {
				case v.postcode != 0 && v.postcode == o.postcode:
					return max(share(w.postcode, v.postcode, 1), 1/n, leastName), true
				case v.town != 0 && v.town == o.town:
					return max(share(w.town, v.town, 1), 1/n, leastName), true
				}
			}
		}
	}
	return 0, false
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
