package simulate

import (
	"time"

	"regard/internal/listen/interaction"
)

// The telephone queues.
const (
	queueGeneral   = "general"
	queueRouter    = "svarlinje.router"
	queueOverflow  = "svarlinje.overflow"
	queueTechnical = "technical"
	queueBilling   = "billing"
	queueSales     = "sales"
	queueRetention = "retention"
	queueChat      = "chat"
)

// call is the customer telephoning: the wait, who answers, perhaps somebody
// else, the hold, and whether it helped.
func (t *tale) call(p float64) bool {
	t.at = staffed(t.dice, t.at)
	t.calls++
	queue, desk := t.route()
	began, place := t.at, t.place(atPhone)
	wait := int(min(t.skewed(70, 0.95)*t.load(), 3000))
	leg := interaction.Leg{Contributor: desk, Queue: queue, From: t.at.UTC(), WaitSeconds: wait}
	t.at = t.at.Add(time.Duration(wait) * time.Second)

	if wait > 200 && t.chance(clamp(float64(wait)/1500, 0, 0.75)) {
		leg.To = t.at.UTC()
		t.feels(-0.3 - waiting(wait))
		t.backdated(began, beat{scene: calling, touchpoint: place, contributor: desk, abandoned: true, legs: []interaction.Leg{leg}})
		return false
	}
	who := t.l.w.staff.on(t.dice, desk, t.at)
	leg.HoldSeconds = t.held(queue)
	t.at = t.at.Add(time.Duration(leg.HoldSeconds+60+int(t.skewed(200, 0.6))) * time.Second)
	leg.To = t.at.UTC()
	leg.Employee = keyOf(who)
	legs := []interaction.Leg{leg}
	if t.chance(0.13) {
		legs = append(legs, t.handOn(desk))
		t.handed++
	}
	again := t.contacts > 1 && t.chance(0.22)
	solved := t.chance(p)
	quality := met(solved) - waiting(wait) - waiting(leg.HoldSeconds) - 0.15*float64(len(legs)-1)
	if again {
		quality -= 0.12
	}
	mood := t.mood()
	t.feels(quality)
	tries := 0
	if t.contacts > 1 {
		tries = t.contacts
	}
	t.backdated(began, beat{
		scene: calling, part: t.words(), tone: mood, touchpoint: place, contributor: desk, employee: who,
		legs: legs, resolved: solved, reExplained: again, attempts: tries,
	})
	t.owes(solved, desk)
	t.asked(place, desk)
	return solved
}

// backdated tells a beat at when the call came in, though the clock is at its end.
func (t *tale) backdated(began time.Time, b beat) {
	now := t.at
	t.at = began
	t.tell(b)
	t.at = now
}

// handOn is the part of a call in the hands of whom it was transferred to.
func (t *tale) handOn(from string) interaction.Leg {
	to, queue := technical, queueTechnical
	switch {
	case t.topic.money():
		to, queue = billing, queueBilling
	case t.topic.selling():
		to, queue = salesDesk, queueSales
	}
	if to == from {
		to, queue = frontline, queueGeneral
	}
	leg := interaction.Leg{Contributor: to, Queue: queue, From: t.at.UTC(), WaitSeconds: int(t.skewed(80, 0.7))}
	t.at = t.at.Add(time.Duration(leg.WaitSeconds+60+int(t.skewed(160, 0.5))) * time.Second)
	leg.To = t.at.UTC()
	leg.Employee = keyOf(t.l.w.staff.on(t.dice, to, t.at))
	return leg
}

// held is how long a caller is put on hold, if at all; the planted queue is worse.
func (t *tale) held(queue string) int {
	c := t.l.w.holding()
	if queue == c.Queue && c.holds("", t.at) {
		if t.chance(0.8) {
			return int(t.skewed(c.Planted, 0.45))
		}
		return 0
	}
	if t.chance(0.42) {
		return int(t.skewed(c.Usual, 0.7))
	}
	return 0
}

// route is which queue a call of this topic lands in, and whose it is: in the
// evening and on Saturdays the partner answers.
func (t *tale) route() (queue, contributor string) {
	late := t.at.Hour() >= 16 || t.at.Weekday() == time.Saturday
	switch {
	case t.topic == cancel || t.topic == retained:
		return queueRetention, salesDesk
	case (t.topic == router || t.topic == slow) && t.contacts == 1 && t.chance(0.55):
		return queueRouter, svarlinje
	case late:
		return queueOverflow, svarlinje
	case t.topic.money():
		return queueBilling, billing
	case t.topic.selling():
		return queueSales, salesDesk
	case t.topic.broken() && t.contacts > 1:
		return queueTechnical, technical
	default:
		return queueGeneral, frontline
	}
}

// load is how full the queues are: Monday mornings and January.
func (t *tale) load() float64 {
	load := 1.0
	if t.at.Weekday() == time.Monday {
		load *= 1.5
	}
	if t.at.Month() == time.January {
		load *= 1.4
	}
	return load
}

// waiting is what seconds in a queue or on hold take from how good a call was.
func waiting(seconds int) float64 {
	return clamp((float64(seconds)/60-2)*0.03, 0, 0.4)
}

func keyOf(e *employee) string {
	if e == nil {
		return ""
	}
	return e.key
}
