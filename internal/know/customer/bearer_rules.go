package customer

import (
	"slices"

	"regard/internal/know/likeness"
)

// agrees tells whether an e-mail address or a phone may join a list's row to
// the record that it belongs to: nothing that the two say of themselves speaks
// against it. Stronger identifiers name one person whatever he is called, and
// weaker ones come with no name of his own.
func (s *resolver) agrees(r *Customer, h Held, c Claim) bool {
	if h.Kind != "email" && h.Kind != "phone" {
		return true
	}
	return likeness.Agree(describe(r), describe(&Customer{Name: c.Name, Attributes: c.Attributes}), s.now.Year(), h.Kind == "email" && likeness.Office(h.Value))
}

// bearer returns the record behind a shared address or number that a claim is
// of: the one who bears its name, or the only person who has it. nil where that
// is nobody, or more than one.
func (s *resolver) bearer(h Held, c Claim) *Customer {
	if h.Kind != "email" && h.Kind != "phone" {
		return nil
	}
	var named, anybody []*Customer
	for _, id := range s.bearers[h.Key()] {
		r := s.records[id]
		if r == nil || id == s.owners[h.Key()].id || !slices.ContainsFunc(r.Identifiers, func(o Held) bool { return o.Key() == h.Key() }) {
			continue
		}
		anybody = append(anybody, r)
		if c.Name != "" && r.Name != "" && s.agrees(r, h, c) {
			named = append(named, r)
		}
	}
	if r := onePerson(named); r != nil {
		return r
	}
	if c.Row || s.crowded[h.Key()] || s.owners[h.Key()].id != 0 {
		return nil
	}
	return onePerson(anybody)
}

// onePerson returns the first of records if all are one person's.
func onePerson(list []*Customer) *Customer {
	for _, r := range list {
		if r.PersonID != list[0].PersonID {
			return nil
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}
