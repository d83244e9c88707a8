package simulate

import (
	"time"
)

// fault is a line or a router that does not do what it should: the guide first,
// then us, and in the end perhaps somebody at the door.
func fault(t *tale) {
	t.topic = pick(t.dice, []topic{slow, down, router, slow, router})
	t.facts.hours = t.between(2, 30)
	t.facts.promised = t.l.who.plan.speed
	t.facts.got = max(2, t.l.who.plan.speed*t.between(3, 30)/100)
	t.feels(-0.1)
	t.readFirst(0.5)
	if t.contact(0.7) {
		return
	}
	if t.chance(0.5) {
		t.wait(time.Hour, 24*time.Hour)
		t.visited(0.72)
		return
	}
	t.gap()
	t.pursue(0.6)
}

// visited is a technician's visit, booked, made or not, and what follows when
// it did not help; p is the chance that the first visit mends it.
func (t *tale) visited(p float64) {
	t.turns(technician)
	t.about("visit")
	for n := range 3 {
		day := workdays(t.at, t.between(1, 4))
		slot := officeHours.at(t.dice, day).Truncate(time.Hour)
		t.at = open(t.dice, t.at)
		if !t.at.Before(slot) { // nobody can come that soon
			slot = officeHours.at(t.dice, workdays(t.at, 2)).Truncate(time.Hour)
		}
		t.facts.when = slot
		t.tell(beat{scene: booking, part: booked, contributor: t.l.who.town.crew})
		due := slot.Add(2 * time.Hour)
		come := t.promises(PromisedVisit, technical, t.l.who.town.crew, due)
		t.at = slot.Add(time.Duration(t.IntN(110)) * time.Minute)
		switch roll := t.Float64(); {
		case roll < 0.07:
			t.at = due.Add(30 * time.Minute)
			t.breaks(come, -0.75)
			t.tell(beat{scene: visit, part: absent, outcome: "no_show", due: due, contributor: t.l.who.town.crew})
			t.wait(time.Hour, 20*time.Hour)
			t.turns(noshow)
			t.contact(0.6)
			t.wait(time.Hour, 20*time.Hour)
			t.turns(technician)
			continue
		case roll < 0.07+p || n == 2:
			t.keeps(come)
			t.keeps(t.answer)
			outcome := "fixed_first_time"
			if n > 0 {
				outcome = "fixed"
			}
			t.feels(0.5 - 0.1*float64(n))
			t.tell(beat{scene: visit, part: done, outcome: outcome, due: due, resolved: true, contributor: t.l.who.town.crew})
			t.asked(atVisit, t.l.who.town.crew)
			t.makeGood()
			return
		default:
			t.keeps(come)
			t.feels(-0.35)
			t.tell(beat{scene: visit, part: undone, outcome: "not_fixed", due: due, contributor: t.l.who.town.crew})
			t.gap()
			t.contact(0.5)
			t.wait(time.Hour, 30*time.Hour)
		}
	}
}

// makeGood is somebody of ours telephoning, with an apology and something off
// the bill, where it went badly; not often enough.
func (t *tale) makeGood() {
	desk := support
	if t.topic.money() {
		desk = billing
	}
	if t.felt > -0.45 {
		return
	}
	if !t.chance(0.35) {
		t.l.clerk.refused(open(t.dice, t.at.Add(24*time.Hour)), desk)
		return
	}
	t.at = open(t.dice, t.at.Add(24*time.Hour))
	t.facts.amount = 100 * t.between(1, 5)
	t.feels(0.55)
	t.tell(beat{scene: makingGood, part: amends, contributor: desk})
	t.l.clerk.given(t.at, desk, t.handy, t.facts.amount)
}

// suffered is an outage in town as one household meets it.
func (o outage) suffered(t *tale) {
	t.topic = outages
	t.facts.hours = o.hours
	t.feels(-0.12 - clamp(float64(o.hours)/30, 0, 0.5))
	t.tell(beat{scene: failing, outcome: "outage"})
	end := t.at.Add(time.Duration(o.hours) * time.Hour)
	if t.chance(0.7) {
		t.wait(20*time.Minute, time.Hour)
		t.tell(beat{scene: announcing, part: outageNotice})
	}
	if t.chance(0.12 + 0.35*t.l.who.voice*clamp(float64(o.hours)/5, 0.2, 1)) {
		t.wait(5*time.Minute, 40*time.Minute)
		t.readFirst(0.25)
		if staffed(t.dice, t.at).Before(end) {
			t.contact(0.68)
		}
	}
	if t.at.Before(end) && t.chance(0.6) {
		t.at = end
		t.tell(beat{scene: announcing, part: restored})
	}
}
