package app

import (
	"context"
	"fmt"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/listen/words"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
	"regard/internal/understand/coverage"
)

// Checked is one thing that was looked at.
type Checked struct {
	What   string   // "relationships recomputed"
	Looked int      // how many
	Found  []string // what is not as it should be
	Left   string   // why it was not looked at; else empty
}

// WholeInteractions is what Checked says of interactions.
const WholeInteractions = "interactions known once by their reference and part of the ledger"

// Check looks at all that is kept twice or worked out from something else,
// whether it is what it is worked out from, and tells of each thing what was
// found. It works beside a server that goes on to record: each thing is looked
// at in one snapshot, relationships in one a page. said, which may be nil, is
// told how many it has come past.
func (a *App) Check(ctx context.Context, said func(n int)) (list []Checked, err error) {
	defer problem.Wrap(&err, "app.Check")
	whole := Checked{What: "files of the database", Looked: 1}
	if whole.Found, err = a.DB.Sound(ctx); err != nil {
		return nil, err
	}
	list = append(list, whole)
	for _, look := range []func(context.Context, func(int)) (Checked, error){a.checkRelationships, a.checkInteractions, a.checkCustomers, a.checkFollowers, a.checkCounts, a.checkCoverage, a.checkWords} {
		one, err := look(ctx, said)
		if err != nil {
			return list, err
		}
		list = append(list, one)
	}
	return list, nil
}

func (a *App) checkRelationships(ctx context.Context, said func(int)) (c Checked, err error) {
	c.What = "relationships recomputed"
	for after := customer.ID(0); ; {
		var n int
		var found []impression.Finding
		err := a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
			n, after, found, err = impression.Check(ctx, tx, after, 200)
			return err
		})
		if err != nil || n == 0 {
			return c, err
		}
		for _, f := range found {
			c.Found = append(c.Found, fmt.Sprintf("%s: %s", f.CustomerID, f.What))
		}
		if c.Looked += n; said != nil {
			said(n)
		}
	}
}

func (a *App) checkInteractions(ctx context.Context, said func(int)) (c Checked, err error) {
	c.What = WholeInteractions
	return c, a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
		c.Looked, c.Found, err = interaction.Check(ctx, tx, said)
		return err
	})
}

func (a *App) checkCustomers(ctx context.Context, said func(int)) (c Checked, err error) {
	c.What = "records found by their identifiers and words, merged where a merge says so"
	return c, a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
		c.Looked, c.Found, err = customer.Check(ctx, tx, said)
		return err
	})
}

// checkFollowers looks whether followers are where the journal is.
func (a *App) checkFollowers(ctx context.Context, _ func(int)) (c Checked, err error) {
	c.What = "followers of the journal"
	return c, a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		ahead, err := journal.Ahead(ctx, tx.Tx)
		c.Looked = len(a.Followers())
		for _, name := range ahead {
			c.Found = append(c.Found, name+" is past the journal's end: it would skip what comes")
		}
		return err
	})
}

// checkCounts has the followers come to the end first, and gives up where they
// cannot because too much comes in meanwhile.
func (a *App) checkCounts(ctx context.Context, said func(int)) (c Checked, err error) {
	c.What = "episodes counted in their hours"
	for range 50 {
		if err := a.CatchUp(ctx, nil); err != nil {
			return c, err
		}
		var behind int
		err := a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
			c.Looked, behind, c.Found, err = impression.CheckCounts(ctx, tx, said)
			return err
		})
		if err != nil || behind == 0 {
			c.Left = ""
			return c, err
		}
		c.Left = fmt.Sprintf("the follower is %d facts behind a server that goes on to record", behind)
		select {
		case <-ctx.Done():
			return c, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return c, nil
}

func (a *App) checkCoverage(ctx context.Context, _ func(int)) (c Checked, err error) {
	c.What = "rows of coverage that add up"
	return c, a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
		c.Looked, c.Found, err = coverage.Check(ctx, tx)
		return err
	})
}

// checkWords has the file of words come to the end first, as checkCounts does.
// Where there is none, because no server was ever here, nothing is kept twice.
func (a *App) checkWords(ctx context.Context, said func(int)) (c Checked, err error) {
	c.What = "interactions found by their words"
	for range 50 {
		var k words.Checked
		err := a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
			k, err = a.Words.Check(ctx, tx, said)
			return err
		})
		c.Looked, c.Found, c.Left = k.Looked, k.Found, ""
		if err != nil || !k.Behind {
			return c, err
		}
		c.Left = "the file of words is behind a server that goes on to record"
		if err := a.Words.CatchUp(ctx, nil); err != nil {
			return c, err
		}
	}
	return c, nil
}
