package simulate

import "time"

// needs are the stories that begin with the customer, and how often each does.
var needs = []struct {
	weight float64
	story  story
}{
	{18, browse},
	{36, ask},
	{23, fault},
	{13, orderMore},
	{4, useApp},
	{3, compliment},
	{3, drop},
	{1.2, write},
}

var needWeights = func() []float64 {
	weights := make([]float64, len(needs))
	for i := range needs {
		weights[i] = needs[i].weight
	}
	return weights
}()

// browse is somebody who helps himself: a page or three, often at night.
func browse(t *tale) {
	t.at = evenings.at(t.dice, midnight(t.at))
	t.topic = pick(t.dice, []topic{router, slow, bill, move, advice, price, login, router, delivery})
	t.read(t.between(1, 2))
	t.feels(0.22)
}

// ask is a question, mostly answered at once.
func ask(t *tale) {
	t.topic = pick(t.dice, []topic{bill, payment, move, advice, login, price, router, advice, payment, bill})
	if t.l.who.account != "" && t.chance(0.35) {
		t.topic = business
	}
	t.facts.amount = t.l.who.plan.price
	t.facts.right = t.facts.amount
	if t.topic == price {
		t.facts.amount += 10 * t.between(3, 9)
		t.feels(-0.1)
	}
	t.readFirst(0.2)
	t.pursue(0.785)
}

// useApp is a look into Min Nordlys, sometimes with a word left there.
func useApp(t *tale) {
	t.at = evenings.at(t.dice, midnight(t.at))
	t.topic = login
	if t.chance(0.4) {
		t.feels(t.normal(0.1, 0.2))
		t.tell(beat{scene: inApp, part: comment})
		return
	}
	t.tell(beat{scene: inApp, part: page})
}

// compliment is somebody pleased who says so, or somebody asked and pleased.
func compliment(t *tale) {
	if t.l.regard.at(t.at) < 0.05 {
		ask(t)
		return
	}
	t.topic = praise
	t.feels(0.45)
	t.newThread()
	s, back, place, desk := mailing, answering, atEmail, frontline
	if t.l.who.handle != "" && t.chance(0.5) {
		s, back, place, desk = posting, postingBack, atSocial, digital
	}
	t.contacts, t.times, t.atOnce = 1, 1, true
	t.tell(beat{scene: s, part: core, thread: t.thread, tone: 0.7, touchpoint: place, contributor: desk})
	t.at = open(t.dice, t.at.Add(3*time.Hour))
	if t.chance(0.7) {
		t.tell(beat{scene: back, part: fix, thread: t.thread, touchpoint: place, contributor: desk, resolved: true})
	}
}

// drop is a visit to the front desk: somebody saw how it went.
func drop(t *tale) {
	t.at = officeHours.at(t.dice, workdays(t.at, 1))
	t.topic = pick(t.dice, []topic{router, bill, advice, wrongItem, login, payment})
	t.facts.amount = t.l.who.plan.price
	t.contacts, t.times, t.atOnce = 1, 1, t.chance(0.78)
	t.feels(met(t.atOnce) + 0.1)
	t.tell(beat{
		scene: visitingUs, part: note, judged: true, valence: clamp(halves(t.mood()+0.2), -1, 1), resolved: t.atOnce,
	})
	if !t.atOnce {
		t.gap()
		t.pursue(0.75)
	}
}

// write is a letter, from those who still write them, and our answer.
func write(t *tale) {
	t.topic = pick(t.dice, []topic{bill, price, invoice, payment, bill})
	t.facts.amount, t.facts.right = t.l.who.plan.price+200, t.l.who.plan.price
	t.at = officeHours.at(t.dice, workdays(t.at, 2))
	t.contacts, t.times = 1, 1
	t.feels(-0.1)
	t.tell(beat{scene: writingUs, part: core})
	t.at = open(t.dice, t.at.AddDate(0, 0, t.between(1, 6)))
	t.atOnce = t.chance(0.7)
	t.feels(met(t.atOnce))
	t.newThread()
	t.tell(beat{scene: answering, part: t.reply(t.atOnce), thread: t.thread, touchpoint: atLetter, contributor: frontline, resolved: t.atOnce})
}

// readFirst is looking for the answer oneself before coming to us, with
// probability p; who did has tried what the page says.
func (t *tale) readFirst(p float64) {
	if !t.chance(p) {
		return
	}
	t.read(t.between(1, 2))
	t.wait(10*time.Minute, 5*time.Hour)
}

// read is pages of the help centre, a few minutes each.
func (t *tale) read(pages int) {
	for n := range pages {
		if n > 0 {
			t.wait(time.Minute, 6*time.Minute)
		}
		t.facts.minutes = t.between(1, 7)
		t.tell(beat{scene: reading, part: page})
	}
}

// halves rounds to what a form offers: -1, -½, 0, ½, 1.
func halves(x float64) float64 {
	switch {
	case x < -0.6:
		return -1
	case x < -0.2:
		return -0.5
	case x < 0.25:
		return 0
	case x < 0.7:
		return 0.5
	default:
		return 1
	}
}
