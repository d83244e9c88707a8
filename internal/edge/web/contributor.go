package web

import (
	"slices"
	"strings"
	"time"

	"regard/internal/platform/page"
)

// ContributorPage is one contributor and its figures. GET /contributors/{key}
type ContributorPage struct {
	Frame
	Key, Name, Kind string
	Above           []Link // from the top down
	Since, Until    time.Time
	Figure          Figure
	Before          Figure // the days before these
	Change          Interval
	Enough          bool // to tell whether it changed
	Days            int
	Weeks           []WeekFigure // oldest first
	Units           []UnitFigure // below it now
	Touchpoints     []TouchpointRow
	Staff           []StaffRow // a page of them
	StaffTotal      int
	StaffPager      Pager
	Single          SingleFigures
	MayImport       bool
}

// Template names the page.
func (ContributorPage) Template() string { return "contributor" }

// About is what there is to say of a touchpoint on the page of a contributor.
func (t TouchpointRow) About(contributor string) string {
	about := []string{sentenceCase(t.Stage)}
	if t.Owner != contributor {
		about = append(about, t.Owner)
	}
	if t.Reports {
		about = append(about, "reported there, caused elsewhere")
	}
	return strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), " · ")
}

// Figure is what was caused: how many impressions of each kind, and their mean.
type Figure struct {
	Counts          Counts
	Mean, Low, High float64
}

// WeekFigure is a week's.
type WeekFigure struct {
	From, To time.Time
	Figure
}

// UnitFigure is a unit's, with the units below it.
type UnitFigure struct {
	Name, URL, Kind string
	Figure
}

// StaffRow is somebody who works there.
type StaffRow struct {
	Name, Title, Unit string
	Contacts          int
	Done              Interval // of 1, how many were called done at once
	Enough            bool
}

// SingleFigures says whether there are figures of single employees: not for this
// reader, switched off, or shown.
type SingleFigures struct {
	May, On   bool
	MaySwitch bool
	Least     int // so many contacts are needed to tell
}

// WeeksDrawing is weeks as columns around zero: X in percent, Y in pixels.
type WeeksDrawing struct {
	Height, Zero float64
	Columns      []WeekColumn
}

// WeekColumn is one week.
type WeekColumn struct {
	WeekFigure
	X, Width, Middle   float64
	Negative, Positive page.Bar // Y and height
	Neutral            page.Bar
	Label              string // written below; of some only
}

// drawWeeks draws what went well above zero and what did not below; what did
// neither lies across it.
func drawWeeks(weeks []WeekFigure) WeeksDrawing {
	const height, top, foot = 168.0, 8.0, 24.0
	var up, down float64 = 1, 1
	for _, w := range weeks {
		half := float64(w.Counts.Neutral) / 2
		up, down = max(up, half+float64(w.Counts.Positive)), max(down, half+float64(w.Counts.Negative))
	}
	s := page.Scale{From: up, To: -down, A: top, B: height - foot}
	d := WeeksDrawing{Height: height, Zero: s.At(0)}
	step := 100 / float64(max(len(weeks), 1))
	for i, w := range weeks {
		half := float64(w.Counts.Neutral) / 2
		c := WeekColumn{WeekFigure: w, X: float64(i)*step + step*0.18, Width: step * 0.64, Middle: (float64(i) + 0.5) * step}
		if (len(weeks)-1-i)%3 == 0 {
			c.Label = w.To.Format("2 Jan")
		}
		c.Positive = s.Bar(half, half+float64(w.Counts.Positive))
		c.Neutral = s.Bar(-half, half)
		c.Negative = s.Bar(-half-float64(w.Counts.Negative), -half)
		d.Columns = append(d.Columns, c)
	}
	return d
}
