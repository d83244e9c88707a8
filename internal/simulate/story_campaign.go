package simulate

import "time"

// lynrask is what the campaign sells.
var lynrask = plan{name: campaignName, speed: campaignSpeed, price: 749}

// pitched is telesales on the telephone with Lynrask 1000 for somebody whose
// line cannot carry it. Who buys expects much from then on; most find out.
func pitched(t *tale) {
	t.topic = promise
	p := lynrask
	t.facts = facts{product: p.name, promised: campaignSpeed, got: t.between(45, 98), amount: p.price}
	sold := t.chance(0.55)
	who := t.l.w.staff.on(t.dice, telesales, t.at)
	if !sold {
		t.feels(-0.05)
		t.tell(beat{scene: pitching, part: declined, employee: who})
		return
	}
	t.about("order")
	t.l.regard.expected = min(t.l.regard.expected+0.35, 0.8)
	t.l.who.plan = p
	t.feels(0.35)
	t.tell(beat{scene: pitching, part: sale, employee: who, outcome: "sold"})
	t.l.clerk.ordered(t)
	t.wait(time.Minute, 5*time.Minute)
	t.tell(beat{scene: confirming, part: confirmed})
	if !t.chance(t.l.w.campaign().Planted) {
		return
	}
	found, facts, ref := t.at.AddDate(0, 0, t.between(12, 60)), t.facts, t.ref
	complain := func(t *tale) { t.topic, t.facts, t.ref = promise, facts, ref; t.complain() }
	t.l.plan(found, complain)
	if t.chance(0.5) {
		t.l.plan(found.AddDate(0, 0, t.between(25, 90)), complain)
	}
}

// complain is coming to us about a speed that was promised and is not there.
func (t *tale) complain() {
	t.feels(-0.5)
	t.readFirst(0.3)
	t.pursue(0.35)
	t.makeGood()
}
