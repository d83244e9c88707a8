package simulate

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// life is one customer's, told forward: what is due next, and what a story has
// set going and is not yet told. The world calls next and step in turn.
type life struct {
	dice
	w      *World
	who    person
	regard regard
	rate   float64 // needs a year, when nothing makes them more or fewer

	need    time.Time // midnight of the day of the next need that may arise
	month   time.Time // the next look at bills, outages and staying
	errands []errand  // what is already settled to happen, by time
	pending []beat    // what stories under way will tell, by time
	last    beat      // what step returned

	beats, refs, threads, tales int
	noticed, left               time.Time   // when he gave notice, and was gone
	clerk                       *clerk      // keeps the dossier; nil: nobody does
	heard                       func(*tale) // hears each tale, for the tests
}

// errand is a story that will be told at its time.
type errand struct {
	at    time.Time
	story story
}

// story tells one episode: it moves the tale's clock and adds beats.
type story func(*tale)

// life begins the nth customer's life, at the start of history or when he joins.
func (w *World) life(i int) *life {
	l := &life{dice: throw(w.o.Seed, forLife, uint64(i)), w: w, who: w.person(i)}
	l.regard = regard{base: l.who.base, expected: l.who.hopes, sensitive: l.who.thin}
	if i < len(cast) {
		l.errands = cast[i].script(w.o.Now)
		return l
	}
	l.rate = w.pace * l.who.eager
	from := w.start
	if l.who.since.After(from) {
		from = midnight(l.who.since).AddDate(0, 0, 1)
		l.plan(l.who.since, welcome)
	}
	l.month = officeHours.at(l.dice, from.AddDate(0, 0, l.IntN(30)))
	l.arise(from)
	if c := w.campaign(); l.who.campaign && l.who.since.Before(c.From) {
		window := c.Until.Sub(c.From)
		day := midnight(c.From.Add(time.Duration(l.Float64() * float64(window))))
		l.plan(officeHours.at(l.dice, workdays(day, 1)), pitched)
	}
	return l
}

// next is when there is something to step to; false when the life is told.
func (l *life) next() (time.Time, bool) {
	at, ok := l.planning()
	if len(l.pending) > 0 && (!ok || l.pending[0].at.Before(at)) {
		return l.pending[0].at, true
	}
	return at, ok
}

// planning is when the next story may begin.
func (l *life) planning() (time.Time, bool) {
	var at time.Time
	soonest := func(t time.Time) {
		if !t.IsZero() && (at.IsZero() || t.Before(at)) {
			at = t
		}
	}
	soonest(l.need)
	soonest(l.month)
	if len(l.errands) > 0 {
		soonest(l.errands[0].at)
	}
	return at, !at.IsZero()
}

// step tells the next beat, or plans a story and returns nil. A story is planned
// before anything at or after its beginning is told, so beats come by time.
func (l *life) step() *beat {
	at, ok := l.planning()
	if ok && (len(l.pending) == 0 || !l.pending[0].at.Before(at)) {
		l.live(at)
		return nil
	}
	l.last = l.pending[0]
	l.pending = slices.Delete(l.pending, 0, 1)
	return &l.last
}

// until steps through everything up to and including t and counts the beats.
func (l *life) until(t time.Time) int {
	n := 0
	for at, ok := l.next(); ok && !at.After(t); at, ok = l.next() {
		if l.step() != nil {
			n++
		}
	}
	return n
}

// live does what is due at that time.
func (l *life) live(at time.Time) {
	switch {
	case len(l.errands) > 0 && l.errands[0].at.Equal(at):
		do := l.errands[0].story
		l.errands = l.errands[1:]
		l.begin(at, do)
	case at.Equal(l.month):
		l.month = at.AddDate(0, 1, 0)
		l.monthly(at)
	default:
		l.arise(at.AddDate(0, 0, 1))
		if l.chance(l.want(at) / 2) {
			l.begin(waking.at(l.dice, at), needs[l.weigh(needWeights)].story)
		}
	}
	if !l.left.IsZero() {
		l.need, l.month, l.errands = time.Time{}, time.Time{}, nil
	}
}

// arise draws the day of the next need, at twice the usual rate: want thins it.
func (l *life) arise(from time.Time) {
	var ok bool
	l.need, ok = l.w.rhythm.after(from, l.ExpFloat64()*365/(2*l.rate))
	if !ok {
		l.need = time.Time{}
	}
}

// want is how ready somebody is to come to us now, about 1: newcomers need help,
// the sore complain if they are of that kind, and fall silent if not.
func (l *life) want(at time.Time) float64 {
	want := 0.9
	if at.Sub(l.who.since) < 90*24*time.Hour {
		want += 0.5
	}
	if r := l.regard.at(at); r < 0 {
		want += -r * (1.6*l.who.voice - 0.7)
	}
	return clamp(want, 0.1, 2)
}

// begin plans a story.
func (l *life) begin(at time.Time, do story) {
	l.tales++
	t := &tale{dice: l.dice, l: l, number: l.tales, at: at, topic: general}
	t.facts.product = l.who.plan.name
	do(t)
	t.settles()
	slices.SortStableFunc(l.pending, func(a, b beat) int { return a.at.Compare(b.at) })
	if l.heard != nil {
		l.heard(t)
	}
}

// plan settles that a story will be told.
func (l *life) plan(at time.Time, do story) {
	l.errands = append(l.errands, errand{at, do})
	slices.SortStableFunc(l.errands, func(a, b errand) int { return a.at.Compare(b.at) })
}

func (l *life) add(b beat) {
	l.beats++
	b.number = l.beats
	l.pending = append(l.pending, b)
}

// indexOf finds a customer by his Ref, one who comes after Now too.
func (w *World) indexOf(ref string) (int, bool) {
	digits, ok := strings.CutPrefix(ref, "NB-")
	n, err := strconv.Atoi(digits)
	n -= 100_000
	return n, ok && err == nil && n >= 0 && n < w.o.Customers*beyond
}
