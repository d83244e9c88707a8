package torture

import (
	"context"
	"errors"
	"fmt"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
)

// judge looks at what is there, beside the server that serves it.
func (g *ground) judge(ctx context.Context, r *Round) (err error) {
	began := time.Now()
	a, err := g.open(ctx)
	if err != nil {
		return fmt.Errorf("beside the server: %w", err)
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := followed(ctx, a); err != nil {
		return err
	}
	r.Followed = time.Since(began)
	err = a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		if err := g.compare(ctx, tx, r); err != nil {
			return err
		}
		return g.deeds(ctx, tx, r)
	})
	if err != nil {
		return err
	}
	return g.recompute(ctx, a, r)
}

// followed waits until the server's own followers are at the journal's end.
func followed(ctx context.Context, a *app.App) error {
	for end := time.Now().Add(patience); ; {
		behind := ""
		err := a.Office.View(ctx, company.System, func(tx *company.Tx) error {
			list, err := journal.Behind(ctx, tx.Tx)
			for _, f := range list {
				behind += fmt.Sprintf(" %s by %d", f.Name, f.Facts)
			}
			return err
		})
		if err != nil || behind == "" {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("followers are behind after %s:%s", patience, behind)
		}
		wait(ctx, 20*time.Millisecond)
	}
}

// compare holds what was sent and promised against what is there.
func (g *ground) compare(ctx context.Context, tx *company.Tx, r *Round) error {
	all, err := readInteractions(ctx, tx)
	if err != nil {
		return err
	}
	told, err := readTold(ctx, tx, interaction.FactRecorded)
	if err != nil {
		return err
	}
	say := r.say
	byRef, byID := map[string]int64{}, map[int64]int{}
	for _, k := range all {
		if byID[k.id]++; k.source != source {
			continue
		}
		if before, twice := byRef[k.ref]; twice {
			r.Doubled++
			say("%s is there as %s and as %s", k.ref, interaction.ID(before), interaction.ID(k.id))
		}
		if byRef[k.ref] = k.id; told[k.id] != 1 {
			r.Halves++
			say("%s was told %d times in the journal", interaction.ID(k.id), told[k.id])
		}
		if g.book.rows[k.ref] == nil {
			say("%s was never sent", k.ref)
		}
	}
	for ref, e := range g.book.rows {
		there, is := byRef[ref]
		switch {
		case !e.promised && is:
			r.Landed++
		case e.promised && !is:
			r.Lost++
			say("%s was promised as %s and is not there", ref, e.id)
		case e.promised && interaction.ID(there).String() != e.id:
			r.Lost++
			say("%s was promised as %s and is there as %s", ref, e.id, interaction.ID(there))
		}
		if e.promised {
			r.All++
		}
	}
	for id := range told {
		if byID[id] == 0 {
			r.Halves++
			say("the journal tells of %s, which is not there", interaction.ID(id))
		}
	}
	for _, c := range g.recorders {
		if c.waiting != nil {
			r.Open++
		}
	}
	for _, k := range all {
		if g.book.voided[interaction.ID(k.id).String()] && !k.voided {
			say("%s was promised to be void", interaction.ID(k.id))
		}
	}
	return nil
}

// deeds looks for what the editor was promised.
func (g *ground) deeds(ctx context.Context, tx *company.Tx, r *Round) error {
	merges, err := readMerges(ctx, tx)
	if err != nil {
		return err
	}
	corrections, err := readCorrections(ctx, tx)
	if err != nil {
		return err
	}
	worth, err := readWorth(ctx, tx)
	if err != nil {
		return err
	}
	erased, err := readErased(ctx, tx)
	if err != nil {
		return err
	}
	b := g.book
	check := func(what, prefix string, promised map[string]bool, there map[int64]bool) {
		for id, back := range promised {
			n, err := database.ParseID(prefix, id)
			now, is := there[n]
			if err != nil || !is || back && !now {
				r.Lost++
				r.say("%s %s was promised (taken back: %t); there: %t, taken back: %t", what, id, back, is, now)
			}
		}
	}
	check("the merge", "mer", b.merged, merges)
	check("the correction", "cor", b.said, corrections)
	check("the erasure of", "cus", b.erased, erased)
	for id, n := range b.worth {
		k, err := customer.ParseID(id)
		if err != nil || worth[int64(k)] < n {
			r.Lost++
			r.say("%s was promised to be worth %d, is worth %d", id, n, worth[int64(k)])
		}
	}
	r.Wrong = append(r.Wrong, b.wrong...)
	b.wrong = nil
	return nil
}

// recompute has everything that is derived worked out anew.
func (g *ground) recompute(ctx context.Context, a *app.App, r *Round) error {
	list, err := a.Check(ctx, nil)
	for _, c := range list {
		if r.Looked += c.Looked; c.What == app.WholeInteractions {
			r.Halves += len(c.Found)
		}
		for _, f := range c.Found {
			r.say("%s: %s", c.What, f)
		}
		if c.Left != "" {
			r.say("%s: %s", c.What, c.Left)
		}
	}
	return err
}

func (r *Round) say(format string, args ...any) {
	r.Wrong = append(r.Wrong, fmt.Sprintf(format, args...))
}
