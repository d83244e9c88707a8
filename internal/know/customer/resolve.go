package customer

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Claim is what an interaction says of its customer.
type Claim struct {
	Identifiers []Held // normalised; none for somebody who did not say
	Name        string
	News        bool
	Known       ID // the record, where a person chose it; identifiers are then not looked at

	// Row says that it is a list's row, and so somebody by himself: not everybody
	// who has an address in common with him, but nobody else either. Attributes
	// are the row's.
	Row        bool
	Attributes map[string]any
}

// Resolve returns the record of each claim, in order: one that is there, or a
// new one. Records that are there are locked until the transaction ends. New
// identifiers are added to the record that the others decided for; what could
// not be decided is suggested. All is two queries, however many claims, unless
// others bring the same new identifiers at the same moment.
func Resolve(ctx context.Context, tx *company.Tx, claims []Claim) (_ []ID, err error) {
	defer problem.Wrap(&err, "customer.Resolve")
	rules, err := ClassRulesInForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	s, ids, err := settle(ctx, tx, claims)
	if err != nil {
		return nil, err
	}
	s.classify(rules)
	return ids, s.save(ctx, tx)
}

// Peek returns the persons whom an identifier names, without changing
// anything: one at most, unless several share it.
func Peek(ctx context.Context, tx *company.Tx, i Identifier) (_ []Person, err error) {
	defer problem.Wrap(&err, "customer.Peek")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	h, err := i.Normalise(d.Profile.PhoneRegion)
	if err != nil {
		return nil, err
	}
	owners, err := readOwners(ctx, tx, []string{h.Key()})
	if err != nil || len(owners) == 0 {
		return nil, err
	}
	if o := owners[h.Key()]; !o.shared {
		return FindAll(ctx, tx, []ID{o.id})
	}
	terms := h.terms()
	if len(terms) == 0 {
		return FindAll(ctx, tx, []ID{owners[h.Key()].id})
	}
	ids, err := readTerm(ctx, tx, terms[0])
	if err != nil {
		return nil, err
	}
	people, err := findAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	return mask(ctx, tx, slices.DeleteFunc(people, func(p Person) bool {
		return !slices.ContainsFunc(p.Held(), func(o Held) bool { return o.Key() == h.Key() })
	}))
}

// save writes what deciding changed.
func (s *resolver) save(ctx context.Context, tx *company.Tx) error {
	if err := insertRecords(ctx, tx, s.added); err != nil {
		return err
	}
	changed := s.changed()
	if err := updateRecords(ctx, tx, changed); err != nil {
		return err
	}
	if n, err := updateOwners(ctx, tx, s.shared, s.were); err != nil {
		return err
	} else if n < len(s.shared) {
		return database.ErrAgain // somebody else shared one of them meanwhile
	}
	if err := addTerms(ctx, tx, append(slices.Clone(s.added), changed...)); err != nil {
		return err
	}
	facts, err := s.suggest(ctx, tx)
	if err != nil {
		return err
	}
	for _, j := range s.joins {
		if err := link(ctx, tx, Merge{ID: tx.NewID(), FromID: j.from, IntoID: j.into, Reason: "identified on this device", Actor: tx.Actor.String(), CreatedAt: tx.Now}, j.news); err != nil {
			return err
		}
	}
	for _, r := range s.added {
		facts = append(facts, journal.Fact{Kind: FactAdded, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: 1, News: s.news[r.ID]})
	}
	for _, r := range changed {
		facts = append(facts, journal.Fact{Kind: FactIdentified, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: r.Version, News: s.news[r.ID]})
	}
	tx.Journal(facts...)
	return nil
}

func (s *resolver) suggest(ctx context.Context, tx *company.Tx) (facts []journal.Fact, err error) {
	for _, g := range s.suggestions {
		added, err := insertSuggestion(ctx, tx, g)
		if err != nil {
			return nil, err
		}
		if added {
			facts = append(facts, journal.Fact{Kind: FactSuggested, SubjectID: g.ID, CustomerID: int64(g.CustomerID), Version: 1, News: s.paired[g.ID]})
		}
	}
	return facts, nil
}
