package likeness

import (
	"cmp"
	"slices"
)

// allPairs is up to how many people each is compared with each other; of more,
// those who agree on the key of a pass.
const allPairs = 1_500

// largest is how many people of one key are compared with each other. In a
// larger block they stand in the order of their birth dates, then of their
// postcodes, and each is compared with as many that follow (sorted
// neighbourhood, Hernández and Stolfo 1995).
const largest = 40

// room is how much is in memory at once while many are compared, whatever their
// number.
type room struct {
	keys   int // of whom who has which is known: some 24 bytes each
	people int // who are taken up: some 300 bytes each
}

var usualRoom = room{keys: 500_000, people: 50_000}

// parts is in how many parts the keys of a pass are looked at, of n people.
func (r room) parts(n int) uint64 { return uint64(n/r.keys + 1) }

// entry is that somebody has a key.
type entry struct {
	key, order uint64
	place      int64
}

// blocks returns who has which keys of some passes, those of one key together
// and in their order. has says which keys are wanted.
func blocks(list []entry, s Shelf, some []int, has func(key uint64) bool) ([]entry, error) {
	list = list[:0]
	err := s.All(func(place int64, r *Reading) error {
		for _, pass := range some {
			r.keysOf(pass, func(k uint64) {
				if has(k) {
					list = append(list, entry{k, r.order(), place})
				}
			})
		}
		return nil
	})
	slices.SortFunc(list, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.order, y.order), cmp.Compare(x.place, y.place))
	})
	return list, err
}

// neighbours returns up to where in the list those stand whom the i-th is
// compared with: behind it, in the same block, and near.
func neighbours(list []entry, i int) int {
	end := i + 1
	for end < min(i+largest, len(list)) && list[end].key == list[i].key {
		end++
	}
	return end
}

// couple is two that are to be compared: one on the shelf, and one of those who
// were chosen; by is by which fields they were found.
type couple struct {
	place  int64
	chosen uint32
	by     fieldSet
}

// Chosen are some of those on a shelf, who are compared with everybody on it.
type Chosen struct {
	places []int64 // ascending
	list   []Reading
}

// Add takes somebody in; places ascend. What the reading says is copied.
func (c *Chosen) Add(place int64, r *Reading) {
	c.places = append(c.places, place)
	c.list = append(c.list, r.clone())
}

// Len returns how many there are.
func (c *Chosen) Len() int { return len(c.list) }

// couples returns whom the chosen are to be compared with, each couple once, in
// the order of places: just those that comparing everybody compares them with.
// atOnce is how many passes look through the shelf together, and in how many
// parts each.
func (c *Chosen) couples(s Shelf, n, atOnce int, parts uint64) (found []couple, err error) {
	if n <= allPairs {
		err = s.All(func(place int64, _ *Reading) error {
			for i, own := range c.places {
				if own != place {
					found = append(found, couple{place: place, chosen: uint32(i)})
				}
			}
			return nil
		})
		return c.once(found), err
	}
	var list []entry
	for from := 0; from < len(passes); from += atOnce {
		var some []int
		keys := map[uint64]int{} // and the pass of each
		for pass := from; pass < min(from+atOnce, len(passes)); pass++ {
			some = append(some, pass)
			for i := range c.list {
				c.list[i].keysOf(pass, func(k uint64) { keys[k] = pass })
			}
		}
		for part := range parts {
			list, err = blocks(list, s, some, func(k uint64) bool { _, ok := keys[k]; return ok && k%parts == part })
			if err != nil {
				return nil, err
			}
			found = c.pairUp(found, list, func(k uint64) fieldSet { return passes[keys[k]].fields })
		}
		found = c.once(found)
	}
	return found, err
}

// pairUp adds the couples of blocks. fields tells what a key is made of.
func (c *Chosen) pairUp(found []couple, list []entry, fields func(key uint64) fieldSet) []couple {
	add := func(x, y entry) {
		if i, is := slices.BinarySearch(c.places, x.place); is && x.place != y.place {
			found = append(found, couple{y.place, uint32(i), fields(x.key)})
		}
	}
	for i := range list {
		end := neighbours(list, i)
		for k := i + 1; k < end; k++ {
			add(list[i], list[k])
			add(list[k], list[i])
		}
	}
	return found
}

// once leaves each couple once, found by that alone which all its passes rest
// on. Of two who are both chosen, the one on the shelf is the earlier.
func (c *Chosen) once(list []couple) []couple {
	list = slices.DeleteFunc(list, func(x couple) bool {
		_, both := slices.BinarySearch(c.places, x.place)
		return both && x.place > c.places[x.chosen]
	})
	slices.SortFunc(list, func(x, y couple) int { return cmp.Or(cmp.Compare(x.place, y.place), cmp.Compare(x.chosen, y.chosen)) })
	kept := list[:0]
	for _, x := range list {
		if n := len(kept); n > 0 && kept[n-1].place == x.place && kept[n-1].chosen == x.chosen {
			kept[n-1].by &= x.by
		} else {
			kept = append(kept, x)
		}
	}
	return kept
}

// compare calls visit with each couple as two people, taking up so many at once
// as there is room for.
func (c *Chosen) compare(s Shelf, in room, list []couple, visit func(p *comparer, chosen, other *person, x couple)) error {
	p := NewPeople()
	for len(list) > 0 {
		p.clear()
		for i := range c.list {
			p.Add(&c.list[i])
		}
		var places []int64
		n := 0
		for n < len(list) && (len(places) < in.people || list[n].place == places[len(places)-1]) {
			if len(places) == 0 || list[n].place != places[len(places)-1] {
				places = append(places, list[n].place)
			}
			n++
		}
		var there []int64 // who is gone meanwhile is left out
		err := s.Some(places, func(place int64, r *Reading) error {
			there = append(there, place)
			p.Add(r)
			return nil
		})
		if err != nil {
			return err
		}
		compared := newComparer(p)
		for _, x := range list[:n] {
			if at, is := slices.BinarySearch(there, x.place); is {
				visit(compared, &p.all[x.chosen], &p.all[len(c.list)+at], x)
			}
		}
		list = list[n:]
	}
	return nil
}
