package words

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/concordance"
	"regard/internal/platform/problem"
)

// sampleEvery is of how many interactions one is looked for by its words.
const sampleEvery = 997

// Checked is what Check found.
type Checked struct {
	None   bool     // this server has no file of words
	Behind bool     // the file has not come to the end: nothing was compared
	Looked int      // interactions
	Found  []string // what differs
}

// Check looks whether the file is whole and has an entry for every interaction
// in which something was said, and for nothing else; and whether one in a
// thousand is found by all its words. said, which may be nil, is told how many
// it has come past.
func (x *Index) Check(ctx context.Context, tx *company.Tx, said func(n int)) (c Checked, err error) {
	defer problem.Wrap(&err, "words.Check")
	err = x.with(ctx, false, func(f *concordance.File) error {
		found, err := f.Sound(ctx)
		if err != nil {
			return err
		}
		c.Found = append(c.Found, found...)
		return f.Read(ctx, func(r *concordance.Reading) error {
			s, is, err := stateOf(r)
			if err != nil {
				return err
			}
			current, err := s.current(ctx, tx)
			if c.Behind = !is || s.Below != 0 || !current; c.Behind || err != nil {
				return err
			}
			return c.compare(ctx, tx, r, said)
		})
	})
	if errors.Is(err, errNone) {
		return Checked{None: true}, nil
	}
	return c, err
}

// compare goes through both, the highest id first.
func (c *Checked) compare(ctx context.Context, tx *company.Tx, r *concordance.Reading, said func(n int)) error {
	var keys []concordance.Key
	err := r.Each(func(k concordance.Key) error {
		keys = append(keys, k)
		return nil
	})
	if err != nil {
		return err
	}
	if n, _, err := r.Count(); err != nil || n != len(keys) {
		c.Found = append(c.Found, fmt.Sprintf("the file of words counts %d entries and has %d", n, len(keys)))
	}
	slices.SortFunc(keys, func(a, b concordance.Key) int { return cmp.Or(cmp.Compare(b.ID, a.ID), cmp.Compare(b.At, a.At)) })
	before := interaction.ID(1<<63 - 1)
	for {
		list, err := interaction.SaidBefore(ctx, tx, before, readAtOnce)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			break
		}
		for _, i := range list {
			e := entry(i)
			for len(keys) > 0 && keys[0].ID > e.ID {
				c.Found = append(c.Found, fmt.Sprintf("%s has an entry of words and is not there", interaction.ID(keys[0].ID)))
				keys = keys[1:]
			}
			same := 0
			for len(keys) > 0 && keys[0].ID == e.ID {
				if keys[0] == e.Key {
					same++
				}
				keys = keys[1:]
			}
			switch {
			case len(e.Words) == 0 && same > 0:
				c.Found = append(c.Found, fmt.Sprintf("%s has an entry of words though nothing was said in it", i.ID))
			case len(e.Words) > 0 && same != 1:
				c.Found = append(c.Found, fmt.Sprintf("%s has %d entries of words", i.ID, same))
			case len(e.Words) > 0 && c.Looked%sampleEvery == 0:
				if err := c.byItsWords(r, e); err != nil {
					return err
				}
			}
			c.Looked++
		}
		before = list[len(list)-1].ID
		if said != nil {
			said(len(list))
		}
	}
	for _, k := range keys {
		c.Found = append(c.Found, fmt.Sprintf("%s has an entry of words and is not there", interaction.ID(k.ID)))
	}
	return nil
}

// byItsWords looks for an entry by all its words.
func (c *Checked) byItsWords(r *concordance.Reading, e concordance.Entry) error {
	all := slices.Clone(e.Words)
	slices.Sort(all)
	q := concordance.Query{From: e.At, Until: e.At + 1}
	for _, w := range slices.Compact(all) {
		q.All = append(q.All, []concordance.Term{{Word: w}})
	}
	found, err := r.Find(q, concordance.Latest, 1000)
	if err == nil && !slices.Contains(found, e.Key) {
		c.Found = append(c.Found, fmt.Sprintf("%s is not found by its words", interaction.ID(e.ID)))
	}
	return err
}
