package simulate

import (
	"slices"
	"testing"
	"time"

	"regard/internal/listen/interaction"
)

func TestThePresentMovesWithTheClock(t *testing.T) {
	w := small()
	now, later := w.Present(tuesday), w.Present(tuesday.Add(3*time.Hour))
	if len(now) == 0 || len(now) != len(later) {
		t.Fatalf("%d now, %d later", len(now), len(later))
	}
	for i := range now {
		if !later[i].OccurredAt.Equal(now[i].OccurredAt.Add(3*time.Hour)) || now[i].OccurredAt.After(tuesday) || tuesday.Sub(now[i].OccurredAt) > 2*time.Hour {
			t.Errorf("%v, later %v", now[i].OccurredAt, later[i].OccurredAt)
		}
	}
}

func TestTheIncidentBeganAtTwentyToElevenOrJustNow(t *testing.T) {
	for _, c := range []struct{ now, want time.Time }{
		{time.Date(2026, 5, 19, 13, 20, 0, 0, oslo), time.Date(2026, 5, 19, 10, 40, 0, 0, oslo)},
		{time.Date(2026, 5, 19, 11, 0, 0, 0, oslo), time.Date(2026, 5, 19, 10, 40, 0, 0, oslo)},
		{time.Date(2026, 5, 19, 10, 59, 30, 0, oslo), time.Date(2026, 5, 19, 10, 19, 0, 0, oslo)},
		{time.Date(2026, 5, 19, 0, 10, 0, 0, oslo), time.Date(2026, 5, 18, 23, 30, 0, 0, oslo)},
		{time.Date(2026, 5, 19, 23, 50, 0, 0, oslo), time.Date(2026, 5, 19, 10, 40, 0, 0, oslo)},
	} {
		if got := began(c.now); !got.Equal(c.want) {
			t.Errorf("at %v it began at %v, want %v", c.now, got.In(oslo), c.want)
		}
	}
}

func TestTheIncidentRisesAndGoesOn(t *testing.T) {
	w := New(Options{Seed: 7, Customers: 6000, Interactions: 12_000, Now: tuesday})
	in := w.Incident(tuesday)
	early, late, channels := 0, 0, map[interaction.Channel]int{}
	middle := in.Since.Add(tuesday.Sub(in.Since) / 2)
	for _, d := range in.Drafts {
		if d.OccurredAt.Before(in.Since) || d.OccurredAt.After(tuesday) {
			t.Errorf("at %v, since %v", d.OccurredAt, in.Since)
		}
		for _, id := range d.Identifiers {
			if id.Value == "" || id.Value == "@" {
				t.Errorf("nobody: %+v", d)
			}
		}
		if d.Direction != interaction.In {
			continue
		}
		channels[d.Channel]++
		if d.OccurredAt.Before(middle) {
			early++
		} else {
			late++
		}
	}
	if late < 2*early || early == 0 {
		t.Errorf("%d in the first half, %d in the second", early, late)
	}
	for _, c := range []interaction.Channel{interaction.Phone, interaction.Chat, interaction.Social} {
		if channels[c] == 0 {
			t.Errorf("nobody comes by %s: %v", c, channels)
		}
	}
	if len(in.Next) < 60 || !in.Next[0].OccurredAt.After(tuesday) {
		t.Errorf("%d come after now", len(in.Next))
	}
	again := w.Incident(tuesday)
	if !slices.EqualFunc(in.Drafts, again.Drafts, func(a, b interaction.Draft) bool {
		return a.SourceRef == b.SourceRef && a.Text == b.Text && a.OccurredAt.Equal(b.OccurredAt)
	}) {
		t.Error("the same instant told another incident")
	}
	seen := map[string]bool{}
	for _, d := range slices.Concat(in.Drafts, in.Next) {
		if key := d.Source + " " + d.SourceRef; seen[key] {
			t.Errorf("%s comes twice", key)
		} else {
			seen[key] = true
		}
	}
}
