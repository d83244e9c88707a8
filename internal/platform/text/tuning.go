package text

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

// Tuning is what a company changed of how its customers' words are read.
type Tuning struct {
	Topics   []Topic      `json:"topics,omitempty" doc:"topics of the company's own, besides the twenty that are there"`
	Words    []TopicWords `json:"words,omitempty" doc:"words that tell a topic, or that no longer do"`
	Leanings []Leaning    `json:"leanings,omitempty" doc:"by language: how much sooner or later something is heard"`
}

// Topic is a topic of a company's own.
type Topic struct {
	Key  string `json:"key" doc:"small letters, digits and _" example:"solar"`
	Name string `json:"name" doc:"how people call it" example:"Solar panels"`
}

// TopicWords is a pattern of words that tells a topic in a language, besides those in the tables; or one of the tables' that no longer does.
type TopicWords struct {
	Topic    string `json:"topic" doc:"key" example:"billing"`
	Language string `json:"language" doc:"one of the eight that are read" example:"en"`
	Words    string `json:"words" doc:"word, word+ (a beginning), +word (an end), * (any word), # (a number), [x] (x or nothing), (a|b) (either)" example:"(solar|green) tariff+"`
	Off      bool   `json:"off,omitempty" doc:"no longer tells it: exactly as it stands among the words that come with the program"`
}

// Leaning shifts what is heard in a language, in logits; the probabilities and what is said of a text follow.
type Leaning struct {
	Language string  `json:"language" example:"en"`
	Felt     float64 `json:"felt" doc:"above 0: something is heard sooner; below: more is neutral (-3 to 3)"`
	Side     float64 `json:"side" doc:"above 0: what is heard is sooner good; below: sooner bad (-3 to 3)"`
}

// MaxLeaning is how far a leaning may go.
const MaxLeaning = 3

// MostTopics is how many topics of its own a company may have.
const MostTopics = 100

// LongestWords is how many bytes a pattern may have.
const LongestWords = 300

// mostWords is how many words a company may add or switch off.
const mostWords = 5_000

// TuningError says what in a tuning cannot be: the field, which of its list (from 0), why.
type TuningError struct {
	Field  string // topics, words or leanings
	Index  int
	Part   string // of the entry: key, name, topic, language, words, felt, side; empty: the whole
	Reason error
}

func (e *TuningError) Error() string {
	return fmt.Sprintf("text: %s %d: %s: %v", e.Field, e.Index+1, e.Part, e.Reason)
}

// Unwrap returns the reason.
func (e *TuningError) Unwrap() error { return e.Reason }

// Reasons that a tuning is refused for; a pattern's are told in words of their own.
var (
	ErrTwice    = errors.New("it is there already")
	ErrUnknown  = errors.New("there is none of that name")
	ErrForm     = errors.New("it is not of the form")
	ErrTooMany  = errors.New("there are too many")
	ErrOutside  = errors.New("it is beyond what may be")
	ErrNotThere = errors.New("no such words come with the program")
)

var topicForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_]{0,39}$`)

// NewReader makes a reader that reads as tuned. What of the tuning cannot be is told, and left out: words that came with one version
// of the program may have gone with the next.
func NewReader(t Tuning) (r *Reader, wrong []*TuningError) {
	r = &Reader{topics: slices.Clone(Topics[:]), own: map[string]*patterns{}, leanings: map[string]Leaning{}}
	say := func(field string, i int, part string, why error) bool {
		if why != nil {
			wrong = append(wrong, &TuningError{field, i, part, why})
		}
		return why == nil
	}
	for i, x := range t.Topics {
		if part, why := r.topic(i, x); say("topics", i, part, why) {
			r.topics = append(r.topics, x.Key)
		}
	}
	w := wording{seen: map[TopicWords]bool{}, added: map[string][]Pattern{}, off: map[string]map[Pattern]bool{}}
	for i, x := range t.Words {
		part, why := w.add(r, i, x)
		say("words", i, part, why)
	}
	for i, l := range t.Leanings {
		if part, why := r.leaning(l); say("leanings", i, part, why) {
			r.leanings[l.Language] = l
		}
	}
	for _, code := range Languages {
		if w.added[code] == nil && w.off[code] == nil {
			continue
		}
		topics := slices.DeleteFunc(Patterns(code), func(p Pattern) bool { return int(p.Kind) >= matchEffort || w.off[code][p] })
		all, err := newPatterns(append(topics, w.added[code]...))
		if say("words", len(t.Words)-1, "", err) {
			r.own[code] = all
		}
	}
	return r, wrong
}

// Fitting is a tuning without what cannot be.
func (t Tuning) Fitting() Tuning {
	_, wrong := NewReader(t)
	bad := map[string]map[int]bool{"topics": {}, "words": {}, "leanings": {}}
	for _, w := range wrong {
		bad[w.Field][w.Index] = true
	}
	return Tuning{leaveOut(t.Topics, bad["topics"]), leaveOut(t.Words, bad["words"]), leaveOut(t.Leanings, bad["leanings"])}
}

func leaveOut[T any](list []T, bad map[int]bool) (kept []T) {
	for i, x := range list {
		if !bad[i] {
			kept = append(kept, x)
		}
	}
	return kept
}

// topic tells what is wrong with a topic, and with which part of it.
func (r *Reader) topic(i int, x Topic) (part string, why error) {
	switch {
	case i >= MostTopics:
		return "", ErrTooMany
	case !topicForm.MatchString(x.Key):
		return "key", ErrForm
	case slices.Contains(r.topics, x.Key):
		return "key", ErrTwice
	case strings.TrimSpace(x.Name) == "":
		return "name", ErrForm
	}
	return "", nil
}

func (r *Reader) leaning(l Leaning) (part string, why error) {
	_, twice := r.leanings[l.Language]
	switch {
	case !slices.Contains(Languages, l.Language):
		return "language", ErrUnknown
	case twice:
		return "language", ErrTwice
	case !(math.Abs(l.Felt) <= MaxLeaning):
		return "felt", ErrOutside
	case !(math.Abs(l.Side) <= MaxLeaning):
		return "side", ErrOutside
	}
	return "", nil
}

// wording is what words were added and taken out, by language.
type wording struct {
	seen  map[TopicWords]bool
	added map[string][]Pattern
	off   map[string]map[Pattern]bool
}

func (w *wording) add(r *Reader, i int, x TopicWords) (part string, why error) {
	kind := slices.Index(r.topics, x.Topic)
	once := TopicWords{Topic: x.Topic, Language: x.Language, Words: x.Words}
	switch {
	case i >= mostWords:
		return "", ErrTooMany
	case kind < 0:
		return "topic", ErrUnknown
	case !slices.Contains(Languages, x.Language):
		return "language", ErrUnknown
	case len(x.Words) > LongestWords:
		return "words", ErrOutside
	case w.seen[once]:
		return "words", ErrTwice
	}
	p := Pattern{uint8(kind), spaced(x.Language, x.Words)}
	if x.Off {
		if !slices.Contains(TopicPatterns(x.Language, x.Topic), x.Words) {
			return "words", ErrNotThere
		}
		if w.off[x.Language] == nil {
			w.off[x.Language] = map[Pattern]bool{}
		}
		w.off[x.Language][p] = true
	} else {
		if _, err := newPatterns([]Pattern{p}); err != nil {
			return "words", err
		}
		w.added[x.Language] = append(w.added[x.Language], p)
	}
	w.seen[once] = true
	return "", nil
}

// Topics are the keys of all topics that are told: the twenty, and the company's own.
func (r *Reader) Topics() []string {
	if r == nil {
		return Topics[:]
	}
	return slices.Clone(r.topics)
}

func (r *Reader) patterns(code string) *patterns {
	if r == nil {
		return nil
	}
	return r.own[code]
}

// TopicPatterns are the words that tell a topic in a language, as they stand in the tables, in their order.
func TopicPatterns(code, topic string) (list []string) {
	for f := range rows("topics_"+code, 2) {
		if f[0] == topic {
			list = append(list, f[1])
		}
	}
	return list
}
