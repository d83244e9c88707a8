package coverage

import (
	"context"
	"encoding/json"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/journal"
)

// JobCount is the job that counts, and JobKey its one key.
const (
	JobCount = "coverage.count"
	JobKey   = "all"
)

// every is how long after a count the next one follows.
const every = time.Hour

// paged is how many customers are read in one transaction, and pagesAtOnce how
// many of these one turn of the job reads: well within its lease, so that other
// jobs come in between and a crash costs one turn.
var (
	paged       = 5_000
	pagesAtOnce = 10
)

// progress is how far a count has come: the job's payload.
type progress struct {
	After customer.ID `json:"after"`
	Began time.Time   `json:"began"`
	Rows  []Row       `json:"rows,omitempty"`
}

// Count does the job: a few pages, then either the next turn is put down with
// how far this one came, or the count is written and the next one put down.
func Count(o *company.Office) job.Handler {
	return func(ctx context.Context, _ *database.DB, j job.Job) error {
		var p progress
		if len(j.Payload) > 0 {
			if err := json.Unmarshal(j.Payload, &p); err != nil {
				return err
			}
		}
		done, counted := false, tallyOf(p.Rows)
		for n := 0; n < pagesAtOnce && !done; n++ {
			var people []person
			err := o.View(ctx, company.System, func(tx *company.Tx) (err error) {
				if p.Began.IsZero() {
					p.Began = tx.Now
				}
				people, err = look(ctx, tx, p.After)
				return err
			})
			if err != nil {
				return err
			}
			for _, one := range people {
				counted.add(one)
				p.After = one.id
			}
			done = len(people) < paged
		}
		p.Rows = counted.rows()
		return o.Update(ctx, company.System, func(tx *company.Tx) error {
			if !done {
				return job.Add(ctx, tx.Tx, JobCount, j.Key, tx.Now, p)
			}
			if err := replaceRows(ctx, tx, p.Rows, p.Began); err != nil {
				return err
			}
			tx.Journal(journal.Fact{Kind: FactCounted, News: true})
			return job.Add(ctx, tx.Tx, JobCount, j.Key, tx.Now.Add(every), nil)
		})
	}
}

// look reads a page of people after one, with all that is counted of them.
func look(ctx context.Context, tx *company.Tx, after customer.ID) ([]person, error) {
	people, err := readPeople(ctx, tx, after, paged)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	at := make(map[customer.ID]int, len(people))
	for i := range people {
		at[people[i].id] = i
	}
	if err := readOtherRecords(ctx, tx, people, at); err != nil {
		return nil, err
	}
	if err := readContacts(ctx, tx, people); err != nil {
		return nil, err
	}
	if err := readSizes(ctx, tx, people); err != nil {
		return nil, err
	}
	asked := make([]customer.Person, len(people))
	for i, p := range people {
		people[i].contacts = latest(p.contacts)
		asked[i] = customer.Person{Customer: p.records[0], Records: p.records}
	}
	known, err := impression.Standings(ctx, tx, asked)
	for i := range known {
		people[i].standing = known[i].Standing
	}
	return people, err
}
