package concordance

import "math/bits"

// bitset is a set of a volume's numbers.
type bitset []uint64

func (s bitset) add(n uint32) {
	if int(n/64) < len(s) {
		s[n/64] |= 1 << (n % 64)
	}
}

func (s bitset) has(n uint32) bool { return int(n/64) < len(s) && s[n/64]&(1<<(n%64)) != 0 }

// from returns the first number from n on.
func (s bitset) from(n uint32) (uint32, bool) {
	at := int(n / 64)
	if at >= len(s) {
		return 0, false
	}
	word := s[at] >> (n % 64) << (n % 64)
	for word == 0 {
		if at++; at >= len(s) {
			return 0, false
		}
		word = s[at]
	}
	return uint32(at*64 + bits.TrailingZeros64(word)), true
}
