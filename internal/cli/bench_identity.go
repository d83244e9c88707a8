package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/likeness"
)

// BenchIdentity measures whether records of one person are found to be so: by
// the product's own resolution and suggestions, on a file that says who is who,
// or on so many customers that it shows how long it takes.
type BenchIdentity struct {
	BenchFlags
	File       string            `arg:"" optional:"" help:"A CSV file with a header; gzip is unpacked." type:"existingfile"`
	Truth      string            `help:"The column that says who somebody is: rows with the same there are one person."`
	TruthMatch string            `help:"What of that column says it, as a regular expression; its first group, if it has one." placeholder:"REGEXP"`
	Answers    string            `name:"answers" help:"Another CSV file that has the truth; its rows are found by --id." type:"existingfile"`
	ID         string            `name:"id" help:"The column that names a row in both files."`
	Column     map[string]string `help:"What a column is, where its name does not tell: given_name, middle_name, family_name, name, birth_date, email, phone, address, house, town, postcode, external:SYSTEM, or none." placeholder:"COLUMN=ROLE"`
	Region     string            `help:"Where phone numbers without a country's code are read." default:"US"`
	Customers  int               `help:"Instead of a file: so many customers are made up, the same ones every time."`
	Likely     float64           `help:"How likely two must be one person to be counted as suggested; what the product suggests otherwise." default:"0"`
}

// Help tells how to call it.
func (BenchIdentity) Help() string {
	return `Rows of a file are put in as a list of customers would be; a row without any identifier gets one of its own, so that it can be
recorded at all. What is then joined, and what the job suggests, is compared with the truth, pair by pair.

Examples:
  regard bench identity people.csv --truth cluster
  regard bench identity dataset1.csv.gz --truth rec_id --truth-match '^(rec-\d+)'
  regard bench identity customers.csv --answers key.csv --id RECORD_ID --truth CLUSTER_ID
  regard bench identity --customers 1000000`
}

// Run measures and prints.
func (c BenchIdentity) Run(s *session) error {
	switch {
	case c.File == "" && c.Customers < 2:
		return errors.New("a file, or --customers of 2 or more, is needed")
	case c.File != "" && c.Truth == "":
		return errors.New("--truth: which column says who somebody is?")
	case c.Answers != "" && c.ID == "":
		return errors.New("--id: by which column are the rows of --answers found?")
	case c.Likely < 0 || c.Likely >= 1:
		return errors.New("--likely must be 0 or more, and less than 1")
	}
	return c.apart(s, func(dir string) error {
		r, err := c.measure(s, dir)
		if err != nil {
			return err
		}
		return c.print(s, r)
	})
}

func (c BenchIdentity) measure(s *session, dir string) (r *Identity, err error) {
	a, err := app.Open(s.ctx, app.Config{Data: filepath.Join(dir, "data"), DB: s.DB, Key: strings.Repeat("1d", 32), Log: slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	err = a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
		return company.SetProfile(s.ctx, tx, company.Profile{Name: "Bench", TimeZone: "UTC", Currency: "EUR", PhoneRegion: c.Region, Addresses: []string{"bench.example"}})
	})
	if err != nil {
		return nil, err
	}
	told := madePeople(c.Customers)
	r = &Identity{Machine: machineOf(dir, s.databaseVersion())}
	if c.File != "" {
		rows, columns, err := c.rows()
		if err != nil {
			return nil, err
		}
		told, r.Columns = slices.Values(rows), columns
	}
	began, busy := time.Now(), processorTime()
	rows, err := put(s, a, told)
	if err != nil {
		return nil, err
	}
	r.PutSeconds, r.PutProcessorSeconds, r.PutPeakMiB = time.Since(began).Seconds(), (processorTime() - busy).Seconds(), peakMemory()
	return r, c.compare(s.ctx, a, r, rows)
}

// compare has the product's job done and asks what it found.
func (c BenchIdentity) compare(ctx context.Context, a *app.App, r *Identity, rows []labelled) error {
	debug.FreeOSMemory()
	forgetPeak()
	r.BeforeMiB = peakMemory()
	var m customer.Matching
	began, busy := time.Now(), processorTime()
	err := c.profiled(func() (err error) {
		m, err = customer.CompareAll(ctx, a.Office, a.Data, nil)
		return err
	})
	if err != nil {
		return err
	}
	r.Seconds, r.ProcessorSeconds, r.PeakMiB = time.Since(began).Seconds(), (processorTime() - busy).Seconds(), peakMemory()
	r.Customers, r.Compared, r.Found = m.Customers, m.Compared, m.Found
	t := newAnswers(rows)
	r.Joins = t.joined()
	pairs, err := suggested(ctx, a.Office, c.Likely)
	if err != nil {
		return err
	}
	r.judge(t, pairs)
	if len(rows) > curveUpTo {
		return nil
	}
	r.Curve, err = curve(ctx, a, t, m.Model)
	if err == nil && c.File != "" {
		r.hard(t, pairs)
	}
	return err
}

// curveUpTo is of how many rows a curve is drawn: it takes all pairs that are
// likely at all.
const curveUpTo = 20_000

// put records rows as a list of customers, a thousand at a time, and returns them
// with whose record each is.
func put(s *session, a *app.App, told iter.Seq[labelled]) (rows []labelled, err error) {
	const page = 1000
	bar := s.progress("recording", -1)
	defer bar.end()
	done := 0
	flush := func() error {
		waiting := rows[done:]
		drafts := make([]customer.Draft, len(waiting))
		for i := range waiting {
			drafts[i] = *waiting[i].draft
		}
		err := a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			ids, problems, err := customer.Put(s.ctx, tx, drafts)
			if err != nil {
				return err
			}
			for i := range waiting {
				if waiting[i].record = ids[i]; problems[i] != nil {
					return fmt.Errorf("row %d: %w", waiting[i].row, problems[i])
				}
			}
			return nil
		})
		for i := range waiting {
			if waiting[i].draft = nil; waiting[i].cells == nil {
				waiting[i].told = recorded
			}
		}
		done = len(rows)
		bar.add(len(waiting))
		return err
	}
	for l := range told {
		if rows = append(rows, l); len(rows)-done == page {
			if err := flush(); err != nil {
				return nil, err
			}
		}
	}
	return rows, flush()
}

// suggested returns the open suggestions that are likely enough; none is asked
// for with 0.
func suggested(ctx context.Context, o *company.Office, least float64) (pairs [][2]customer.ID, err error) {
	var before int64
	for {
		var page []customer.Suggestion
		err := o.View(ctx, company.System, func(tx *company.Tx) (err error) {
			page, err = customer.Suggestions(ctx, tx, before, 1000)
			return err
		})
		if err != nil || len(page) == 0 {
			return pairs, err
		}
		for _, g := range page {
			before = g.ID
			if p, compared := g.Likely(); least == 0 || compared && p >= least {
				pairs = append(pairs, [2]customer.ID{g.CustomerID, g.OtherID})
			}
		}
	}
}

// curve returns precision and recall of joins with suggestions by how likely
// these must be.
func curve(ctx context.Context, a *app.App, t *answers, m likeness.Model) (points []Point, err error) {
	var all []likeness.Pair
	err = customer.Alike(ctx, a.Office, a.Data, m, 0.001, func(some []likeness.Pair) { all = append(all, some...) })
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b likeness.Pair) int {
		if a.Bits > b.Bits {
			return -1
		}
		return 1
	})
	both, n := t.joined().Judged, 0
	only := Judged{True: both.True}
	for _, least := range []float64{0.999, 0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.01, 0.001} {
		for ; n < len(all) && all[n].Probability() >= least; n++ {
			x := t.between(customer.ID(all[n].A), customer.ID(all[n].B))
			both, only = both.plus(x), only.plus(x)
		}
		points = append(points, Point{Likely: least, Suggestions: n, Precision: only.precision(), Both: both})
	}
	return points, nil
}
