package text

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// reword finds patterns that mislead and words that are missing. Both are kept only where they help, or at least do no harm, on what was
// held out.
func (a *Adaptation) reword(learn, held []read, now Tuning) {
	a.Topics[0] = measureTopics(held, now)
	a.Topics[1] = a.Topics[0]
	off := misleading(learn, now)
	next := withWords(a.Tuning, off)
	on := missing(learn, next)
	if len(off)+len(on) == 0 {
		return
	}
	for _, changes := range [][]WordsChange{slices.Concat(off, on), on, off} { // all of it, else what of it helps
		with := withWords(a.Tuning, changes)
		if t := measureTopics(held, with); len(changes) > 0 && t.f1() >= a.Topics[0].f1() {
			a.Tuning, a.Words, a.Topics[1] = with, changes, t
			return
		}
	}
}

func (t TopicTally) f1() float64 { return 2 * float64(t.Right) / float64(max(1, t.Told+t.There)) }

// withWords is a tuning with words switched off or added.
func withWords(t Tuning, changes []WordsChange) Tuning {
	t.Words = slices.Clone(t.Words)
	for _, c := range changes {
		if c.Off { // of the company's own there is no need to say that they are off
			i := slices.IndexFunc(t.Words, func(w TopicWords) bool {
				return !w.Off && w.Topic == c.Topic && w.Language == c.Language && w.Words == c.TopicWords.Words
			})
			if i >= 0 {
				t.Words = slices.Delete(t.Words, i, i+1)
				continue
			}
		}
		t.Words = append(t.Words, c.TopicWords)
	}
	return t
}

// measureTopics counts what is told of lessons whose topics somebody said.
func measureTopics(list []read, t Tuning) (all TopicTally) {
	reader, _ := NewReader(t)
	for _, r := range list {
		if !r.About || r.Silent {
			continue
		}
		got := reader.Read(r.Text, Stated(r.Lesson.Language))
		for _, x := range got.Topics() {
			all.Told++
			all.Right += count(slices.Contains(r.Lesson.Topics, x.What))
		}
		all.There += len(r.Lesson.Topics)
	}
	return all
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
				if slices.Contains(r.Lesson.Topics, in.topic) {
					c.Right++
					counted += r.weight()
				} else if !r.Silent {
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
	words          string
	people, missed map[string]bool // who wrote them of the topic; in which messages that are not told it
	with, without  float64         // messages of the topic, and others, as much as they count
	right, wrong   int
}

// missing are words that tell topics that nothing tells yet.
func missing(learn []read, now Tuning) (list []WordsChange) {
	reader, _ := NewReader(now)
	for _, language := range Languages {
		said := map[string]bool{} // topics that somebody missed
		var home []read
		for _, r := range learn {
			if r.home != language || !r.About {
				continue
			}
			got := reader.Read(r.Text, Stated(r.Lesson.Language))
			r.Reading = got
			home = append(home, r)
			for _, t := range r.Lesson.Topics {
				if !r.Silent && !slices.Contains(keys(got.Topics()), t) {
					said[t] = true
				}
			}
		}
		for _, topic := range slices.Sorted(maps.Keys(said)) {
			list = append(list, newWords(home, topic, language)...)
		}
	}
	return list[:min(len(list), mostNew)]
}

// newWords chooses words for a topic, one after another: those that tell most of what is missed still.
func newWords(home []read, topic, language string) (list []WordsChange) {
	all := map[string]*candidate{}
	for i := range home {
		r := &home[i]
		is := slices.Contains(r.Lesson.Topics, topic)
		missed := is && !r.Silent && !slices.Contains(keys(r.Reading.Topics()), topic)
		for words := range wordsOf(r.Text, language) {
			c := all[words]
			if c == nil {
				c = &candidate{words: words, people: map[string]bool{}, missed: map[string]bool{}}
				all[words] = c
			}
			switch {
			case is && !r.Silent:
				c.people[cmp.Or(r.Writer, r.Text)] = true
				c.right++
				fallthrough
			case is:
				c.with += r.weight()
			default:
				c.without += r.weight()
				c.wrong += count(!r.Silent)
			}
			if missed {
				c.missed[r.Text] = true
			}
		}
	}
	good := slices.SortedFunc(maps.Values(all), func(a, b *candidate) int { return strings.Compare(a.words, b.words) })
	good = slices.DeleteFunc(good, func(c *candidate) bool { return len(c.people) < writers || c.with < rightOn*(c.with+c.without) })
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
		list = append(list, WordsChange{TopicWords{Topic: topic, Language: language, Words: best.words}, best.right, best.wrong})
		told := maps.Clone(best.missed)
		for _, c := range good {
			maps.DeleteFunc(c.missed, func(message string, _ bool) bool { return told[message] })
		}
	}
}

// wordsOf are the words and pairs of words of a text that may tell a topic: neither names nor numbers nor what every sentence has.
func wordsOf(s, language string) map[string]bool {
	all, people := map[string]bool{}, names()
	eachSentence(s, language, func(part *sentence) {
		last := ""
		for i := range part.tokens[:part.n] {
			t := &part.tokens[i]
			name := people[t.hash] || t.caps || t.title && i > 0 && language != "de"
			if !t.word || name || t.class == number || t.modify != plain || strings.ContainsAny(s[t.from:t.to], "0123456789@_|+*#()[]") {
				last = ""
				continue
			}
			w := strings.ToLower(s[t.from:t.to])
			if t.n >= 4 {
				all[w] = true
			}
			if last != "" && len(last)+len(w) >= 7 {
				all[last+" "+w] = true
			}
			if last = w; t.comma {
				last = ""
			}
		}
	})
	return all
}
