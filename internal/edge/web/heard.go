package web

import (
	"cmp"
	"slices"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/text"
)

// Heard is what was read in a customer's words, for the line below them.
type Heard struct {
	Language   string // its name
	Sure       float64
	Label      string
	Confidence float64
	Felt       []FeltWord
	Effort     []HeardWord // each kind once
	Topics     []HeardWord
	ByHand     bool      // a person said what it is about
	Need       HeardWord // What is empty where it needs nothing
}

// FeltWord is an emotion, in words.
type FeltWord struct {
	What       string
	Intensity  string // a little, clearly, strongly
	Confidence float64
	Words      string // that it rests on most; may be empty
}

// HeardWord is something that was told, and by which words.
type HeardWord struct {
	What, Words string
	Confidence  float64
}

// Passage is a stretch of a text. Kind is empty, moved (it moved the impression), or effort.
type Passage struct {
	Text, Kind, Title string
	Decisive          bool // it stands in the sentence that decided
}

var (
	intensityWords = map[int]string{1: "a little", 2: "clearly", 3: "strongly"}
	needWords      = map[string]string{"answer": "Wants an answer", "suggestion": "A suggestion", "praise": "Praise"}
	topicWords     = map[string]string{
		"billing": "Invoices", "payment": "Payment", "price": "Price", "refund": "Refund", "order": "Order", "delivery": "Delivery", "return": "Returns",
		"quality": "Quality", "repair": "Repair", "outage": "Outage", "speed": "Speed", "visit": "Visit", "contract": "Contract", "cancellation": "Cancellation",
		"login": "Access", "website": "Website and app", "privacy": "Privacy", "staff": "Staff", "reach": "Getting through", "information": "Information",
	}
	toldEffort = map[string]string{
		"again": "Had to come back", "passed": "Was passed on", "waiting": "Waited", "explaining": "Had to explain again", "chasing": "Had to chase it",
		"own": "Had to find out or do it without help", "dragging": "It drags on",
	}
)

// heard tells what an interaction's words say, and cuts them where something is told; nil where they say nothing.
func (c *call) heard(e card.Entry) (*Heard, []Passage) {
	r, ok := e.Hear(c.dir, e.Said)
	if !ok {
		return nil, nil
	}
	return c.shownHeard(e.Text, r)
}

// shownHeard is what was read in a text, and the text cut where something is told.
func (c *call) shownHeard(s string, r interaction.Heard) (*Heard, []Passage) {
	h := &Heard{Language: heardIn(r.Language), Sure: r.Sure, Label: string(r.Label), Confidence: r.Confidence, ByHand: r.ByHand}
	for _, f := range r.Felt() {
		h.Felt = append(h.Felt, FeltWord{string(f.Emotion), intensityWords[f.Intensity], f.Confidence, f.Words.Of(s)})
	}
	for _, e := range r.Effort() {
		if !slices.ContainsFunc(h.Effort, func(o HeardWord) bool { return o.What == toldEffort[e.What] }) {
			h.Effort = append(h.Effort, HeardWord{toldEffort[e.What], e.Words.Of(s), e.Confidence})
		}
	}
	for _, t := range r.Topics {
		h.Topics = append(h.Topics, HeardWord{topicName(c.dir, t.What), t.Words.Of(s), t.Confidence})
	}
	if w := needWords[r.Need.What]; w != "" && r.Need.Confidence >= needSure {
		h.Need = HeardWord{w, r.Need.Words.Of(s), r.Need.Confidence}
	}
	return h, passages(s, &r.Reading)
}

// topicName is how a topic is called.
func topicName(d *company.Directory, key string) string {
	return cmp.Or(topicWords[key], interaction.TopicName(d, key))
}

// needSure is how sure it must be what a message needs, to be said.
const needSure = 0.6

// passages cuts a text at what moved the impression and at what tells of effort. Where both speak of the same words, effort
// is said.
func passages(s string, r *text.Reading) (list []Passage) {
	type cut struct {
		text.Span
		kind, title string
	}
	var cuts []cut
	for _, e := range r.Effort() {
		cuts = append(cuts, cut{e.Words, "effort", toldEffort[e.What]})
	}
	for _, w := range r.Moved() {
		if !slices.ContainsFunc(r.Effort(), func(e text.Told) bool { return e.Words.From < w.To && w.From < e.Words.To }) {
			cuts = append(cuts, cut{w, "moved", "Moved the impression"})
		}
	}
	slices.SortStableFunc(cuts, func(a, b cut) int { return cmp.Compare(a.From, b.From) })
	at := 0
	add := func(from, to int, kind, title string) {
		for from < to { // cut once more where the sentence that decided begins and ends
			end := to
			for _, edge := range []int{r.Decisive.From, r.Decisive.To} {
				if from < edge && edge < end {
					end = edge
				}
			}
			list = append(list, Passage{s[from:end], kind, title, r.Decisive.From <= from && end <= r.Decisive.To && r.Decisive != text.Span{}})
			from = end
		}
	}
	for _, c := range cuts {
		if c.From < at || c.To > len(s) {
			continue
		}
		add(at, c.From, "", "")
		add(c.From, c.To, c.kind, c.title)
		at = c.To
	}
	add(at, len(s), "", "")
	return list
}

// emotionWord is how an emotion is said of somebody: a reader's word, and no diagnosis.
func emotionWord(what string) string {
	return map[string]string{"anger": "angry", "anticipation": "expectant", "disgust": "repelled", "fear": "afraid", "joy": "glad", "sadness": "sad", "surprise": "surprised", "trust": "trusting"}[what]
}

// heardIn names the language of what was heard; empty where it is not known.
func heardIn(code string) string {
	switch code {
	case text.Undetermined:
		return ""
	case text.Multiple:
		return "several languages"
	}
	return languageWord(code)
}
