package simulate

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// Character is somebody whose recent history is written for the demo.
type Character struct {
	Ref        string // for Latent
	Name       string
	Account    string
	Story      string
	Identifier customer.Identifier // opens the card
}

// Characters are those to show a visitor first.
func (w *World) Characters() []Character {
	var out []Character
	for i := range min(len(cast), w.o.Customers) {
		p := w.character(i)
		out = append(out, Character{
			Ref: p.ref, Name: p.name(), Account: p.account, Story: cast[i].story,
			Identifier: customer.Identifier{Kind: "phone", Value: p.phone},
		})
	}
	return out
}

// character is the person behind a character.
func (w *World) character(i int) person {
	c := &cast[i]
	p := person{
		index: i, ref: "NB-" + strconv.Itoa(100_000+i), first: c.first, last: c.last, norsk: c.norsk, account: c.account, role: c.role,
		plan: c.plan, email: c.email, phone: mobile(i), handle: c.handle, crm: true, street: streets[i] + " " + strconv.Itoa(7+3*i),
		since: midnight(w.o.Now.AddDate(-c.years, -2, 0)), base: 0.15, hopes: 0.12, thin: 1, voice: 0.6,
	}
	p.town = &towns[slices.IndexFunc(towns, func(t town) bool { return t.name == c.town })]
	p.style.formal = 1
	return p
}

// script turns a character's lines into errands.
func (c *character) script(now time.Time) []errand {
	var out []errand
	for i := range c.lines {
		l := &c.lines[i]
		out = append(out, errand{l.when(now), l.play})
	}
	slices.SortStableFunc(out, func(a, b errand) int { return a.at.Compare(b.at) })
	return out
}

func (l *line) when(now time.Time) time.Time {
	if l.ago > 0 {
		return now.Add(-l.ago)
	}
	day := now.In(oslo)
	y, m, n := day.Date()
	n -= l.days
	for day = time.Date(y, m, n, 0, 0, 0, 0, oslo); !workday(day); day = time.Date(y, m, n, 0, 0, 0, 0, oslo) {
		n--
	}
	return time.Date(y, m, n, l.clock/100, l.clock%100, 0, 0, oslo)
}

// play is the line as a story.
func (l *line) play(t *tale) {
	t.topic = l.about
	t.facts.hours = l.beat.facts.hours
	t.facts.amount, t.facts.minutes = t.l.who.plan.price, 4
	if l.about == promise {
		t.facts.promised = campaignSpeed
	}
	if l.ref != "" {
		t.ref = reference{l.ref, 100_000 + t.l.who.index*1000 + 1 + strings.Index("order visit invoice", l.ref)}
	}
	b := l.beat
	b.present = l.ago > 0
	if l.beat.outcome != "" && (b.scene == parcel || b.scene == visit) {
		b.due = t.at.AddDate(0, 0, -l.late)
	}
	l.record(t, &b)
	if l.queue != "" {
		b.legs = []interaction.Leg{l.leg(t, &b)}
	}
	if l.quality != 0 {
		t.feels(l.quality)
	}
	t.tell(b)
}

// leg is the one leg of a scripted call; a call still going on has no end.
func (l *line) leg(t *tale, b *beat) interaction.Leg {
	leg := interaction.Leg{
		Contributor: b.contributor, Queue: l.queue, From: t.at.UTC(), WaitSeconds: l.wait, HoldSeconds: l.hold,
	}
	b.employee = t.l.w.staff.on(t.dice, b.contributor, t.at)
	leg.Employee = keyOf(b.employee)
	if l.ago == 0 {
		leg.To = t.at.Add(time.Duration(l.wait+l.hold+240) * time.Second).UTC()
	}
	return leg
}

// record keeps the dossier of what is scripted.
func (l *line) record(t *tale, b *beat) {
	switch {
	case b.scene == ordering:
		t.facts.product = l.beat.verbatim
		t.l.clerk.ordered(t)
	case b.rated:
		t.l.clerk.invited(t.at.Add(-time.Hour), b.touchpoint, b.contributor, t.at, int(2*b.valence)+3)
	case b.due.IsZero():
	default:
		p := &Promise{Kind: PromisedParcel, Reference: t.ref.String(), By: sales, SaidAt: b.due.AddDate(0, 0, -3).UTC(), DueAt: b.due.UTC()}
		to := fjordfrakt
		if b.scene == visit {
			p.Kind, p.By, to = PromisedVisit, technical, b.contributor
		}
		if b.outcome == "no_show" {
			p.brokenAt = t.at.UTC()
		} else {
			p.KeptAt = t.at.UTC()
		}
		t.l.clerk.said(p, to)
		t.l.clerk.answered(p)
	}
}
