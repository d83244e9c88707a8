package customer

import (
	"context"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Merge is the link that made the records of two persons one. It rewrites
// nothing, so that taking it back restores both exactly.
type Merge struct {
	ID        int64
	FromID    ID // the record that was merged, with whatever was merged into it
	IntoID    ID
	Reason    string
	Actor     string
	CreatedAt time.Time
	UndoneAt  time.Time
	UndoneBy  string
}

// Join makes two persons one: from's records become into's.
func Join(ctx context.Context, tx *company.Tx, from, into ID, reason string) (m Merge, err error) {
	defer problem.Wrap(&err, "customer.Join")
	a, err := Find(ctx, tx, from)
	if err != nil {
		return m, err
	}
	b, err := Find(ctx, tx, into)
	if err != nil {
		return m, err
	}
	switch {
	case a.ID == b.ID:
		return m, problem.New(problem.Conflict, "merge.same_person", nil)
	case a.Kind != b.Kind:
		return m, problem.New(problem.Conflict, "merge.other_kind", nil)
	}
	locked, err := lockRecords(ctx, tx, slices.Sorted(slices.Values(append(a.IDs(), b.IDs()...))))
	if err != nil {
		return m, err
	}
	for _, r := range locked {
		was := b
		if slices.Contains(a.IDs(), r.ID) {
			was = a
		}
		if was.outrun(r) {
			return m, database.ErrAgain // another merge came between, perhaps the very same, or an erasure
		}
	}
	m = Merge{ID: tx.NewID(), FromID: a.ID, IntoID: b.ID, Reason: strings.TrimSpace(reason), Actor: tx.Actor.String(), CreatedAt: tx.Now}
	return m, link(ctx, tx, m, true)
}

// link makes the record that a merge names, and all that stood under it, part
// of the other person.
func link(ctx context.Context, tx *company.Tx, m Merge, news bool) error {
	if err := insertMerge(ctx, tx, m); err != nil {
		return err
	}
	records, err := readPersons(ctx, tx, []ID{m.FromID, m.IntoID})
	if err != nil {
		return err
	}
	var from, into []ID
	for _, r := range records {
		if r.PersonID == m.FromID {
			from = append(from, r.ID)
		} else {
			into = append(into, r.ID)
		}
	}
	if err := movePerson(ctx, tx, m.FromID, m.IntoID); err != nil {
		return err
	}
	if err := settleSuggestions(ctx, tx, from, into, Open, Merged); err != nil {
		return err
	}
	return m.changed(ctx, tx, FactMerged, "customer.merged", news)
}

// Undo takes a merge back. What was merged into the record before goes with it.
func Undo(ctx context.Context, tx *company.Tx, id int64) (m Merge, err error) {
	defer problem.Wrap(&err, "customer.Undo")
	if m, err = readMerge(ctx, tx, id); err != nil {
		return m, err
	}
	if !m.UndoneAt.IsZero() {
		return m, problem.New(problem.Conflict, "merge.undone", nil)
	}
	p, err := Find(ctx, tx, m.FromID)
	if err != nil {
		return m, err
	}
	if _, err := lockPerson(ctx, tx, p); err != nil {
		return m, err
	}
	all, err := readMerges(ctx, tx, p.IDs())
	if err != nil {
		return m, err
	}
	if !slices.ContainsFunc(all, func(o Merge) bool { return o.ID == id }) {
		return m, problem.New(problem.Conflict, "merge.undone", nil)
	}
	if err := setUndone(ctx, tx, m, tx.Actor.String()); err != nil {
		return m, err
	}
	moved := branch(all, m)
	if err := setPerson(ctx, tx, moved, m.FromID); err != nil {
		return m, err
	}
	stay := slices.DeleteFunc(p.IDs(), func(id ID) bool { return slices.Contains(moved, id) })
	if err := settleSuggestions(ctx, tx, moved, stay, Merged, Open); err != nil {
		return m, err
	}
	m.UndoneAt, m.UndoneBy = tx.Now, tx.Actor.String()
	return m, m.changed(ctx, tx, FactUnmerged, "customer.unmerged", true)
}

// branch returns the record that a merge moved and all that hang below it
// once that merge is gone.
func branch(all []Merge, without Merge) []ID {
	ids := []ID{without.FromID}
	for i := 0; i < len(ids); i++ {
		for _, m := range all {
			if m.ID != without.ID && m.IntoID == ids[i] && !slices.Contains(ids, m.FromID) {
				ids = append(ids, m.FromID)
			}
		}
	}
	return ids
}

// MergesOf returns the merges that made a person what he is, newest first.
func MergesOf(ctx context.Context, tx *company.Tx, p Person) ([]Merge, error) {
	if len(p.Records) == 1 {
		return nil, nil
	}
	return readMerges(ctx, tx, p.IDs())
}

func (m Merge) changed(ctx context.Context, tx *company.Tx, fact, action string, news bool) error {
	detail := map[string]string{"from": m.FromID.String(), "into": m.IntoID.String(), "reason": m.Reason}
	if err := company.Audit(ctx, tx, action, database.FormatID("mer", m.ID), detail); err != nil {
		return err
	}
	tx.Journal(
		journal.Fact{Kind: fact, SubjectID: int64(m.FromID), CustomerID: int64(m.FromID), News: news},
		journal.Fact{Kind: fact, SubjectID: int64(m.IntoID), CustomerID: int64(m.IntoID), News: news})
	return nil
}
