package concordance

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
)

const (
	boundAtOnce = 4       // volumes of like size that are bound into one
	mostEntries = 1 << 19 // entries of a volume, so that binding takes some 30 MB and a second
)

// tier is which volumes are of like size: within a factor of four.
func tier(entries int) int { return bits.Len(uint(entries)) / 2 }

// bind binds volumes of like size into one, until there are fewer than four of
// each.
func (w *Writing) bind() error {
	for {
		all, err := w.volumes()
		if err != nil {
			return err
		}
		like := map[int][]volume{}
		for _, v := range all {
			like[tier(v.entries)] = append(like[tier(v.entries)], v)
		}
		var next []volume
		for t, list := range like {
			if some := fitting(list); len(some) >= boundAtOnce && (next == nil || t < tier(next[0].entries)) {
				next = some
			}
		}
		if next == nil {
			return nil
		}
		if err := w.join(next); err != nil {
			return err
		}
	}
}

// fitting returns the smallest volumes, as many as one may hold.
func fitting(list []volume) []volume {
	slices.SortFunc(list, func(a, b volume) int { return cmp.Or(cmp.Compare(a.entries, b.entries), cmp.Compare(a.id, b.id)) })
	sum := 0
	for k, v := range list {
		if sum += v.entries; sum > mostEntries {
			return list[:k]
		}
	}
	return list
}

// join makes one volume of several.
func (w *Writing) join(from []volume) error {
	type place struct {
		Key
		volume int
		number uint32
	}
	var order []place
	become := make([][]uint32, len(from)) // of each volume: what its entries' numbers become
	for v := range from {
		keys, err := w.keys(from[v].id)
		if err != nil {
			return err
		}
		become[v] = make([]uint32, len(keys))
		for n, k := range keys {
			if k.ID != 0 {
				order = append(order, place{k, v, uint32(n)})
			}
		}
	}
	if len(order) > 0 {
		slices.SortFunc(order, func(a, b place) int { return a.Compare(b.Key) })
		keys := make([]Key, len(order))
		for n, p := range order {
			keys[n], become[p.volume][p.number] = p.Key, uint32(n)
		}
		b, err := w.begin(keys)
		if err != nil {
			return err
		}
		if err := w.merge(b, from, become); err != nil {
			return err
		}
	}
	for _, v := range from {
		if err := w.drop(v.id); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writing) drop(volume int64) error {
	for _, s := range []string{"DELETE FROM leaf WHERE volume = ?", "DELETE FROM place WHERE volume = ?", "DELETE FROM volume WHERE id = ?"} {
		if err := w.do(s, volume); err != nil {
			return err
		}
	}
	return nil
}

// merge writes the words of volumes into one, under their new numbers.
func (w *Writing) merge(b *binder, from []volume, become [][]uint32) error {
	readers := make([]*walk, len(from))
	for v := range from {
		readers[v] = w.walk(from[v].id)
		defer readers[v].close()
		if err := readers[v].next(); err != nil {
			return err
		}
	}
	var numbers, some []uint32
	for {
		var word []byte
		any := false
		for _, r := range readers {
			if !r.ended && (!any || bytes.Compare(r.piece.word, word) < 0) {
				word, any = r.piece.word, true
			}
		}
		if !any {
			return b.flush()
		}
		numbers = numbers[:0]
		for v, r := range readers {
			for !r.ended && bytes.Equal(r.piece.word, word) {
				var err error
				if some, err = r.piece.numbers(some[:0]); err != nil {
					return err
				}
				for _, n := range some {
					if int(n) >= len(become[v]) {
						return ErrDamaged
					}
					numbers = append(numbers, become[v][n])
				}
				if err := r.next(); err != nil {
					return err
				}
			}
		}
		if !slices.IsSorted(numbers) {
			slices.Sort(numbers)
		}
		if err := b.add(string(word), numbers); err != nil {
			return err
		}
	}
}
