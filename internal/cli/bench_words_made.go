package cli

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// vocabulary is how many different words are said, besides numbers. How often
// each is follows Zipf's law, with an exponent of 1.07: near what languages have.
const vocabulary = 60_000

// talk makes interactions up in which much is said, the same ones every time,
// over the two years to today.
type talk struct {
	dice  *rand.Rand
	often *rand.Zipf
	at    time.Time
	step  time.Duration
	n     int
}

func newTalk(total int) *talk {
	dice := rand.New(rand.NewPCG(3, 4))
	t := &talk{dice: dice, often: rand.NewZipf(dice, 1.07, 4, vocabulary-1), step: 2 * 365 * 24 * time.Hour / time.Duration(total)}
	t.at = time.Now().UTC().Truncate(24 * time.Hour).Add(-t.step * time.Duration(total))
	return t
}

// madeUp is the word of a rank: 0 is said most.
func madeUp(rank uint64) string {
	const letters = "etaoinshrdlucmfwypvbgk"
	w := []byte{}
	for n := rank + 7; n > 0; n /= uint64(len(letters)) {
		w = append(w, letters[n%uint64(len(letters))])
	}
	for len(w) < 3 {
		w = append(w, 'e')
	}
	return string(w)
}

// numberOf is the number that stands in one interaction and in no other.
func numberOf(n int) string { return fmt.Sprintf("ord%09d", n) }

// next makes the next interaction: 8 to 41 words and a number.
func (t *talk) next() interaction.Draft {
	var b strings.Builder
	for range 8 + t.dice.IntN(34) {
		b.WriteString(madeUp(t.often.Uint64()))
		b.WriteByte(' ')
	}
	b.WriteString(numberOf(t.n))
	d := interaction.Draft{Source: "talk", SourceRef: fmt.Sprintf("%09d", t.n), OccurredAt: t.at.Truncate(time.Second), Channel: interaction.Channels[t.dice.IntN(4)],
		Identifiers: []customer.Identifier{{Kind: "external:shop", Value: fmt.Sprintf("K%06d", t.dice.IntN(50_000))}}, Contributor: benchContributors[t.dice.IntN(len(benchContributors))].Key,
		Text: b.String()}
	t.n, t.at = t.n+1, t.at.Add(t.step)
	return d
}

// lookedFor are what people look for.
var lookedFor = []struct {
	what string
	of   func(dice *rand.Rand, said int) string
}{
	{"a frequent word", func(d *rand.Rand, _ int) string { return madeUp(d.Uint64N(20)) }},
	{"three frequent words", func(d *rand.Rand, _ int) string {
		return madeUp(d.Uint64N(20)) + " " + madeUp(d.Uint64N(20)) + " " + madeUp(d.Uint64N(20))
	}},
	{"a frequent word and a rare one", func(d *rand.Rand, _ int) string {
		return madeUp(20_000+d.Uint64N(40_000)) + " " + madeUp(d.Uint64N(20))
	}},
	{"two words that seldom meet", func(d *rand.Rand, _ int) string { return madeUp(100+d.Uint64N(900)) + " " + madeUp(100+d.Uint64N(900)) }},
	{"two rare words", func(d *rand.Rand, _ int) string {
		return madeUp(20_000+d.Uint64N(40_000)) + " " + madeUp(20_000+d.Uint64N(40_000))
	}},
	{"a frequent word and two letters", func(d *rand.Rand, _ int) string { return madeUp(d.Uint64N(20)) + " " + madeUp(d.Uint64N(1000))[:2] }},
	{"a rare word and two letters", func(d *rand.Rand, _ int) string {
		return madeUp(20_000+d.Uint64N(40_000)) + " " + madeUp(d.Uint64N(1000))[:2]
	}},
	{"an order’s number", func(d *rand.Rand, said int) string { return numberOf(d.IntN(said)) }},
	{"the beginning of one", func(d *rand.Rand, said int) string { return numberOf(d.IntN(said))[:8] }},
}
