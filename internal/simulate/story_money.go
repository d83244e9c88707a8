package simulate

import "time"

// billed is an invoice, now and then with a reminder after it.
func billed(t *tale) {
	t.topic = payment
	t.about("invoice")
	t.facts.amount = t.l.who.plan.price
	t.facts.when = t.at.AddDate(0, 0, 14)
	t.tell(beat{scene: invoicing, part: invoiced})
	if !t.chance(0.2) {
		return
	}
	t.at = officeHours.at(t.dice, workdays(t.at.AddDate(0, 0, 20), 1))
	t.facts.when = t.at.AddDate(0, 0, 10)
	t.feels(-0.15)
	t.tell(beat{scene: reminding, part: reminder})
	if t.chance(0.5) {
		t.wait(time.Hour, 30*time.Hour)
		t.pursue(0.8)
	}
}

// misbilled is an invoice that is wrong, found by the customer.
func misbilled(t *tale) {
	t.topic = invoice
	t.about("invoice")
	t.facts.right = t.l.who.plan.price
	t.facts.amount = t.facts.right + pick(t.dice, []int{99, 149, 299, 399, 599, t.facts.right})
	t.facts.when = t.at.AddDate(0, 0, 14)
	t.tell(beat{scene: invoicing, part: invoiced})
	t.wait(2*time.Hour, 5*24*time.Hour)
	t.feels(-0.35)
	t.readFirst(0.2)
	solved := t.pursue(0.68)
	t.at = open(t.dice, t.at.Add(time.Hour))
	t.tell(beat{scene: misbilling, outcome: "wrong_invoice", resolved: solved})
	t.makeGood()
}

// advertised is something that we sent to many.
func advertised(t *tale) {
	t.tell(beat{scene: advertising, part: newsletter})
}
