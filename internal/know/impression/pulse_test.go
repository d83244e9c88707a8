package impression_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
)

var oslo = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err)
	}
	return zone
}()

// follow has the follower follow to the end.
func follow(t testing.TB, o *company.Office, f journal.Follower) {
	t.Helper()
	for {
		n, err := f.Step(context.Background(), o.DB)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

func today(t testing.TB, o *company.Office, who company.Actor) (whole impression.Usual, channels, contributors []impression.Usual) {
	t.Helper()
	err := o.View(context.Background(), who, func(tx *company.Tx) (err error) {
		whole, channels, contributors, err = impression.Today(context.Background(), tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return whole, channels, contributors
}

// many makes n parts, each an episode of its own, at one instant.
func (l *life) many(at time.Time, n int, channel string, contributor int64, valence float64) (parts []impression.Part) {
	for range n {
		p := l.part(0, fmt.Sprintf("thread:%d", l.n), valence)
		p.At, p.Channel = at, channel
		p.Signals[0].Cause = impression.Whole(contributor, impression.ByRule)
		parts = append(parts, p)
	}
	return parts
}

// The Monday after the clocks went forward in Norway, at half past twelve.
var monday = time.Date(2026, 3, 30, 12, 30, 0, 0, oslo)

func TestTodayIsComparedWithTheSameTimeOfEightWeeks(t *testing.T) {
	companytest.EachClock(t, func() time.Time { return monday }, func(t *testing.T, o *company.Office) {
		pulse := impression.Pulse(o)
		l := begin(t, o, "a")
		for week := 1; week <= 10; week++ { // two weeks more than count
			day := monday.AddDate(0, 0, -7*week)
			at := func(hour, minute int) time.Time {
				return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, oslo)
			}
			l.leave(append(append(append(
				l.many(at(0, 10), 16, "phone", 1, 0.2),     // just after midnight, local
				l.many(at(12, 10), 8, "email", 0, 0.2)...), // in the hour that is going on: half of it has gone
				l.many(at(13, 10), 30, "phone", 1, -1)...), // later in the day
				l.many(at(-1, 50), 30, "phone", 1, -1)...)...) // the evening before
		}
		stand := func(n int) impression.Usual {
			l.leave(l.many(monday.Add(-3*time.Hour), n, "phone", 1, -0.5)...)
			follow(t, o, pulse)
			whole, _, _ := today(t, o, company.System)
			return whole
		}
		got := stand(19)
		if got.Volume.Weeks != 8 || got.Volume.Median != 20 || got.Volume.Low != 20 || got.Volume.High != 20 || math.Abs(got.Mean.Median-0.2) > 1e-9 {
			t.Errorf("usual %+v", got)
		}
		if got.Today.Negative != 19 || got.Today.Total() != 19 || got.Volume.Below || got.Mean.Below {
			t.Errorf("%+v: too few today to say anything", got)
		}
		if got = stand(1); got.Volume.Above || got.Volume.Below || !got.Mean.Below {
			t.Errorf("%+v: as many as usual, but worse", got)
		}
		if got = stand(1); !got.Volume.Above || got.Today.Total() != 21 {
			t.Errorf("%+v: more than usual", got)
		}
		_, channels, contributors := today(t, o, company.System)
		if len(channels) != 2 || channels[0].Channel != "phone" || channels[0].Volume.Median != 16 || channels[1].Channel != "email" || channels[1].Volume.Median != 4 || channels[1].Today.Total() != 0 {
			t.Errorf("by channel %+v", channels)
		}
		if len(contributors) != 2 || contributors[0].Contributor != 1 || contributors[0].Today.Total() != 21 || contributors[1].Contributor != 0 {
			t.Errorf("by contributor %+v", contributors)
		}
	})
}

func TestAPartnersUserSeesOnlyHisOwnToday(t *testing.T) {
	companytest.EachClock(t, func() time.Time { return monday }, func(t *testing.T, o *company.Office) {
		var carrier, support int64
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			carrier, support = d.ContributorID("carrier"), d.ContributorID("support")
			return err
		})
		l := begin(t, o, "a")
		l.leave(append(l.many(monday.Add(-time.Hour), 3, "field", carrier, -0.5), l.many(monday.Add(-time.Hour), 5, "phone", support, 0.5)...)...)
		follow(t, o, impression.Pulse(o))
		partner := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: carrier}
		whole, channels, contributors := today(t, o, partner)
		if whole.Today.Negative != 3 || whole.Today.Total() != 3 || len(channels) != 1 || len(contributors) != 1 || contributors[0].Contributor != carrier {
			t.Errorf("%+v %+v %+v", whole, channels, contributors)
		}
	})
}

func TestEveryImpressionIsCountedOnceHoweverOftenItIsTold(t *testing.T) {
	companytest.EachClock(t, func() time.Time { return monday }, func(t *testing.T, o *company.Office) {
		pulse := impression.Pulse(o)
		var told []journal.Fact
		between := func() {} // what happens after it has read and before it writes
		listening := journal.Follower{Name: pulse.Name, Read: func(ctx context.Context, tx *database.Tx, facts []journal.Fact) (any, error) {
			read, err := pulse.Read(ctx, tx, facts)
			between()
			return read, err
		}, Do: func(ctx context.Context, tx *database.Tx, facts []journal.Fact, read any) error {
			told = append(told, facts...)
			return pulse.Do(ctx, tx, facts, read)
		}}
		l := begin(t, o, "a")
		parts := l.many(monday.Add(-time.Hour), 4, "phone", 1, -0.5)
		parts[1].Key, parts[2].Signals[0].Valence, parts[3].Kind = parts[0].Key, 0, "broadcast"
		count := func() (c impression.Count) {
			follow(t, o, listening)
			whole, _, _ := today(t, o, company.System)
			return whole.Today
		}
		want := func(when string, negative, neutral, positive int64, sum float64) {
			t.Helper()
			if c := count(); c.Negative != negative || c.Neutral != neutral || c.Positive != positive || math.Abs(c.Sum-sum) > 1e-9 {
				t.Errorf("%s: %+v", when, c)
			}
		}
		l.leave(parts...)
		want("left", 2, 1, 0, -1)
		l.leave(parts...)
		want("left again", 2, 1, 0, -1)
		changed := parts[0]
		changed.Signals = []impression.Signal{{Role: impression.RoleObserved, Valence: 0.5, Confidence: 1}}
		l.leave(changed)
		want("changed", 1, 1, 1, 0)
		l.withdraw(parts[1])
		want("one withdrawn", 0, 1, 1, 0.5)
		moved := parts[2]
		moved.At = monday.Add(-2 * time.Hour)
		l.update(func(ctx context.Context, tx *company.Tx) error {
			return impression.Replace(ctx, tx, parts[2:3], []impression.Part{moved})
		})
		want("moved to another hour", 0, 1, 1, 0.5)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			read, err := pulse.Read(ctx, tx.Tx, told)
			if err != nil {
				return err
			}
			return pulse.Do(ctx, tx.Tx, told, read)
		})
		want("everything told again", 0, 1, 1, 0.5)
		between = func() {
			between = func() {}
			moved.Signals = []impression.Signal{{Role: impression.RoleObserved, Valence: -0.5, Confidence: 1}}
			l.leave(moved)
		}
		changed.Signals = []impression.Signal{{Role: impression.RoleObserved, Valence: 0.75, Confidence: 1}}
		l.leave(changed)
		l.leave(moved)
		want("changed while it was counted", 1, 0, 1, 0.25)
		l.withdraw(parts[0], moved, parts[3])
		want("all withdrawn", 0, 0, 0, 0)
	})
}

func TestMeansSayForHowManyTheySpeak(t *testing.T) {
	for _, c := range []struct {
		count           impression.Count
		mean, low, high float64
	}{
		{impression.Count{}, 0, 0, 0},
		{impression.Count{Positive: 1, Sum: 0.5, Squares: 0.25}, 0.5, -1, 1},
		{impression.Count{Negative: 1, Positive: 1, Sum: 0, Squares: 0.5}, 0, -0.98, 0.98}, // ± 1.96·√(0.25/1)
		{impression.Count{Positive: 4, Sum: 2, Squares: 1}, 0.5, 0.5, 0.5},
	} {
		mean, low, high := c.count.Mean()
		if math.Abs(mean-c.mean) > 1e-9 || math.Abs(low-c.low) > 1e-9 || math.Abs(high-c.high) > 1e-9 {
			t.Errorf("%+v: %v (%v to %v), want %v (%v to %v)", c.count, mean, low, high, c.mean, c.low, c.high)
		}
	}
}

func TestOnlyThoseWhoCountAreCounted(t *testing.T) {
	companytest.EachClock(t, func() time.Time { return monday }, func(t *testing.T, o *company.Office) {
		pulse := impression.Pulse(o)
		carrier := begin(t, o, "carrier")
		device := &life{t: t, o: o, n: carrier.n + 1000}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			ids, err := customer.Resolve(ctx, tx, []customer.Claim{{Identifiers: []customer.Held{{Kind: "device", Value: "d1"}}}})
			device.id = ids[0]
			return err
		})
		carrier.leave(carrier.many(monday.Add(-time.Hour), 2, "email", 1, -0.5)...)
		device.leave(device.many(monday.Add(-time.Hour), 3, "web", 1, 0.5)...)
		want := func(when string, n int64) {
			t.Helper()
			follow(t, o, pulse)
			if whole, _, _ := today(t, o, company.System); whole.Today.Total() != n {
				t.Errorf("%s: %d counted, want %d", when, whole.Today.Total(), n)
			}
		}
		want("a customer and a device that nobody named", 2)
		var done customer.Reclassing
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			done, err = customer.Reclass(ctx, tx, carrier.id, customer.Supplier, "")
			return err
		})
		want("no customer", 0)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			name := "Ada"
			_, err := customer.Alter(ctx, tx, device.id, customer.Change{Name: &name})
			return err
		})
		want("the device is named", 3)
		var m customer.Merge
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			m, err = customer.Join(ctx, tx, carrier.id, device.id, "")
			return err
		})
		want("they are one, and a customer", 5)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Undo(ctx, tx, m.ID)
			return err
		})
		want("they are two again", 3)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return customer.Unclass(ctx, tx, done) })
		want("a customer again", 5)
	})
}

func TestNoUsualIsMadeOfNextToNothing(t *testing.T) {
	companytest.EachClock(t, func() time.Time { return monday }, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "a")
		for week := 1; week <= 8; week++ {
			at := monday.AddDate(0, 0, -7*week).Add(-3 * time.Hour)
			l.leave(append(l.many(at, 2, "chat", 1, 0.2), l.many(at, 3, "phone", 1, 0.2)...)...)
		}
		l.leave(append(l.many(monday.Add(-3*time.Hour), 40, "chat", 1, -1), l.many(monday.Add(-3*time.Hour), 40, "phone", 1, -1)...)...)
		follow(t, o, impression.Pulse(o))
		_, channels, _ := today(t, o, company.System)
		for _, u := range channels {
			told := u.Channel == "phone" // 24 in eight weeks; in the chat 16
			if u.Volume.Enough() != told || u.Mean.Enough() != told || u.Volume.Above != told || u.Mean.Below != told {
				t.Errorf("%s: %+v", u.Channel, u)
			}
		}
	})
}
