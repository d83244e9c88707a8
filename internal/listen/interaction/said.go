package interaction

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Said is what was said in an interaction, and what narrows a search for it.
type Said struct {
	ID            ID
	OccurredAt    time.Time
	RecordedAt    time.Time
	Channel       Channel
	ContributorID int64 // who heard it
	Legs          []StoredLeg
	Subject, Text string
}

// Contributors returns who heard it and who had a leg of it.
func (s Said) Contributors() []int64 {
	return Interaction{ContributorID: s.ContributorID, Detail: Detail{Legs: s.Legs}}.Contributors()
}

// SaidIn returns what was said in interactions, those that are void too, in no
// order.
func SaidIn(ctx context.Context, tx *company.Tx, ids []ID) (_ []Said, err error) {
	defer problem.Wrap(&err, "interaction.SaidIn")
	return readSaid(ctx, tx, ids)
}

// SaidBefore returns what was said in the last interactions before an id, the
// highest first.
func SaidBefore(ctx context.Context, tx *company.Tx, before ID, limit int) (_ []Said, err error) {
	defer problem.Wrap(&err, "interaction.SaidBefore")
	return readSaidBefore(ctx, tx, before, limit)
}

// NewestID returns the highest id of an interaction, which is of one that was
// recorded last; 0 where there is none.
func NewestID(ctx context.Context, tx *company.Tx) (id ID, err error) {
	defer problem.Wrap(&err, "interaction.NewestID")
	return readNewestID(ctx, tx)
}

// Standing returns which of some interactions are there for the actor and not
// void, in the order of the ids.
func Standing(ctx context.Context, tx *company.Tx, ids []ID) (_ []Interaction, err error) {
	defer problem.Wrap(&err, "interaction.Standing")
	all, err := readByID(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	place := make(map[ID]int, len(ids))
	for k, id := range ids {
		place[id] = k
	}
	all = slices.DeleteFunc(visible(tx, all), func(i Interaction) bool { return !i.VoidedAt.IsZero() })
	slices.SortFunc(all, func(a, b Interaction) int { return place[a.ID] - place[b.ID] })
	return all, nil
}
