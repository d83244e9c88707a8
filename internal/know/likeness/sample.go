package likeness

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
)

// What is looked at to learn from, of more people than that.
const (
	sampledPeople = 20_000  // among whom pairs are taken at random
	sampledPairs  = 600_000 // of these
	chosenPeople  = 4_000   // who are compared with everybody
)

// Learn learns a model from the n people on a shelf. Up to allPairs, all pairs
// teach. Of more, pairs of every so manieth teach how strangers agree, and the
// pairs that blocking finds for every so manieth how one person does. The same
// people and seed give the same model.
func Learn(s Shelf, n int, seed uint64) (m Model, err error) { return learnIn(usualRoom, s, n, seed) }

func learnIn(in room, s Shelf, n int, seed uint64) (m Model, err error) {
	all := NewPeople()
	var chosen Chosen
	i, every, some := 0, max(1, n/sampledPeople), max(1, n/chosenPeople)
	err = s.All(func(place int64, r *Reading) error {
		if i%every == 0 {
			own := r.clone()
			all.Add(&own)
		}
		if i%some == 0 && n > allPairs {
			chosen.Add(place, r)
		}
		i++
		return nil
	})
	if err != nil {
		return m, err
	}
	random := all.strangers(rand.New(rand.NewPCG(seed, 1)))
	found, scale := random, 1.0
	if n > allPairs {
		if found, err = chosen.tally(in, s, n); err != nil {
			return m, err
		}
		// Either of a pair may have been chosen: it is seen with a probability of
		// 1 - (1 - 1/some)².
		k := float64(some)
		scale = k * k / (2*k - 1)
	}
	m = learn(found, random, float64(n)*float64(n-1)/2, scale)
	m.Known = n
	m.Common, err = common(in, s, n)
	return m, err
}

// strangers returns how pairs of people agree: all pairs, or so many at random.
func (p *People) strangers(r *rand.Rand) tally {
	t, c := tally{}, newComparer(p)
	see := func(i, k int) { t[seenPattern{pattern: c.compare(&p.all[k], &p.all[i])}]++ }
	if n := len(p.all); n*(n-1)/2 <= sampledPairs {
		for i := range n {
			for k := range i {
				see(i, k)
			}
		}
		return t
	}
	for range sampledPairs {
		if i, k := r.IntN(len(p.all)), r.IntN(len(p.all)); i != k {
			see(i, k)
		}
	}
	return t
}

// tally returns how the pairs agree that blocking finds for the chosen.
func (c *Chosen) tally(in room, s Shelf, n int) (tally, error) {
	list, err := c.couples(s, n, 1, in.parts(n))
	if err != nil {
		return nil, err
	}
	t := tally{}
	return t, c.compare(s, in, list, func(p *comparer, a, b *person, x couple) {
		if a.group == b.group {
			t[seenPattern{p.compare(a, b), x.by}]++
		}
	})
}

// What of the values that many have is remembered, so that a few are weighed as
// if all were there. The rest is as rare as a value can be: names and places that
// less than one in 5,000 bears are not told from rarer ones, and more than 5,000
// cannot be more frequent.
const (
	leastCommon = 3
	mostCommon  = 5_000
)

// common counts who has which values, and returns those that many have, by
// their digests.
func common(in room, s Shelf, n int) (m [Fields]map[uint64]uint32, err error) {
	for _, x := range []struct {
		field Field
		texts func(r *Reading, yield func(string))
	}{
		{Given, func(r *Reading, yield func(string)) {
			eachOf(r.names, yield, func(v nameText) string { return v.given })
		}},
		{Family, func(r *Reading, yield func(string)) {
			eachOf(r.names, yield, func(v nameText) string { return v.family })
		}},
		{Email, func(r *Reading, yield func(string)) {
			eachOf(r.emails, yield, func(v emailText) string { return v.local })
		}},
		{Place, func(r *Reading, yield func(string)) { eachOf(r.places, yield, func(v where) string { return v.town }) }},
		{Place, func(r *Reading, yield func(string)) {
			eachOf(r.places, yield, func(v where) string { return v.postcode })
		}},
	} {
		most, err := mostFrequent(in, s, n, x.texts)
		if err != nil {
			return m, err
		}
		if m[x.field] == nil {
			m[x.field] = map[uint64]uint32{}
		}
		maps.Copy(m[x.field], most)
	}
	return m, nil
}

func eachOf[V any](list []V, yield func(string), text func(V) string) {
	for _, v := range list {
		yield(text(v))
	}
}

// mostFrequent counts texts by their digests, so many at once as fit.
func mostFrequent(in room, s Shelf, n int, texts func(*Reading, func(string))) (map[uint64]uint32, error) {
	type counted struct {
		digest uint64
		has    uint32
	}
	var top []counted
	var seen []uint64
	parts := in.parts(n)
	for part := range parts {
		seen = seen[:0]
		err := s.All(func(_ int64, r *Reading) error {
			texts(r, func(t string) {
				if h := hash(t); t != "" && h%parts == part {
					seen = append(seen, h)
				}
			})
			return nil
		})
		if err != nil {
			return nil, err
		}
		slices.Sort(seen)
		for from, to := 0, 0; from < len(seen); from = to {
			for to = from + 1; to < len(seen) && seen[to] == seen[from]; to++ {
			}
			if to-from >= leastCommon {
				top = append(top, counted{seen[from], uint32(to - from)})
			}
		}
		slices.SortFunc(top, func(a, b counted) int { return cmp.Or(cmp.Compare(b.has, a.has), cmp.Compare(a.digest, b.digest)) })
		top = top[:min(len(top), mostCommon)]
	}
	m := make(map[uint64]uint32, len(top))
	for _, c := range top {
		m[c.digest] = c.has
	}
	return m, nil
}
