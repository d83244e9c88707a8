package concordance

import "encoding/binary"

// A leaf holds pieces, one a word: the word, how many numbers, the first of
// them, and the steps from each to the next. All lengths and numbers are
// varints. A word with many numbers goes on in the next leaf.

// leafSize is how many bytes a leaf has, about: four lie in a page.
const leafSize = 3900

// piece is what a leaf says of a word. It lies in the leaf's own bytes.
type piece struct {
	word  []byte
	count int
	first uint32
	steps []byte
}

// numbers appends the numbers of a piece to a slice.
func (p piece) numbers(to []uint32) ([]uint32, error) {
	n, steps := p.first, p.steps
	to = append(to, n)
	for range p.count - 1 {
		step, size := binary.Uvarint(steps)
		if size <= 0 || step == 0 || step > maxNumber {
			return to, ErrDamaged
		}
		n, steps = n+uint32(step), steps[size:]
		to = append(to, n)
	}
	return to, nil
}

// any tells whether the piece has a number of a set.
func (p piece) any(of bitset) (bool, error) {
	n, steps := p.first, p.steps
	for {
		if of.has(n) {
			return true, nil
		}
		if len(steps) == 0 {
			return false, nil
		}
		step, ok := uvarint(&steps)
		if !ok || step > maxNumber {
			return false, ErrDamaged
		}
		n += uint32(step)
	}
}

// maxNumber is more than any number in a volume.
const maxNumber = 1 << 24

// take takes the next piece off the front of a leaf.
func take(body *[]byte) (p piece, err error) {
	word, ok := cut(body)
	if !ok {
		return p, ErrDamaged
	}
	count, ok1 := uvarint(body)
	first, ok2 := uvarint(body)
	steps, ok3 := cut(body)
	if !ok1 || !ok2 || !ok3 || count == 0 || count > uint64(len(steps))+1 || first > maxNumber {
		return p, ErrDamaged
	}
	return piece{word, int(count), uint32(first), steps}, nil
}

func uvarint(b *[]byte) (uint64, bool) {
	n, size := binary.Uvarint(*b)
	if size <= 0 {
		return 0, false
	}
	*b = (*b)[size:]
	return n, true
}

// cut takes a length and so many bytes off the front.
func cut(b *[]byte) ([]byte, bool) {
	n, ok := uvarint(b)
	if !ok || n > uint64(len(*b)) {
		return nil, false
	}
	c := (*b)[:n]
	*b = (*b)[n:]
	return c, true
}

func appendPiece[W string | []byte](b []byte, word W, count int, first uint32, steps []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(word)))
	b = append(b, word...)
	b = binary.AppendUvarint(b, uint64(count))
	b = binary.AppendUvarint(b, uint64(first))
	b = binary.AppendUvarint(b, uint64(len(steps)))
	return append(b, steps...)
}

// placesABlock is how many entries' keys lie in a row.
const placesABlock = 256

// appendPlaces writes keys down: of each how much earlier it was than the one
// before, and how far its id lies from that one's. An id of 0 is an entry that
// was taken out.
func appendPlaces(b []byte, keys []Key) []byte {
	before := Key{At: keys[0].At}
	for _, k := range keys {
		b = binary.AppendUvarint(b, uint64(before.At-k.At))
		b = binary.AppendVarint(b, k.ID-before.ID)
		before = k
	}
	return b
}

// places reads what appendPlaces wrote.
func places(to []Key, at int64, body []byte) ([]Key, error) {
	k := Key{At: at}
	for len(body) > 0 {
		back, ok := uvarint(&body)
		if !ok {
			return to, ErrDamaged
		}
		id, size := binary.Varint(body)
		if size <= 0 {
			return to, ErrDamaged
		}
		body = body[size:]
		k = Key{k.At - int64(back), k.ID + id}
		to = append(to, k)
	}
	return to, nil
}
