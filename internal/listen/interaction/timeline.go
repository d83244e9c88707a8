package interaction

import (
	"context"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// Cursor is a place in a timeline: what comes after it is older.
type Cursor struct {
	At time.Time
	ID ID
}

// Newest is the place before everything.
var Newest = Cursor{At: time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC), ID: 1<<63 - 1}

// Filter narrows a timeline; an empty field lets everything through.
type Filter struct {
	Channel Channel
	Text    string // folded words that subject or text contain
	Keep    func([]Interaction) ([]Interaction, error)
}

// page is how many interactions a filtered reading looks at a time.
const page = 200

// Timeline returns the interactions of records (a person's, or those of all an
// account's people), latest first, up to limit before a cursor, and the cursor
// to go on from, with whether there is more. A filter is applied by reading:
// one customer's history is short.
func Timeline(ctx context.Context, tx *company.Tx, records []customer.ID, f Filter, from Cursor, limit int) (list []Interaction, next Cursor, more bool, err error) {
	defer problem.Wrap(&err, "interaction.Timeline")
	size := limit + 1
	if f.narrows() {
		size = max(page, size)
	}
	next = from
	for {
		got, err := readTimeline(ctx, tx, records, next, size)
		if err != nil {
			return nil, next, false, err
		}
		ended := len(got) < size
		kept := f.apply(visible(tx, got))
		if f.Keep != nil {
			if kept, err = f.Keep(kept); err != nil {
				return nil, next, false, err
			}
		}
		if room := limit - len(list); len(kept) > room {
			list = append(list, kept[:room]...)
			last := list[len(list)-1]
			return list, Cursor{last.OccurredAt, last.ID}, true, nil
		}
		list = append(list, kept...)
		if ended {
			return list, next, false, nil
		}
		last := got[len(got)-1]
		next = Cursor{last.OccurredAt, last.ID}
	}
}

func (f Filter) narrows() bool {
	return f.Channel != "" || f.Text != "" || f.Keep != nil
}

func (f Filter) apply(list []Interaction) []Interaction {
	if f.Channel == "" && f.Text == "" {
		return list
	}
	words := slices.Collect(text.Words(text.Fold(f.Text)))
	return slices.DeleteFunc(list, func(i Interaction) bool {
		if f.Channel != "" && i.Channel != f.Channel {
			return true
		}
		if len(words) == 0 {
			return false
		}
		in := text.Fold(i.Subject + " " + i.Text)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(in, w) })
	})
}

// Latest returns up to limit interactions recorded before an id (0: the
// newest), newest first.
func Latest(ctx context.Context, tx *company.Tx, before ID, limit int) (_ []Interaction, err error) {
	defer problem.Wrap(&err, "interaction.Latest")
	if before == 0 {
		before = 1<<63 - 1
	}
	if !tx.Scope.All {
		list, err := readLatestOf(ctx, tx, before, limit)
		return visible(tx, list), err
	}
	return readLatest(ctx, tx, before, limit)
}

// CountSince returns how many interactions of people who count happened since an instant, within
// the actor's scope.
func CountSince(ctx context.Context, tx *company.Tx, since time.Time) (n int, err error) {
	defer problem.Wrap(&err, "interaction.CountSince")
	return countSince(ctx, tx, since)
}
