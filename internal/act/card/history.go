package card

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// Timeline is a stretch of a customer's history, latest first.
type Timeline struct {
	Entries  []Entry
	Whose    map[customer.ID]customer.Person // of an account's: whose a record is
	Episodes map[int64]*Episode
	Contests map[int64][]impression.Contest // by interaction
	Next     interaction.Cursor
	More     bool
	Total    int64 // interactions in all, whatever the filter; of a partner's, those listed
}

// Entry is an interaction in its place.
type Entry struct {
	interaction.Interaction
	EpisodeID   int64
	Impressions []impression.Impression // what this one left
	Said        []impression.Correction // what people said is otherwise
}

// Episode is an episode as it stands in a history.
type Episode struct {
	impression.Episode
	Label  impression.Label
	Left   []impression.Impression
	Shares []impression.Share
	Points float64 // its part in the score today
}

// Filter narrows a history.
type Filter struct {
	interaction.Filter
	Label       impression.Label // of the episode
	Contributor int64            // who heard it, had a leg of it, or caused what its episode left
}

// fits tells whether an interaction of an episode (nil: not known) is wanted.
func (f Filter) fits(i interaction.Interaction, e *Episode) bool {
	if f.Label != "" && (e == nil || e.Label != f.Label) {
		return false
	}
	if f.Contributor == 0 || slices.Contains(i.Contributors(), f.Contributor) {
		return true
	}
	return e != nil && slices.ContainsFunc(e.Shares, func(s impression.Share) bool { return s.ContributorID == f.Contributor })
}

// History returns up to limit interactions of a person before a cursor, with
// their episodes and what they left; an account's are those of all its people
// and its own.
func History(ctx context.Context, tx *company.Tx, p customer.Person, f Filter, from interaction.Cursor, limit int) (t Timeline, err error) {
	defer problem.Wrap(&err, "card.History")
	if p.Kind == customer.KindAccount {
		a, err := readAccount(ctx, tx, p)
		if err != nil {
			return t, err
		}
		t, err = history(ctx, tx, a.Records(), f, from, limit)
		t.Whose = a.whose()
		t.weigh(a.Known.Known)
		return t, err
	}
	var known []impression.Known
	err = tx.Together(ctx,
		func() (err error) {
			known, err = impression.Standings(ctx, tx, []customer.Person{p})
			return err
		},
		func() (err error) {
			t, err = history(ctx, tx, p.IDs(), f, from, limit)
			return err
		})
	if err == nil {
		t.weigh(known[0])
	}
	return t, err
}

// history reads it, but for what its episodes are worth (see weigh).
func history(ctx context.Context, tx *company.Tx, records []customer.ID, f Filter, from interaction.Cursor, limit int) (t Timeline, err error) {
	law, err := impression.InForce(ctx, tx)
	if err != nil {
		return t, err
	}
	t.Episodes = map[int64]*Episode{}
	where := map[interaction.ID]int64{} // interaction → episode
	know := func(list []interaction.Interaction) error {
		return t.place(ctx, tx, law, list, where)
	}
	if f.Label != "" || f.Contributor != 0 {
		f.Keep = func(list []interaction.Interaction) ([]interaction.Interaction, error) {
			if err := know(list); err != nil {
				return nil, err
			}
			return slices.DeleteFunc(list, func(i interaction.Interaction) bool {
				return !f.fits(i, t.Episodes[where[i.ID]])
			}), nil
		}
	}
	list, next, more, err := interaction.Timeline(ctx, tx, records, f.Filter, from, limit)
	if err != nil {
		return t, err
	}
	t.Next, t.More = next, more
	var said map[int64][]impression.Correction
	ids := make([]int64, len(list))
	for k, i := range list {
		ids[k] = int64(i.ID)
	}
	err = tx.Together(ctx,
		func() error { return know(list) },
		func() (err error) {
			said, err = impression.CorrectionsOf(ctx, tx, ids)
			return err
		},
		func() (err error) {
			t.Contests, err = impression.ContestsOf(ctx, tx, ids)
			return err
		})
	for _, i := range list {
		e := t.entry(i, where)
		e.Said = said[int64(i.ID)]
		t.Entries = append(t.Entries, e)
	}
	return t, err
}

// weigh says what the episodes are worth in a relationship, and of how many
// interactions they are.
func (t *Timeline) weigh(known impression.Known) {
	t.Total = known.Parts
	if known.Withheld { // so is how much else there was
		t.Total = int64(len(t.Entries))
	}
	for _, e := range t.Episodes {
		if !known.Withheld || len(e.Shares) > 0 {
			e.Points = known.Points(e.Episode)
		}
	}
}

func (t *Timeline) entry(i interaction.Interaction, where map[interaction.ID]int64) Entry {
	e := Entry{Interaction: i, EpisodeID: where[i.ID]}
	if ep := t.Episodes[e.EpisodeID]; ep != nil {
		for _, x := range ep.Left {
			if x.PartID == int64(i.ID) {
				e.Impressions = append(e.Impressions, x)
			}
		}
	}
	return e
}

// Arrival is an interaction as it comes in: whose, and what it left.
type Arrival struct {
	Entry
	Person  customer.Person
	Episode *Episode // nil while the ledger does not know it
}

// Arrivals puts interactions of anybody into their places, in their order.
// Those of customers outside the actor's scope are left out.
func Arrivals(ctx context.Context, tx *company.Tx, list []interaction.Interaction) (_ []Arrival, err error) {
	defer problem.Wrap(&err, "card.Arrivals")
	law, err := impression.InForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	var ids []customer.ID
	var parts []int64
	for _, i := range list {
		ids, parts = append(ids, i.CustomerID), append(parts, int64(i.ID))
	}
	people, err := customer.FindAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	said, err := impression.CorrectionsOf(ctx, tx, parts)
	if err != nil {
		return nil, err
	}
	of := map[interaction.ID]Arrival{}
	for _, p := range people {
		var own []interaction.Interaction
		for _, i := range list {
			if slices.Contains(p.IDs(), i.CustomerID) {
				own = append(own, i)
			}
		}
		t, where := Timeline{Episodes: map[int64]*Episode{}}, map[interaction.ID]int64{}
		if err := t.place(ctx, tx, law, own, where); err != nil {
			return nil, err
		}
		for _, i := range own {
			e := t.entry(i, where)
			e.Said = said[int64(i.ID)]
			of[i.ID] = Arrival{Entry: e, Person: p, Episode: t.Episodes[where[i.ID]]}
		}
	}
	var all []Arrival
	for _, i := range list {
		if a, ok := of[i.ID]; ok {
			all = append(all, a)
		}
	}
	return all, nil
}

// place finds the episodes of interactions: those of their records that reach
// back to the oldest of them.
func (t *Timeline) place(ctx context.Context, tx *company.Tx, law impression.Law, list []interaction.Interaction, where map[interaction.ID]int64) error {
	list = slices.DeleteFunc(slices.Clone(list), func(i interaction.Interaction) bool { return where[i.ID] != 0 })
	if len(list) == 0 {
		return nil
	}
	newest, oldest := list[0].OccurredAt, list[0].OccurredAt
	var records []customer.ID
	for _, i := range list {
		if !slices.Contains(records, i.CustomerID) {
			records = append(records, i.CustomerID)
		}
		if i.OccurredAt.Before(oldest) {
			oldest = i.OccurredAt
		}
		if i.OccurredAt.After(newest) {
			newest = i.OccurredAt
		}
	}
	episodes, err := impression.Episodes(ctx, tx, records, oldest)
	if err != nil {
		return err
	}
	var ids []int64
	fresh := map[int64]*Episode{}
	for _, e := range episodes {
		if t.Episodes[e.ID] == nil && !e.OpenedAt.After(newest) {
			ids = append(ids, e.ID)
			fresh[e.ID] = &Episode{Episode: e}
		}
	}
	var parts map[int64][]int64
	var left map[int64][]impression.Impression
	err = tx.Together(ctx,
		func() (err error) {
			parts, err = impression.PartsOf(ctx, tx, ids)
			return err
		},
		func() (err error) {
			left, err = impression.Of(ctx, tx, ids)
			return err
		})
	if err != nil {
		return err
	}
	for id, e := range fresh {
		e.Left, e.Label = left[id], impression.Unknown
		if e.Impressions > 0 {
			e.Label = law.Label(e.Valence)
			e.Shares = impression.Visible(tx, impression.SharesOf(e.Episode, e.Left))
			for i := range e.Left {
				e.Left[i].Shares = impression.Visible(tx, e.Left[i].Shares)
			}
		}
		for _, part := range parts[id] {
			where[interaction.ID(part)] = id
		}
		t.Episodes[id] = e
	}
	return nil
}
