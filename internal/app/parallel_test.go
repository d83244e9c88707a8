package app_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/problem"
)

// crowd is what many did at the same time, as far as it was acknowledged: the
// model against which the database is held when all have ended.
type crowd struct {
	t      *rapid.T
	a      *app.App
	intake *interaction.Intake
	run    int
	now    time.Time

	mu       sync.Mutex
	recorded map[string]int            // how often a reference was recorded, not a duplicate
	ids      map[string]interaction.ID // and as what
	whose    map[string]customer.ID    // and whose
	sender   map[string]string         // the address of each reference
	records  map[customer.ID]bool      // all that were seen
	merges   map[int64]customer.Merge  // in force
	was      []customer.Merge          // all that ever were
	erased   map[customer.ID]bool
	loose    map[string]bool // addresses that were taken away from somebody, or are an erased customer's
}

// Whatever many do with the same few customers at the same time, in any order:
// what was acknowledged is there once, an address is one record's, who was merged
// is one person and who was parted is not, an erased one is gone, and the ledger
// is what its parts say. Taken back, all merges leave everybody as he was.
func TestWhateverManyDoAtOnceIsWhatEachWasTold(t *testing.T) {
	most := 12 * time.Second
	if testing.Short() {
		most = 3 * time.Second
	}
	databasetest.EachURL(t, func(t *testing.T, url string) {
		a := openModel(t, url)
		intake := interaction.NewIntake(a.Office)
		run, began := 0, time.Now()
		rapid.Check(t, func(rt *rapid.T) {
			if time.Since(began) > most {
				return
			}
			run++
			c := &crowd{t: rt, a: a, intake: intake, run: run, now: a.DB.Now(), recorded: map[string]int{}, ids: map[string]interaction.ID{}, whose: map[string]customer.ID{},
				sender: map[string]string{}, records: map[customer.ID]bool{}, merges: map[int64]customer.Merge{}, erased: map[customer.ID]bool{}, loose: map[string]bool{}}
			c.atOnce(c.record(), c.record())
			for range rapid.IntRange(1, 4).Draw(rt, "rounds") {
				c.atOnce(c.draw()...)
				c.compare()
			}
			c.partAll()
			c.compare()
		})
		t.Logf("%d runs", run)
	})
}

// deed is something that somebody does, told beforehand.
type deed func() error

// draw says what is done next, all at the same time.
func (c *crowd) draw() (deeds []deed) {
	makers := []func() deed{c.record, c.record, c.record, c.merge, c.merge, c.unmerge, c.identify, c.unidentify, c.erase}
	for range rapid.IntRange(2, 7).Draw(c.t, "at once") {
		deeds = append(deeds, rapid.SampledFrom(makers).Draw(c.t, "deed")())
	}
	return deeds
}

// atOnce does all that; that something makes no sense any more is fine.
func (c *crowd) atOnce(deeds ...deed) {
	errs := make([]error, len(deeds))
	var all sync.WaitGroup
	for i, do := range deeds {
		all.Go(func() { errs[i] = do() })
	}
	all.Wait()
	for _, err := range errs {
		switch kind := problem.KindOf(err); {
		case err == nil, kind == problem.Invalid, kind == problem.Conflict, kind == problem.NotFound:
		default:
			c.t.Fatal(err)
		}
	}
}

func (c *crowd) update(fn func(ctx context.Context, tx *company.Tx) error) error {
	ctx := context.Background()
	return c.a.Office.Update(ctx, company.System, func(tx *company.Tx) error { return fn(ctx, tx) })
}

func (c *crowd) address(who int) string { return fmt.Sprintf("c%d@crowd%d.example", who, c.run) }

// record sends a few interactions of few references, so that the same are sent
// by several at once.
func (c *crowd) record() deed {
	drafts := make([]interaction.Draft, rapid.IntRange(1, 4).Draw(c.t, "drafts"))
	for i := range drafts {
		n := rapid.IntRange(0, 11).Draw(c.t, "reference")
		drafts[i] = interaction.Draft{Source: "crowd", SourceRef: fmt.Sprintf("%d-%d", c.run, n), OccurredAt: c.now.Add(-time.Duration(n) * 7 * time.Hour), Channel: interaction.Email,
			Identifiers: []customer.Identifier{{Kind: "email", Value: c.address(n % 4)}}, Text: []string{"This is terrible.", "Thank you so much!", ""}[n%3], Thread: []string{"", "a"}[n%2]}
	}
	together := rapid.Bool().Draw(c.t, "by the intake")
	return func() error {
		var got []interaction.Outcome
		var err error
		if together {
			got, err = c.intake.Record(context.Background(), company.System, drafts, interaction.Live)
		} else {
			err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
				got, err = interaction.Record(ctx, tx, drafts, interaction.Live)
				return err
			})
		}
		if err != nil {
			return err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for i, o := range got {
			ref := drafts[i].SourceRef
			if o.Status == interaction.Refused {
				return fmt.Errorf("refused: %w", errors.New(o.Problem.Error()))
			}
			if was := c.ids[ref]; was != 0 && was != o.ID {
				return fmt.Errorf("%s is %s, and %s", ref, was, o.ID)
			}
			if o.Status == interaction.Recorded {
				c.recorded[ref]++
			}
			c.ids[ref], c.whose[ref], c.sender[ref], c.records[o.CustomerID] = o.ID, o.CustomerID, drafts[i].Identifiers[0].Value, true
		}
		return nil
	}
}

// somebody is one of the records that were seen.
func (c *crowd) somebody(what string) customer.ID {
	return rapid.SampledFrom(slices.Sorted(maps.Keys(c.records))).Draw(c.t, what)
}

func (c *crowd) merge() deed {
	from, into := c.somebody("from"), c.somebody("into")
	return func() error {
		var m customer.Merge
		err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
			m, err = customer.Join(ctx, tx, from, into, "drawn")
			return err
		})
		if err == nil {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.merges[m.ID], c.was = m, append(c.was, m)
		}
		return err
	}
}

func (c *crowd) unmerge() deed {
	if len(c.was) == 0 {
		return c.merge()
	}
	return c.undo(rapid.SampledFrom(c.was).Draw(c.t, "merge").ID)
}

func (c *crowd) undo(id int64) deed {
	return func() error {
		err := c.update(func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Undo(ctx, tx, id)
			return err
		})
		if err == nil {
			c.mu.Lock()
			defer c.mu.Unlock()
			delete(c.merges, id)
		}
		return err
	}
}

// identify gives somebody a number that others are given too.
func (c *crowd) identify() deed {
	id, number := c.somebody("who"), fmt.Sprintf("+4791%06d", c.run*10%1_000_000+rapid.IntRange(0, 1).Draw(c.t, "number"))
	return func() error {
		return c.update(func(ctx context.Context, tx *company.Tx) error {
			return customer.Identify(ctx, tx, id, customer.Identifier{Kind: "phone", Value: number})
		})
	}
}

// unidentify takes an address away from whoever has it.
func (c *crowd) unidentify() deed {
	id, address := c.somebody("who"), c.address(rapid.IntRange(0, 3).Draw(c.t, "address"))
	c.loose[address] = true
	return func() error {
		return c.update(func(ctx context.Context, tx *company.Tx) error {
			return customer.Unidentify(ctx, tx, id, "email:"+address)
		})
	}
}

func (c *crowd) erase() deed {
	id := c.somebody("who")
	return func() error {
		var e customer.Erasure
		err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
			e, err = customer.Erase(ctx, tx, id)
			return err
		})
		if err != nil {
			return err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, id := range e.Report.Records {
			c.erased[id] = true
		}
		return nil
	}
}

// partAll takes back every merge in force.
func (c *crowd) partAll() {
	for _, id := range slices.Sorted(maps.Keys(c.merges)) {
		c.atOnce(c.undo(id))
	}
}

// compare holds the database against the model.
func (c *crowd) compare() {
	for ref, n := range c.recorded {
		if n != 1 {
			c.t.Fatalf("%s was recorded %d times", ref, n)
		}
	}
	live := slices.DeleteFunc(slices.Sorted(maps.Keys(c.records)), func(id customer.ID) bool { return c.erased[id] })
	for ref, id := range c.whose {
		if c.erased[id] {
			c.loose[c.sender[ref]] = true
		}
	}
	ctx := context.Background()
	err := c.a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		if err := c.compareInteractions(ctx, tx); err != nil {
			return err
		}
		return c.comparePeople(ctx, tx, live)
	})
	if err != nil {
		c.t.Fatal(err)
	}
	(&model{t: c.t, a: c.a, run: c.run, now: c.now, customers: live}).check("all of it")
}

func (c *crowd) compareInteractions(ctx context.Context, tx *company.Tx) error {
	owner := map[string]customer.ID{}
	for ref, id := range c.ids {
		if c.erased[c.whose[ref]] {
			continue
		}
		i, err := interaction.Find(ctx, tx, id)
		if err != nil || i.CustomerID != c.whose[ref] {
			return fmt.Errorf("%s is %s's, and was %s's (%v)", ref, i.CustomerID, c.whose[ref], err)
		}
		if at := c.sender[ref]; !c.loose[at] {
			if other, seen := owner[at]; seen && other != i.CustomerID {
				return fmt.Errorf("%s is %s and %s", at, other, i.CustomerID)
			}
			owner[at] = i.CustomerID
		}
	}
	return nil
}

func (c *crowd) comparePeople(ctx context.Context, tx *company.Tx, live []customer.ID) error {
	for id := range c.erased {
		if _, err := customer.Find(ctx, tx, id); problem.KindOf(err) != problem.NotFound {
			return fmt.Errorf("%s was erased: %v", id, err)
		}
	}
	holds := map[string]customer.ID{}
	for _, id := range live {
		p, err := customer.Find(ctx, tx, id)
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		together, touched := c.component(id)
		if ids := slices.Sorted(slices.Values(p.IDs())); !touched && !slices.Equal(ids, together) {
			return fmt.Errorf("%s is one with %v; merges say %v: %+v", id, ids, together, c.merges)
		}
		for _, h := range p.Held() {
			if other, taken := holds[h.Key()]; taken && other != p.ID && !h.Shared {
				return fmt.Errorf("%s belongs to %s and %s", h.Kind, other, p.ID)
			}
			holds[h.Key()] = p.ID
			found, err := customer.Peek(ctx, tx, customer.Identifier{Kind: h.Kind, Value: h.Value})
			if err != nil || !h.Shared && (len(found) != 1 || found[0].ID != p.ID) {
				return fmt.Errorf("%s of %s finds %d others (%v)", h.Kind, p.ID, len(found), err)
			}
		}
	}
	return nil
}

// component returns the records that merges in force make one with a record, and
// whether somebody who was erased is, or was, among them.
func (c *crowd) component(id customer.ID) (ids []customer.ID, touched bool) {
	ids = []customer.ID{id}
	for i := 0; i < len(ids); i++ {
		touched = touched || c.erased[ids[i]]
		for _, m := range c.merges {
			for from, to := range map[customer.ID]customer.ID{m.FromID: m.IntoID, m.IntoID: m.FromID} {
				if from == ids[i] && !slices.Contains(ids, to) {
					ids = append(ids, to)
				}
			}
		}
	}
	slices.Sort(ids)
	return ids, touched
}
