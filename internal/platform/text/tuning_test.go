package text_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"regard/internal/platform/text"
)

func topics(r *text.Reader, s, language string) (all []string) {
	got := r.Read(s, text.Stated(language))
	for _, t := range got.Topics() {
		all = append(all, t.What+":"+t.Words.Of(s))
	}
	slices.Sort(all)
	return all
}

func TestACompanysOwnWordsTellTopicsAndThoseSwitchedOffDoNot(t *testing.T) {
	r, wrong := text.NewReader(text.Tuning{Topics: []text.Topic{{Key: "solar", Name: "Solar panels"}}, Words: []text.TopicWords{
		{Topic: "solar", Language: "en", Words: "(solar|roof) panel+"}, {Topic: "billing", Language: "en", Words: "green tariff"}, {Topic: "solar", Language: "fr", Words: "l'onduleur"},
		{Topic: "billing", Language: "en", Words: "invoice+", Off: true}}})
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for _, test := range []struct{ s, language, as, tuned string }{
		{"My roof panels came without an invoice.", "en", "[billing:invoice]", "[solar:roof panels]"},
		{"What is this green tariff?", "en", "[price:tariff]", "[billing:green tariff price:tariff]"},
		{"L'onduleur est en panne.", "fr", "[outage:en panne]", "[outage:en panne solar:L'onduleur]"},
		{"Jeg venter på fakturaen.", "no", "[billing:fakturaen]", "[billing:fakturaen]"},
	} {
		if got := fmt.Sprint(topics(nil, test.s, test.language)); got != test.as {
			t.Errorf("%q as it comes: %s, want %s", test.s, got, test.as)
		}
		if got := fmt.Sprint(topics(r, test.s, test.language)); got != test.tuned {
			t.Errorf("%q tuned: %s, want %s", test.s, got, test.tuned)
		}
		as, tuned := text.Read(test.s, test.language), r.Read(test.s, text.Stated(test.language))
		if as.Score != tuned.Score {
			t.Errorf("%q sounds %+v, tuned %+v: topics change how it sounds", test.s, as.Score, tuned.Score)
		}
	}
	if got := r.Topics(); len(got) != len(text.Topics)+1 || got[len(got)-1] != "solar" {
		t.Errorf("topics %v", got)
	}
}

func TestWhatCannotBeTunedIsToldAndLeftOut(t *testing.T) {
	with := func(w ...text.TopicWords) text.Tuning { return text.Tuning{Words: w} }
	en := text.TopicWords{Topic: "price", Language: "en", Words: "dear"}
	for _, test := range []struct {
		tuning      text.Tuning
		field, part string
		index       int
		reason      error
	}{
		{text.Tuning{Topics: []text.Topic{{Key: "solar", Name: "S"}, {Key: "Solar", Name: "S"}}}, "topics", "key", 1, text.ErrForm},
		{text.Tuning{Topics: []text.Topic{{Key: "billing", Name: "B"}}}, "topics", "key", 0, text.ErrTwice},
		{text.Tuning{Topics: []text.Topic{{Key: "solar"}}}, "topics", "name", 0, text.ErrForm},
		{text.Tuning{Topics: many(101, func(i int) text.Topic { return text.Topic{Key: fmt.Sprint("t", i), Name: "T"} })}, "topics", "", 100, text.ErrTooMany},
		{with(text.TopicWords{Topic: "limbo", Language: "en", Words: "x"}), "words", "topic", 0, text.ErrUnknown},
		{with(en, text.TopicWords{Topic: "price", Language: "is", Words: "x"}), "words", "language", 1, text.ErrUnknown},
		{with(en, en), "words", "words", 1, text.ErrTwice},
		{with(text.TopicWords{Topic: "price", Language: "en", Words: "dear", Off: true}), "words", "words", 0, text.ErrNotThere},
		{with(text.TopicWords{Topic: "price", Language: "en", Words: strings.Repeat("x", text.LongestWords+1)}), "words", "words", 0, text.ErrOutside},
		{with(text.TopicWords{Topic: "price", Language: "en", Words: "(dear"}), "words", "words", 0, nil},
		{with(text.TopicWords{Topic: "price", Language: "en", Words: "* #"}), "words", "words", 0, nil},
		{text.Tuning{Leanings: []text.Leaning{{Language: "en"}, {Language: "en"}}}, "leanings", "language", 1, text.ErrTwice},
		{text.Tuning{Leanings: []text.Leaning{{Language: "tlh"}}}, "leanings", "language", 0, text.ErrUnknown},
		{text.Tuning{Leanings: []text.Leaning{{Language: "en", Felt: 3.1}}}, "leanings", "felt", 0, text.ErrOutside},
		{text.Tuning{Leanings: []text.Leaning{{Language: "en", Side: -4}}}, "leanings", "side", 0, text.ErrOutside},
	} {
		r, wrong := text.NewReader(test.tuning)
		if len(wrong) != 1 || wrong[0].Field != test.field || wrong[0].Part != test.part || wrong[0].Index != test.index || test.reason != nil && !errors.Is(wrong[0], test.reason) {
			t.Errorf("%+v: %v, want %s %d %s", test.tuning, wrong, test.field, test.index, test.part)
		}
		if got := r.Read("It is too dear, and the invoice is wrong.", text.Stated("en")); got.Language != "en" || len(got.Topics()) == 0 {
			t.Errorf("%+v: the rest does not read: %+v", test.tuning, got.Score)
		}
	}
}

func many[T any](n int, make func(int) T) (list []T) {
	for i := range n {
		list = append(list, make(i))
	}
	return list
}

func TestALeaningShiftsWhatIsHeardOnlyInItsLanguage(t *testing.T) {
	quiet, _ := text.NewReader(text.Tuning{Leanings: []text.Leaning{{Language: "en", Felt: -3}}})
	warm, _ := text.NewReader(text.Tuning{Leanings: []text.Leaning{{Language: "en", Side: 2}}})
	for _, s := range []string{"The box was dented and the form is missing.", "Quite good service, thanks."} {
		as, q, w := text.Read(s, "en"), quiet.Read(s, text.Stated("en")), warm.Read(s, text.Stated("en"))
		if !(q.Chances[1] > as.Chances[1]+0.1) || !(w.Chances[2] > as.Chances[2]) || !(w.Chances[0] < as.Chances[0]) {
			t.Errorf("%q: %.2f; quiet %.2f, warm %.2f", s, as.Chances, q.Chances, w.Chances)
		}
	}
	const no = "Esken var bulket og skjemaet mangler."
	if as, q := text.Read(no, "no"), quiet.Read(no, text.Stated("no")); as.Score != q.Score {
		t.Errorf("%q: %+v and %+v", no, as.Score, q.Score)
	}
}

func TestWhatIsExpectedDecidesFewWordsOnly(t *testing.T) {
	const either = "takk for hjelpen" // hjælpen in Danish; "takk" is Norwegian or Icelandic
	for _, test := range []struct {
		s        string
		expected text.Expected
		want     string
	}{
		{"det er fint", text.Stated("da"), "da"}, {"det er fint", text.Stated("nb-NO"), "no"}, {"det er fint", text.Usual("da"), "da"}, {"det er fint", text.Usual("no"), "no"},
		{either, text.Common("da"), "no"},
		{"Where is my parcel? It should have been here on Tuesday.", text.Stated("no"), "en"},
		{"Wo ist mein Paket? Es sollte am Dienstag hier sein.", text.Usual("nl"), "de"},
	} {
		var r *text.Reader
		if got := r.Read(test.s, test.expected); got.Language != test.want {
			t.Errorf("%q, expected %+v: %s, want %s", test.s, test.expected, got.Language, test.want)
		}
	}
}
