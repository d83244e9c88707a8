package interaction

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// Hearing is how customers' words are read: topics and words of the company's own, how soon something is heard, and which language is
// expected where. It is configuration: every version is kept. What was recorded keeps the impression that it left, unless it is
// taken out and put back; topics are told by the version in force.
type Hearing struct {
	Version int64 `json:"-"`
	text.Tuning
	Languages []ExpectedLanguage `json:"languages,omitempty" doc:"which language is mostly written where"`
}

// ExpectedLanguage is the language that is mostly written at a touchpoint. The most particular touchpoint wins.
type ExpectedLanguage struct {
	Touchpoint string `json:"touchpoint,omitempty" doc:"key, or a beginning of one; anywhere where empty" example:"mail.se"`
	Language   string `json:"language" example:"sv"`
}

// fits tells whether it can be.
func (l ExpectedLanguage) fits() bool {
	return slices.Contains(text.Languages, l.Language) && (l.Touchpoint == "" || company.Adoptable(l.Touchpoint))
}

// HearingName is its name among the configurations.
const HearingName = "hearing"

const (
	mostExpected = 200
	longestName  = 60 // characters of a topic's name
)

// HearingInForce returns how words are read now.
func HearingInForce(ctx context.Context, tx *company.Tx) (h Hearing, err error) {
	defer problem.Wrap(&err, "interaction.HearingInForce")
	d, err := tx.Directory(ctx)
	if err != nil {
		return h, err
	}
	h.Version, err = d.Configured(HearingName, &h)
	return h, err
}

// SetHearing puts a new version in force. What does not fit is refused by its row.
func SetHearing(ctx context.Context, tx *company.Tx, h Hearing) (version int64, err error) {
	defer problem.Wrap(&err, "interaction.SetHearing")
	if err := h.check(); err != nil {
		return 0, err
	}
	return company.Configure(ctx, tx, HearingName, h)
}

// check tidies it up, and says what is wrong.
func (h *Hearing) check() error {
	for i := range h.Topics {
		h.Topics[i].Key, h.Topics[i].Name = strings.TrimSpace(h.Topics[i].Key), strings.TrimSpace(h.Topics[i].Name)
	}
	called := map[string]string{}
	for i, t := range h.Topics {
		if i >= text.MostTopics {
			return problem.Field("topics", "field.too_many", problem.Params{"max": text.MostTopics})
		}
		if err := checkName(t.Name); err != nil {
			return err
		}
		folded := foldedName(t.Name)
		if first, taken := called[folded]; taken {
			return problem.Field("name", "hearing.name_taken", problem.Params{"value": first})
		}
		called[folded] = t.Name
	}
	for i := range h.Words {
		h.Words[i].Words = strings.Join(strings.Fields(h.Words[i].Words), " ")
	}
	if _, wrong := text.NewReader(h.Tuning); len(wrong) > 0 {
		return refused(wrong[0], h.Tuning)
	}
	for i := range h.Languages {
		l := &h.Languages[i]
		l.Touchpoint, l.Language = strings.ToLower(strings.TrimSpace(strings.TrimRight(l.Touchpoint, ".*"))), text.Base(l.Language)
		switch {
		case i >= mostExpected:
			return problem.Field("languages", "field.too_many", problem.Params{"max": mostExpected})
		case !slices.Contains(text.Languages, l.Language):
			return problem.Field("language", "hearing.language_unknown", problem.Params{"row": i + 1, "value": short(l.Language)})
		case l.Touchpoint != "" && !company.Adoptable(l.Touchpoint):
			return problem.Field("touchpoint", "key.malformed", problem.Params{"row": i + 1, "value": short(l.Touchpoint)})
		case slices.ContainsFunc(h.Languages[:i], func(o ExpectedLanguage) bool { return o.Touchpoint == l.Touchpoint }):
			return problem.Field("touchpoint", "hearing.twice", problem.Params{"row": i + 1, "value": short(l.Touchpoint)})
		}
	}
	return nil
}

// checkName refuses what no topic can be called.
func checkName(name string) error {
	switch {
	case name == "":
		return problem.Field("name", "field.required", nil)
	case utf8.RuneCountInString(name) > longestName:
		return problem.Field("name", "field.too_many_characters", problem.Params{"max": longestName})
	}
	return nil
}

// SameName tells whether two names of topics are of the same words.
func SameName(a, b string) bool { return foldedName(a) == foldedName(b) }

func foldedName(name string) string {
	words := slices.Collect(text.Words(text.Fold(name[:min(len(name), 4*longestName)])))
	if len(words) == 0 {
		return name
	}
	return strings.Join(words, " ")
}

// refused says what is wrong with a tuning as a problem: the field, the row and the value.
func refused(e *text.TuningError, t text.Tuning) error {
	value := map[string]func() string{
		"topicskey": func() string { return t.Topics[e.Index].Key }, "topicsname": func() string { return t.Topics[e.Index].Name },
		"wordstopic": func() string { return t.Words[e.Index].Topic }, "wordslanguage": func() string { return t.Words[e.Index].Language },
		"wordswords": func() string { return t.Words[e.Index].Words }, "leaningslanguage": func() string { return t.Leanings[e.Index].Language },
	}[e.Field+e.Part]
	params := problem.Params{"row": e.Index + 1}
	if value != nil {
		params["value"] = short(value())
	}
	field := e.Part
	if field == "" {
		field = e.Field
	}
	switch {
	case errors.Is(e.Reason, text.ErrTooMany):
		return problem.Field(e.Field, "field.too_many", problem.Params{"max": e.Index})
	case errors.Is(e.Reason, text.ErrTwice):
		return problem.Field(field, "hearing.twice", params)
	case errors.Is(e.Reason, text.ErrNotThere):
		return problem.Field(field, "hearing.no_such_words", params)
	case errors.Is(e.Reason, text.ErrUnknown) && e.Part == "topic":
		return problem.Field(field, "hearing.topic_unknown", params)
	case errors.Is(e.Reason, text.ErrUnknown):
		return problem.Field(field, "hearing.language_unknown", params)
	case errors.Is(e.Reason, text.ErrForm) && e.Part == "key":
		return problem.Field(field, "hearing.topic_malformed", params)
	case errors.Is(e.Reason, text.ErrForm):
		return problem.Field(field, "field.required", params)
	case errors.Is(e.Reason, text.ErrOutside) && e.Field == "leanings":
		return problem.Field(field, "field.out_of_range", problem.Params{"row": e.Index + 1, "min": -text.MaxLeaning, "max": text.MaxLeaning})
	case errors.Is(e.Reason, text.ErrOutside):
		return problem.Field(field, "field.too_long", problem.Params{"row": e.Index + 1, "max": text.LongestWords})
	}
	params["reason"] = e.Reason.Error()
	return problem.Field(field, "hearing.words_malformed", params)
}

// ear is a hearing ready for use.
type ear struct {
	version int64
	region  string
	reader  *text.Reader
	topics  []text.Topic
	places  []ExpectedLanguage
	common  string // the language of the company's country
}

// like tells whether another hears the same.
func (e *ear) like(o *ear) bool {
	return e != nil && o != nil && e.version == o.version && e.region == o.region
}

// earOf returns the ear of a directory.
func earOf(d *company.Directory) *ear {
	e, _ := company.Derived(d, "interaction.ear", func() (*ear, error) {
		var h Hearing
		version, err := d.Configured(HearingName, &h)
		if err != nil { // of a later version of the program: read as the program comes
			h = Hearing{}
		}
		e := &ear{version: version, region: d.Profile.PhoneRegion, places: h.Languages, topics: h.Topics, common: spokenIn[d.Profile.PhoneRegion]}
		e.reader, _ = text.NewReader(h.Tuning)
		return e, nil
	})
	return e
}

// Reader returns what reads customers' words as the company has tuned it.
func Reader(d *company.Directory) *text.Reader { return earOf(d).reader }

// Spoken is the language that most people of the company's country write in; empty where there are several.
func Spoken(d *company.Directory) string { return earOf(d).common }

// TopicName is how a company calls a topic of its own; a topic that is gone is called by its key.
func TopicName(d *company.Directory, key string) string {
	for _, t := range earOf(d).topics {
		if t.Key == key {
			return t.Name
		}
	}
	return key
}

// expected is the language in which a draft is expected to be: what its source states, else what is mostly written there.
func (e *ear) expected(d *Draft) text.Expected {
	if d.Language != "" {
		return text.Stated(d.Language)
	}
	best, touchpoint := ExpectedLanguage{Language: e.common}, strings.ToLower(strings.TrimSpace(d.Touchpoint))
	for _, p := range e.places {
		fits := p.Touchpoint == "" || touchpoint == p.Touchpoint || strings.HasPrefix(touchpoint, p.Touchpoint+".")
		if fits && len(p.Touchpoint) >= len(best.Touchpoint) {
			best = p
		}
	}
	return text.Common(best.Language)
}

// spokenIn is the language that most people write in, by region; where there are several, none.
var spokenIn = map[string]string{
	"NO": "no", "SE": "sv", "DK": "da", "FI": "fi", "DE": "de", "AT": "de", "LI": "de", "NL": "nl", "FR": "fr", "MC": "fr",
	"GB": "en", "IE": "en", "US": "en", "AU": "en", "NZ": "en",
}

// hearingBefore returns the version before one; as the program comes where that was the first.
func hearingBefore(ctx context.Context, tx *company.Tx, version int64) (h Hearing, err error) {
	all, err := company.Versions(ctx, tx, HearingName)
	if err != nil {
		return h, err
	}
	for _, c := range all {
		if c.Version == version-1 {
			return h, json.Unmarshal(c.Body, &h)
		}
	}
	return h, nil
}

// RedactHearing takes out of every version of how words are read the words and the topics that name an erased person.
func RedactHearing(ctx context.Context, tx *company.Tx, e customer.Erased, _ int64) (next, n int64, err error) {
	n, err = company.Amend(ctx, tx, HearingName, func(body json.RawMessage) (any, bool, error) {
		var h Hearing
		if err := json.Unmarshal(body, &h); err != nil {
			return nil, false, err
		}
		names := func(s string) bool { return e.Traces.Redact(s) != s }
		words, topics := len(h.Words), len(h.Topics)
		h.Words = slices.DeleteFunc(h.Words, func(w text.TopicWords) bool { return names(w.Words) })
		h.Topics = slices.DeleteFunc(h.Topics, func(t text.Topic) bool {
			gone := names(t.Name) || names(t.Key)
			if gone {
				h.Words = slices.DeleteFunc(h.Words, func(w text.TopicWords) bool { return w.Topic == t.Key })
			}
			return gone
		})
		return h, len(h.Words) < words || len(h.Topics) < topics, nil
	})
	return 0, n, err
}
