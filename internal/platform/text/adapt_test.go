package text_test

import (
	"fmt"
	"slices"
	"testing"

	"regard/internal/platform/text"
)

// house is a company whose people say that what sounds a little bad to the program is plain to them, whose "box" is a repair, and
// who talk of heat pumps.
func house(n int) (lessons []text.Lesson) {
	plain := []string{"Pump %d is broken and leaks badly.", "Gate %d is stuck, the motor burnt out.", "Pump %d leaks, the seal is broken.", "The old pump at station %d failed."}
	pumps := []string{"The heat pump makes %d degrees, is that right?", "Our heat pump shows code %d.", "When will somebody look at heat pump number %d?"}
	for i := range n {
		who := fmt.Sprintf("cus_%d", i)
		lessons = append(lessons,
			text.Lesson{Writer: who, Language: "en", Label: text.Neutral, Text: fmt.Sprintf(plain[i%len(plain)], i)},
			text.Lesson{Writer: who, Language: "en", About: true, Topics: []string{"repair"}, Text: fmt.Sprintf(pumps[i%len(pumps)], i)})
	}
	return lessons
}

func TestWhatIsLearntHelpsOnCorrectionsThatItWasNotLearntFrom(t *testing.T) {
	lessons := house(60)
	quiet := make([]text.Lesson, 0, 60)
	for i := range 60 {
		quiet = append(quiet, text.Lesson{Writer: fmt.Sprintf("cus_q%d", i), Language: "en", Silent: true, Text: fmt.Sprintf("I have called %d times and I am really angry, this is terrible.", i+2)})
	}
	a := text.Adapt(append(lessons, quiet...), text.Tuning{})
	i := slices.IndexFunc(a.Leanings, func(l text.LeaningChange) bool { return l.Language == "en" })
	if i < 0 || !a.Leanings[i].Kept || a.Leanings[i].Felt >= 0 || a.Leanings[i].Right[1] <= a.Leanings[i].Right[0] || a.Leanings[i].HeldOut < 10 {
		t.Fatalf("%+v", a.Leanings)
	}
	if a.Leanings[i].Others == 0 || a.Leanings[i].Moved > 0 {
		t.Errorf("%d of %d angry messages would be read otherwise", a.Leanings[i].Moved, a.Leanings[i].Others)
	}
	if a.Topics[1].Right <= a.Topics[0].Right || len(a.Words) == 0 {
		t.Fatalf("%+v %+v", a.Topics, a.Words)
	}
	for _, w := range a.Words {
		if w.Off || w.Topic != "repair" || w.Language != "en" || w.Right < 3 {
			t.Errorf("%+v", w)
		}
	}
	r, wrong := text.NewReader(a.Tuning)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	if got := topics(r, "My heat pump is cold.", "en"); !slices.ContainsFunc(got, func(s string) bool { return s == "repair:heat pump" }) {
		t.Errorf("%v", got)
	}
	if again := text.Adapt(append(lessons, quiet...), text.Tuning{}); fmt.Sprint(again) != fmt.Sprint(a) {
		t.Error("learnt twice, it is not the same")
	}
}

func TestWordsThatMisleadAreSwitchedOff(t *testing.T) {
	var lessons []text.Lesson
	for i := range 30 { // a company that rents out rooms called "Invoice"
		lessons = append(lessons, text.Lesson{Writer: fmt.Sprint(i), Language: "en", About: true, Topics: []string{"visit"}, Text: fmt.Sprintf("The technician waits in the room Invoice %d.", i)})
	}
	a := text.Adapt(lessons, text.Tuning{})
	off := slices.IndexFunc(a.Words, func(w text.WordsChange) bool { return w.Off && w.Topic == "billing" })
	if off < 0 || a.Words[off].Wrong < 10 || a.Words[off].Right > 0 {
		t.Fatalf("%+v", a.Words)
	}
	r, wrong := text.NewReader(a.Tuning)
	if got := topics(r, "The room Invoice 7 is locked.", "en"); len(wrong) > 0 || len(got) > 0 {
		t.Errorf("%v, %v", got, wrong)
	}
	own := text.Tuning{Words: []text.TopicWords{{Topic: "billing", Language: "en", Words: "waits in"}}}
	if a := text.Adapt(lessons, own); slices.ContainsFunc(a.Tuning.Words, func(w text.TopicWords) bool { return w.Words == "waits in" }) {
		t.Errorf("the company's own words mislead still: %+v", a.Tuning.Words)
	}
}

func TestNothingIsLearntFromTooLittleOrFromOnePersonsWords(t *testing.T) {
	if a := text.Adapt(house(5), text.Tuning{}); slices.ContainsFunc(a.Leanings, func(l text.LeaningChange) bool { return l.Kept }) {
		t.Errorf("from ten corrections: %+v", a.Leanings)
	}
	one := house(40)
	for i := range one {
		one[i].Writer = "cus_1"
	}
	if a := text.Adapt(one, text.Tuning{}); len(a.Words) > 0 {
		t.Errorf("one person's words: %+v", a.Words)
	}
	if a := text.Adapt(nil, text.Tuning{}); a.Learnt+a.HeldOut+len(a.Words)+len(a.Leanings) > 0 {
		t.Errorf("from nothing: %+v", a)
	}
}

func TestNamesAndNumbersNeverBecomeWords(t *testing.T) {
	var lessons []text.Lesson
	for i := range 40 {
		lessons = append(lessons, text.Lesson{Writer: fmt.Sprint(i), Language: "en", About: true, Topics: []string{"staff"}, Text: "Please forward this to Fatima, room 4711, or to Brontovsky at once."})
	}
	for _, w := range text.Adapt(lessons, text.Tuning{}).Words {
		for _, never := range []string{"fatima", "4711", "brontovsky"} {
			if slices.Contains(splitWords(w.TopicWords.Words), never) {
				t.Errorf("%+v", w)
			}
		}
	}
}

func splitWords(s string) (all []string) {
	for w := range text.Words(s) {
		all = append(all, w)
	}
	return all
}
