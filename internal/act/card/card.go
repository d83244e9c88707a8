// Package card is what whoever answers a customer should know now: who it is,
// how he regards us and why, what he has tried already, and the history by
// episode. It puts together what other rooms know and computes nothing itself;
// the page, the API and the frame in other systems show the same card.
package card

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// Card is all that is known of a customer at a glance.
type Card struct {
	Person      customer.Person
	Account     *Account // of an account: its people; nil for a person
	Known       impression.Known
	Explanation impression.Explanation
	Peaks       map[int64]interaction.Interaction // by part: what left the loudest impression of the explained episodes
	Timeline    Timeline
	Tried       []interaction.Interaction // what he read or tried himself of late, latest first
	Last        Last
	Suggestions []Pair
	Merges      []Merged
}

// Pair is a suggestion and the other person in it.
type Pair struct {
	customer.Suggestion
	Other customer.Person
}

// Merged is a merge in force and the record that it brought in.
type Merged struct {
	customer.Merge
	Record customer.Customer
}

// Last is the last contact, from which the first sentence is made.
type Last struct {
	At          time.Time // zero: there was none
	CustomerID  customer.ID
	Channel     interaction.Channel
	Direction   interaction.Direction
	WaitSeconds int
	Label       impression.Label // how it left the customer
	Subject     string
}

const (
	explained = 8                   // parts of the relationship on a card
	entries   = 50                  // interactions on a card
	triedFor  = 14 * 24 * time.Hour // how long what was tried is worth mentioning
	triedMost = 5
)

// Of returns a person's card without what is worth a second look: the loudest
// interactions, who else he may be, and what was merged.
func Of(ctx context.Context, tx *company.Tx, p customer.Person) (c Card, err error) {
	defer problem.Wrap(&err, "card.Of")
	c.Person = p
	err = c.read(ctx, tx)
	return c, err
}

// Read returns the card of the person that a record belongs to.
func Read(ctx context.Context, tx *company.Tx, id customer.ID) (c Card, err error) {
	defer problem.Wrap(&err, "card.Read")
	p, err := customer.Find(ctx, tx, id)
	if err != nil {
		return c, err
	}
	c.Person = p
	err = tx.Together(ctx,
		func() error { return c.relatives(ctx, tx) },
		func() error { return c.read(ctx, tx) })
	if err == nil {
		c.Peaks, err = peaks(ctx, tx, c.Explanation)
	}
	return c, err
}

// read reads the relationship, what made it so, and the history.
func (c *Card) read(ctx context.Context, tx *company.Tx) (err error) {
	if c.Person.Kind == customer.KindAccount {
		err = c.readAccount(ctx, tx)
	} else {
		err = c.readPerson(ctx, tx)
	}
	c.Timeline.weigh(c.Known)
	c.Last = last(c.Timeline)
	if c.Account == nil { // what one of a company tried tells nothing of the others
		c.Tried = tried(c.Timeline, tx.Now)
	}
	return err
}

func (c *Card) readPerson(ctx context.Context, tx *company.Tx) error {
	return tx.Together(ctx,
		func() error {
			known, err := impression.Standings(ctx, tx, []customer.Person{c.Person})
			if err == nil {
				c.Known = known[0]
			}
			return err
		},
		func() (err error) {
			c.Explanation, err = impression.Explain(ctx, tx, c.Person, tx.Now, explained)
			return err
		},
		func() (err error) {
			c.Timeline, err = history(ctx, tx, c.Person.IDs(), Filter{}, interaction.Newest, entries)
			return err
		})
}

func (c *Card) readAccount(ctx context.Context, tx *company.Tx) error {
	a, err := readAccount(ctx, tx, c.Person)
	if err != nil {
		return err
	}
	c.Account, c.Known = &a, a.Known.Known
	return tx.Together(ctx,
		func() (err error) {
			c.Explanation, err = impression.ExplainAccount(ctx, tx, a.Group, tx.Now, explained)
			return err
		},
		func() (err error) {
			c.Timeline, err = history(ctx, tx, a.Records(), Filter{}, interaction.Newest, entries)
			c.Timeline.Whose = a.whose()
			return err
		})
}

func peaks(ctx context.Context, tx *company.Tx, x impression.Explanation) (map[int64]interaction.Interaction, error) {
	var ids []interaction.ID
	for _, p := range x.Points {
		ids = append(ids, interaction.ID(p.Episode.PeakID))
	}
	list, err := interaction.FindAll(ctx, tx, ids)
	at := map[int64]interaction.Interaction{}
	for _, i := range list {
		at[int64(i.ID)] = i
	}
	return at, err
}

func (c *Card) relatives(ctx context.Context, tx *company.Tx) error {
	if !tx.Actor.May(company.SeeSuggestions) {
		return nil
	}
	list, err := customer.SuggestionsFor(ctx, tx, c.Person)
	if err != nil {
		return err
	}
	if c.Suggestions, err = Pairs(ctx, tx, list, c.Person.ID); err != nil {
		return err
	}
	merges, err := customer.MergesOf(ctx, tx, c.Person)
	for _, m := range merges {
		k := slices.IndexFunc(c.Person.Records, func(r customer.Customer) bool { return r.ID == m.FromID })
		if k >= 0 {
			c.Merges = append(c.Merges, Merged{m, c.Person.Records[k]})
		}
	}
	return err
}

// Pairs fills in the other person of suggestions, as seen from one; where one
// is 0, or not among the two, the other is the second of the two.
func Pairs(ctx context.Context, tx *company.Tx, list []customer.Suggestion, one customer.ID) (_ []Pair, err error) {
	defer problem.Wrap(&err, "card.Pairs")
	var pairs []Pair
	for _, g := range list {
		id := g.OtherID
		if g.OtherID == one {
			id = g.CustomerID
		}
		p, err := customer.Find(ctx, tx, id)
		if problem.KindOf(err) == problem.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if p.ID != one {
			pairs = append(pairs, Pair{g, p})
		}
	}
	return pairs, nil
}

// tried returns what the customer read or tried himself of late.
func tried(t Timeline, now time.Time) (list []interaction.Interaction) {
	for _, e := range t.Entries {
		if e.SelfService() && now.Sub(e.OccurredAt) < triedFor && len(list) < triedMost {
			list = append(list, e.Interaction)
		}
	}
	return list
}

// last returns the last contact between people: what was only read, or sent by
// a machine, is none.
func last(t Timeline) (l Last) {
	for _, e := range t.Entries {
		if e.Automated || e.SelfService() || e.Channel == interaction.System {
			continue
		}
		l = Last{At: e.OccurredAt, CustomerID: e.CustomerID, Channel: e.Channel, Direction: e.Direction, WaitSeconds: e.Waited(), Subject: e.Subject, Label: impression.Unknown}
		if ep := t.Episodes[e.EpisodeID]; ep != nil && ep.Impressions > 0 {
			l.Label = ep.Label
		}
		return l
	}
	return l
}
