package web

import "regard/internal/platform/page"

// HearingPage is what tells what customers' words are about: topics and their words by language, which language is expected where,
// and what was adapted to corrections. GET /settings/hearing?language=&edit=KEY or &add; the forms post to
// /settings/hearing (name), /settings/hearing/topics/{key} (version, language, name, words, on repeats), …/topics/{key}/remove,
// /settings/hearing/languages (touchpoint, spoken), …/languages/remove (touchpoint), /settings/hearing/leanings/remove (spoken),
// /settings/hearing/undo?version=; /settings/hearing/try (text) changes nothing.
type HearingPage struct {
	Settings
	Version     Version
	Language    string
	Languages   []page.Option
	Rows        []TopicRow
	Form        *TopicForm
	Adding      bool
	Name        string // of a topic that is added, as typed
	Expected    []ExpectedRow
	Common      string // the language of the company's country; empty where there are several
	Touchpoints []page.Option
	Touchpoint  string // as typed
	Spoken      string // there, as typed
	Leanings    []LeaningRow
	Try         *TriedMessage
	Errors      Errors
}

// Template names the page.
func (HearingPage) Template() string { return "hearing" }

// TopicRow is a topic and what tells it in the page's language.
type TopicRow struct {
	Key, Name string
	Own       bool     // the company's
	Yours     []string // words of the company's own
	Count     int      // that come with the program, and count
	Off       int      // that come with it, and do not
	Chosen    bool
}

// TopicForm is one topic in one language.
type TopicForm struct {
	Key, Name string
	Own       bool
	Version   int64
	Words     string // one a line
	Rest      []GivenWords
}

// Counted is how many of the words that come with the program count.
func (f TopicForm) Counted() (n int) {
	for _, g := range f.Rest {
		if g.On {
			n++
		}
	}
	return n
}

// GivenWords come with the program.
type GivenWords struct {
	Words string
	On    bool
}

// ExpectedRow is which language is expected where.
type ExpectedRow struct{ Key, Touchpoint, Language string }

// LeaningRow is how much sooner or later something is heard in a language.
type LeaningRow struct{ Code, Language, Felt, Side string }

// TriedMessage is a message that somebody tried, and what it tells.
type TriedMessage struct {
	Text     string
	Heard    *Heard
	Passages []Passage
}
