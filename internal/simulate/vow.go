package simulate

import "time"

// promises tells the customer by when somebody will have done something; it
// hangs on another contributor, when that one is named.
func (t *tale) promises(kind, by, on string, due time.Time) *Promise {
	p := &Promise{Kind: kind, Reference: t.ref.String(), By: by, SaidAt: t.at.UTC(), DueAt: due.UTC()}
	t.l.clerk.said(p, on)
	return p
}

// keeps does what was promised, now; nothing when nothing was.
func (t *tale) keeps(p *Promise) {
	if p == nil {
		return
	}
	p.KeptAt = t.at.UTC()
	t.l.clerk.answered(p)
	if p == t.answer {
		t.answer = nil
	}
}

// breaks lets the customer feel that a promise was not kept.
func (t *tale) breaks(p *Promise, quality float64) {
	p.brokenAt = t.at.UTC()
	t.feels(quality)
}

// owes is whoever could not solve it saying when he will come back, mostly;
// often it hangs on those who know.
func (t *tale) owes(solved bool, desk string) {
	if solved || t.answer != nil || !t.chance(0.6) {
		return
	}
	on := technical
	switch {
	case t.topic.money():
		on = billing
	case t.topic == delivery || t.topic == wrongItem:
		on = fjordfrakt
	case t.topic.selling():
		on = salesDesk
	}
	if on == desk || t.chance(0.3) {
		on = ""
	}
	t.answer = t.promises(PromisedAnswer, desk, on, workdays(t.at, t.between(1, 3)).Add(16*time.Hour))
}

// overdue lets the customer feel, once, that we have not come back.
func (t *tale) overdue() {
	if p := t.answer; p != nil && p.brokenAt.IsZero() && t.at.After(p.DueAt) {
		t.breaks(p, -0.12)
	}
}

// disappoints is the end of it, unsolved: with the promise broken, if one was
// owed.
func (t *tale) disappoints(quality float64) {
	p := t.answer
	if p == nil {
		t.feels(quality)
		return
	}
	t.at, t.answer = latest(t.at, p.DueAt.In(oslo)), nil
	if p.brokenAt.IsZero() {
		t.breaks(p, quality)
	} else {
		t.feels(quality)
	}
}

// settles breaks what is still owed when a tale is over.
func (t *tale) settles() {
	if t.answer != nil {
		t.disappoints(-0.1)
	}
}
