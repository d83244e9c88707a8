package likeness

import (
	"cmp"
	"math"
	"slices"
)

// Found is told of a stretch that was compared.
type Found struct {
	Pairs    []Pair // those that are likely enough and were not told before
	Compared int64  // pairs, those that several keys found as often
}

// Find compares the n people on a shelf and calls visit with the pairs that are
// likely at least so much to be one person, after each stretch of the way, also
// where there are none. What it holds in memory does not grow with n, but for
// 16 bytes or so a pair that was found.
func Find(s Shelf, n int, m Model, least float64, visit func(Found) error) error {
	return find(s, n, m, least, usualRoom, visit)
}

func find(s Shelf, n int, m Model, least float64, in room, visit func(Found) error) error {
	f := finder{room: in, shelf: s, m: &m, least: math.Log2(least / (1 - least)), people: NewPeople(), seen: map[[2]int64]struct{}{}}
	if n <= allPairs {
		return f.everybody(visit)
	}
	var list []entry
	parts := in.parts(n)
	for pass := range passes {
		for part := range parts {
			var err error
			if list, err = blocks(list, s, []int{pass}, func(k uint64) bool { return k%parts == part }); err != nil {
				return err
			}
			if err := f.stretches(list, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// finder compares people on a shelf.
type finder struct {
	room   room
	shelf  Shelf
	m      *Model
	least  float64 // bits
	people *People
	places []int64               // of the people
	at     []uint32              // of each in the stretch, who of the people it is
	seen   map[[2]int64]struct{} // pairs that were found
}

func (f *finder) everybody(visit func(Found) error) error {
	if err := f.shelf.All(func(_ int64, r *Reading) error { f.people.Add(r); return nil }); err != nil {
		return err
	}
	w, found := newWeigher(newComparer(f.people), f.m), Found{}
	for i := range f.people.all {
		for k := range i {
			f.look(w, &found, &f.people.all[k], &f.people.all[i])
		}
	}
	return visit(found)
}

// stretches compares who stands in the same blocks, a stretch of the list at a
// time.
func (f *finder) stretches(list []entry, visit func(Found) error) error {
	for from := 0; from < len(list); {
		// Who is alone with his key is left out.
		to, people := from, 0
		for ; to < len(list) && people < f.room.people; to++ {
			if to+1 < len(list) && list[to+1].key == list[to].key || to > from && list[to-1].key == list[to].key {
				people++
			}
		}
		behind := neighbours(list, to-1) // the last is compared with those behind the stretch
		if err := f.takeUp(list[from:behind]); err != nil {
			return err
		}
		w, found := newWeigher(newComparer(f.people), f.m), Found{}
		for i := from; i < to; i++ {
			end := neighbours(list, i)
			for k := i + 1; k < end; k++ {
				if list[k].place != list[i].place {
					f.look(w, &found, &f.people.all[f.at[i-from]], &f.people.all[f.at[k-from]])
				}
			}
		}
		if err := visit(found); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// takeUp takes up who stands in a stretch with somebody else; at says who of the
// people each is.
func (f *finder) takeUp(list []entry) error {
	f.places, f.at = f.places[:0], f.at[:0]
	together := func(i int) bool {
		return i > 0 && list[i-1].key == list[i].key || i+1 < len(list) && list[i+1].key == list[i].key
	}
	for i, e := range list {
		if together(i) {
			f.places = append(f.places, e.place)
		}
	}
	slices.Sort(f.places)
	f.places = slices.Compact(f.places)
	for _, e := range list {
		at, _ := slices.BinarySearch(f.places, e.place)
		f.at = append(f.at, uint32(at))
	}
	f.people.clear()
	return f.shelf.Some(f.places, func(_ int64, r *Reading) error { f.people.Add(r); return nil })
}

// look compares two, and notes the pair when it is likely and new.
func (f *finder) look(w *weigher, found *Found, a, b *person) {
	if a.group != b.group {
		return
	}
	if a.id > b.id {
		a, b = b, a
	}
	found.Compared++
	if !w.likely(a, b, f.least) {
		return
	}
	if _, before := f.seen[[2]int64{a.id, b.id}]; !before {
		f.seen[[2]int64{a.id, b.id}] = struct{}{}
		found.Pairs = append(found.Pairs, w.pair(a, b))
	}
}

// Find compares the chosen with the n people on a shelf: the pairs in the order
// of their ids, just those that comparing everybody finds of them with the same
// model.
func (c *Chosen) Find(s Shelf, n int, m Model, least float64) (found Found, err error) {
	list, err := c.couples(s, n, len(passes), 1)
	if err != nil {
		return found, err
	}
	f := finder{m: &m, least: math.Log2(least / (1 - least)), seen: map[[2]int64]struct{}{}}
	var w *weigher
	err = c.compare(s, usualRoom, list, func(p *comparer, a, b *person, _ couple) {
		if w == nil || w.comparer != p {
			w = newWeigher(p, &m)
		}
		f.look(w, &found, a, b)
	})
	slices.SortFunc(found.Pairs, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return found, err
}
