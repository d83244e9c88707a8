package web

import (
	"html/template"
	"math"

	"regard/internal/platform/page"
)

// funcs are the words and drawings that templates of this product use, beside
// those that every template has.
func funcs(h *page.Here) template.FuncMap {
	return template.FuncMap{
		"because": because, "leftWord": leftWord,
		"channelWord": channelWord, "basisWord": basisWord, "sourceWord": sourceWord, "bandWord": bandWord,
		"outcomeWord": outcomeWord, "whyWord": whyWord, "coverageTable": coverageTable, "percentWidth": func(share float64) string { return page.Coord(share * 100) }, "languageWord": languageWord, "sizeWord": sizeWord, "wayIcon": wayIcon, "placeIcon": placeIcon, "placeWord": placeWord, "purposeWord": purposeWord, "identifierWord": identifierWord, "attributeWord": attributeWord, "identifierIcon": identifierIcon,
		"signIcon": signIcon, "signOf": signOf, "effortWords": effortWords, "emotionWord": emotionWord,
		"drawLine":  func(l RelationshipLine) LineDrawing { return drawLine(*h, l) },
		"drawMini":  drawMini,
		"drawParts": drawParts,
		"drawRange": drawRange,
		"drawStack": drawStack, "customerTabs": customerTabs, "classWord": classWord, "classes": classOptions,
		"drawWeeks": drawWeeks,
		"negate":    func(n int) int { return -n },
	}
}

// MiniDrawing is a score with its interval, 112 pixels wide.
type MiniDrawing struct {
	Interval   page.Bar
	X          float64
	Low, High  float64 // the thresholds
	Name       string
	Width, Mid int
}

func drawMini(r Relationship) MiniDrawing {
	s := page.Scale{From: 0, To: 100, A: 4, B: 108}
	m := MiniDrawing{Interval: s.Bar(r.Low, r.High), X: s.Clamp(r.Score), Low: s.At(r.Strained), High: s.At(r.Warm), Width: 112, Mid: 8}
	m.Name = page.Whole(r.Score) + ", between " + page.Whole(r.Low) + " and " + page.Whole(r.High)
	return m
}

// PartsDrawing is an explanation as bars from one axis: X in percent.
type PartsDrawing struct {
	Axis  float64
	Parts []PartBar
	More  PartBar
}

// PartBar is one part and its bar.
type PartBar struct {
	Part
	Bar  page.Bar
	Sign string
}

func drawParts(e Explanation) PartsDrawing {
	var most, least float64
	for _, p := range e.Parts {
		most, least = max(most, p.Points), min(least, p.Points)
	}
	most, least = max(most, e.MoreBy, 0.5), min(least, e.MoreBy, -0.5)
	s := page.Scale{From: least, To: most, A: 1, B: 99}
	d := PartsDrawing{Axis: s.At(0)}
	bar := func(p Part) PartBar {
		b := s.Bar(0, p.Points)
		b.Width = math.Max(b.Width, 0.8)
		return PartBar{Part: p, Bar: b, Sign: signOf(p.Points)}
	}
	for _, p := range e.Parts {
		d.Parts = append(d.Parts, bar(p))
	}
	d.More = bar(Part{Points: e.MoreBy})
	return d
}

// Range is today's value against what is usual at this weekday and hour.
type Range struct {
	Today             float64
	Median, Low, High float64 // the usual: its median, 10 % and 90 %
	Weeks             int     // how many weeks the usual is made of; 0: nothing usual yet
	From, To          float64 // what the axis spans; the same for every row of a table
	Flag              string  // "above" or "below" when outside the range with n enough; else empty
}

// RangeDrawing is a range as a bar: all X in percent.
type RangeDrawing struct {
	Usual  page.Bar
	Median float64
	Today  float64
	Zero   float64
	Signs  bool // the axis passes zero
	Known  bool
}

func drawRange(r Range) RangeDrawing {
	s := page.Scale{From: r.From, To: r.To, A: 3, B: 97}
	return RangeDrawing{
		Usual: s.Bar(r.Low, r.High), Median: s.Clamp(r.Median), Today: s.Clamp(r.Today),
		Zero: s.At(0), Signs: r.From < 0 && r.To > 0, Known: r.Weeks > 0,
	}
}

// Counts is how many impressions of each kind there were.
type Counts struct {
	Negative, Neutral, Positive, Unknown int
}

// N is all that are known.
func (c Counts) N() int { return c.Negative + c.Neutral + c.Positive }

// StackDrawing is counts as three neighbouring bars, in percent.
type StackDrawing struct {
	Negative, Neutral, Positive page.Bar
}

func drawStack(c Counts) StackDrawing {
	s := page.Scale{From: 0, To: float64(max(c.N(), 1)), A: 0, B: 100}
	a, b := float64(c.Negative), float64(c.Negative+c.Neutral)
	return StackDrawing{Negative: s.Bar(0, a), Neutral: s.Bar(a, b), Positive: s.Bar(b, float64(c.N()))}
}

// EffortWord is one thing that something cost the customer.
type EffortWord struct{ Icon, Text string }

func effortWords(e Effort) []EffortWord {
	var out []EffortWord
	add := func(icon, text string) { out = append(out, EffortWord{icon, text}) }
	if e.WaitSeconds > 0 {
		add("wait", "waited "+span(e.WaitSeconds))
	}
	if e.HoldSeconds > 0 {
		add("hold", "held "+span(e.HoldSeconds))
	}
	if e.Transfers > 0 {
		add("transfer", "handed on "+times(e.Transfers))
	}
	if e.Attempts > 1 {
		add("repeat", "tried "+times(e.Attempts))
	}
	if e.ReExplained {
		add("repeat", "had to explain again")
	}
	if e.Returned {
		add("undo", "came back after it was called done")
	}
	if e.Abandoned {
		add("abandoned", "gave up")
	}
	return out
}
