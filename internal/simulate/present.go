package simulate

import (
	"slices"
	"time"

	"regard/internal/listen/interaction"
)

// Present tells what is under way with the characters as of an instant at or
// after Now: who is on the line, and what he tried just before. It is not part
// of the history, so that a company made up an hour ago can be shown as of now.
func (w *World) Present(now time.Time) []interaction.Draft {
	var out []interaction.Draft
	s := newSpeaker(w.o.Seed)
	for i := range min(len(cast), w.o.Customers) {
		l := w.life(i)
		for at, ok := l.next(); ok && !at.After(w.o.Now); at, ok = l.next() {
			if b := l.step(); b != nil && b.present {
				d := s.draft(l, b)
				out = append(out, Restamp(d, d.OccurredAt.Add(now.Sub(w.o.Now))))
			}
		}
	}
	return inOrder(out)
}

func inOrder(drafts []interaction.Draft) []interaction.Draft {
	slices.SortStableFunc(drafts, func(a, b interaction.Draft) int { return a.OccurredAt.Compare(b.OccurredAt) })
	return drafts
}
