package web

import (
	"math"
	"time"

	"regard/internal/platform/page"
)

// RelationshipLine is the relationship over time: plain data, drawn by drawLine.
type RelationshipLine struct {
	From, To time.Time
	Points   []LinePoint
	Before   []LinePoint // the line as it was told before a restatement; may be empty
	Moments  []LineMoment
	Readings []LineReading
	Strained float64 // below it the relationship is strained
	Warm     float64 // above it, warm
}

// LinePoint is the score at one time.
type LinePoint struct {
	At               time.Time
	Score, Low, High float64
	Enough           bool
}

// LineMoment is an episode that moved the line.
type LineMoment struct {
	At     time.Time
	Score  float64 // the line's height there
	Points float64 // by how much it moved it
	Label  string
	URL    string
}

// LineReading is a relationship survey's answer (NPS), drawn beside the line.
type LineReading struct {
	At     time.Time
	Answer int // 0 … 10
}

// The plot, in pixels of height; widths are percentages, so that the drawing
// stretches and its text does not.
const (
	plotHeight = 208
	plotWidth  = 1000
)

// LineDrawing is a relationship line ready for the template.
type LineDrawing struct {
	Height        int
	Band          string
	Solid, Dashed []string // runs of the line: enough to tell, and not
	Before        string
	Warm, Strain  float64 // y of the thresholds
	Below, Above  float64 // the thresholds themselves: strained below, warm above
	Scores        []AxisTick
	Times         []AxisTick
	Marks         []LineMark
	Readings      []LineMark
	EndX, EndY    float64
	Empty         bool
}

// AxisTick is one label of an axis: X in percent, Y in pixels.
type AxisTick struct {
	X, Y   float64
	Label  string
	Major  bool
	Sparse bool // shown where there is room
	Anchor string
}

// LineMark is a moment on the line: X in percent, Y in pixels.
type LineMark struct {
	X, Y    float64
	TextX   float64
	TextY   float64
	Anchor  string
	Sign    string // positive, negative, neutral
	Text    string
	Name    string // for those who hear it
	URL     string
	Roomy   bool // shown where there is room
	Labeled bool
}

func drawLine(h page.Here, l RelationshipLine) LineDrawing {
	d := LineDrawing{Height: plotHeight, Empty: len(l.Points) < 2}
	if d.Empty {
		return d
	}
	x := page.Scale{From: float64(l.From.Unix()), To: float64(l.To.Unix()), A: 0, B: plotWidth}
	y := page.Scale{From: 0, To: 100, A: plotHeight, B: 0}
	at := func(t time.Time, v float64) page.Point {
		return page.Point{X: x.Clamp(float64(t.Unix())), Y: y.Clamp(v)}
	}
	var upper, lower []page.Point
	for _, p := range l.Points {
		upper = append(upper, at(p.At, p.High))
		lower = append(lower, at(p.At, p.Low))
	}
	d.Band = page.Band(upper, lower)
	d.Solid, d.Dashed = runs(l.Points, at)
	var before []page.Point
	for _, p := range l.Before {
		before = append(before, at(p.At, p.Score))
	}
	d.Before = page.Line(before)
	d.Warm, d.Strain, d.Below, d.Above = y.At(l.Warm), y.At(l.Strained), l.Strained, l.Warm
	for _, v := range []float64{0, l.Strained, l.Warm, 100} {
		d.Scores = append(d.Scores, AxisTick{Y: y.At(v), Label: page.Whole(v)})
	}
	d.Times = timeAxis(h, l, x)
	d.Marks = marks(l.Moments, at)
	for _, r := range l.Readings {
		p := at(r.At, float64(r.Answer)*10)
		d.Readings = append(d.Readings, LineMark{X: p.X / 10, Y: p.Y, Text: page.Count(r.Answer)})
	}
	end := l.Points[len(l.Points)-1]
	p := at(end.At, end.Score)
	d.EndX, d.EndY = p.X/10, p.Y
	return d
}

// runs cuts the line where it becomes, or ceases to be, enough to tell; a run
// begins where the last one ended.
func runs(points []LinePoint, at func(time.Time, float64) page.Point) (solid, dashed []string) {
	for i := 0; i < len(points)-1; {
		j := i + 1
		for j < len(points)-1 && points[j].Enough == points[i].Enough {
			j++
		}
		var run []page.Point
		for _, p := range points[i : j+1] {
			run = append(run, at(p.At, p.Score))
		}
		if points[i].Enough {
			solid = append(solid, page.Line(run))
		} else {
			dashed = append(dashed, page.Line(run))
		}
		i = j
	}
	return solid, dashed
}

func timeAxis(h page.Here, l RelationshipLine, x page.Scale) []AxisTick {
	zone := h.Zone
	if zone == nil {
		zone = time.UTC
	}
	const wanted, least = 10, 2 // labels; one alone tells neither how long nor how fast
	ticks := page.TimeTicks(l.From, l.To, zone, wanted)
	for n := 2 * wanted; len(ticks) < least && n <= 8*wanted; n *= 2 {
		ticks = page.TimeTicks(l.From, l.To, zone, n)
	}
	var out []AxisTick
	var last float64 = -100
	for _, t := range ticks {
		px := x.At(float64(t.At.Unix())) / 10
		tick := AxisTick{X: px, Label: t.Label, Major: t.Major, Anchor: "middle", Sparse: px-last < 17}
		switch {
		case px < 2:
			tick.Anchor = "start"
		case px > 97:
			tick.Anchor = "end"
		}
		if !tick.Sparse {
			last = px
		}
		out = append(out, tick)
	}
	return out
}

func marks(moments []LineMoment, at func(time.Time, float64) page.Point) []LineMark {
	var xs, weights []float64
	for _, m := range moments {
		xs = append(xs, at(m.At, 0).X/10)
		weights = append(weights, math.Abs(m.Points))
	}
	tight, roomy, labeled := page.Declutter(xs, weights, 10), page.Declutter(xs, weights, 2.8), page.Declutter(xs, weights, 6)
	var out []LineMark
	for i, m := range moments {
		if !roomy[i] && !tight[i] {
			continue
		}
		p := at(m.At, m.Score)
		mark := LineMark{
			X: p.X / 10, Y: p.Y, Sign: signOf(m.Points), Text: page.Signed(m.Points), URL: m.URL,
			Name:  page.Signed(m.Points) + " points: " + m.Label,
			Roomy: !tight[i], Labeled: labeled[i] && math.Abs(m.Points) >= 0.5,
		}
		mark.place()
		out = append(out, mark)
	}
	return out
}

// place puts the number above a rise and below a fall, kept within the plot: near
// its edges it begins, or ends, at the mark. Beside it the line would go through it.
func (m *LineMark) place() {
	m.Anchor, m.TextY = "middle", -12
	if m.Sign == "negative" {
		m.TextY = 21
	}
	switch {
	case m.X < 3:
		m.Anchor, m.TextX = "start", -7
	case m.X > 97:
		m.Anchor, m.TextX = "end", 7
	}
	switch {
	case m.Y+m.TextY > plotHeight-4:
		m.TextY = -12
	case m.Y+m.TextY < 10:
		m.TextY = 21
	}
}

func signOf(v float64) string {
	switch {
	case v > 0.05:
		return "positive"
	case v < -0.05:
		return "negative"
	}
	return "neutral"
}
