package text

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// reword finds patterns that mislead and words that are missing, in languages of which there is enough that nobody corrected. All of it is
// kept where it helps on what was held out, and tells nearly all others what was told before; else nothing is.
func (a *Adaptation) reword(learn, held []read, now Tuning) {
	a.Topics[0], _, a.Others = measureTopics(held, now)
	a.Topics[1] = a.Topics[0]
	heard, said := map[string]int{}, 0
	for _, r := range learn {
		heard[r.home] += count(r.Silent)
	}
	for _, r := range held {
		said += count(r.About && !r.Silent)
	}
	learn = slices.DeleteFunc(slices.Clone(learn), func(r read) bool { return heard[r.home] < quiet || !r.About })
	if said < measured {
		return
	}
	off := misleading(learn, now)
	changes := append(off, missing(learn, withWords(now, off))...)
	with := withWords(a.Tuning, changes)
	if _, wrong := NewReader(with); len(changes) == 0 || len(wrong) > 0 {
		return
	}
	if t, moved, others := measureTopics(held, with); t.f1() > a.Topics[0].f1() && float64(moved) <= mostOthers*float64(others) {
		a.Tuning, a.Words, a.Topics[1], a.Moved = with, changes, t, moved
	}
}

func (t TopicTally) f1() float64 { return 2 * float64(t.Right) / float64(max(1, t.Told+t.There)) }

// withWords is a tuning with words switched off or added.
func withWords(t Tuning, changes []WordsChange) Tuning {
	t.Words = slices.Clone(t.Words)
	for _, c := range changes {
		i := slices.IndexFunc(t.Words, func(w TopicWords) bool {
			return w.Off != c.Off && w.Topic == c.Topic && w.Language == c.Language && w.Words == c.TopicWords.Words
		})
		if i >= 0 { // the company's own that go, and the program's that count again
			t.Words = slices.Delete(t.Words, i, i+1)
			continue
		}
		t.Words = append(t.Words, c.TopicWords)
	}
	return t
}

// measureTopics counts what is told of lessons whose topics somebody said, and of how many others something else would be told than before.
func measureTopics(list []read, t Tuning) (all TopicTally, moved, others int) {
	reader, _ := NewReader(t)
	known := reader.Topics()
	for _, r := range list {
		if !r.About {
			continue
		}
		got := reader.Read(r.Text, Stated(r.Lesson.Language))
		if r.Silent {
			others++
			moved += count(!slices.Equal(slices.Sorted(slices.Values(keys(got.Topics()))), slices.Sorted(slices.Values(r.Lesson.Topics))))
			continue
		}
		for _, x := range got.Topics() {
			all.Told++
			all.Right += count(slices.Contains(r.Lesson.Topics, x.What))
		}
		for _, x := range r.Lesson.Topics {
			all.There += count(slices.Contains(known, x)) // others are gone by now
		}
	}
	return all, moved, others
}

// misleading are patterns that mostly tell what somebody said it is not about.
func misleading(learn []read, now Tuning) (list []WordsChange) {
	type about struct{ topic, language string }
	wrong := map[about]bool{}
	for _, r := range learn {
		for _, t := range r.Reading.Topics() {
			if r.About && !r.Silent && !slices.Contains(r.Lesson.Topics, t.What) {
				wrong[about{t.What, r.home}] = true
			}
		}
	}
	ordered := slices.SortedFunc(maps.Keys(wrong), func(x, y about) int {
		return cmp.Or(cmp.Compare(x.topic, y.topic), cmp.Compare(x.language, y.language))
	})
	for _, in := range ordered {
		for _, words := range tellers(now, in.topic, in.language) {
			p, err := newPatterns([]Pattern{{0, spaced(in.language, words)}})
			if err != nil {
				continue
			}
			c := WordsChange{TopicWords: TopicWords{Topic: in.topic, Language: in.language, Words: words, Off: true}}
			counted := 0.0
			for i := range learn {
				r := &learn[i]
				if r.home != in.language || !r.About || !tells(p, r.Text, in.language) {
					continue
				}
				switch {
				case r.Silent && slices.Contains(r.Lesson.Topics, in.topic):
					counted += quietly
				case slices.Contains(r.Lesson.Topics, in.topic):
					c.Right++
					counted++
				case !r.Silent:
					c.Wrong++
				}
			}
			if c.Wrong >= enoughOff && float64(c.Wrong) >= wrongOff*(float64(c.Wrong)+counted) {
				list = append(list, c)
			}
		}
	}
	return list
}

// tellers are the patterns that tell a topic in a language: those of the company, and those that come with the program and count.
func tellers(t Tuning, topic, language string) (list []string) {
	off := map[string]bool{}
	for _, w := range t.Words {
		if w.Topic == topic && w.Language == language {
			if off[w.Words] = true; !w.Off {
				list = append(list, w.Words)
			}
		}
	}
	for _, w := range TopicPatterns(language, topic) {
		if !off[w] {
			list = append(list, w)
		}
	}
	return list
}

// tells says whether a pattern is in a text.
func tells(p *patterns, s, language string) bool {
	is := false
	eachSentence(s, language, func(part *sentence) {
		is = is || len(p.find(part, &found{}, make([]match, 0, 1))) > 0
	})
	return is
}

// eachSentence calls do with each sentence of a text in a language.
func eachSentence(s, language string, do func(*sentence)) {
	var part sentence
	c := scanner{text: clip(s), bol: true, lex: lexicons[language]()}
	for c.next(&part) {
		do(&part)
	}
}

// candidate is words that may tell a topic.
type candidate struct {
	words        string
	people       map[string]bool // who wrote them of the topic
	missed       map[string]bool // messages with them that are not told it
	with         float64         // messages with them that are of the topic, as much as they count
	all          float64         // messages with them, likewise
	silent       int
	right, wrong int
}

// missing are words that tell topics that nothing tells yet.
func missing(learn []read, now Tuning) (list []WordsChange) {
	reader, _ := NewReader(now)
	for _, language := range Languages {
		said := map[string]bool{} // topics that somebody missed
		var home []read
		for _, r := range learn {
			if r.home != language {
				continue
			}
			r.Reading = reader.Read(r.Text, Stated(r.Lesson.Language))
			home = append(home, r)
			for _, t := range r.Lesson.Topics {
				if r.misses(t) && t != "staff" && slices.Contains(reader.Topics(), t) { // of staff, words would be names
					said[t] = true
				}
			}
		}
		if len(said) == 0 {
			continue
		}
		v := vocabularyOf(home, language)
		for _, topic := range slices.Sorted(maps.Keys(said)) {
			list = append(list, newWords(home, topic, v)...)
		}
	}
	return list[:min(len(list), mostNew)]
}

// misses tells whether somebody said that it is about a topic, and nothing tells so.
func (r *read) misses(topic string) bool {
	return !r.Silent && slices.Contains(r.Lesson.Topics, topic) && !slices.Contains(keys(r.Reading.Topics()), topic)
}

// newWords chooses words for a topic, one after another: those that tell most of what is missed still.
func newWords(home []read, topic string, v *vocabulary) (list []WordsChange) {
	all := map[string]*candidate{}
	for i := range home {
		if home[i].misses(topic) {
			for words := range v.of(home[i].Text) {
				all[words] = &candidate{words: words, people: map[string]bool{}, missed: map[string]bool{}}
			}
		}
	}
	silent := 0
	for i := range home {
		r := &home[i]
		is, missed := slices.Contains(r.Lesson.Topics, topic), r.misses(topic)
		silent += count(r.Silent)
		for words := range v.of(r.Text) {
			c := all[words]
			if c == nil {
				continue
			}
			c.silent += count(r.Silent)
			c.all++
			switch {
			case is && r.Silent:
				c.with++
			case is:
				if r.Writer != "" {
					c.people[r.Writer] = true
				}
				c.right++
				c.with++
			case !r.Silent:
				c.wrong++
			}
			if missed {
				c.missed[r.Text] = true
			}
		}
	}
	good := slices.SortedFunc(maps.Values(all), func(a, b *candidate) int { return strings.Compare(a.words, b.words) })
	good = slices.DeleteFunc(good, func(c *candidate) bool {
		return len(c.people) < writers || c.with < rightOn*c.all || float64(c.silent) > common*float64(silent)
	})
	for {
		var best *candidate
		for _, c := range good {
			if len(c.missed) >= writers-1 && (best == nil || len(c.missed) > len(best.missed) || len(c.missed) == len(best.missed) && len(c.words) > len(best.words)) {
				best = c
			}
		}
		if best == nil {
			return list
		}
		list = append(list, WordsChange{TopicWords{Topic: topic, Language: v.language, Words: best.words}, best.right, best.wrong})
		told := maps.Clone(best.missed)
		for _, c := range good {
			maps.DeleteFunc(c.missed, func(message string, _ bool) bool { return told[message] })
		}
	}
}
