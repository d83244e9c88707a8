package impression

import (
	"context"
	"math"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// FigureWeeks is how many weeks a figure tells of, FigureDays how many of the
// last days it sums, and holds against as many before them.
const (
	FigureWeeks = 12
	FigureDays  = 28
)

// Figure is what a contributor, and the units that stood below it at the time,
// caused most of.
type Figure struct {
	Now, Before Count
	Weeks       []Week // oldest first, the last with today
}

// Week is seven days of the company's.
type Week struct {
	From, To time.Time
	Count
}

// Figures returns the figures of contributors. A unit counts where it stood when
// it happened: one that moved away leaves what it caused until then. Whose
// figures the actor may not see is missing.
func Figures(ctx context.Context, tx *company.Tx, contributors ...int64) (_ map[int64]*Figure, err error) {
	defer problem.Wrap(&err, "impression.Figures")
	for _, id := range contributors {
		if _, err := company.Heads(ctx, tx, id); err != nil {
			return nil, err
		}
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	weeks := weeksUntil(tx.Now, d.Zone)
	trees, err := company.Trees(ctx, tx, weeks[0].From, weeks[FigureWeeks-1].To)
	if err != nil {
		return nil, err
	}
	windows, in := cutWeeks(weeks, trees)
	cells, err := readCounts(ctx, tx, windows)
	if err != nil {
		return nil, err
	}
	figures := make(map[int64]*Figure, len(contributors))
	for _, id := range contributors {
		figures[id] = &Figure{Weeks: append([]Week(nil), weeks...)}
	}
	const span = FigureDays / 7
	for _, c := range cells {
		at := in[c.window]
		for _, id := range contributors {
			if !at.tree.Within(c.cell.Contributor, id) {
				continue
			}
			f := figures[id]
			f.Weeks[at.week].Count = f.Weeks[at.week].plus(c.count)
			switch {
			case at.week >= FigureWeeks-span:
				f.Now = f.Now.plus(c.count)
			case at.week >= FigureWeeks-2*span:
				f.Before = f.Before.plus(c.count)
			}
		}
	}
	return figures, nil
}

// weeksUntil are the weeks that end with today.
func weeksUntil(now time.Time, zone *time.Location) []Week {
	y, m, d := now.In(zone).Date()
	weeks := make([]Week, FigureWeeks)
	for i := range weeks {
		back := 7 * (FigureWeeks - 1 - i)
		weeks[i] = Week{From: time.Date(y, m, d-back-6, 0, 0, 0, 0, zone), To: time.Date(y, m, d-back+1, 0, 0, 0, 0, zone)}
	}
	return weeks
}

// stretch is where a window of time lies.
type stretch struct {
	week int
	tree company.Tree
}

// cutWeeks cuts weeks where the tree changed.
func cutWeeks(weeks []Week, trees []company.Tree) (windows [][2]time.Time, in []stretch) {
	for i, w := range weeks {
		for _, t := range trees {
			from, to := w.From, w.To
			if t.From.After(from) {
				from = t.From
			}
			if t.To.Before(to) {
				to = t.To
			}
			if from.Before(to) {
				windows, in = append(windows, [2]time.Time{from, to}), append(in, stretch{i, t})
			}
		}
	}
	return windows, in
}

// Change is by how much the mean valence differs from that of another count,
// with its 95 % interval (two independent means, normal approximation; Welch's
// standard error), and whether there is enough of both to tell.
func (c Count) Change(from Count) (by, low, high float64, enough bool) {
	a, _, _ := c.Mean()
	b, _, _ := from.Mean()
	half := 1.96 * math.Sqrt(c.errorSquared()+from.errorSquared())
	return a - b, a - b - half, a - b + half, c.Total() >= flagFrom && from.Total() >= flagFrom
}

// errorSquared is the square of the mean's standard error.
func (c Count) errorSquared() float64 {
	n := float64(c.Total())
	if n < 2 {
		return 1
	}
	mean := c.Sum / n
	return math.Max(0, c.Squares/n-mean*mean) / (n - 1)
}
