package interaction

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// TopicEdit is what tells a topic in a language, as somebody wants it.
type TopicEdit struct {
	Topic    string // key
	Name     string // of a topic of the company's own
	Language string
	Words    []string // the company's own patterns
	Off      []string // those that come with the program and no longer tell it
}

// EditHearing changes how words are read; seen is the version that whoever changes it saw. Change is given what is in force, without
// what no longer fits the program.
func EditHearing(ctx context.Context, tx *company.Tx, seen int64, change func(h *Hearing) error) (version int64, err error) {
	defer problem.Wrap(&err, "interaction.EditHearing")
	h, err := HearingInForce(ctx, tx)
	if err != nil {
		return 0, err
	}
	if h.Version != seen {
		return 0, problem.New(problem.Conflict, "configuration.changed_meanwhile", nil)
	}
	h.Tuning = h.Fitting()
	h.Languages = slices.DeleteFunc(h.Languages, func(l ExpectedLanguage) bool { return !l.fits() })
	if err := change(&h); err != nil {
		return 0, err
	}
	return SetHearing(ctx, tx, h)
}

// SetTopic sets what tells a topic in a language. A pattern that cannot be is refused by its line.
func (h *Hearing) SetTopic(e TopicEdit) error {
	if i := slices.IndexFunc(h.Topics, func(t text.Topic) bool { return t.Key == e.Topic }); i >= 0 {
		h.Topics[i].Name = e.Name
	} else if !slices.Contains(text.Topics[:], e.Topic) {
		return problem.Missing("topic", short(e.Topic))
	}
	h.Words = slices.DeleteFunc(h.Words, func(w text.TopicWords) bool { return w.Topic == e.Topic && w.Language == e.Language })
	for _, w := range e.Off {
		h.Words = append(h.Words, text.TopicWords{Topic: e.Topic, Language: e.Language, Words: w, Off: true})
	}
	lines := map[int]int{} // row of Words → line that was typed
	for i, w := range e.Words {
		if w = strings.Join(strings.Fields(w), " "); w != "" {
			h.Words = append(h.Words, text.TopicWords{Topic: e.Topic, Language: e.Language, Words: w})
			lines[len(h.Words)] = i + 1
		}
	}
	err := h.check()
	if p := problem.Of(err); p != nil {
		if row, ok := p.Params["row"].(int); ok && p.Field == "words" && lines[row] > 0 {
			return p.With("row", lines[row])
		}
	}
	return err
}

// AddTopic adds a topic of the company's own, whose key is made of its name, and returns the key.
func (h *Hearing) AddTopic(name string) (key string, err error) {
	const longest = 36
	first := ""
	for word := range text.Words(text.Fold(name)) {
		first += "_" + strings.Map(small, word)
	}
	if first = strings.Trim(first[:min(len(first), longest)], "_"); first == "" { // another script
		first = "topic"
	}
	key = first
	for n := 2; slices.Contains(text.Topics[:], key) || slices.ContainsFunc(h.Topics, func(t text.Topic) bool { return t.Key == key }); n++ {
		key = fmt.Sprintf("%s_%d", first, n)
	}
	h.Topics = append(h.Topics, text.Topic{Key: key, Name: name})
	return key, h.check()
}

// small leaves out what a key cannot have.
func small(r rune) rune {
	if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
		return r
	}
	return -1
}

// RemoveTopic removes a topic of the company's own, with its words.
func (h *Hearing) RemoveTopic(key string) error {
	i := slices.IndexFunc(h.Topics, func(t text.Topic) bool { return t.Key == key })
	if i < 0 {
		return problem.Missing("topic", short(key))
	}
	h.Topics = slices.Delete(h.Topics, i, i+1)
	h.Words = slices.DeleteFunc(h.Words, func(w text.TopicWords) bool { return w.Topic == key })
	return nil
}

// PutBack puts the version before one in force again, as a new one; the one must be in force still.
func PutBack(ctx context.Context, tx *company.Tx, seen int64) (version int64, err error) {
	defer problem.Wrap(&err, "interaction.PutBack")
	before, err := hearingBefore(ctx, tx, seen)
	if err != nil {
		return 0, err
	}
	return EditHearing(ctx, tx, seen, func(h *Hearing) error {
		h.Tuning, h.Languages = before.Fitting(), before.Languages
		return nil
	})
}
