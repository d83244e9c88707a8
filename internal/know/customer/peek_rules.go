package customer

import (
	"cmp"
	"slices"
	"strings"
)

func byStrength(list []Held) {
	slices.SortStableFunc(list, func(a, b Held) int { return cmp.Compare(strength(b.Kind), strength(a.Kind)) })
}

// choose decides whom identifiers, the strongest first, name together: whom the
// strongest names that names one. Whoever has another external id of the same
// system than the one given is not meant. What several share decides nothing;
// where nothing else does, they are all offered.
func choose(held []Held, known map[string][]Person) []Person {
	var offered []Person
	for _, h := range held {
		people := slices.DeleteFunc(slices.Clone(known[h.Key()]), func(p Person) bool { return p.vetoes(held) })
		if len(people) == 1 {
			return people
		}
		if len(offered) == 0 {
			offered = people
		}
	}
	return offered
}

// vetoes tells whether a person has another external id of a system than one given.
func (p Person) vetoes(given []Held) bool {
	for _, g := range given {
		if !strings.HasPrefix(g.Kind, "external:") {
			continue
		}
		same, other := false, false
		for _, h := range p.Held() {
			same = same || h.Kind == g.Kind && h.Value == g.Value
			other = other || h.Kind == g.Kind && h.Value != g.Value
		}
		if other && !same {
			return true
		}
	}
	return false
}

// numbered keeps those who have a customer number: as written where anybody has
// it so, for systems tell cases apart.
func numbered(people []Person, number string) []Person {
	has := func(same func(a, b string) bool) []Person {
		return slices.DeleteFunc(slices.Clone(people), func(p Person) bool {
			return !slices.ContainsFunc(p.Held(), func(h Held) bool { return strings.HasPrefix(h.Kind, "external:") && same(h.Value, number) })
		})
	}
	if exact := has(func(a, b string) bool { return a == b }); len(exact) > 0 {
		return exact
	}
	return has(strings.EqualFold)
}
