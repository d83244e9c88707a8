package likeness

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// world makes people up whose truth is known: of each one or two descriptions,
// the second with mistakes.
func world(n int, seed uint64) (p *People, truth map[int64]int64) {
	r := rand.New(rand.NewPCG(seed, 7))
	p, truth = NewPeople(2026), map[int64]int64{}
	word := func(n int) string { // the k-th is 1/k as frequent as the first
		k := int(math.Exp(r.Float64() * math.Log(float64(n))))
		h := rand.New(rand.NewPCG(uint64(k), uint64(n)))
		w := ""
		for range 2 + h.IntN(2) {
			w += string("bdfghjklmnprstv"[h.IntN(15)]) + string("aeiou"[h.IntN(5)]) + string("lmnrst"[h.IntN(6)])
		}
		return w
	}
	id := int64(0)
	add := func(who int64, d Description) {
		id++
		d.ID = id
		truth[id] = who
		p.Add(d)
	}
	for who := range int64(n) {
		given, family := word(200), word(3000)
		birth := fmt.Sprintf("%d-%02d-%02d", 1940+r.IntN(65), 1+r.IntN(12), 1+r.IntN(28))
		email := fmt.Sprintf("%s.%s%d@example.com", given, family, r.IntN(1000))
		street, town := word(2000), word(100)
		number := fmt.Sprint(1 + r.IntN(99))
		full := Description{Names: []Name{{Given: given, Family: family}}, Births: []string{birth}, Emails: []string{email}, Addresses: []Address{{Lines: []string{street + " street"}, Number: number, Town: town}}}
		add(who, full)
		if r.IntN(4) > 0 {
			continue
		}
		again := full
		switch r.IntN(4) {
		case 0:
			again.Names = []Name{{Given: given[:1], Family: family}}
		case 1:
			again.Names = []Name{{Given: given, Family: family[:2] + family[3:]}}
		}
		if r.IntN(2) == 0 {
			again.Emails = []string{fmt.Sprintf("%s%d@mail.example", given, r.IntN(1000))}
		}
		if r.IntN(3) == 0 {
			again.Births = nil
		}
		if r.IntN(4) == 0 {
			again.Addresses = []Address{{Lines: []string{word(2000) + " street"}, Number: "7", Town: word(100)}}
		}
		add(who, again)
	}
	return p, truth
}

func judged(pairs []Pair, truth map[int64]int64) (precision, recall float64) {
	of, all := map[int64]float64{}, 0.0
	for _, who := range truth {
		all += of[who]
		of[who]++
	}
	right := 0.0
	for _, q := range pairs {
		if truth[q.A] == truth[q.B] {
			right++
		}
	}
	return right / math.Max(1, float64(len(pairs))), right / all
}

// Nobody says which are one, and yet the weights come out so that they are found.
func TestWeightsAreLearntWithoutLabels(t *testing.T) {
	for _, n := range []int{250, 1600} {
		p, truth := world(n, uint64(n))
		m := p.Learn(1)
		found := p.Find(m, 0.7, nil)
		precision, recall := judged(found.Pairs, truth)
		t.Logf("%d people: %d pairs compared, %d found, precision %.3f, recall %.3f", n, found.Compared, len(found.Pairs), precision, recall)
		if precision < 0.95 || recall < 0.95 {
			t.Errorf("%d people: precision %.3f, recall %.3f", n, precision, recall)
		}
		if n > allPairs && found.Compared > int64(n*n/20) {
			t.Errorf("%d people: %d pairs compared: blocking leaves too many", n, found.Compared)
		}
	}
}

func TestTheSamePeopleTeachTheSame(t *testing.T) {
	p, _ := world(1500, 3)
	q, _ := world(1500, 3)
	a, b := p.Learn(1), q.Learn(1)
	if !reflect.DeepEqual(a, b) {
		t.Error("two models of the same people differ")
	}
	if !reflect.DeepEqual(p.Find(a, 0.5, nil), q.Find(b, 0.5, nil)) {
		t.Error("two searches of the same people differ")
	}
}

func TestAHigherLevelNeverSpeaksLess(t *testing.T) {
	p, _ := world(400, 5)
	m := p.Learn(1)
	for f := range Field(Fields) {
		for l := 1; l < len(Levels[f]); l++ {
			if m.Bits[f][l] < m.Bits[f][l-1] {
				t.Errorf("%s: %s weighs %.2f, %s %.2f", Codes[f], Levels[f][l], m.Bits[f][l], Levels[f][l-1], m.Bits[f][l-1])
			}
		}
	}
}

// A few people, compared by what all taught, weigh as they do among all.
func TestAFewAreWeighedAsAmongAll(t *testing.T) {
	p, _ := world(1500, 9)
	m := p.Learn(1)
	all := p.Find(m, 0.7, nil).Pairs
	want := all[len(all)/2]
	q, _ := world(1500, 9)
	few := NewPeople(2026)
	for i := range q.all {
		if one := &q.all[i]; one.id == want.A || one.id == want.B {
			few.Add(written(q, one))
		}
	}
	got := few.Find(m, 0.7, func(id int64) bool { return id == want.A })
	if len(got.Pairs) != 1 || got.Compared != 1 || math.Abs(got.Pairs[0].Bits-want.Bits) > 2 {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// written gives back what was read of somebody.
func written(p *People, o *person) (d Description) {
	d.ID = o.id
	for _, n := range of(p.names, o.names) {
		d.Names = append(d.Names, Name{Given: p.given.text[n.given], Family: p.family.text[n.family]})
	}
	for _, b := range of(p.births, o.births) {
		d.Births = append(d.Births, fmt.Sprint(b))
	}
	for _, e := range of(p.emails, o.emails) {
		d.Emails = append(d.Emails, p.local.text[e.local]+"@"+p.domain.text[e.domain])
	}
	for _, w := range of(p.places, o.places) {
		d.Addresses = append(d.Addresses, Address{Lines: []string{p.street.text[w.street]}, Number: p.number.text[w.number], Town: p.town.text[w.town], Postcode: p.postcode.text[w.postcode]})
	}
	return d
}

func TestTheMembersOfAHouseholdAreNotSuggested(t *testing.T) {
	p, _ := world(250, 11)
	m := p.Learn(1)
	home := Description{Births: []string{"1970-10-10"}, Emails: []string{"home@kusha.example"}, Phones: []string{"+4722334455"}, Addresses: []Address{{Lines: []string{"Poppy Hills Drive"}, Number: "1304", Town: "Blacklick", Postcode: "43004"}}}
	for i, given := range []string{"Edward", "Mary", "Marsha"} {
		d := home
		d.ID, d.Names, d.Births = int64(90_000+i), []Name{{Given: given, Family: "Kusha"}}, []string{fmt.Sprintf("19%d0-0%d-15", 4+2*i, 3+i)}
		p.Add(d)
	}
	found := p.Find(m, 0.7, func(id int64) bool { return id >= 90_000 })
	if len(found.Pairs) > 0 {
		t.Errorf("%+v", found.Pairs)
	}
}

func TestGroupsAreNotCompared(t *testing.T) {
	p := NewPeople(2026)
	d := Description{ID: 1, Names: []Name{{Given: "Ada", Family: "Lovelace"}}, Births: []string{"1990-12-10"}, Emails: []string{"ada@example.com"}}
	p.Add(d)
	d.ID, d.Group = 2, 1
	p.Add(d)
	if f := p.Find(Model{Share: 0.5}, 0.01, nil); f.Compared != 0 {
		t.Errorf("%+v", f)
	}
}
