package simulate

import "time"

// welcome is how somebody becomes a customer: he asks perhaps, orders, gets a
// router by the carrier, and often a technician.
func welcome(t *tale) {
	t.topic = order
	t.facts.amount = t.l.who.plan.price
	t.about("order")
	t.buy()
	t.delivered()
	if t.chance(0.3) {
		t.wait(10*time.Hour, 40*time.Hour)
		t.visited(0.8)
	}
}

// orderMore is something extra: a mesh unit, another router, a cable.
func orderMore(t *tale) {
	t.topic = order
	thing := pick(t.dice, extras)
	t.facts.product, t.facts.amount = thing.name[t.l.who.tongue()], thing.price
	t.about("order")
	t.buy()
	t.delivered()
}

// extras are what customers order beside their plan, Norwegian and English.
var extras = []struct {
	name  [2]string
	price int
}{
	{[2]string{"en mesh-enhet", "a mesh unit"}, 1049},
	{[2]string{"to mesh-enheter", "two mesh units"}, 1998},
	{[2]string{"en N7-ruter", "an N7 router"}, 1490},
	{[2]string{"en TV-boks", "a TV box"}, 899},
	{[2]string{"ti meter nettverkskabel", "ten metres of network cable"}, 149},
}

// upgrade is somebody content who takes more.
func upgrade(t *tale) {
	plans := homePlans[:4]
	if t.l.who.account != "" {
		plans = workPlans
	}
	for _, p := range plans {
		if p.price > t.l.who.plan.price && (t.l.who.town.fibre || p.speed <= 250) {
			t.l.who.plan = p
			t.topic = order
			t.facts.product, t.facts.amount = p.name, p.price
			t.about("order")
			t.buy()
			t.feels(0.2)
			return
		}
	}
}

// buy is the order itself, in the shop or by telephone, and its confirmation.
func (t *tale) buy() {
	t.l.clerk.ordered(t)
	if t.chance(0.75) {
		if t.chance(0.35) {
			t.tell(beat{scene: looking, part: page})
			t.wait(3*time.Minute, 30*time.Minute)
		}
		t.tell(beat{scene: ordering, part: placed, outcome: "ordered"})
	} else {
		t.way = byPhone
		t.contacts, t.times = 1, 1
		t.atOnce = t.call(0.97)
	}
	t.wait(time.Minute, 4*time.Minute)
	t.tell(beat{scene: confirming, part: confirmed})
}

// delivered is the carrier's part, and what comes of it.
func (t *tale) delivered() {
	region := t.l.who.town.region
	t.at = open(t.dice, t.at.Add(2*time.Hour))
	due := workdays(t.at, t.between(2, 4)).Add(21 * time.Hour)
	t.facts.when = due
	t.tell(beat{scene: shipping, part: shipped})
	told := t.promises(PromisedParcel, sales, fjordfrakt, due)
	t.turns(delivery)
	arrives := deliveryHours.at(t.dice, midnight(due))
	late := 0
	if t.chance(t.l.w.carrier().size(region, t.at)) {
		late = 1 + int(t.ExpFloat64()*1.6)
		if t.l.w.carrier().holds(region, t.at) {
			late = 2 + int(t.ExpFloat64()*3.2)
		}
		arrives = deliveryHours.at(t.dice, workdays(due, late))
		late = int(arrives.Sub(due)/(24*time.Hour)) + 1
	}
	if late > 0 {
		t.waitsFor(arrives, due, late)
	}
	t.at = latest(t.at, arrives)
	t.keeps(told)
	t.facts.days = late
	if late > 0 {
		t.feels(-0.3 - min(0.06*float64(late), 0.4))
		t.tell(beat{scene: parcel, part: handedOver, outcome: "late", due: due})
		t.makeGood()
		return
	}
	t.feels(0.3)
	t.tell(beat{scene: parcel, part: handedOver, outcome: "on_time", due: due})
	t.unpacked()
}

// waitsFor is the customer asking where the parcel is, before it comes.
func (t *tale) waitsFor(arrives, due time.Time, late int) {
	t.at = due.Add(t.span(11*time.Hour, 30*time.Hour))
	if !t.at.Before(arrives) || !t.chance(0.25+0.65*t.l.who.voice) {
		return
	}
	t.facts.days = max(1, int(t.at.Sub(due)/(24*time.Hour))+1)
	t.feels(-0.15)
	t.readFirst(0.2)
	if !t.contact(0.6) && late > 4 {
		t.wait(20*time.Hour, 48*time.Hour)
		if t.at.Before(arrives) {
			t.facts.days = int(t.at.Sub(due)/(24*time.Hour)) + 1
			t.contact(0.65)
		}
	}
}

// unpacked finds, now and then, the wrong thing in the box, or not all of it.
func (t *tale) unpacked() {
	if !t.chance(0.05) {
		return
	}
	outcome := "wrong_item"
	if t.chance(0.4) {
		outcome = "missing_item"
	}
	t.wait(time.Hour, 30*time.Hour)
	t.turns(wrongItem)
	t.feels(-0.5)
	t.tell(beat{scene: mispacking, outcome: outcome})
	t.pursue(0.75)
	t.makeGood()
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
