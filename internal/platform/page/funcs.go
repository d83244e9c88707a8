package page

import (
	"html/template"
	"strings"
	"time"
)

// funcs are the functions of every template.
func funcs(h *Here) template.FuncMap {
	return template.FuncMap{
		"when":     func(t time.Time) template.HTML { return When(*h, t) },
		"clock":    func(t time.Time) template.HTML { return Clock(*h, t) },
		"moment":   func(t time.Time) template.HTML { return Moment(*h, t) },
		"date":     func(t time.Time) template.HTML { return Date(*h, t) },
		"isodate":  func(t time.Time) string { return ISODate(*h, t) },
		"dates":    func(from, to time.Time) template.HTML { return Dates(*h, from, to) },
		"years":    func(t time.Time) string { return Years(*h, t) },
		"span":     Span,
		"seconds":  func(s int) string { return Span(time.Duration(s) * time.Second) },
		"signed":   Signed,
		"signed2":  Signed2,
		"decimal":  Decimal,
		"whole":    Whole,
		"count":    Count,
		"percent":  Percent,
		"money":    func(m Money) string { return m.String() },
		"plural":   Plural,
		"coord":    Coord,
		"float":    func(n int) float64 { return float64(n) },
		"sub":      func(a, b float64) float64 { return a - b },
		"more":     func(n, shown int) int { return n - shown },
		"next":     func(n int) int { return n + 1 },
		"lower":    strings.ToLower,
		"sentence": Sentence,

		"field":    NewField,
		"kind":     func(kind string, f Field) Field { f.Type = kind; return f },
		"auto":     func(v string, f Field) Field { f.Autocomplete = v; return f },
		"help":     func(v string, f Field) Field { f.Help = v; return f },
		"hint":     func(v string, f Field) Field { f.Placeholder = v; return f },
		"unit":     func(v string, f Field) Field { f.Unit = v; return f },
		"needed":   func(f Field) Field { f.Required = true; return f },
		"first":    func(f Field) Field { f.Autofocus = true; return f },
		"narrow":   func(f Field) Field { f.Narrow = true; return f },
		"mode":     func(v string, f Field) Field { f.InputMode = v; return f },
		"step":     func(v string, f Field) Field { f.Step = v; return f },
		"between":  func(lo, hi string, f Field) Field { f.Min, f.Max = lo, hi; return f },
		"choices":  func(o []Option, f Field) Field { f.Options = o; return f },
		"rows":     func(n int, f Field) Field { f.Rows = n; return f },
		"readonly": func(f Field) Field { f.ReadOnly = true; return f },
	}
}
