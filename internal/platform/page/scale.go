package page

import (
	"math"
	"strconv"
	"strings"
)

// Scale maps a domain onto a range, linearly: Scale{0, 100, 220, 0} draws a
// score upwards on 220 pixels.
type Scale struct {
	From, To float64 // the domain
	A, B     float64 // what From and To are drawn at
}

// At is where v is drawn. A domain without width is drawn in the middle.
func (s Scale) At(v float64) float64 {
	if s.From == s.To {
		return (s.A + s.B) / 2
	}
	return s.A + (v-s.From)/(s.To-s.From)*(s.B-s.A)
}

// Clamp is At, kept within the range.
func (s Scale) Clamp(v float64) float64 {
	return min(max(s.At(v), min(s.A, s.B)), max(s.A, s.B))
}

// Point is a place in a drawing.
type Point struct{ X, Y float64 }

// Coord writes a coordinate with at most two decimals and no exponent; what is
// not a number is 0.
func Coord(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// Line is the path through the points, as an SVG path's d.
func Line(points []Point) string {
	var b strings.Builder
	for i, p := range points {
		b.WriteByte("ML"[min(i, 1)])
		b.WriteString(Coord(p.X) + " " + Coord(p.Y))
	}
	return b.String()
}

// Band is the area between two lines, as a closed path: along the upper, back
// along the lower.
func Band(upper, lower []Point) string {
	if len(upper) == 0 || len(lower) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(Line(upper))
	for i := len(lower) - 1; i >= 0; i-- {
		b.WriteString("L" + Coord(lower[i].X) + " " + Coord(lower[i].Y))
	}
	b.WriteByte('Z')
	return b.String()
}

// Bar is a horizontal bar between two values: it begins at X and is Width wide,
// whichever value is larger.
type Bar struct{ X, Width float64 }

// Bar draws from a to b on the scale, kept within its range.
func (s Scale) Bar(a, b float64) Bar {
	x, y := s.Clamp(a), s.Clamp(b)
	return Bar{X: min(x, y), Width: math.Abs(x - y)}
}
