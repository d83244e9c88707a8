package cli

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// contacts makes interactions up, the same ones every time: in the order of
// time over the two years to today, as they would arrive. Two in five carry
// text, one in two goes on with a need that is open already, and every so
// often comes a customer who was never there.
type contacts struct {
	dice      *rand.Rand
	fresh     float64 // how many of a row's customers are new
	at        time.Time
	step      time.Duration
	n         int
	customers int
	open      [512]need // needs that may go on
	scenes    []int     // by hundredths
}

// need is what a customer came for.
type need struct {
	customer  int
	reference string
	thread    string
}

func newContacts(total int, fresh float64) *contacts {
	c := &contacts{dice: rand.New(rand.NewPCG(1, 2)), fresh: fresh, step: 2 * 365 * 24 * time.Hour / time.Duration(total)}
	c.at = time.Now().UTC().Truncate(24 * time.Hour).Add(-c.step * time.Duration(total))
	for i, s := range benchScenes {
		for range s.share {
			c.scenes = append(c.scenes, i)
		}
	}
	return c
}

// next makes the next interaction.
func (c *contacts) next() interaction.Draft {
	c.n++
	c.at = c.at.Add(c.step)
	s := benchScenes[c.scenes[c.dice.IntN(len(c.scenes))]]
	d := interaction.Draft{Source: "bench-" + string(s.channel), SourceRef: fmt.Sprintf("%08x-%d", uint32(c.n)*2654435761, c.n), // scattered, as foreign ids are
		OccurredAt: c.at.Truncate(time.Second), Channel: s.channel, Touchpoint: s.touchpoint}
	who, first := c.who(&d, s)
	d.Identifiers = identifiersOf(who, s.kind, first)
	if first {
		d.Name = nameOf(who)
	}
	if len(s.by) > 0 {
		d.Contributor = s.by[c.dice.IntN(len(s.by))]
	}
	if s.text {
		c.words(&d)
	}
	if s.legs {
		c.call(&d)
	}
	if len(s.outcomes) > 0 {
		c.outcome(&d, s.outcomes)
	}
	c.extras(&d)
	return d
}

// who decides whose interaction it is, and which need it belongs to.
func (c *contacts) who(d *interaction.Draft, s scene) (who int, first bool) {
	slot := c.dice.IntN(len(c.open))
	n := &c.open[slot]
	switch {
	case c.customers == 0 || c.dice.Float64() < c.fresh:
		*n, first = need{customer: c.customers}, true
		c.customers++
	case n.reference == "" || c.dice.Float64() < 0.5:
		*n = need{customer: c.existing()}
	}
	if n.reference == "" {
		n.reference, n.thread = fmt.Sprintf("order:%d", c.n), fmt.Sprintf("t-%d", c.n)
	}
	if c.dice.IntN(3) == 0 || s.touchpoint == "delivery.doorstep" {
		d.Reference = n.reference
	}
	if s.thread {
		d.Thread = n.thread
	}
	return n.customer, first
}

// existing picks a customer who was there before. Some come more often than
// others; one in two hundred, a company or a household in trouble, comes all
// the time.
func (c *contacts) existing() int {
	if c.dice.IntN(20) == 0 {
		return c.dice.IntN(c.customers/200+1) * 200 % c.customers
	}
	most, liveliest := 0, uint32(0)
	for range 4 {
		i := c.dice.IntN(c.customers)
		if lively := uint32(i) * 2654435761; lively >= liveliest {
			most, liveliest = i, lively
		}
	}
	return most
}

// identifiersOf returns what a source knows a customer by: all of it the first
// time, as from an order.
func nameOf(who int) string {
	return benchGiven[who%len(benchGiven)] + " " + benchFamily[who/len(benchGiven)%len(benchFamily)]
}

func identifiersOf(who int, kind string, first bool) []customer.Identifier {
	all := []customer.Identifier{{Kind: "external:shop", Value: fmt.Sprintf("K%07d", who)}, {Kind: "email", Value: fmt.Sprintf("customer%d@mail.example", who)},
		{Kind: "phone", Value: fmt.Sprintf("+47 4%07d", who)}}
	if first {
		return all
	}
	for _, i := range all {
		if i.Kind == kind {
			return []customer.Identifier{i}
		}
	}
	return all[:1]
}

func (c *contacts) words(d *interaction.Draft) {
	var b strings.Builder
	for i := range 1 + c.dice.IntN(3) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(benchTexts[c.dice.IntN(len(benchTexts))])
	}
	d.Text = b.String()
	if d.Channel == interaction.Email {
		d.Subject = fmt.Sprintf("Case %d", c.n)
	}
	if c.dice.IntN(3) == 0 {
		d.Direction = interaction.Out
	}
}

func (c *contacts) call(d *interaction.Draft) {
	for i := range 1 + c.dice.IntN(10)/7 {
		leg := interaction.Leg{Contributor: d.Contributor, Queue: "main", WaitSeconds: c.dice.IntN(300)}
		if i > 0 {
			leg.Contributor, leg.HoldSeconds = "billing", c.dice.IntN(240)
		}
		d.Legs = append(d.Legs, leg)
	}
	d.Abandoned = c.dice.IntN(25) == 0
}

func (c *contacts) outcome(d *interaction.Draft, of []string) {
	d.Outcome = of[c.dice.IntN(len(of))]
	switch d.Outcome {
	case "late":
		due := d.OccurredAt.Add(-time.Duration(1+c.dice.IntN(6)) * 24 * time.Hour)
		d.DueAt = &due
	case "outage":
		d.Attributes = map[string]any{"hours": 1 + c.dice.IntN(12)}
	}
}

func (c *contacts) extras(d *interaction.Draft) {
	if c.dice.IntN(33) == 0 {
		v := float64(c.dice.IntN(9)-4) / 4
		d.Asked = &v
	}
	d.Resolved = c.dice.IntN(5) == 0
	if c.dice.IntN(4) == 0 && d.Attributes == nil {
		d.Attributes = map[string]any{"region": "north", "plan": "fibre-500"}
	}
}
