package likeness

import (
	"cmp"
	"math"
	"slices"
)

// Model is what was learnt: how often each level of each field is seen among
// pairs that are one person (M) and among pairs that are two (U), and how likely
// two people taken at random are one (Share).
type Model struct {
	Share float64 `json:"share"`
	// Bits is the weight of each level: log2 of how many times likelier it is seen
	// among pairs of one person than among others (Fellegi and Sunter 1969,
	// JASA 64:1183). Positive speaks for one person.
	Bits  [Fields][most]float64 `json:"bits"`
	M     [Fields][most]float64 `json:"m"`
	U     [Fields][most]float64 `json:"u"`
	Known int                   `json:"known"` // how many people it was learnt from

	// Common is how many people have a value, of those that many have, under a
	// digest of it, so that a few can be compared as if all were there.
	Common [Fields]map[uint64]uint32 `json:"common"`
}

// before is what M is before anything is learnt: how descriptions of one person
// usually differ. It counts like as many pairs as trust says, so that a dozen
// customers teach little and a thousand nearly all.
var before = [Fields][most]float64{
	Given:    {0.08, 0.04, 0.06, 0.14, 0.68},
	Family:   {0.08, 0.06, 0.14, 0.72},
	Birth:    {0.06, 0.05, 0.08, 0.04, 0.77},
	Email:    {0.20, 0.05, 0.05, 0.15, 0.55},
	Phone:    {0.25, 0.10, 0.65},
	Street:   {0.25, 0.05, 0.10, 0.60},
	Place:    {0.20, 0.08, 0.17, 0.55},
	External: {0.10, 0.15, 0.75},
}

const (
	trust  = 20.0 // pairs
	rounds = 60
)

// tally counts pairs by how they agree. seen says by which fields a pair was
// found: a level of these says nothing of M, for they had to agree.
type tally map[seenPattern]float64

// counted is a tally in an order, so that sums come out the same each time.
type counted []countedPattern

type countedPattern struct {
	seenPattern
	n float64 // pairs
}

func (t tally) ordered() counted {
	var all counted
	for x, n := range t {
		all = append(all, countedPattern{x, n})
	}
	slices.SortFunc(all, func(a, b countedPattern) int {
		return cmp.Or(cmp.Compare(a.pattern, b.pattern), cmp.Compare(a.found, b.found))
	})
	return all
}

type seenPattern struct {
	pattern pattern
	found   fieldSet
}

// fieldSet is some fields, each a bit.
type fieldSet uint8

func setOfFields(list ...Field) (s fieldSet) {
	for _, f := range list {
		s |= 1 << f
	}
	return s
}

func (s fieldSet) has(f Field) bool { return s&(1<<f) != 0 }

// learn estimates a model from pairs that agree on some key, and from pairs
// taken at random, by expectation and maximisation (Dempster, Laird and Rubin
// 1977; for record linkage Winkler 1988, "Using the EM algorithm for weight
// computation in the Fellegi-Sunter model"). pairs is how many there are in all;
// a pair among found stands for scale of its kind.
//
//	expectation:   how likely is a pair one person, with the weights as they are
//	maximisation:  M = how often a level is seen among these, U among the others,
//	               Share = how many of all pairs are one person
//
// U is counted among the random pairs, each by how likely it is two people;
// M among the found ones, without the fields by which they were found.
func learn(foundPairs, randomPairs tally, pairs, scale float64) Model {
	found, random := foundPairs.ordered(), randomPairs.ordered()
	m := Model{M: before, Share: 1 / (pairs + 2)}
	m.U = shares(random, func(seenPattern) float64 { return 1 })
	m.pool()
	for range rounds {
		var count [Fields][most]float64
		one := 0.0
		for _, x := range found {
			p := x.n * m.probability(x.pattern)
			one += p
			for f := range Field(Fields) {
				if l := x.pattern.level(f); l != Unknown && !x.found.has(f) {
					count[f][l] += p
				}
			}
		}
		for f := range Field(Fields) {
			sum := 0.0
			for _, n := range count[f] {
				sum += n
			}
			for l := range len(Levels[f]) {
				m.M[f][l] = (count[f][l] + trust*before[f][l]) / (sum + trust)
			}
		}
		m.U = shares(random, func(x seenPattern) float64 { return 1 - m.probability(x.pattern) })
		m.Share = math.Max(0.5, one*scale) / (pairs + 1)
		m.pool()
	}
	return m
}

// shares returns how often each level is seen among pairs, each counting as
// much as weigh says; no level is quite impossible.
func shares(pairs counted, weigh func(seenPattern) float64) (u [Fields][most]float64) {
	var sum [Fields]float64
	for _, x := range pairs {
		w := x.n * weigh(x.seenPattern)
		for f := range Field(Fields) {
			if l := x.pattern.level(f); l != Unknown {
				u[f][l] += w
				sum[f] += w
			}
		}
	}
	for f := range Field(Fields) {
		for l := range len(Levels[f]) {
			u[f][l] = (u[f][l] + rare) / (sum[f] + rare*float64(len(Levels[f])))
		}
	}
	return u
}

// rare is as how many pairs a level counts that was never seen.
const rare = 0.3

// pool lets no level speak less for one person than a lower one, which is so by
// chance where few pairs were seen: neighbours in the wrong order are weighed
// as one (pool adjacent violators, Ayer et al. 1955).
func (m *Model) pool() {
	for f := range Field(Fields) {
		type group struct {
			m, u   float64
			levels int
		}
		var groups []group
		for l := range Levels[f] {
			g := group{m.M[f][l], m.U[f][l], 1}
			for n := len(groups); n > 0 && g.m*groups[n-1].u < groups[n-1].m*g.u; n-- {
				last := groups[n-1]
				g = group{g.m + last.m, g.u + last.u, g.levels + last.levels}
				groups = groups[:n-1]
			}
			groups = append(groups, g)
		}
		l := 0
		for _, g := range groups {
			for range g.levels {
				m.Bits[f][l] = math.Log2(g.m / g.u)
				l++
			}
		}
	}
}

// probability is how likely a pair with such a pattern is one person, without
// regard to how frequent its values are: 0 to 1.
func (m *Model) probability(x pattern) float64 {
	var bits [Fields]float64
	for f := range Field(Fields) {
		if l := x.level(f); l != Unknown {
			bits[f] = m.Bits[f][l]
		}
	}
	household(x, &bits)
	total := m.start()
	for _, b := range bits {
		total += b
	}
	return Probability(total)
}

// ofHousehold are the fields that a family, or an office, has in common.
var ofHousehold = []Field{Family, Email, Phone, Street, Place}

// household takes back what fields say together that do not err independently,
// which the sum of weights takes for granted. Of street and town, only what
// speaks more counts: whoever lives in the same house lives in the same town.
// An e-mail address that is only alike counts as far as names do not explain it,
// for addresses are made of names.
// And where something tells two members of a household apart, namely another
// given name, another number in the same system, or another birth date and a
// given name that is only alike, of all that they have in common only what speaks most.
func household(x pattern, bits *[Fields]float64) {
	strongestOf(bits, Street, Place)
	if l := x.level(Email); l < Email.top() && bits[Email] > 0 {
		bits[Email] = max(0, bits[Email]-max(0, bits[Given])-max(0, bits[Family]))
	}
	given := x.level(Given)
	if given == 0 || x.level(External) == 0 || x.level(Birth) == 0 && (given == 1 || given == 2) {
		strongestOf(bits, ofHousehold...)
	}
}

// strongestOf leaves of what speaks for one person in some fields the most.
func strongestOf(bits *[Fields]float64, fields ...Field) {
	strongest := fields[0]
	for _, f := range fields {
		if bits[f] > bits[strongest] {
			strongest = f
		}
	}
	for _, f := range fields {
		if f != strongest {
			bits[f] = min(bits[f], 0)
		}
	}
}

// start is the weight that two people taken at random begin with.
func (m *Model) start() float64 { return math.Log2(m.Share / (1 - m.Share)) }

// Probability turns a sum of weights, in bits, into a probability.
func Probability(bits float64) float64 { return 1 / (1 + math.Exp2(-bits)) }
