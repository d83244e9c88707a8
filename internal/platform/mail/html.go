package mail

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// readHTML makes lines to read of an HTML body: paragraphs, lists, tables by row, links with their address, pictures
// by their description. What a reader does not see (scripts, styles, hidden preheaders) is left out. What a mailer
// marked as quoted is marked so. It reads tags as they come, without a tree, so that no nesting can exhaust it.
func readHTML(source string) []line {
	r := &htmlReader{openTags: map[string]int{}}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			r.flushLine()
			return r.trimmed()
		case html.TextToken:
			r.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(readTag(z))
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(string(name))
		}
	}
}

// htmlReader writes what it reads line by line.
type htmlReader struct {
	lines    []line
	current  strings.Builder
	quoting  bool // the current line is quoted
	depth    int  // of blockquotes around the current line
	breaks   int  // line ends due before the next word
	blank    bool // a blank is due before the next word
	cell     bool // a cell's border is due before the next word
	marker   string
	stack    []element
	openTags map[string]int
	rest     bool // all that follows is quoted
}

// element is an open tag and what it means for the text inside it.
type element struct {
	tag
	hidden bool
	quoted bool
	depth  int // of blockquotes
	pre    bool
	items  int
	words  []byte // of a link, to compare with its address
}

// maxOpen bounds how many tags are kept open; deeper ones are read as if they were not there.
const maxOpen = 500

// top returns the innermost open element.
func (r *htmlReader) top() *element {
	if len(r.stack) == 0 {
		return &element{}
	}
	return &r.stack[len(r.stack)-1]
}

// start reads a start tag.
func (r *htmlReader) start(t tag) {
	r.impliedEnd(t.name)
	switch t.name {
	case "br":
		if r.top().hidden {
			return
		}
		r.breakLine(r.breaks + 1)
	case "hr":
		r.breakLine(1)
		if !r.top().hidden {
			r.word("————")
			r.breakLine(1)
		}
	case "img":
		if alt := strings.TrimSpace(t.attrs["alt"]); alt != "" && !t.hidden() {
			r.text(" [" + alt + "] ")
		}
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "table":
		r.breakLine(paragraph(t, r.openTags))
	case "td", "th":
		r.cell = r.current.Len() > 0 && r.breaks == 0
		r.blank = r.blank || r.cell
	case "li":
		r.breakLine(1)
		r.item()
	default:
		if blockTags[t.name] {
			r.breakLine(1)
		}
	}
	if voidTags[t.name] || len(r.stack) >= maxOpen {
		return
	}
	parent := r.top()
	e := element{tag: t, hidden: parent.hidden || unseenTags[t.name] || t.hidden(), quoted: parent.quoted || t.quoted(),
		depth: parent.depth, pre: parent.pre || t.name == "pre"}
	if t.name == "blockquote" {
		e.depth++
	}
	if t.dividesHistory() {
		r.rest = true
	}
	r.stack = append(r.stack, e)
	r.openTags[t.name]++
}

// paragraph returns how many line ends a block wants before it: a list in a list and a table in a table one.
func paragraph(t tag, open map[string]int) int {
	switch t.name {
	case "ul", "ol":
		if open["li"] > 0 {
			return 1
		}
	case "table":
		return 1
	}
	return 2
}

// impliedEnd closes what a start tag closes without saying so.
func (r *htmlReader) impliedEnd(name string) {
	switch top := r.top().name; {
	case name == "li" && top == "li", name == "p" && top == "p", name == "option" && top == "option",
		(name == "td" || name == "th") && (top == "td" || top == "th"), name == "tr" && top == "tr":
		r.end(top)
	case name == "tr" && (top == "td" || top == "th"):
		r.end(top)
		r.impliedEnd(name)
	case name == "body" && r.openTags["head"] > 0:
		r.end("head")
	}
}

// end reads an end tag. One that nothing opened means nothing, but for </p>.
func (r *htmlReader) end(name string) {
	if r.openTags[name] == 0 {
		if name == "p" {
			r.breakLine(2)
		}
		return
	}
	for {
		e := r.top()
		r.openTags[e.name]--
		if e.name == "a" && !e.hidden {
			r.address(e)
		}
		r.stack = r.stack[:len(r.stack)-1]
		switch e.name {
		case "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre":
			r.breakLine(2)
		case "ul", "ol", "dl":
			r.breakLine(paragraph(e.tag, r.openTags))
		default:
			if blockTags[e.name] || e.name == "table" {
				r.breakLine(1)
			}
		}
		if e.name == name {
			return
		}
	}
}

// address shows where a link leads, unless its words say so.
func (r *htmlReader) address(e *element) {
	href := strings.TrimSpace(e.attrs["href"])
	words := strings.TrimSpace(string(e.words))
	scheme, _, _ := strings.Cut(strings.ToLower(href), ":")
	bare := strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(href, scheme+":"), "//"), "/")
	if words == "" || bare == "" || !linkSchemes[scheme] || strings.Contains(words, strings.TrimPrefix(bare, "www.")) {
		return
	}
	r.text(" (" + strings.TrimPrefix(shorten(href, 300), "mailto:") + ")")
}

// item begins an item of a list.
func (r *htmlReader) item() {
	depth := r.openTags["ul"] + r.openTags["ol"]
	marker := "- "
	for i := len(r.stack) - 1; i >= 0; i-- {
		if e := &r.stack[i]; e.name == "ol" {
			e.items++
			marker = strconv.Itoa(e.items) + ". "
			break
		} else if e.name == "ul" {
			break
		}
	}
	r.marker = strings.Repeat("  ", min(max(depth-1, 0), 10)) + marker
}

// text reads characters.
func (r *htmlReader) text(s string) {
	e := r.top()
	if e.hidden {
		return
	}
	if strings.ContainsAny(s, "\u034f\u00ad\u200b\u200c\u200d\u2007\ufeff") {
		s = fillers.ReplaceAllString(s, " ")
	}
	if e.pre {
		for i, l := range strings.Split(s, "\n") {
			if i > 0 {
				r.breakLine(r.breaks + 1)
			}
			if strings.TrimSpace(l) != "" {
				r.word(l)
			}
		}
		return
	}
	for i, w := range strings.FieldsFunc(s, space) {
		if i > 0 || space(rune(s[0])) || strings.HasPrefix(s, "\u00a0") {
			r.blank = true
		}
		r.word(w)
		r.blank = false
	}
	if s != "" && (space(rune(s[len(s)-1])) || strings.HasSuffix(s, "\u00a0")) {
		r.blank = true
	}
}

// space says whether c parts words in HTML, where we let a no-break space do so too.
func space(c rune) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0'
}

// fillers matches the invisible characters that newsletters pad their previews with.
var fillers = regexp.MustCompile(`(?:[\x{34f}\x{ad}\x{200b}-\x{200d}\x{2007}\x{feff}][\s\x{a0}]*){3,}`)

// trimmed returns the lines without blank ones at either end.
func (r *htmlReader) trimmed() []line {
	lines := r.lines
	for len(lines) > 0 && strings.TrimLeft(lines[0].text, "> ") == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimLeft(lines[len(lines)-1].text, "> ") == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
