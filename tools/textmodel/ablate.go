package main

import (
	"fmt"
	"slices"
	"strings"

	"regard/internal/platform/text"
)

// unseen are sources of people's opinions: one model is trained on none of them, to see how it does on kinds of writing that it never read.
var unseen = []string{"uci-sentences-en", "sb10k-de", "norec-sentence-no", "absabank-imm-sv"}

// without is a training that lacks something.
type without struct {
	what string
	set  func(s *settings)
	keep func(r *row) bool
}

// ablations are what is taken away, one at a time.
var ablations = []without{
	{"nothing", nil, nil},
	{"words and pairs of words", func(s *settings) { s.value[0] = 0.001 }, nil},
	{"runs of letters", func(s *settings) { s.value[1] = 0.001 }, nil},
	{"marks", func(s *settings) { s.value[2] = 0.001 }, nil},
	{"beginning from the lexicon", func(s *settings) { s.blank = true }, nil},
	{"the lexicon altogether (marks and beginning)", func(s *settings) { s.blank, s.value[2] = true, 0.001 }, nil},
	{"leaving it open what sources without neutral rows feel", func(s *settings) { s.alwaysFelt = 1 }, nil},
	{"balancing classes and languages", func(s *settings) { s.classBalance, s.languageBalance = 0, 0 }, nil},
	{"lines of other kinds of writing", nil, func(r *row) bool { return !strings.HasPrefix(r.source, "own-styles") }},
	{"neutral rows of our own", nil, func(r *row) bool { return !strings.HasPrefix(r.source, "own") || r.valence != neutral }},
	{"rows of our own", nil, func(r *row) bool { return !strings.HasPrefix(r.source, "own") }},
	{"film lines", nil, func(r *row) bool {
		return !strings.HasPrefix(r.source, "xed") && !strings.HasPrefix(r.source, "subtitles")
	}},
}

// ablate prints how good the model is without each part: on the rows that are measured on, our service messages among them, our lines of
// other kinds, and sources that were left out whole.
func ablate(rows []row) {
	var lines [][]string
	for _, a := range ablations {
		s := full
		if a.set != nil {
			a.set(&s)
		}
		keep := func(r *row) bool { return r.part == test || a.keep == nil || a.keep(r) }
		of := s.measured(slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return !keep(&r) }))
		left := slices.Clone(rows)
		for _, source := range unseen {
			left = leave(left, source)
		}
		out := s.measured(slices.DeleteFunc(left, func(r row) bool { return !keep(&r) }))
		mean := func(of map[string]*confusion, prefix string, names []string) string {
			sum := 0.0
			for _, n := range names {
				f, _, _ := of[prefix+n].figures()
				sum += f / float64(len(names))
			}
			return num(sum)
		}
		lines = append(lines, []string{a.what, mean(of, "", text.Languages), mean(of, "own-", text.Languages), mean(of, "own-styles-", text.Languages), mean(out, "", unseen)})
	}
	fmt.Print(markdown([]string{"without", "the eight languages", "our service messages", "our lines of other kinds", "four sources left out"}, lines))
}

// measured trains, and counts what is said of the rows that are measured on, by language and by source.
func (s *settings) measured(rows []row) map[string]*confusion {
	all := make([]example, len(rows))
	for i := range rows {
		all[i] = s.seen(&rows[i])
	}
	m := s.sense(all)
	calibrations := calibrate(m, all)
	of := map[string]*confusion{}
	for i := range all {
		e := &all[i]
		if e.part != test || e.valence == noValence {
			continue
		}
		x, at := m.logits(e), &calibrations[slices.Index(text.Languages, e.language)]
		p := at.Three(x[outFelt], x[outSide])
		got := text.Choose(p, at.Decide)
		if twoOnly[e.source] {
			got = side(p[2] - p[0])
		}
		for _, key := range []string{e.language, e.source} {
			if of[key] == nil {
				of[key] = &confusion{}
			}
			of[key][e.valence][got]++
		}
	}
	return of
}
