package interaction

import (
	"hash/maphash"
	"slices"

	"regard/internal/know/customer"
)

// crowd knows whose drafts are under way, as far as their identifiers tell and
// as it learnt whose those are. It saves waiting: nothing is wrong where it errs.
type crowd struct {
	seed     maphash.Seed
	underway map[uint64]int         // how many drafts of each token
	now, was map[uint64]customer.ID // whose an identifier is, by its hash; was is the generation before
}

// remembered is how many identifiers a generation remembers: some 8 MB.
const remembered = 200_000

func newCrowd() crowd {
	return crowd{seed: maphash.MakeSeed(), underway: map[uint64]int{}, now: map[uint64]customer.ID{}, was: map[uint64]customer.ID{}}
}

// keys returns a number for each of identifiers.
func (c *crowd) keys(held []customer.Held) []uint64 {
	list := make([]uint64, len(held))
	for i, h := range held {
		list[i] = maphash.String(c.seed, h.Key())
	}
	return list
}

// tokens returns what stands for whom identifiers may name: their keys, and a
// number for each customer who is known to have one of them.
func (c *crowd) tokens(keys []uint64) []uint64 {
	list := slices.Clone(keys)
	for _, key := range keys {
		id, known := c.now[key]
		if !known {
			id, known = c.was[key]
		}
		if t := uint64(id); known && !slices.Contains(list, t) {
			list = append(list, t) // an id is no hash; that they meet costs a wait
		}
	}
	return list
}

// learn remembers whose identifiers are.
func (c *crowd) learn(keys []uint64, id customer.ID) {
	if id == 0 {
		return
	}
	if len(c.now)+len(keys) > remembered {
		c.was, c.now = c.now, map[uint64]customer.ID{}
	}
	for _, key := range keys {
		c.now[key] = id
	}
}

// busy tells whether any of tokens is under way, or held.
func (c *crowd) busy(tokens []uint64, held map[uint64]bool) bool {
	for _, t := range tokens {
		if c.underway[t] > 0 || held[t] {
			return true
		}
	}
	return false
}

func (c *crowd) enter(group []*waiting) {
	for _, w := range group {
		for _, t := range w.tokens {
			c.underway[t]++
		}
	}
}

func (c *crowd) leave(group []*waiting) {
	for _, w := range group {
		for _, t := range w.tokens {
			if c.underway[t]--; c.underway[t] == 0 {
				delete(c.underway, t)
			}
		}
	}
}
