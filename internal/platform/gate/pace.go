package gate

import (
	"math"
	"time"
)

// pace is how much a gate has let go lately, while some waited: what is ten
// seconds ago counts a third of what is now.
type pace struct {
	weight  float64 // let go, faded
	seconds float64 // in which some waited, faded
	at      time.Time
	waited  bool // somebody waits
}

const (
	fading = 10  // seconds after which something counts a third
	seen   = 0.5 // seconds for which some must have waited until anything can be told
)

// wait says that from now on somebody waits, or that nobody does any more.
func (p *pace) wait(somebody bool, now time.Time) {
	p.move(now)
	p.waited = somebody
}

// done says that a weight was let go.
func (p *pace) done(weight int64, now time.Time) {
	p.move(now)
	if p.waited {
		p.weight += float64(weight)
	}
}

// takes tells how long it takes to let a weight go; 0 where that is not known.
func (p *pace) takes(weight int64, now time.Time) time.Duration {
	p.move(now)
	if p.seconds < seen || p.weight == 0 {
		return 0
	}
	return time.Duration(float64(weight) / p.weight * p.seconds * float64(time.Second))
}

func (p *pace) move(now time.Time) {
	passed := now.Sub(p.at).Seconds()
	if p.at = now; !p.waited || passed <= 0 {
		return
	}
	left := math.Exp(-passed / fading)
	p.weight, p.seconds = p.weight*left, p.seconds*left+passed
}
