package simulate

import (
	"crypto/sha256"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"regard/internal/listen/interaction"
)

// tuesday is the Now of the worlds in these tests.
var tuesday = time.Date(2026, 5, 19, 13, 20, 0, 0, time.UTC)

// small is a world that most tests share.
var small = sync.OnceValue(func() *World { return New(Options{Seed: 7, Customers: 1500, Now: tuesday}) })

// told is its whole history.
var told = sync.OnceValue(func() []interaction.Draft { return slices.Collect(small().Interactions()) })

func TestSameOptionsMakeTheSameBytes(t *testing.T) {
	o := Options{Seed: 3, Customers: 500, Now: tuesday}
	sums := make([][32]byte, 3)
	var wg sync.WaitGroup
	w := New(o)
	for i, world := range []*World{w, w, New(o)} { // one world twice at once, and another like it
		wg.Go(func() { sums[i] = digest(world, 3000) })
	}
	wg.Wait()
	if sums[0] != sums[1] || sums[0] != sums[2] {
		t.Error("the same options told different histories")
	}
	o.Seed = 4
	if digest(New(o), 3000) == sums[0] {
		t.Error("another seed told the same history")
	}
}

func digest(w *World, drafts int) [32]byte {
	h := sha256.New()
	out := json.NewEncoder(h)
	for d := range w.Interactions() {
		if drafts--; drafts < 0 {
			break
		}
		if err := out.Encode(d); err != nil {
			panic(err)
		}
	}
	for c := range w.Customers() {
		if err := out.Encode(c); err != nil {
			panic(err)
		}
	}
	return [32]byte(h.Sum(nil))
}

func TestAsManyInteractionsAsAskedFor(t *testing.T) {
	for _, o := range []Options{
		{Seed: 1, Customers: 500, Now: tuesday},
		{Seed: 2, Customers: 800, Interactions: 20_000, Now: tuesday},
		{Seed: 3, Customers: 600, Interactions: 4_000, Now: tuesday, Years: 1},
	} {
		got := 0
		w := New(o)
		for range w.Interactions() {
			got++
		}
		if want := w.o.Interactions; got < want*98/100 || got > want*102/100 {
			t.Errorf("%d customers: %d interactions, asked for %d", o.Customers, got, want)
		}
	}
}

func TestHistoryComesInOrderAndEndsAtNow(t *testing.T) {
	w := small()
	last := w.Start()
	for _, d := range told() {
		if d.OccurredAt.Before(last) {
			t.Fatalf("%s %s at %v comes after %v", d.Source, d.SourceRef, d.OccurredAt, last)
		}
		last = d.OccurredAt
	}
	if last.After(tuesday) || tuesday.Sub(last) > 24*time.Hour {
		t.Errorf("history ends at %v, now is %v", last, tuesday)
	}
}

func TestSourceReferencesAreUniqueAndRise(t *testing.T) {
	seen := map[string]bool{}
	last := map[string]string{}
	for _, d := range told() {
		key := d.Source + " " + d.SourceRef
		if seen[key] {
			t.Fatalf("%s comes twice", key)
		}
		seen[key] = true
		if clock := d.SourceRef[:13]; clock < last[d.Source] {
			t.Fatalf("%s comes after %s", key, last[d.Source])
		} else {
			last[d.Source] = clock
		}
	}
}

func TestEveryDraftIsValid(t *testing.T) {
	w := small()
	keys := map[string]bool{"": true}
	for _, c := range w.Contributors() {
		keys[c.Key] = true
	}
	people := map[string]bool{"": true}
	for _, e := range w.Employees() {
		people[e.Key] = true
	}
	places := map[string]bool{"": true}
	for _, p := range w.Touchpoints() {
		places[p.Key] = true
		if !keys[p.Owner] {
			t.Errorf("touchpoint %s is owned by nobody: %s", p.Key, p.Owner)
		}
	}
	slug := regexp.MustCompile(`^[a-z0-9._-]+$`)
	mobile := regexp.MustCompile(`^(\+47|0047)?(4[015-8]|9\d)\d{6}$`)
	channels := map[interaction.Channel]int{}
	for _, d := range told() {
		channels[d.Channel]++
		wrong := func(what string) { t.Errorf("%s: %+v", what, d) }
		switch {
		case !slug.MatchString(d.Source) || d.SourceRef == "":
			wrong("source")
		case d.Direction != in && d.Direction != out:
			wrong("direction")
		case d.Touchpoint == "" || !places[d.Touchpoint]:
			wrong("touchpoint")
		case d.Contributor == "" || !keys[d.Contributor] || !people[d.Employee]:
			wrong("contributor or employee")
		case len(d.Identifiers) == 0:
			wrong("identifiers")
		case d.Asked != nil && (*d.Asked < -1 || *d.Asked > 1) || d.Observed != nil && (*d.Observed < -1 || *d.Observed > 1):
			wrong("valence")
		case d.Outcome == "late" && (d.DueAt == nil || !d.OccurredAt.After(*d.DueAt)):
			wrong("late, and not")
		case d.Outcome == "on_time" && d.OccurredAt.After(*d.DueAt):
			wrong("on time, and not")
		case !utf8.ValidString(d.Text) || strings.ContainsAny(d.Text+d.Subject, "{}[]|") || strings.Contains(d.Text+d.Subject, "::"):
			wrong("text")
		case strings.TrimSpace(d.Text) != d.Text || strings.Contains(d.Text, "  ") || strings.Contains(d.Text, "\n\n\n"):
			wrong("blanks in the text")
		case d.Direction == in && d.Text == "" && (d.Channel == interaction.Email || d.Channel == interaction.Chat || d.Channel == interaction.SMS || d.Channel == interaction.Social):
			wrong("nothing said")
		}
		for _, leg := range d.Legs {
			if !keys[leg.Contributor] || !people[leg.Employee] || leg.From.IsZero() || !leg.To.IsZero() && leg.To.Before(leg.From) || leg.WaitSeconds < 0 || leg.HoldSeconds < 0 {
				wrong("leg")
			}
		}
		for _, id := range d.Identifiers {
			if id.Value == "" || id.Kind == "phone" && !mobile.MatchString(strings.ReplaceAll(id.Value, " ", "")) {
				wrong("identifier")
			}
			if id.Kind == "email" && !strings.HasSuffix(id.Value, ".example") {
				wrong("an address that might be somebody's")
			}
		}
	}
	for _, c := range interaction.Channels {
		if channels[c] == 0 {
			t.Errorf("nothing comes by %s", c)
		}
	}
}

func TestCharactersStandOnTheirStory(t *testing.T) {
	w := small()
	all := w.Characters()
	if len(all) != len(cast) {
		t.Fatalf("%d characters", len(all))
	}
	calls := 0
	for _, d := range told() {
		if tuesday.Sub(d.OccurredAt) < 15*time.Minute && d.Name == "Ingrid Solheim" {
			t.Errorf("what is under way is told as history: %+v", d)
		}
	}
	for _, d := range w.Present(tuesday) {
		if d.Name == "Ingrid Solheim" || len(d.Identifiers) > 0 && strings.HasSuffix(strings.ReplaceAll(d.Identifiers[0].Value, " ", ""), all[0].Identifier.Value[3:]) {
			if d.Channel == interaction.Phone && tuesday.Sub(d.OccurredAt) < 15*time.Minute {
				calls++
				if d.Legs[0].WaitSeconds < 720 || !d.Legs[0].To.IsZero() {
					t.Errorf("on the line now: %+v", d.Legs)
				}
			}
		}
	}
	if calls != 1 {
		t.Errorf("%d calls of Ingrid's on the line now", calls)
	}
	if sore, glad := w.Latent(all[0].Ref, tuesday), w.Latent(all[2].Ref, tuesday); sore > -0.3 || glad < 0 {
		t.Errorf("latent: on the line %.2f, recovered %.2f", sore, glad)
	}
}
