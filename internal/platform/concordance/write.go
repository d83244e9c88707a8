package concordance

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"regard/internal/platform/problem"
)

// Writing is a transaction that changes the file.
type Writing struct{ Reading }

// Write runs fn in a transaction that nobody else writes beside, in this
// process or another. When it returns nil, all of it is in the file; else
// nothing is.
func (f *File) Write(ctx context.Context, fn func(w *Writing) error) (err error) {
	defer problem.Wrap(&err, "concordance.Write")
	tx, err := f.write.BeginTx(ctx, nil)
	if err != nil {
		return classify(err)
	}
	w := &Writing{Reading{ctx: ctx, tx: tx, prepared: map[string]*sql.Stmt{}}}
	if err = fn(w); err == nil {
		err = tx.Commit()
	} else {
		err = errors.Join(err, tx.Rollback())
	}
	return classify(err)
}

// Keep keeps the owner's state.
func (w *Writing) Keep(state []byte) error {
	return w.do("INSERT INTO state (one, body) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET body = excluded.body", state)
}

// Clear takes everything out, the owner's state too.
func (w *Writing) Clear() error {
	for _, s := range []string{"DELETE FROM state", "DELETE FROM leaf", "DELETE FROM place", "DELETE FROM volume"} {
		if err := w.do(s); err != nil {
			return err
		}
	}
	return nil
}

// Put puts entries in, in the place of what the file has under the same keys.
// Of two entries with one key the last counts. One without words is not kept.
func (w *Writing) Put(entries []Entry) (err error) {
	defer problem.Wrap(&err, "concordance.Put")
	last := make(map[Key]int, len(entries))
	for i, e := range entries {
		last[e.Key] = i
	}
	keys := make([]Key, 0, len(last))
	var fresh []Entry
	for i, e := range entries {
		if last[e.Key] != i {
			continue
		}
		keys = append(keys, e.Key)
		if len(e.Words) > 0 {
			fresh = append(fresh, e)
		}
	}
	if err := w.remove(keys); err != nil || len(fresh) == 0 {
		return err
	}
	slices.SortFunc(fresh, func(a, b Entry) int { return a.Compare(b.Key) })
	if len(fresh) > mostEntries {
		return errors.New("too many entries for one volume")
	}
	if err := w.make(fresh); err != nil {
		return err
	}
	return w.bind()
}

// make makes a volume of entries, the latest first.
func (w *Writing) make(entries []Entry) error {
	at := map[string]int{}
	var words []string
	var lists [][]uint32
	keys := make([]Key, len(entries))
	for n, e := range entries {
		keys[n] = e.Key
		for _, word := range e.Words {
			k, ok := at[word]
			if !ok {
				k = len(words)
				at[word] = k
				words, lists = append(words, word), append(lists, nil)
			}
			if l := lists[k]; len(l) == 0 || l[len(l)-1] != uint32(n) {
				lists[k] = append(l, uint32(n))
			}
		}
	}
	b, err := w.begin(keys)
	if err != nil {
		return err
	}
	slices.Sort(words)
	for _, word := range words {
		if err := b.add(word, lists[at[word]]); err != nil {
			return err
		}
	}
	return b.flush()
}

// binder writes a volume.
type binder struct {
	w      *Writing
	volume int64
	word   string // the first of the leaf
	number uint32
	body   []byte
	steps  []byte
}

// begin makes a volume of entries, the latest first; their words follow.
func (w *Writing) begin(keys []Key) (b *binder, err error) {
	lowest, highest := keys[0].ID, keys[0].ID
	for _, k := range keys {
		lowest, highest = min(lowest, k.ID), max(highest, k.ID)
	}
	b = &binder{w: w}
	if err := w.row("SELECT coalesce(max(id), 0) + 1 FROM volume").Scan(&b.volume); err != nil {
		return nil, err
	}
	if err := w.do("INSERT INTO volume (id, entries, latest, earliest, lowest, highest) VALUES (?, ?, ?, ?, ?, ?)",
		b.volume, len(keys), keys[0].At, keys[len(keys)-1].At, lowest, highest); err != nil {
		return nil, err
	}
	number := 0
	for some := range slices.Chunk(keys, placesABlock) {
		if err := w.do("INSERT INTO place (volume, number, at, body) VALUES (?, ?, ?, ?)", b.volume, number, some[0].At, appendPlaces(nil, some)); err != nil {
			return nil, err
		}
		number += len(some)
	}
	return b, nil
}

// add writes which entries have a word; words come in their order.
func (b *binder) add(word string, numbers []uint32) error {
	for len(numbers) > 0 {
		if len(b.body) == 0 {
			b.word, b.number = word, numbers[0]
		}
		room := max(leafSize-len(b.body)-len(word), 1)
		b.steps = b.steps[:0]
		n := 1
		for n < len(numbers) && len(b.steps) < room {
			b.steps = appendUvarint32(b.steps, numbers[n]-numbers[n-1])
			n++
		}
		b.body = appendPiece(b.body, word, n, numbers[0], b.steps)
		numbers = numbers[n:]
		if len(b.body) >= leafSize {
			if err := b.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func appendUvarint32(b []byte, v uint32) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

func (b *binder) flush() error {
	if len(b.body) == 0 {
		return nil
	}
	err := b.w.do("INSERT INTO leaf (volume, word, number, body) VALUES (?, ?, ?, ?)", b.volume, b.word, b.number, b.body)
	b.body = b.body[:0]
	return err
}

func (w *Writing) do(query string, args ...any) error {
	s, err := w.prepare(query)
	if err == nil {
		_, err = s.ExecContext(w.ctx, args...)
	}
	return err
}
