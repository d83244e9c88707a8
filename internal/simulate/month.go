package simulate

import (
	"math"
	"time"
)

// monthly is what comes by itself: the bill, what is on offer, an outage in
// town, and the thought of staying or going.
func (l *life) monthly(at time.Time) {
	l.clerk.billed(l, at)
	share := l.rate / 3
	switch {
	case l.goes(at):
		l.begin(at, depart)
		return
	case l.chance(0.015*share) && l.regard.at(at) > 0.1:
		l.plan(evenings.at(l.dice, workdays(at, 1)), upgrade)
	case l.chance(0.0145 * share):
		l.begin(at, misbilled)
	case l.chance(0.022 * share):
		l.begin(at, billed)
	case l.chance(0.03 * share):
		l.begin(at, advertised)
	}
	for _, o := range l.w.outages(l.who.town, at) {
		if l.chance(min(0.026*share, 0.5)) {
			l.plan(o.at, o.suffered)
		}
	}
}

// goes tells whether the customer leaves this month: the lower he regards us,
// the likelier, and hardly anybody in his first months.
func (l *life) goes(at time.Time) bool {
	hazard := 0.0085 * math.Exp(-2.6*l.regard.at(at))
	if at.Sub(l.who.since) < 120*24*time.Hour {
		hazard *= 0.3
	}
	return l.chance(min(hazard, 0.2))
}

// outage is one failure of the line in a town.
type outage struct {
	at    time.Time
	hours int
}

// outages are the failures that begin in a town in the month after at: the same
// for everybody who lives there.
func (w *World) outages(t *town, at time.Time) []outage {
	y, m, _ := at.AddDate(0, 1, 0).Date()
	first := time.Date(y, m, 1, 0, 0, 0, 0, oslo)
	d := throw(w.o.Seed, forIncident, uint64(t.postcode)<<16|uint64(y*12+int(m)))
	often := 0.5
	if m == time.January || m == time.November { // storms
		often = 0.9
	}
	var all []outage
	for d.chance(often) && len(all) < 3 {
		day := first.AddDate(0, 0, d.IntN(28))
		all = append(all, outage{waking.at(d, day), int(clamp(d.skewed(3.5, 0.9), 1, 60))})
		often /= 2
	}
	return all
}
