package customer

import (
	"cmp"
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/likeness"
)

// persons are all known persons as the database has them: a likeness.Shelf whose
// places are their ids. Nobody waits for it: each page is a snapshot of its own.
type persons struct {
	ctx  context.Context
	o    *company.Office
	year int // in which they are read
}

// All is a likeness.Shelf's.
func (p persons) All(visit func(place int64, r *likeness.Reading) error) error {
	var merged []ID // who has several records
	err := p.view(func(tx *company.Tx) (err error) {
		merged, err = readMergedPersons(p.ctx, tx)
		return err
	})
	slices.Sort(merged)
	for after, more := ID(0), true; more && err == nil; {
		var page, several []Customer
		err = p.view(func(tx *company.Tx) error {
			if page, err = readMatched(p.ctx, tx, after, matchPage); err != nil {
				return err
			}
			var ids []ID
			for _, c := range page {
				if _, is := slices.BinarySearch(merged, c.ID); is {
					ids = append(ids, c.ID)
				}
			}
			several, err = readMatchedPersons(p.ctx, tx, ids)
			return err
		})
		if err != nil {
			return err
		}
		if more = len(page) == matchPage; more {
			after = page[len(page)-1].ID
		}
		page = slices.DeleteFunc(page, func(c Customer) bool {
			_, is := slices.BinarySearch(merged, c.ID)
			return is || c.PersonID != c.ID
		})
		err = p.each(append(page, several...), visit)
	}
	return err
}

func (p persons) view(read func(tx *company.Tx) error) error {
	return p.o.View(p.ctx, company.System, read)
}

// Some is a likeness.Shelf's. Who is gone is left out.
func (p persons) Some(places []int64, visit func(place int64, r *likeness.Reading) error) error {
	for page := range slices.Chunk(places, matchPage) {
		var read []Customer
		err := p.view(func(tx *company.Tx) (err error) {
			ids := make([]ID, len(page))
			for i, id := range page {
				ids[i] = ID(id)
			}
			read, err = readMatchedPersons(p.ctx, tx, ids)
			return err
		})
		if err != nil {
			return err
		}
		if err := p.each(read, visit); err != nil {
			return err
		}
	}
	return nil
}

// each reads what persons, given by their records, say of who they are.
func (p persons) each(records []Customer, visit func(place int64, r *likeness.Reading) error) error {
	slices.SortFunc(records, func(a, b Customer) int { return cmp.Or(cmp.Compare(a.PersonID, b.PersonID), cmp.Compare(a.ID, b.ID)) })
	var r likeness.Reading
	for from, to := 0, 0; from < len(records); from = to {
		one := records[from].PersonID
		stands := false
		var all []*Customer
		for to = from; to < len(records) && records[to].PersonID == one; to++ {
			stands = stands || records[to].ID == one
			all = append(all, &records[to])
		}
		if !stands {
			continue
		}
		r.Read(describe(all...), p.year)
		if err := visit(int64(one), &r); err != nil {
			return err
		}
	}
	return nil
}
