// Package simulate is a made-up Norwegian broadband company, Nordlys Bredbånd,
// with its customers, its employees and partners, and everything that passed
// between them: the demo, the oracle of the tests, the load.
//
// Every customer has a latent regard (regard.go) that follows a law of its own,
// and from which words, effort, silence, spending and leaving are drawn. Nothing
// here knows how the product measures; what is wrong with the company is planted
// in one place (causes.go), so that a test can ask whether the product finds it.
//
// A life is planned as beats (life.go, the story files) and put into words
// afterwards (telling.go and the files under words), with dice of their own: a
// new phrase changes no life. Same options, same bytes; a World does not change
// and may be read by many at once.
package simulate

import (
	"cmp"
	"iter"
	"time"

	"regard/internal/listen/interaction"
)

// Options say which world to make; the same options make the same world.
type Options struct {
	Seed         uint64
	Customers    int       // 20,000 when not said
	Interactions int       // those up to Now, within 2 %; 15 a customer when not said
	Now          time.Time // where history ends; the clock's time when not said
	Years        int       // how far back history goes; 2 when not said
}

// World is the company and all its customers, ready to be told.
type World struct {
	o      Options
	start  time.Time
	rhythm *rhythm
	staff  *staff
	causes [3]Cause
	pace   float64 // episodes a year of the average customer
}

// beyond is how many years after Now a world goes on living.
const beyond = 20

// New makes a world: it draws the company and finds the pace of contact that
// gives the interactions asked for.
func New(o Options) *World {
	o.Customers = cmp.Or(o.Customers, 20_000)
	o.Interactions = cmp.Or(o.Interactions, 15*o.Customers)
	o.Years = cmp.Or(o.Years, 2)
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	o.Now = o.Now.Truncate(time.Second)
	start := midnight(o.Now.AddDate(-o.Years, 0, 0))
	w := &World{o: o, start: start, rhythm: newRhythm(start, o.Years+beyond), staff: hire(o.Seed, start, o.Now), causes: plant(o.Now)}
	w.pace = w.calibrate()
	return w
}

// Options returns with which options the world was made, none left out.
func (w *World) Options() Options { return w.o }

// Start is the first day of the history.
func (w *World) Start() time.Time { return w.start }

// Now is the instant at which history ends.
func (w *World) Now() time.Time { return w.o.Now }

// Interactions tells the history up to Now, in order of time, but for what is
// under way then (Present). It holds only the lives, not the history.
func (w *World) Interactions() iter.Seq[interaction.Draft] {
	return func(yield func(interaction.Draft) bool) {
		s := newSpeaker(w.o.Seed)
		for l, b := range w.everybody().until(w.o.Now) {
			if !b.present && !yield(s.draft(l, b)) {
				return
			}
		}
	}
}

// Live goes on after Now: what arrives, in order of time and each with its time,
// for twenty years. The caller paces it; Restamp moves a draft to another time.
func (w *World) Live() iter.Seq[interaction.Draft] {
	return func(yield func(interaction.Draft) bool) {
		crowd := w.everybody()
		for range crowd.until(w.o.Now) { // lived, not told
		}
		s := newSpeaker(w.o.Seed)
		for l, b := range crowd.until(w.o.Now.AddDate(beyond-1, 0, 0)) {
			if !yield(s.draft(l, b)) {
				return
			}
		}
	}
}

// Latent is the oracle: how the customer of that Ref truly regards the company
// at an instant, from -1 to +1; 0 for somebody that the world does not know.
func (w *World) Latent(customerRef string, at time.Time) float64 {
	i, ok := w.indexOf(customerRef)
	if !ok {
		return 0
	}
	l := w.life(i)
	l.until(at)
	return l.regard.at(at)
}

// Restamp moves a draft, and every time in it, so that it occurred at another.
func Restamp(d interaction.Draft, at time.Time) interaction.Draft {
	by := at.Sub(d.OccurredAt)
	d.OccurredAt = at
	if d.DueAt != nil {
		due := d.DueAt.Add(by)
		d.DueAt = &due
	}
	legs := d.Legs
	d.Legs = nil
	for _, leg := range legs {
		if !leg.From.IsZero() {
			leg.From = leg.From.Add(by)
		}
		if !leg.To.IsZero() {
			leg.To = leg.To.Add(by)
		}
		d.Legs = append(d.Legs, leg)
	}
	return d
}
