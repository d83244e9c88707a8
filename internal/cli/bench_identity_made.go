package cli

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strings"

	"regard/internal/know/customer"
)

// madePeople makes up rows of customers, one after another and the same ones
// every time: nine in ten are people of their own, the rest tell one of them
// again, with the mistakes that lists have. Names are as frequent as names are:
// the n-th is 1/n as frequent as the first (Zipf).
func madePeople(n int) iter.Seq[labelled] {
	const again = 0.1
	return func(yield func(labelled) bool) {
		who := make([]int32, n) // whom each row tells of
		for i := range n {
			m := peopleMaker{rand.New(rand.NewPCG(4, uint64(i)))}
			who[i] = int32(i)
			if i > 0 && m.dice.Float64() < again {
				who[i] = who[m.dice.IntN(i)]
			}
			p := peopleMaker{rand.New(rand.NewPCG(2, uint64(who[i])))}.person()
			if int(who[i]) != i {
				p = m.mistake(p)
			}
			if !yield(p.row(i, fmt.Sprint(who[i]))) {
				return
			}
		}
	}
}

// madePerson is what a list may tell of somebody.
type madePerson struct{ given, family, birth, email, phone, street, house, town, postcode string }

type peopleMaker struct{ dice *rand.Rand }

func (p madePerson) row(i int, truth string) labelled {
	d := customer.Draft{Name: strings.TrimSpace(p.given + " " + p.family), Attributes: map[string]any{}}
	for role, v := range map[string]string{"given_name": p.given, "family_name": p.family, "birth_date": p.birth, "address": p.street, "house": p.house, "town": p.town, "postcode": p.postcode} {
		if v != "" {
			d.Attributes[role] = v
		}
	}
	for _, i := range []customer.Identifier{{Kind: "email", Value: p.email}, {Kind: "phone", Value: p.phone}} {
		if i.Value != "" {
			d.Identifiers = append(d.Identifiers, i)
		}
	}
	d.Identifiers = append(d.Identifiers, customer.Identifier{Kind: fmt.Sprintf("external:list%d", i%7), Value: fmt.Sprint(i)})
	return labelled{told: &told{row: i, draft: &d}, truth: truth}
}

func (m peopleMaker) person() madePerson {
	given, family := m.word(1_500, 3), m.word(40_000, 5)
	town := m.zipf(800)
	p := madePerson{given: given, family: family, street: m.word(20_000, 7) + " street", house: fmt.Sprint(1 + m.dice.IntN(140)), town: syllables(town, 11), postcode: fmt.Sprintf("%05d", 10000+town*97+m.dice.IntN(40))}
	p.birth = fmt.Sprintf("%04d-%02d-%02d", 1930+m.dice.IntN(78), 1+m.dice.IntN(12), 1+m.dice.IntN(28))
	if m.dice.Float64() < 0.8 {
		p.email = fmt.Sprintf("%s.%s%d@%s.example", given, family, m.dice.IntN(900), syllables(m.zipf(300), 13))
	}
	if m.dice.Float64() < 0.7 {
		p.phone = fmt.Sprintf("+1%d%02d%07d", 2+m.dice.IntN(8), m.dice.IntN(100), m.dice.IntN(10_000_000))
	}
	return p
}

// mistake tells somebody again, otherwise: some of it left out, some of it new,
// some mistyped.
func (m peopleMaker) mistake(p madePerson) madePerson {
	p.given, p.family = m.typo(p.given, 0.15), m.typo(p.family, 0.15)
	p.birth, p.street = m.typo(p.birth, 0.1), m.typo(p.street, 0.1)
	if m.dice.Float64() < 0.1 {
		p.given = p.given[:1]
	}
	for _, v := range []*string{&p.birth, &p.street, &p.email, &p.phone, &p.postcode} {
		if m.dice.Float64() < 0.3 {
			*v = ""
		}
	}
	if p.email = m.typo(p.email, 0.4); m.dice.Float64() < 0.2 {
		p.email = fmt.Sprintf("%s%d@mail.example", p.family, m.dice.IntN(10_000))
	}
	if m.dice.Float64() < 0.15 { // moved
		q := m.person()
		p.street, p.house, p.town, p.postcode = q.street, q.house, q.town, q.postcode
	}
	return p
}

// typo mistypes a letter or a digit, of one in so many.
func (m peopleMaker) typo(s string, share float64) string {
	if len(s) < 4 || m.dice.Float64() >= share {
		return s
	}
	at := 1 + m.dice.IntN(len(s)-2)
	c := s[at]
	switch {
	case '0' <= c && c <= '9':
		return s[:at] + string('0'+byte(m.dice.IntN(10))) + s[at+1:]
	case 'a' <= c && c <= 'z' && m.dice.IntN(2) == 0:
		return s[:at] + s[at+1:]
	case 'a' <= c && c <= 'z':
		return s[:at] + string('a'+byte(m.dice.IntN(26))) + s[at+1:]
	}
	return s
}

// zipf returns a number from 0 to below n, the k-th as likely as 1/(k+1).
func (m peopleMaker) zipf(n int) int {
	return int(math.Exp(m.dice.Float64()*math.Log(float64(n+1)))) - 1
}

func (m peopleMaker) word(n, kind int) string { return syllables(m.zipf(n), kind) }

// syllables writes a number as a word that can be said.
func syllables(n, kind int) string {
	const consonants, vowels = "bdfghjklmnprstvz", "aeiou"
	n = n*kind + kind
	var b strings.Builder
	for first := true; first || n > 0 || b.Len() < 5; first = false {
		b.WriteByte(consonants[n%16])
		b.WriteByte(vowels[n/16%5])
		n /= 80
		if b.Len() > 10 {
			break
		}
	}
	return b.String()
}
