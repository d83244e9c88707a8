package customer

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/likeness"
	"regard/internal/platform/journal"
)

// suggesting writes pairs as they are found, some hundred a transaction. One that
// somebody decided stays decided.
type suggesting struct {
	o       *company.Office
	still   func(*company.Tx) error
	waiting []likeness.Pair
	kept    map[int64]bool // the suggestions that stand
}

// add takes pairs, and writes when there are enough. It tells that the job goes
// on whether there are any or not.
func (s *suggesting) add(ctx context.Context, pairs []likeness.Pair) error {
	s.waiting = append(s.waiting, pairs...)
	for len(s.waiting) >= suggestPage {
		if err := s.write(ctx, suggestPage); err != nil {
			return err
		}
	}
	return s.o.Update(ctx, company.System, s.still)
}

// end writes what is left.
func (s *suggesting) end(ctx context.Context) error { return s.write(ctx, len(s.waiting)) }

func (s *suggesting) write(ctx context.Context, n int) error {
	var ids []int64
	err := s.o.Update(ctx, company.System, func(tx *company.Tx) (err error) {
		if err := s.still(tx); err != nil {
			return err
		}
		ids, err = suggestSome(ctx, tx, s.waiting[:n])
		return err
	})
	for _, id := range ids {
		s.kept[id] = true
	}
	s.waiting = append(s.waiting[:0], s.waiting[n:]...)
	return err
}

// suggestSome writes a page of pairs: those that are still persons of their own,
// and customers. It returns the ids of those that are open.
func suggestSome(ctx context.Context, tx *company.Tx, pairs []likeness.Pair) (open []int64, err error) {
	var ids []ID
	for _, p := range pairs {
		ids = append(ids, ID(p.A), ID(p.B))
	}
	slices.Sort(ids)
	records, err := lockRecords(ctx, tx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	stands := map[ID]bool{}
	for _, r := range records {
		stands[r.ID] = r.PersonID == r.ID && r.ErasedAt.IsZero() && r.Class == Counted
	}
	there, err := readSuggestedOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	byPair := make(map[[2]ID]Suggestion, len(there))
	for _, g := range there {
		byPair[[2]ID{g.CustomerID, g.OtherID}] = g
	}
	var added, changed []Suggestion
	var facts []journal.Fact
	for _, p := range pairs {
		if !stands[ID(p.A)] || !stands[ID(p.B)] {
			continue
		}
		g, known := byPair[[2]ID{ID(p.A), ID(p.B)}]
		reasons := append(slices.DeleteFunc(slices.Clone(g.Reasons), Reason.byLikeness), likenessReasons(p)...)
		switch {
		case !known:
			g = Suggestion{ID: tx.NewID(), CustomerID: ID(p.A), OtherID: ID(p.B), Reasons: reasons, State: Open, CreatedAt: tx.Now}
			added = append(added, g)
			facts = append(facts, journal.Fact{Kind: FactSuggested, SubjectID: g.ID, CustomerID: int64(g.CustomerID), Version: 1})
		case g.State == Open && !slices.Equal(reasons, g.Reasons):
			g.Reasons = reasons
			changed = append(changed, g)
		}
		if g.State == Open {
			open = append(open, g.ID)
		}
	}
	if err := insertSuggestions(ctx, tx, added); err != nil {
		return nil, err
	}
	if err := updateReasons(ctx, tx, changed); err != nil {
		return nil, err
	}
	tx.Journal(facts...)
	return open, nil
}

// withdraw takes back what was suggested for its likeness alone and is not
// found any more.
func withdraw(ctx context.Context, o *company.Office, kept map[int64]bool, still func(*company.Tx) error) error {
	before := int64(1<<63 - 1)
	for before > 0 {
		last := int64(0)
		err := o.Update(ctx, company.System, func(tx *company.Tx) error {
			if err := still(tx); err != nil {
				return err
			}
			page, err := readOpen(ctx, tx, before, suggestPage)
			if last = 0; err != nil || len(page) == 0 {
				return err
			}
			last = page[len(page)-1].ID
			return deleteSuggestions(ctx, tx, slices.DeleteFunc(page, func(g Suggestion) bool {
				return kept[g.ID] || g.forMore()
			}))
		})
		if err != nil {
			return err
		}
		before = last
	}
	return nil
}
