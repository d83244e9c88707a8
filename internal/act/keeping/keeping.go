// Package keeping is how long each class of data is kept: what a company says
// of it, what would go today, and the daily job that removes what is too old
// and writes down that it did.
//
// A class is kept for ever until somebody says for how many days. What goes is
// words, never numbers: impressions and relationships stay as they are. A
// customer who left goes by the same erasure that a person would order.
package keeping

import (
	"cmp"
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Name is the configuration's.
const Name = "retention"

// Retention is for how many days each class is kept; 0, or not there: for ever.
type Retention map[string]int

// longest is the most days that one can say: a hundred years.
const longest = 36_500

// InForce returns for how long each class is kept now.
func InForce(ctx context.Context, tx *company.Tx) (r Retention, version int64, err error) {
	defer problem.Wrap(&err, "keeping.InForce")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, 0, err
	}
	r = Retention{}
	version, err = d.Configured(Name, &r)
	return r, version, err
}

// Set says for how long classes are kept from now on. A class that does not
// exist, and days that are none, are refused.
func Set(ctx context.Context, tx *company.Tx, r Retention) (version int64, err error) {
	defer problem.Wrap(&err, "keeping.Set")
	kept := Retention{}
	for name, days := range r {
		if !slices.ContainsFunc(Classes, func(c Class) bool { return c.Name == name }) {
			return 0, problem.Field("class", "retention.class_unknown", problem.Params{"value": name})
		}
		if days < 0 || days > longest {
			return 0, problem.Field(name, "field.out_of_range", problem.Params{"min": 0, "max": longest})
		}
		if days > 0 {
			kept[name] = days
		}
	}
	return company.Configure(ctx, tx, Name, kept)
}

// Class is one kind of data that a company may keep for so long and no longer.
type Class struct {
	Name string
	// deletes: rows go altogether, so that looking begins anew after each removal.
	deletes bool
	// look returns what is older than an instant among the next rows after one,
	// and where to go on: 0 at the end.
	look func(ctx context.Context, tx *company.Tx, before time.Time, after int64) (found []Row, next int64, err error)
	// remove takes the words out of rows, or the rows away.
	remove func(ctx context.Context, tx *company.Tx, ids []int64) error
}

// Row is something that is kept.
type Row struct {
	ID int64
	At time.Time // when it happened
}

// Preview is what of a class would go today.
type Preview struct {
	Class  string
	Days   int // 0: kept for ever, and nothing goes
	Rows   int64
	Oldest time.Time // of these
}

// Look counts what would go today of every class, were it kept for so long. It
// reads in short views, so that nobody waits for it.
func Look(ctx context.Context, o *company.Office, who company.Actor, r Retention) (all []Preview, err error) {
	defer problem.Wrap(&err, "keeping.Look")
	for _, c := range Classes {
		p := Preview{Class: c.Name, Days: r[c.Name]}
		for after, more := int64(0), p.Days > 0; more; more = after != 0 {
			err := o.View(ctx, who, func(tx *company.Tx) error {
				found, next, err := c.look(ctx, tx, tx.Now.AddDate(0, 0, -p.Days), after)
				after = next
				p.Rows += int64(len(found))
				for _, row := range found {
					if p.Oldest.IsZero() || row.At.Before(p.Oldest) {
						p.Oldest = row.At
					}
				}
				return err
			})
			if err != nil {
				return nil, err
			}
		}
		all = append(all, p)
	}
	return all, nil
}

// Run is that something was removed because it was kept long enough.
type Run struct {
	ID      int64
	Class   string
	Before  time.Time // what was older went
	Removed int64
	Actor   string
	RanAt   time.Time
}

// Runs returns the newest runs that removed something, up to limit.
func Runs(ctx context.Context, tx *company.Tx, limit int) ([]Run, error) {
	return readRuns(ctx, tx, cmp.Or(limit, 50))
}
