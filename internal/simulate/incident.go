package simulate

import (
	"math"
	"time"

	"regard/internal/listen/interaction"
)

// Incident is an outage in one town that is under way: the line failed at Since,
// and more and more of those who live there come to us.
type Incident struct {
	Town   string
	Since  time.Time
	Drafts []interaction.Draft // up to the instant that was asked for, in order of time
	Next   []interaction.Draft // what comes in the two hours after it
}

// The incident: where, since when on a day, and how many come to us.
const (
	incidentTown  = "Kristiansand"
	incidentClock = 10*time.Hour + 40*time.Minute
	incidentHours = 6                // that it will take, as network operations reckon
	incidentEvery = 50 * time.Second // a contact, by the end
	incidentAhead = 2 * time.Hour
)

// Incident tells the outage that is under way at an instant. It began at 10:40
// on that day by the company's clocks, or 40 minutes ago when it is not 11:00
// yet. It is of the present only: no life is changed by it.
func (w *World) Incident(now time.Time) Incident {
	in := Incident{Town: incidentTown, Since: began(now)}
	d := throw(w.o.Seed, forIncident, uint64(in.Since.Unix()))
	times := rising(d, in.Since.Add(4*time.Minute), now)
	homes := w.homes(d, in.Town, len(times))
	s := newSpeaker(w.o.Seed)
	all := []interaction.Draft{}
	for i, l := range homes {
		t := &tale{dice: d, l: l, number: l.tales + 1, topic: outages, ref: reference{"incident", int(in.Since.Unix()/60%1_000_000) | 1}} // odd: those at the telephone note it too
		l.pending = nil
		t.cutOff(in.Since, times[i])
		for b := range l.pending {
			all = append(all, s.draft(l, &l.pending[b]))
		}
	}
	for _, draft := range inOrder(all) {
		if draft.OccurredAt.After(now) {
			in.Next = append(in.Next, draft)
		} else {
			in.Drafts = append(in.Drafts, draft)
		}
	}
	return in
}

// began is when the incident of a day begins.
func began(now time.Time) time.Time {
	if at := midnight(now).Add(incidentClock); !now.Before(at.Add(20 * time.Minute)) {
		return at.UTC()
	}
	return now.Add(-40 * time.Minute).Truncate(time.Minute).UTC()
}

// rising draws when people come to us: more and more until now, then on at the
// pace reached.
func rising(d dice, from, now time.Time) []time.Time {
	span := now.Sub(from)
	n := int(clamp(12*span.Hours(), 30, 90))
	var times []time.Time
	for i := range n { // as many by then as the square of the time: a pace that rises evenly
		part := math.Sqrt((float64(i) + d.Float64()) / float64(n))
		times = append(times, from.Add(time.Duration(part*float64(span))))
	}
	for at := now; at.Before(now.Add(incidentAhead)); {
		at = at.Add(time.Duration(d.ExpFloat64() * float64(incidentEvery)))
		times = append(times, at)
	}
	return times
}

// homes are up to n customers of a town who are there now, beginning anywhere.
func (w *World) homes(d dice, town string, n int) []*life {
	var out []*life
	first := d.IntN(w.o.Customers)
	for k := 0; k < w.o.Customers && len(out) < n; k++ {
		i := (first + k) % w.o.Customers
		if i < len(cast) || w.person(i).town.name != town {
			continue
		}
		l := w.life(i)
		if l.until(w.o.Now); l.left.IsZero() {
			out = append(out, l)
		}
	}
	return out
}

// cutOff is the outage as one household meets it: the line fails, we send word,
// and they come to us, by telephone at any hour.
func (t *tale) cutOff(since, comes time.Time) {
	if t.chance(0.4) { // whose equipment tells us itself
		t.at, t.facts.hours = since.Add(t.span(0, 3*time.Minute)), incidentHours
		t.tell(beat{scene: failing, outcome: "outage"})
	}
	if told := since.Add(25*time.Minute + t.span(0, 4*time.Minute)); told.Before(comes) && t.chance(0.6) {
		t.at = told
		t.tell(beat{scene: announcing, part: outageNotice})
	}
	t.at, t.times = comes, 1
	t.facts.hours = int(comes.Sub(since) / time.Hour)
	tone := clamp(t.normal(-0.5, 0.22), -1, 0)
	t.newThread()
	posts := 0.0
	if t.l.who.handle != "" {
		posts = 4
	}
	switch t.weigh([]float64{5, 3, posts, 1}) {
	case 0:
		wait := int(clamp(t.skewed(420, 0.6), 40, 2400))
		leg := interaction.Leg{Contributor: technical, Queue: queueTechnical, From: t.at.UTC(), WaitSeconds: wait, To: t.at.Add(time.Duration(wait+150) * time.Second).UTC()}
		who := t.l.w.staff.on(t.dice, technical, t.at)
		leg.Employee = keyOf(who)
		b := beat{scene: calling, part: core, tone: tone, touchpoint: atPhone, contributor: technical, employee: who}
		if t.chance(0.22) {
			leg.To, leg.Employee = t.at.Add(time.Duration(wait)*time.Second).UTC(), ""
			b = beat{scene: calling, touchpoint: atPhone, contributor: technical, abandoned: true}
		}
		b.legs = []interaction.Leg{leg}
		t.tell(b)
	case 1:
		t.tell(beat{scene: chatting, part: core, tone: tone, thread: t.thread, touchpoint: atChat})
		t.wait(time.Minute, 4*time.Minute)
		t.tell(beat{scene: chattingBack, part: later, tone: tone, thread: t.thread, touchpoint: atChat})
		if t.chance(0.5) {
			t.wait(30*time.Second, 3*time.Minute)
			t.tell(beat{scene: chatting, part: bad, tone: tone, thread: t.thread, touchpoint: atChat})
		}
	case 2:
		t.tell(beat{scene: posting, part: core, tone: tone, thread: t.thread})
	default:
		t.tell(beat{scene: texting, part: core, tone: tone, thread: t.thread, touchpoint: atSMS})
	}
}
