package main

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"regard/internal/platform/text"
)

// report prints how good a model is on rows that it never saw.
func report(m *text.Model, rows, tongues []row, picture string) error {
	plain, seen := reference(rows)
	type measured struct{ model, lexicon, reference confusion }
	byLanguage, bySource := map[string]*measured{}, map[string]*measured{}
	strict, byLength := map[string]*measured{}, map[string]*measured{}
	sure := map[string]*bins{}
	at := func(of map[string]*measured, key string) *measured {
		if of[key] == nil {
			of[key] = &measured{}
		}
		return of[key]
	}
	unknown := 0
	for i := range rows {
		r := &rows[i]
		if r.part != test || r.valence == noValence {
			continue
		}
		x := m.Read(r.text, r.language)
		p := plain.logits(&seen[i])
		l := text.Lexicon(r.text, r.language)
		if x.Label == text.Unknown {
			unknown++
		}
		got, lexicon, ref, chance := class(x.Label), class(l.Label), best(p[:3]), x.Confidence
		all := at(strict, r.language) // asked for one of three, whatever the source
		all.model[r.valence][got]++
		all.lexicon[r.valence][lexicon]++
		all.reference[r.valence][ref]++
		if twoOnly[r.source] {
			got, lexicon, ref = side(x.Chances[2]-x.Chances[0]), side(l.Valence), side(p[2]-p[0])
			chance = max(x.Chances[0], x.Chances[2], 1e-9) / max(x.Chances[0]+x.Chances[2], 2e-9)
		}
		for _, k := range []*measured{at(byLanguage, r.language), at(bySource, r.source), at(byLength, r.language+length(r.text))} {
			k.model[r.valence][got]++
			k.lexicon[r.valence][lexicon]++
			k.reference[r.valence][ref]++
		}
		if sure[r.language] == nil {
			sure[r.language] = &bins{}
		}
		sure[r.language].add(chance, got == r.valence)
	}
	var lines [][]string
	var mean [4]float64
	cells := func(key string, k *measured, ece string) []string {
		f, a, n := k.model.figures()
		common := k.model.commonest()
		f0, _, _ := common.figures()
		f1, _, _ := k.lexicon.figures()
		f2, a2, n2 := k.reference.figures()
		if len(key) == 2 {
			for j, x := range []float64{f, f0, f1, f2} {
				mean[j] += x / float64(len(text.Languages))
			}
		}
		return []string{key, fmt.Sprint(k.model.rows()), num(f), num(a), num(n), ece, num(f0), num(f1), num(f2), num(a2), num(n2)}
	}
	for _, l := range text.Languages {
		lines = append(lines, cells(l, byLanguage[l], num(sure[l].ece())))
	}
	lines = append(lines, []string{"mean", "", num(mean[0]), "", "", "", num(mean[1]), num(mean[2]), num(mean[3]), "", ""})
	for _, s := range keys(bySource) {
		lines = append(lines, cells(s, bySource[s], ""))
	}
	fmt.Print(markdown([]string{"", "rows", "macro F1", "accuracy", "F1 negative", "ECE", "commonest", "lexicon", "reference", "accuracy", "F1 negative"}, lines))
	fmt.Println()
	var three [3]float64
	for _, l := range text.Languages {
		for j, c := range []*confusion{&strict[l].model, &strict[l].lexicon, &strict[l].reference} {
			f, _, _ := c.figures()
			three[j] += f / float64(len(text.Languages))
		}
	}
	fmt.Printf("asked for one of three of every source: macro F1 %.3f, lexicon %.3f, reference %.3f\n\n", three[0], three[1], three[2])
	lines = nil
	for _, l := range text.Languages {
		cells := []string{l}
		for k := range lengths {
			f, _, _ := at(byLength, l+lengths[k]).model.figures()
			cells = append(cells, fmt.Sprintf("%.3f (%d)", f, at(byLength, l+lengths[k]).model.rows()))
		}
		lines = append(lines, cells)
	}
	fmt.Print(markdown(append([]string{"macro F1 (rows)"}, lengths[:]...), lines))
	fmt.Printf("\nunknown, counted as neutral: %d\n\n", unknown)
	reportCalibration(sure)
	reportTongues(m, tongues)
	reportEmotions(m, rows)
	reportPatterns(m, rows)
	if picture != "" {
		return reliability(picture, sure)
	}
	return nil
}

// lengths are what texts are told apart by, in characters.
var lengths = [...]string{"below 40 characters", "40 to 79", "80 to 159", "160 and more"}

func length(s string) string {
	switch n := utf8.RuneCountInString(s); {
	case n < 40:
		return lengths[0]
	case n < 80:
		return lengths[1]
	case n < 160:
		return lengths[2]
	}
	return lengths[3]
}

// reportCalibration prints how often what was said with some confidence was right.
func reportCalibration(sure map[string]*bins) {
	var lines [][]string
	for k := range bins(bins{}) {
		cells := []string{fmt.Sprintf("%.1f to %.1f", float64(k)/10, float64(k+1)/10)}
		some := false
		for _, l := range text.Languages {
			x := sure[l][k]
			if x.n < 20 {
				cells = append(cells, "")
				continue
			}
			some = true
			cells = append(cells, fmt.Sprintf("%.2f (%d)", float64(x.true)/float64(x.n), x.n))
		}
		if some {
			lines = append(lines, cells)
		}
	}
	fmt.Println(markdown(append([]string{"confidence"}, text.Languages...), lines))
}

// side is the class of what is either good or bad.
func side(x float64) int {
	if x > 0 {
		return positive
	}
	return negative
}

func class(l text.Label) int {
	switch l {
	case text.Negative:
		return negative
	case text.Positive:
		return positive
	}
	return neutral
}

func best(p []float64) int {
	k := 0
	for j := range p {
		if p[j] > p[k] {
			k = j
		}
	}
	return k
}

func num(x float64) string { return fmt.Sprintf("%.3f", x) }

func keys[T any](m map[string]T) (list []string) {
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// reportTongues prints how often the language is told, without a hint.
func reportTongues(m *text.Model, rows []row) {
	type tally struct{ n, right, long, longRight int }
	of, confused := map[string]*tally{}, map[string]int{}
	for i := range rows {
		r := &rows[i]
		if r.part != test {
			continue
		}
		if of[r.language] == nil {
			of[r.language] = &tally{}
		}
		t, x := of[r.language], m.Read(r.text, "")
		t.n++
		right := x.Language == r.language
		if right {
			t.right++
		}
		if utf8.RuneCountInString(r.text) >= 40 {
			t.long++
			if right {
				t.longRight++
			} else {
				confused[r.language+"→"+x.Language]++
			}
		}
	}
	var lines [][]string
	sum, north := 0.0, 0.0
	for _, l := range text.Tongues {
		t := of[l]
		if t == nil {
			continue
		}
		long := float64(t.longRight) / float64(t.long)
		if slices.Contains(text.Languages, l) {
			sum += long / float64(len(text.Languages))
		}
		if l == "da" || l == "no" || l == "sv" {
			north += long / 3
		}
		lines = append(lines, []string{l, fmt.Sprint(t.n), num(float64(t.right) / float64(t.n)), fmt.Sprint(t.long), num(long)})
	}
	lines = append(lines, []string{"the eight", "", "", "", num(sum)}, []string{"da, no, sv", "", "", "", num(north)})
	fmt.Print(markdown([]string{"", "texts", "told", "of 40 characters or more", "told"}, lines))
	fmt.Println(confused)
	fmt.Println()
}

// reportEmotions prints how well emotions and needs are told.
func reportEmotions(m *text.Model, rows []row) {
	var tp, fp, fn [len(text.Emotions)]int
	needs, right := 0, 0
	var sure bins
	for i := range rows {
		r := &rows[i]
		if r.part != test {
			continue
		}
		x := m.Read(r.text, r.language)
		if r.need != noNeed && r.topics != nil {
			needs++
			if x.Need.What == string(text.Needs[r.need]) {
				right++
			}
			sure.add(x.Need.Confidence, x.Need.What == string(text.Needs[r.need]))
		}
		if !r.emotional {
			continue
		}
		said := 0
		for _, f := range x.Felt() {
			said |= 1 << slices.Index(text.Emotions[:], f.Emotion)
		}
		for j := range text.Emotions {
			switch is, says := r.felt>>j&1 == 1, said>>j&1 == 1; {
			case is && says:
				tp[j]++
			case says:
				fp[j]++
			case is:
				fn[j]++
			}
		}
	}
	var lines [][]string
	for j, e := range text.Emotions {
		p, r := float64(tp[j])/float64(max(1, tp[j]+fp[j])), float64(tp[j])/float64(max(1, tp[j]+fn[j]))
		lines = append(lines, []string{string(e), fmt.Sprint(tp[j] + fn[j]), num(p), num(r), num(2 * p * r / max(1e-9, p+r))})
	}
	fmt.Print(markdown([]string{"", "texts", "precision", "recall", "F1"}, lines))
	fmt.Printf("needs: %d of %d, calibration error %.3f\n", right, needs, sure.ece())
}

// reportPatterns prints how often topics and effort are told as those who wrote the messages said, and how much of it is found.
func reportPatterns(m *text.Model, rows []row) {
	type tally struct{ said, right, there, found, effortSaid, effortRight, effortThere, effortFound int }
	of := map[string]*tally{}
	for i := range rows {
		r := &rows[i]
		if r.part != test || r.topics == nil {
			continue
		}
		if of[r.language] == nil {
			of[r.language] = &tally{}
		}
		t, x := of[r.language], m.Read(r.text, r.language)
		meet := func(a, b text.Span) bool { return a.From < b.To && b.From < a.To }
		for _, told := range x.Topics() {
			t.said++
			if slices.Contains(r.topics, told.What) {
				t.right++
			}
		}
		for _, topic := range r.topics {
			if topic == "-" {
				continue
			}
			t.there++
			if slices.ContainsFunc(x.Topics(), func(o text.Told) bool { return o.What == topic }) {
				t.found++
			}
		}
		for _, told := range x.Effort() {
			t.effortSaid++
			if slices.ContainsFunc(r.effort, func(s text.Span) bool { return meet(s, told.Words) }) {
				t.effortRight++
			}
		}
		for _, s := range r.effort {
			t.effortThere++
			if slices.ContainsFunc(x.Effort(), func(o text.Told) bool { return meet(s, o.Words) }) {
				t.effortFound++
			}
		}
	}
	share := func(n, of int) string { return num(float64(n) / float64(max(1, of))) }
	var lines [][]string
	for _, l := range text.Languages {
		t := of[l]
		lines = append(lines, []string{l, fmt.Sprint(t.said), share(t.right, t.said), share(t.found, t.there), fmt.Sprint(t.effortSaid), share(t.effortRight, t.effortSaid), share(t.effortFound, t.effortThere)})
	}
	fmt.Println()
	fmt.Print(markdown([]string{"", "topics told", "of them right", "found of all", "efforts told", "of them right", "found of all"}, lines))
}
