package customer

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/journal"
)

// somebody tells whether a record says who it is: by name, as an account, or by
// an identifier beyond a device.
func (r *Customer) somebody() bool {
	return r.ErasedAt.IsZero() && (r.Name != "" || r.Kind == KindAccount || slices.ContainsFunc(r.Identifiers, func(h Held) bool { return h.Kind != "device" }))
}

// known tells whether a record counts: it is somebody, and a customer. Others
// are outside counts, lists and means until they say who they are, or are
// customers again.
func (r *Customer) known() bool { return r.Class == Counted && r.somebody() }

// Counts tells whether a person counts: the record that stands for him is no
// other class, and one of his records is known.
func (p Person) Counts() bool {
	return p.Class == Counted && slices.ContainsFunc(p.Records, func(r Customer) bool { return r.known() })
}

// CountedAmong returns which of some records belong to a person who counts,
// and all records of their persons. Nothing is hidden from the caller: it is
// for figures, which say nothing of anybody.
func CountedAmong(ctx context.Context, tx *company.Tx, records []ID) (map[ID]bool, error) {
	if len(records) == 0 {
		return nil, nil
	}
	standings, err := readStandings(ctx, tx, records)
	if err != nil {
		return nil, err
	}
	type person struct{ customer, known bool }
	people := map[ID]person{}
	for _, s := range standings {
		p := people[s.person]
		p.known = p.known || s.known
		p.customer = p.customer || s.id == s.person && s.class == Counted
		people[s.person] = p
	}
	counted := make(map[ID]bool, len(standings))
	for _, s := range standings {
		counted[s.id] = people[s.person].customer && people[s.person].known
	}
	return counted, nil
}

// standing is what decides whether a record's person counts.
type standing struct {
	id, person ID
	class      Class
	known      bool
}

// counting is what of a record decides whether its person counts.
type counting struct {
	known bool
	class Class
}

func (r *Customer) counting() counting { return counting{r.known(), r.Class} }

// updateRecords writes records that changed, and journals of those that became known, or
// ceased to be, that what happened to them counts, or no longer does.
func updateRecords(ctx context.Context, tx *company.Tx, list []*Customer) error {
	if err := writeRecords(ctx, tx, list); err != nil {
		return err
	}
	var facts []journal.Fact
	for _, r := range list {
		if now := r.counting(); now != r.was {
			facts = append(facts, journal.Fact{Kind: FactKnown, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: r.Version})
			r.was = now
		}
	}
	tx.Journal(facts...)
	return nil
}
