package text

import (
	"fmt"
	"strings"
	"sync"
)

// patternsOf are the patterns of each language that is read; see lexicons.
var patternsOf = func() map[string]func() *patterns {
	all := map[string]func() *patterns{}
	for _, code := range Languages {
		all[code] = sync.OnceValue(func() *patterns {
			p, err := newPatterns(Patterns(code))
			if err != nil {
				panic(fmt.Sprintf("patterns of %s: %v", code, err))
			}
			return p
		})
	}
	return all
}()

// Patterns are a language's, as they stand in the tables.
func Patterns(code string) (list []Pattern) {
	for _, t := range []struct {
		table string
		first int
		kinds []string
	}{{"topics_", 0, Topics[:]}, {"effort_", matchEffort, Efforts[:]}, {"action_", matchNeed, asks[:]}} {
		kind := map[string]int{}
		for i, name := range t.kinds {
			kind[name] = t.first + i
		}
		for f := range rows(t.table+code, 2) {
			k, known := kind[f[0]]
			if !known {
				panic(fmt.Sprintf("table %s%s: kind %q", t.table, code, f[0]))
			}
			list = append(list, Pattern{uint8(k), spaced(code, f[1])})
		}
	}
	return list
}

// spaced is a pattern with its words apart as they are in a text of the language; see token.elided.
func spaced(code, words string) string {
	if code == "fr" {
		return strings.ReplaceAll(words, "'", " ")
	}
	return words
}
