package mail

import "strings"

// word writes a word, after the line ends, borders and blanks that are due before it.
func (r *htmlReader) word(w string) {
	if r.breaks > 0 {
		r.flushLine()
	}
	e := r.top()
	if r.current.Len() == 0 {
		r.quoting, r.depth = r.rest || e.quoted, min(e.depth, 20)
		r.current.WriteString(strings.Repeat("> ", r.depth))
		r.current.WriteString(r.marker)
		r.marker, r.blank, r.cell = "", false, false
	}
	switch {
	case r.cell:
		r.current.WriteString(" | ")
	case r.blank:
		r.current.WriteByte(' ')
	}
	r.cell, r.blank = false, false
	r.current.WriteString(w)
	if r.openTags["a"] > 0 {
		for i := len(r.stack) - 1; i >= 0; i-- {
			if a := &r.stack[i]; a.name == "a" {
				a.words = append(a.words, w...)
				break
			}
		}
	}
}

// breakLine makes at least n line ends due before the next word; two part paragraphs.
func (r *htmlReader) breakLine(n int) {
	r.breaks = max(r.breaks, min(n, 2))
	r.blank, r.cell = false, false
}

// flushLine ends the current line, and leaves the one empty line that is due after it.
func (r *htmlReader) flushLine() {
	if r.current.Len() > 0 {
		r.lines = append(r.lines, line{strings.TrimRight(r.current.String(), " "), r.quoting})
		r.current.Reset()
	}
	e := r.top()
	if r.breaks > 1 && len(r.lines) > 0 && strings.TrimLeft(r.lines[len(r.lines)-1].text, "> ") != "" {
		prefix := strings.Repeat("> ", min(r.depth, e.depth))
		r.lines = append(r.lines, line{strings.TrimRight(prefix, " "), r.quoting && (r.rest || e.quoted)})
	}
	r.breaks = 0
}
