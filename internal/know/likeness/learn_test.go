package likeness

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// world makes people up whose truth is known: of each one or two descriptions,
// the second with mistakes.
func world(n int, seed uint64) (p *Memory, truth map[int64]int64) {
	r := rand.New(rand.NewPCG(seed, 7))
	p, truth = NewMemory(2026), map[int64]int64{}
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

func taught(t testing.TB, p *Memory) Model {
	t.Helper()
	m, err := Learn(p, p.Len(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// found returns all pairs, in the order of their ids.
func found(t testing.TB, p *Memory, m Model, least float64) (all Found) {
	t.Helper()
	err := Find(p, p.Len(), m, least, func(f Found) error {
		all.Pairs, all.Compared = append(all.Pairs, f.Pairs...), all.Compared+f.Compared
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all.Pairs, byIDs)
	return all
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
		m := taught(t, p)
		found := found(t, p, m, 0.7)
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
	a, b := taught(t, p), taught(t, q)
	if !reflect.DeepEqual(a, b) {
		t.Error("two models of the same people differ")
	}
	if !reflect.DeepEqual(found(t, p, a, 0.5), found(t, q, b, 0.5)) {
		t.Error("two searches of the same people differ")
	}
}

func TestAHigherLevelNeverSpeaksLess(t *testing.T) {
	p, _ := world(400, 5)
	m := taught(t, p)
	for f := range Field(Fields) {
		for l := 1; l < len(Levels[f]); l++ {
			if m.Bits[f][l] < m.Bits[f][l-1] {
				t.Errorf("%s: %s weighs %.2f, %s %.2f", Codes[f], Levels[f][l], m.Bits[f][l], Levels[f][l-1], m.Bits[f][l-1])
			}
		}
	}
}

// Whoever is chosen is found with just those that comparing everybody finds him
// with, at the same weights, whether all are compared or only who agrees on a key.
func TestAFewAreComparedAsAllAre(t *testing.T) {
	for _, n := range []int{400, 1500} {
		p, _ := world(n, 9)
		m := taught(t, p)
		var c Chosen
		chosen := map[int64]bool{}
		for i := range p.list {
			if i%17 == 0 {
				c.Add(int64(i), &p.list[i])
				chosen[p.list[i].ID] = true
			}
		}
		want := slices.DeleteFunc(found(t, p, m, 0.3).Pairs, func(x Pair) bool { return !chosen[x.A] && !chosen[x.B] })
		got, err := c.Find(p, p.Len(), m, 0.3)
		if err != nil || len(want) < n/100 || !reflect.DeepEqual(got.Pairs, want) {
			t.Errorf("%d people: %v, %d pairs, want %d", n, err, len(got.Pairs), len(want))
		}
	}
}

// small is a shelf that counts who is taken up at once.
type small struct {
	*Memory
	most int
}

func (s *small) Some(places []int64, visit func(int64, *Reading) error) error {
	s.most = max(s.most, len(places))
	return s.Memory.Some(places, visit)
}

// However little room there is, the same is learnt and found, and no more is
// taken up at once than there is room for.
func TestManyAreComparedInLittleRoom(t *testing.T) {
	p, _ := world(1500, 21)
	s, little := &small{Memory: p}, room{keys: 300, people: 150}
	m, err := learnIn(little, s, p.Len(), 1)
	if err != nil || !reflect.DeepEqual(m, taught(t, p)) {
		t.Fatalf("%v: another model", err)
	}
	want, got := found(t, p, m, 0.5), Found{}
	err = find(s, p.Len(), m, 0.5, little, func(f Found) error {
		got.Pairs, got.Compared = append(got.Pairs, f.Pairs...), got.Compared+f.Compared
		return nil
	})
	slices.SortFunc(got.Pairs, byIDs)
	if err != nil || len(want.Pairs) == 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%v: %d pairs of %d, want %d of %d", err, len(got.Pairs), got.Compared, len(want.Pairs), want.Compared)
	}
	if s.most > little.people+largest {
		t.Errorf("%d were taken up at once", s.most)
	}
}

func byIDs(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) }

// Most pairs are told from a quick look: it leaves out none that is likely.
func TestAQuickLookIsNeverTooLow(t *testing.T) {
	p, _ := world(300, 13)
	m, all := taught(t, p), NewPeople()
	for i := range p.list {
		all.Add(&p.list[i])
	}
	w := newWeigher(newComparer(all), &m)
	for i := range all.all {
		for k := range i {
			a, b := &all.all[k], &all.all[i]
			glance, is := w.glance(a, b), w.pair(a, b).Bits
			named := glance
			w.compareNames(a, b, &named)
			if first, second := w.atMost(a, b, glance), w.atMost(a, b, named); second < is-1e-9 || first < second-1e-9 {
				t.Fatalf("%+v: at most %.3f, then %.3f", w.pair(a, b), first, second)
			}
			if bits := w.pair(a, b).Bits; w.likely(a, b, 2) != (bits >= 2) {
				t.Fatalf("%+v is %.3f", w.pair(a, b), bits)
			}
		}
	}
}

func TestTheMembersOfAHouseholdAreNotSuggested(t *testing.T) {
	p, _ := world(250, 11)
	m := taught(t, p)
	home := Description{Births: []string{"1970-10-10"}, Emails: []string{"home@kusha.example"}, Phones: []string{"+4722334455"}, Addresses: []Address{{Lines: []string{"Poppy Hills Drive"}, Number: "1304", Town: "Blacklick", Postcode: "43004"}}}
	for i, given := range []string{"Edward", "Mary", "Marsha"} {
		d := home
		d.ID, d.Names, d.Births = int64(90_000+i), []Name{{Given: given, Family: "Kusha"}}, []string{fmt.Sprintf("19%d0-0%d-15", 4+2*i, 3+i)}
		p.Add(d)
	}
	for _, x := range found(t, p, m, 0.7).Pairs {
		if x.B >= 90_000 {
			t.Errorf("%+v", x)
		}
	}
}

func TestGroupsAreNotCompared(t *testing.T) {
	p := NewMemory(2026)
	d := Description{ID: 1, Names: []Name{{Given: "Ada", Family: "Lovelace"}}, Births: []string{"1990-12-10"}, Emails: []string{"ada@example.com"}}
	p.Add(d)
	d.ID, d.Group = 2, 1
	p.Add(d)
	if f := found(t, p, Model{Share: 0.5}, 0.01); f.Compared != 0 {
		t.Errorf("%+v", f)
	}
}
