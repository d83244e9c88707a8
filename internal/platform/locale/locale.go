// Package locale finds words: a problem's code and parameters become sentences
// that say what is wrong and what to do. English is complete; a test sees to it
// that every code has its words.
package locale

import (
	_ "embed"
	"fmt"
	"strings"

	"regard/internal/platform/problem"
)

//go:embed problems_en.txt
var problemsEnglish string

// Words are what is said of a problem.
type Words struct {
	Wrong  string // what is wrong
	Remedy string // what to do about it
}

var english = parse(problemsEnglish)

func parse(text string) map[string]Words {
	all := map[string]Words{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, " | ", 3)
		if len(parts) != 3 {
			panic("problems_en.txt: " + line)
		}
		all[parts[0]] = Words{parts[1], parts[2]}
	}
	return all
}

// Has tells whether a code has words.
func Has(code string) bool {
	_, ok := english[code]
	return ok
}

// Problem returns the words for a problem; those for an internal error where
// err is none, so that no internals are told.
func Problem(err error) Words {
	p := problem.Of(err)
	if p == nil {
		return english["internal"]
	}
	w, ok := english[p.Code]
	if !ok {
		return english["internal"]
	}
	return Words{fill(w.Wrong, p.Params), fill(w.Remedy, p.Params)}
}

func fill(s string, params problem.Params) string {
	if !strings.Contains(s, "{") {
		return s
	}
	for name, value := range params {
		s = strings.ReplaceAll(s, "{"+name+"}", show(value))
	}
	return s
}

func show(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	}
	s := fmt.Sprint(v)
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		return strings.Join(strings.Fields(s[1:len(s)-1]), ", ")
	}
	return s
}
