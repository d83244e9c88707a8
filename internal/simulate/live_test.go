package simulate

import (
	"testing"
	"time"

	"regard/internal/listen/interaction"
)

func TestLiveGoesOnWhereHistoryEnds(t *testing.T) {
	w := small()
	seen := map[string]bool{}
	for _, d := range told() {
		seen[d.Source+d.SourceRef] = true
	}
	last, n := w.Now(), 0
	underWay := map[string]bool{}
	for _, d := range told() {
		underWay[d.Thread], underWay[d.Reference] = d.Thread != "", d.Reference != ""
	}
	continued, newcomers := 0, 0
	for d := range w.Live() {
		if d.OccurredAt.Before(last) || seen[d.Source+d.SourceRef] {
			t.Fatalf("%s %s at %v after %v", d.Source, d.SourceRef, d.OccurredAt, last)
		}
		last = d.OccurredAt
		if underWay[d.Thread] || underWay[d.Reference] {
			continued++
		}
		if d.Touchpoint == atConfirmation {
			newcomers++
		}
		if n++; n == 8000 {
			break
		}
	}
	if n < 8000 || continued == 0 || newcomers == 0 {
		t.Errorf("%d arrive, %d of stories under way, %d orders", n, continued, newcomers)
	}
	days := last.Sub(w.Now()).Hours() / 24
	if rate := float64(n) / days; rate < 15 || rate > 50 { // some 30 a day before Now
		t.Errorf("%.0f arrive a day", rate)
	}
}

func TestRestampMovesEveryTime(t *testing.T) {
	due := tuesday.Add(-time.Hour)
	d := interaction.Draft{
		OccurredAt: tuesday, DueAt: &due,
		Legs: []interaction.Leg{{From: tuesday, To: tuesday.Add(time.Minute)}, {From: tuesday.Add(time.Minute)}},
	}
	moved := Restamp(d, tuesday.Add(time.Hour))
	if !moved.OccurredAt.Equal(tuesday.Add(time.Hour)) || !moved.DueAt.Equal(tuesday) ||
		!moved.Legs[0].From.Equal(tuesday.Add(time.Hour)) || !moved.Legs[0].To.Equal(tuesday.Add(time.Hour+time.Minute)) || !moved.Legs[1].To.IsZero() {
		t.Errorf("moved: %+v", moved)
	}
	if !d.Legs[0].From.Equal(tuesday) || !d.DueAt.Equal(due) {
		t.Error("the draft given was changed")
	}
}
