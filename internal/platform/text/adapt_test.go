package text_test

import (
	"fmt"
	"slices"
	"strings"
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

// others are messages that nobody corrected.
func others(n int) (lessons []text.Lesson) {
	plain := []string{"I have called %d times and I am really angry, this is terrible.", "Thanks, you should be proud of your %d people.", "Please send me the form for flat %d.", "When does the office in street %d open?",
		"I asked %d days ago and nobody answers.", "The new price for %d months is fine.", "Please call me before %d o'clock.", "We moved to house %d last week."}
	for i := range n {
		lessons = append(lessons, text.Lesson{Writer: fmt.Sprintf("cus_q%d", i), Language: "en", Silent: true, Text: fmt.Sprintf(plain[i%len(plain)], i+2)})
	}
	return lessons
}

func leaningOf(t *testing.T, a text.Adaptation, language string) text.LeaningChange {
	t.Helper()
	i := slices.IndexFunc(a.Leanings, func(l text.LeaningChange) bool { return l.Language == language })
	if i < 0 {
		t.Fatalf("no %s in %+v", language, a.Leanings)
	}
	return a.Leanings[i]
}

func TestWhatIsLearntHelpsOnCorrectionsThatItWasNotLearntFrom(t *testing.T) {
	lessons := append(house(60), others(160)...)
	a := text.Adapt(lessons, text.Tuning{})
	if l := leaningOf(t, a, "en"); !l.Kept || l.Felt >= 0 || l.Right[1] <= l.Right[0] || l.HeldOut < 10 || l.Others == 0 || 10*l.Moved > l.Others {
		t.Fatalf("%+v", l)
	}
	if a.Topics[1].Right <= a.Topics[0].Right || len(a.Words) == 0 || a.Others == 0 || a.Moved > 0 {
		t.Fatalf("%+v %+v, %d of %d", a.Topics, a.Words, a.Moved, a.Others)
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
	if again := text.Adapt(lessons, text.Tuning{}); fmt.Sprint(again) != fmt.Sprint(a) {
		t.Error("learnt twice, it is not the same")
	}
}

func TestWhatNobodyCorrectedHoldsALeaningBackAndNeverTurnsIt(t *testing.T) {
	var lessons []text.Lesson
	for i := range 45 { // plain to the program, bad to the company
		lessons = append(lessons, text.Lesson{Writer: fmt.Sprint(i), Language: "en", Label: text.Negative, Text: fmt.Sprintf("The meter in cellar %d shows nothing since Monday.", i)})
	}
	before := 0.0
	for k, n := range []int{0, 100, 400, 3000} {
		l := leaningOf(t, text.Adapt(append(slices.Clone(lessons), others(n)...), text.Tuning{}), "en")
		if l.Felt <= 0 || k == 0 && l.Felt > 0.5 || k > 1 && l.Felt > before+0.2 || l.Kept && 10*l.Moved > l.Others {
			t.Errorf("with %d others: %+v", n, l)
		}
		before = l.Felt
	}
}

func TestWordsThatMisleadAreSwitchedOff(t *testing.T) {
	lessons := others(160)
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

func TestNothingIsLearntFromTooLittle(t *testing.T) {
	one := append(house(40), others(160)...)
	for i := range 80 {
		one[i].Writer = "cus_1"
	}
	nobody := append(house(40), others(160)...)
	for i := range 80 {
		nobody[i].Writer = ""
	}
	for name, lessons := range map[string][]text.Lesson{"few corrections": append(house(3), others(160)...), "nothing that nobody corrected": house(60), "one person's words": one, "nobody's": nobody, "nothing": nil} {
		a := text.Adapt(lessons, text.Tuning{})
		if len(a.Words) > 0 || len(a.Tuning.Words) > 0 {
			t.Errorf("%s: %+v", name, a.Words)
		}
	}
	if a := text.Adapt(house(5), text.Tuning{}); slices.ContainsFunc(a.Leanings, func(l text.LeaningChange) bool { return l.Kept }) {
		t.Errorf("from ten corrections: %+v", a.Leanings)
	}
}

func TestWhatNoLongerFitsIsLeftOutOfWhatIsLearnt(t *testing.T) {
	lessons := append(house(60), others(160)...)
	for i := range lessons {
		if lessons[i].About && i%4 == 1 {
			lessons[i].Topics = []string{"repair", "gone"}
		}
	}
	now := text.Tuning{Words: []text.TopicWords{{Topic: "billing", Language: "en", Words: "words that went", Off: true}, {Topic: "gone", Language: "en", Words: "x"}}}
	a := text.Adapt(lessons, now)
	if _, wrong := text.NewReader(a.Tuning); len(wrong) > 0 || len(a.Words) == 0 {
		t.Errorf("%v, %+v", wrong, a.Words)
	}
}

// Words of the program that were switched off, and are missed, count again.
func TestWordsThatWereSwitchedOffComeBack(t *testing.T) {
	lessons := others(160)
	for i := range 40 {
		lessons = append(lessons, text.Lesson{Writer: fmt.Sprint(i), Language: "en", About: true, Topics: []string{"website"}, Text: fmt.Sprintf("The portal shows number %d only.", i)})
	}
	var now text.Tuning
	for _, w := range text.TopicPatterns("en", "website") {
		if strings.Contains(w, "portal") {
			now.Words = append(now.Words, text.TopicWords{Topic: "website", Language: "en", Words: w, Off: true})
		}
	}
	if len(now.Words) == 0 {
		t.Fatal("portal is no word of websites any more: take another")
	}
	a := text.Adapt(lessons, now)
	if _, wrong := text.NewReader(a.Tuning); len(wrong) > 0 || a.Topics[1].Right <= a.Topics[0].Right {
		t.Errorf("%+v %+v %v", a.Words, a.Topics, wrong)
	}
}

func TestNamesAndNumbersNeverBecomeWords(t *testing.T) {
	for topic, message := range map[string]string{
		"repair": "Please forward this to Brontovsky, room 4711, or to Fatima at once. Brontovsky knows it.", "staff": "kowalczyk was here again and again.", "visit": "Kowalczyk rang at noon. We know Kowalczyk well."} {
		lessons := others(160)
		for i := range 40 {
			lessons = append(lessons, text.Lesson{Writer: fmt.Sprint(i), Language: "en", About: true, Topics: []string{topic}, Text: message})
		}
		for _, w := range text.Adapt(lessons, text.Tuning{}).Words {
			for name := range text.Words(w.TopicWords.Words) {
				if slices.Contains([]string{"fatima", "4711", "brontovsky", "kowalczyk"}, name) {
					t.Errorf("%s: %+v", topic, w)
				}
			}
		}
	}
	german := make([]text.Lesson, 0, 200)
	for i := range 160 {
		german = append(german, text.Lesson{Writer: fmt.Sprintf("q%d", i), Language: "de", Silent: true, Text: fmt.Sprintf("Wann öffnet das Büro in der Straße %d?", i)})
	}
	for i := range 40 {
		german = append(german, text.Lesson{Writer: fmt.Sprint(i), Language: "de", About: true, Topics: []string{"repair"}, Text: fmt.Sprintf("Die Wärmepumpe ist kalt, Herr Wiesenthaler war %d mal da, Wiesenthaler eben.", i)})
	}
	pump := false
	for _, w := range text.Adapt(german, text.Tuning{}).Words {
		for name := range text.Words(w.TopicWords.Words) {
			if pump = pump || name == "wärmepumpe"; name == "wiesenthaler" {
				t.Errorf("%+v", w)
			}
		}
	}
	if !pump {
		t.Error("a German noun is taken for a name")
	}
}
