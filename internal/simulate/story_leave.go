package simulate

import "time"

// depart is somebody leaving: with a word to us, if he is of that kind, or
// without. A word gives us a chance to keep him.
func depart(t *tale) {
	t.topic = cancel
	t.facts.amount = t.l.who.plan.price
	if t.chance(0.25 + 0.5*t.l.who.voice) {
		t.contacts, t.times = 1, 1
		t.way = t.weigh(t.l.who.reaches[:2])
		if t.chance(0.15) { // kept
			t.topic = retained
			t.atOnce = t.reach(1)
			t.feels(0.4)
			return
		}
		t.atOnce = t.reach(0.9)
	} else {
		t.tell(beat{scene: leavingForm, part: formed})
	}
	t.l.noticed = t.at.UTC()
	t.l.left = t.at.Add(t.span(24*time.Hour, 30*24*time.Hour))
}

// reach is one contact by telephone or e-mail.
func (t *tale) reach(p float64) bool {
	if t.way == byPhone {
		return t.call(p)
	}
	return t.mail(p)
}
