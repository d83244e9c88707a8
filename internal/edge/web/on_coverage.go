package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"regard/internal/know/company"
	"regard/internal/understand/coverage"
)

const coverageURL = "/customers/coverage"

// coverage is the newest count, for those who may see it.
func (c *call) coverage(ctx context.Context, tx *company.Tx) (Coverage, error) {
	if !c.who.May(company.SeeCoverage) {
		return Coverage{}, nil
	}
	r, err := coverage.Read(ctx, tx)
	return c.covered(r.Whole, r.CountedAt), err
}

func (c *call) covered(r coverage.Row, at time.Time) Coverage {
	return Coverage{Known: int(r.Known), Customers: int(r.Customers), Worth: c.money(r.Worth), KnownWorth: c.money(r.KnownWorth), CountedAt: at}
}

func (c *call) coverageMean(r coverage.Row) CoverageMean {
	m := CoverageMean{N: int(r.Known)}
	m.Score, m.Low, m.High, m.Enough = r.Mean()
	m.Strained, m.Warm = c.law.Strained, c.law.Warm
	return m
}

func (c *call) coverageRow(r coverage.Row) CoverageRow {
	return CoverageRow{Dimension: string(r.Dimension), Value: r.Value, Coverage: c.covered(r, time.Time{}), Mean: c.coverageMean(r)}
}

func showCoverage(c *call) error {
	p := CoveragePage{MayRecount: c.who.May(company.RecountCoverage)}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		r, err := coverage.Read(ctx, tx)
		p.Coverage, p.Mean = c.covered(r.Whole, r.CountedAt), c.coverageMean(r.Whole)
		for _, d := range coverage.Dimensions {
			into := map[coverage.Dimension]*[]CoverageRow{coverage.Language: &p.Languages, coverage.Channel: &p.Channels, coverage.AccountSize: &p.Sizes}[d]
			for _, row := range r.By[d] {
				*into = append(*into, c.coverageRow(row))
				if d == coverage.Channel && row.Value == "" {
					p.Never = int(row.Customers - row.Known)
				}
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	p.Least = least(p.Coverage, slices.Concat(p.Languages, p.Channels, p.Sizes))
	return c.show(http.StatusOK, p)
}

// least are up to three rows of whom we know least: clearly less than of all
// (5 points), and of no handful (one customer in a hundred, ten at least).
func least(all Coverage, rows []CoverageRow) []CoverageRow {
	few := max(10, all.Customers/100)
	rows = slices.DeleteFunc(rows, func(r CoverageRow) bool {
		return r.Value == "" || r.Customers < few || r.LackingPoints(all.Share()) < 5
	})
	slices.SortStableFunc(rows, func(a, b CoverageRow) int { return cmp.Compare(a.Share(), b.Share()) })
	return rows[:min(3, len(rows))]
}

// recount has everything counted anew.
func recount(c *call) error {
	if err := c.update(coverage.Recount); err != nil {
		return err
	}
	return c.goTo(coverageURL, Toast{Text: "Counting. Load the page again in a moment: the time of the count then says now."})
}

// coverageCSV writes all rows as a table.
func coverageCSV(c *call) error {
	var r coverage.Report
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		r, err = coverage.Read(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	out := c.sheet("coverage.csv", "dimension", "value", "customers", "known", "worth_minor", "known_worth_minor", "mean", "low", "high", "counted_at")
	whole := func(n int64) string { return strconv.FormatInt(n, 10) }
	write := func(row coverage.Row) {
		told := []string{"", "", ""}
		if mean, low, high, enough := row.Mean(); enough {
			for i, v := range []float64{mean, low, high} {
				told[i] = strconv.FormatFloat(v, 'f', 2, 64)
			}
		}
		out.row(string(row.Dimension), row.Value, whole(row.Customers), whole(row.Known), whole(row.Worth), whole(row.KnownWorth), told[0], told[1], told[2], r.CountedAt.UTC().Format(time.RFC3339))
	}
	if !r.CountedAt.IsZero() {
		write(r.Whole)
	}
	for _, d := range coverage.Dimensions {
		for _, row := range r.By[d] {
			write(row)
		}
	}
	out.end()
	return nil
}
