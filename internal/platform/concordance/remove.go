package concordance

import (
	"database/sql"
	"slices"
)

// Remove takes entries and all their words out, and returns how many there
// were. What they had is overwritten; Scrub takes it out of the log as well.
func (w *Writing) Remove(keys []Key) (n int, err error) { return w.removed(slices.Clone(keys)) }

func (w *Writing) remove(keys []Key) error {
	_, err := w.removed(keys)
	return err
}

// removed asks only volumes in whose range of times and ids a key lies: what is
// new lies in none.
func (w *Writing) removed(keys []Key) (n int, err error) {
	slices.SortFunc(keys, Key.Compare)
	keys = slices.Compact(keys)
	all, err := w.volumes()
	if err != nil {
		return 0, err
	}
	for _, v := range all {
		within := func(k Key) bool {
			return k.At <= v.latest && k.At >= v.earliest && k.ID >= v.lowest && k.ID <= v.highest
		}
		if !slices.ContainsFunc(keys, within) {
			continue
		}
		out, err := w.takeOut(v, keys, within)
		if err != nil {
			return n, err
		}
		n += out
	}
	return n, nil
}

// takeOut takes entries out of a volume.
func (w *Writing) takeOut(v volume, keys []Key, within func(Key) bool) (n int, err error) {
	all, err := w.keys(v.id)
	if err != nil {
		return 0, err
	}
	gone := make(bitset, len(all)/64+1)
	var numbers []int
	for _, k := range keys {
		if !within(k) {
			continue
		}
		// Those taken out before keep their time, so the order is that of times;
		// among those of one instant ids are compared one by one.
		at, _ := slices.BinarySearchFunc(all, k.At, func(x Key, at int64) int { return Key{At: x.At}.Compare(Key{At: at}) })
		for ; at < len(all) && all[at].At == k.At; at++ {
			if all[at].ID == k.ID {
				gone.add(uint32(at))
				numbers = append(numbers, at)
			}
		}
	}
	if len(numbers) == 0 {
		return 0, nil
	}
	if len(numbers) == v.entries {
		return len(numbers), w.drop(v.id)
	}
	for _, at := range numbers {
		all[at].ID = 0
	}
	slices.Sort(numbers)
	block := -1
	for _, at := range numbers {
		if at/placesABlock == block {
			continue
		}
		block = at / placesABlock
		some := all[block*placesABlock : min(len(all), (block+1)*placesABlock)]
		if err := w.do("UPDATE place SET body = ? WHERE volume = ? AND number = ?", appendPlaces(nil, some), v.id, block*placesABlock); err != nil {
			return 0, err
		}
	}
	if err := w.do("UPDATE volume SET entries = entries - ? WHERE id = ?", len(numbers), v.id); err != nil {
		return 0, err
	}
	return len(numbers), w.strike(v.id, gone)
}

// leaf is a row of words as it is to be written anew.
type leaf struct {
	word   string
	number int64
	body   []byte
}

// strike takes numbers out of a volume's words.
func (w *Writing) strike(volume int64, gone bitset) error {
	var changed []leaf
	err := w.each("SELECT word, number, body FROM leaf WHERE volume = ? ORDER BY word, number", []any{volume}, func(rows *sql.Rows) error {
		var body sql.RawBytes
		var l leaf
		if err := rows.Scan(&l.word, &l.number, &body); err != nil {
			return err
		}
		kept, is, err := without(body, gone)
		if is {
			l.body = kept
			changed = append(changed, l)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range changed {
		if err := w.do("DELETE FROM leaf WHERE volume = ? AND word = ? AND number = ?", volume, l.word, l.number); err != nil {
			return err
		}
		if len(l.body) == 0 {
			continue
		}
		rest := l.body
		first, err := take(&rest)
		if err != nil {
			return err
		}
		if err := w.do("INSERT INTO leaf (volume, word, number, body) VALUES (?, ?, ?, ?)", volume, string(first.word), first.first, l.body); err != nil {
			return err
		}
	}
	return nil
}

// without returns a leaf without numbers, and whether it had any of them; where
// it had none it is as it was.
func without(body []byte, gone bitset) (kept []byte, changed bool, err error) {
	for rest := body; len(rest) > 0 && !changed; {
		p, err := take(&rest)
		if err != nil {
			return nil, false, err
		}
		if changed, err = p.any(gone); err != nil {
			return nil, false, err
		}
	}
	if !changed {
		return body, false, nil
	}
	var numbers []uint32
	for rest := body; len(rest) > 0; {
		p, err := take(&rest)
		if err != nil {
			return nil, false, err
		}
		if numbers, err = p.numbers(numbers[:0]); err != nil {
			return nil, false, err
		}
		left := slices.DeleteFunc(numbers, gone.has)
		if len(left) == 0 {
			continue
		}
		var steps []byte
		for i := 1; i < len(left); i++ {
			steps = appendUvarint32(steps, left[i]-left[i-1])
		}
		kept = appendPiece(kept, p.word, len(left), left[0], steps)
	}
	return kept, true, nil
}
