package simulate

import (
	"math"
	"time"
)

// tale is one episode while it is being told: a need, the clock that runs
// through it, and how it has felt so far.
type tale struct {
	dice
	l      *life
	number int // in the customer's life
	at     time.Time
	topic  topic
	thread int
	ref    reference
	facts  facts
	handy  *employee // who had it in hand last

	felt     float64 // what it has left, by the hidden law
	contacts int     // times that the customer came to us
	times    int     // of those, about the present topic
	atOnce   bool    // the first of them solved it
	calls    int
	handed   int      // calls that were handed on
	way      int      // how he came last
	answer   *Promise // that we come back to him, while it is owed
}

// tell adds a beat to the customer's life, now by the tale's clock.
func (t *tale) tell(b beat) {
	b.at, b.topic, b.ref, b.story = t.at, t.topic, t.ref, t.number
	if b.tone == 0 {
		b.tone = t.mood()
	}
	b.facts = t.facts
	b.facts.times = t.times
	if b.contributor == "" {
		b.contributor = b.scene.contributor
	}
	if b.touchpoint == "" {
		b.touchpoint = b.scene.touchpoint
	}
	if b.employee == nil && !b.scene.automated && staffedBy(b.scene) {
		b.employee = t.l.w.staff.on(t.dice, b.contributor, b.at)
	}
	if b.employee != nil {
		t.handy = b.employee
	}
	t.l.add(b)
}

// wait lets time go by.
func (t *tale) wait(low, high time.Duration) { t.at = t.at.Add(t.span(low, high)) }

func (t *tale) span(low, high time.Duration) time.Duration {
	return low + time.Duration(t.Float64()*float64(high-low)).Truncate(time.Second)
}

// feels lets the customer feel something of that quality, now.
func (t *tale) feels(quality float64) {
	t.felt += t.l.regard.feel(t.at, clamp(quality, -1, 1))
}

// mood is how the customer sounds: what just happened, on the ground of how he
// regards us, and the day that he has had.
func (t *tale) mood() float64 {
	m := 0.35*t.l.regard.at(t.at) + 0.9*math.Tanh(t.felt) + t.normal(0, 0.16)
	return clamp(m, -1, 1)
}

// turns moves the tale on to another topic: a new matter, a new conversation.
func (t *tale) turns(to topic) { t.topic, t.times, t.thread = to, 0, 0 }

// newThread begins another conversation at its source.
func (t *tale) newThread() {
	t.l.threads++
	t.thread = t.l.threads
}

// about gives the tale an order, invoice or visit of its own.
func (t *tale) about(kind string) {
	t.l.refs++
	t.ref = reference{kind, 100_000 + t.l.who.index*1000 + t.l.refs%1000}
}

// gap is the time until the customer tries again: the sorer, the sooner.
func (t *tale) gap() {
	t.wait(20*time.Hour, time.Duration(clamp(6+4*t.felt, 2, 7)*float64(24*time.Hour)))
	t.wake()
}

// wake lets the customer sleep until the morning when it is night.
func (t *tale) wake() {
	if t.at.In(oslo).Hour() < 6 {
		t.wait(5*time.Hour, 9*time.Hour)
	}
}

// staffedBy tells whether a person of ours has a hand in such an exchange.
func staffedBy(s *scene) bool {
	switch s {
	case calling, visitingUs, answering, chattingBack, postingBack, textingBack, pitching, makingGood, visit:
		return true
	default:
		return false
	}
}
