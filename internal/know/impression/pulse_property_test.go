package impression_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// crowd is people who come, say who they are, are classed, merged and parted,
// and leave impressions today.
type crowd struct {
	t       testing.TB
	o       *company.Office
	ids     []customer.ID
	parts   []impression.Part
	merges  []int64
	undo    []customer.Reclassing
	run     int
	names   int
	devices map[customer.ID]string
}

func (c *crowd) update(fn func(ctx context.Context, tx *company.Tx) error) bool {
	c.t.Helper()
	ctx := context.Background()
	return c.o.Update(ctx, company.System, func(tx *company.Tx) error { return fn(ctx, tx) }) == nil // what is refused changes nothing
}

func (c *crowd) resolve(written ...string) {
	claim := customer.Claim{}
	for _, w := range written {
		i, err := customer.ParseIdentifier(w)
		if err != nil {
			c.t.Fatal(err)
		}
		h, err := i.Normalise("NO")
		if err != nil {
			c.t.Fatal(err)
		}
		claim.Identifiers = append(claim.Identifiers, h)
	}
	c.update(func(ctx context.Context, tx *company.Tx) error {
		ids, err := customer.Resolve(ctx, tx, []customer.Claim{claim})
		if err == nil {
			if !slices.Contains(c.ids, ids[0]) {
				c.ids = append(c.ids, ids[0])
			}
			if claim.Identifiers[0].Kind == "device" {
				c.devices[ids[0]] = claim.Identifiers[0].Value
			}
		}
		return err
	})
}

func (c *crowd) leave(p impression.Part) {
	if c.update(func(ctx context.Context, tx *company.Tx) error {
		if err := customer.Lock(ctx, tx, []customer.ID{p.CustomerID}); err != nil {
			return err
		}
		return impression.Leave(ctx, tx, []impression.Part{p})
	}) {
		c.parts = append(c.parts, p)
	}
}

// step does one thing at random.
func (c *crowd) step(rt *rapid.T) {
	some := func() customer.ID { return rapid.SampledFrom(c.ids).Draw(rt, "whom") }
	c.names++
	fresh := fmt.Sprint("n", c.run, "-", c.names)
	if len(c.ids) == 0 {
		c.resolve("device:" + fresh)
		return
	}
	switch rapid.SampledFrom([]int{0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 10, 10, 11, 11, 12}).Draw(rt, "what") {
	case 0:
		c.resolve("device:" + fresh)
	case 1:
		c.resolve("email:" + fresh + rapid.SampledFrom([]string{"@carrier.example", "@home.example"}).Draw(rt, "domain"))
	case 2, 3, 4:
		p := impression.Part{ID: int64(c.run)*1_000_000 + int64(c.names), CustomerID: some(), Key: impression.Key{Text: "thread:" + fresh}, At: monday.Add(-time.Duration(c.names%180) * time.Minute),
			Tie: int64(c.names), Channel: rapid.SampledFrom([]string{"phone", "email"}).Draw(rt, "channel"), Kind: "talk", Inbound: true}
		p.Signals = []impression.Signal{{Role: impression.RoleObserved, Valence: rapid.SampledFrom([]float64{-0.8, 0, 0.7}).Draw(rt, "valence"), Confidence: 1}}
		c.leave(p)
	case 5:
		if len(c.parts) > 0 {
			p := rapid.SampledFrom(c.parts).Draw(rt, "part")
			c.update(func(ctx context.Context, tx *company.Tx) error {
				if err := customer.Lock(ctx, tx, []customer.ID{p.CustomerID}); err != nil {
					return err
				}
				return impression.Withdraw(ctx, tx, []impression.Part{p})
			})
		}
	case 6: // says who he is: the device's record is named, or joined to another
		if device := c.devices[some()]; device != "" {
			c.resolve("device:"+device, "email:"+fresh+"@home.example")
		}
	case 7:
		id, name := some(), rapid.SampledFrom([]string{"", "Ada"}).Draw(rt, "name")
		c.update(func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Alter(ctx, tx, id, customer.Change{Name: &name})
			return err
		})
	case 8:
		id, class := some(), rapid.SampledFrom([]customer.Class{customer.Counted, customer.Supplier, customer.Bot}).Draw(rt, "class")
		c.update(func(ctx context.Context, tx *company.Tx) error {
			done, err := customer.Reclass(ctx, tx, id, class, "")
			c.undo = append(c.undo, done)
			return err
		})
	case 9:
		if n := len(c.undo); n > 0 {
			c.update(func(ctx context.Context, tx *company.Tx) error { return customer.Unclass(ctx, tx, c.undo[n-1]) })
			c.undo = c.undo[:n-1]
		}
	case 10:
		a, b := some(), some()
		c.update(func(ctx context.Context, tx *company.Tx) error {
			m, err := customer.Join(ctx, tx, a, b, "")
			c.merges = append(c.merges, m.ID)
			return err
		})
	case 11:
		if len(c.merges) > 0 {
			m := rapid.SampledFrom(c.merges).Draw(rt, "merge")
			c.update(func(ctx context.Context, tx *company.Tx) error {
				_, err := customer.Undo(ctx, tx, m)
				return err
			})
		}
	case 12:
		id := some()
		c.update(func(ctx context.Context, tx *company.Tx) error {
			p, err := customer.Find(ctx, tx, id)
			if err != nil || len(p.Held()) == 0 {
				return err
			}
			return customer.Unidentify(ctx, tx, id, p.Held()[0].Key())
		})
	}
}

// brute counts everything of everybody anew: what people who are known and
// customers left.
func (c *crowd) brute(law impression.Law) (n impression.Count) {
	companytest.View(c.t, c.o, func(ctx context.Context, tx *company.Tx) error {
		for _, id := range c.ids {
			p, err := customer.Find(ctx, tx, id)
			if err != nil {
				return err
			}
			known := false
			for _, r := range p.Records {
				known = known || r.Class == "" && (r.Name != "" || len(r.Identifiers) > 0 && r.Identifiers[0].Kind != "device" || len(r.Identifiers) > 1)
			}
			if p.Records[0].Class != "" || !known {
				continue
			}
			episodes, err := impression.Episodes(ctx, tx, []customer.ID{id}, time.Time{})
			if err != nil {
				return err
			}
			for _, e := range episodes {
				left, err := impression.Of(ctx, tx, []int64{e.ID})
				if err != nil {
					return err
				}
				for _, i := range left[e.ID] {
					switch law.Label(i.Valence) {
					case impression.Negative:
						n.Negative++
					case impression.Positive:
						n.Positive++
					default:
						n.Neutral++
					}
					n.Sum += i.Valence
				}
			}
		}
		return nil
	})
	return n
}

func TestOnlyWhatIsKnownAndACustomerIsCountedWhateverBecomesOfIt(t *testing.T) {
	companytest.EachClock(t, func() time.Time { return monday }, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.SetClassRules(ctx, tx, []customer.ClassRule{{Pattern: "@carrier.example", Class: customer.Supplier}})
			return err
		})
		pulse := impression.Pulse(o)
		rapid.Check(t, func(rt *rapid.T) {
			runs++
			c := &crowd{t: t, o: o, run: runs, devices: map[customer.ID]string{}}
			follow(t, o, pulse)
			before, _, _ := today(t, o, company.System)
			for range rapid.IntRange(1, 40).Draw(rt, "steps") {
				c.step(rt)
				if rapid.IntRange(0, 4).Draw(rt, "follow") == 0 {
					follow(t, o, pulse)
				}
			}
			follow(t, o, pulse)
			whole, _, _ := today(t, o, company.System)
			want, got, was := c.brute(impression.Default), whole.Today, before.Today
			if got.Negative-was.Negative != want.Negative || got.Neutral-was.Neutral != want.Neutral || got.Positive-was.Positive != want.Positive || math.Abs(got.Sum-was.Sum-want.Sum) > 1e-6 {
				rt.Fatalf("counted %+v since %+v, are %+v", got, was, want)
			}
		})
	})
}
