package api

import (
	"unicode/utf8"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/text"
)

// Heard is what was read in the words of a customer, and which of them it rests on.
type Heard struct {
	Language   HeardLanguage `json:"language"`
	Label      text.Label    `json:"label" enum:"negative,neutral,positive,unknown" doc:"how the words sound; unknown only where somebody said what they are about"`
	Valence    float64       `json:"valence" doc:"-1 … +1"`
	Confidence float64       `json:"confidence" doc:"0 … 1: how likely a reader would say so too"`
	Sentence   *Words        `json:"sentence,omitempty" doc:"the sentence that decided; absent where none did"`
	Moved      []Words       `json:"moved,omitempty" doc:"the words that moved it most"`
	Emotions   []HeardFelt   `json:"emotions,omitempty" doc:"the surest first"`
	Effort     []HeardEffort `json:"effort,omitempty" doc:"what they say that it cost"`
	Topics     []HeardTopic  `json:"topics,omitempty" doc:"the surest first"`
	TopicsBy   string        `json:"topics_by,omitempty" enum:"person" doc:"person: somebody said what it is about"`
	Needs      *HeardNeed    `json:"needs,omitempty"`
}

// HeardLanguage is the language of the words.
type HeardLanguage struct {
	Code       string  `json:"code" doc:"BCP 47; mul where there are several"`
	Confidence float64 `json:"confidence"`
}

// Words are a stretch of the text.
type Words struct {
	Text string `json:"text"`
	From int    `json:"from" doc:"in characters (Unicode code points) of the text"`
	To   int    `json:"to" doc:"behind the last"`
}

// HeardFelt is an emotion that the words show.
type HeardFelt struct {
	Emotion    text.Emotion `json:"emotion" enum:"anger,anticipation,disgust,fear,joy,sadness,surprise,trust" doc:"Plutchik's eight"`
	Intensity  int          `json:"intensity" minimum:"1" maximum:"3" doc:"1 a little, 2 clearly, 3 strongly"`
	Confidence float64      `json:"confidence"`
	Words      *Words       `json:"words,omitempty" doc:"what it rests on most; absent where no word stands out"`
}

// HeardEffort is something that cost the customer effort.
type HeardEffort struct {
	Kind       string  `json:"kind" enum:"again,passed,waiting,explaining,chasing,own,dragging"`
	Confidence float64 `json:"confidence"`
	Words      Words   `json:"words"`
}

// HeardTopic is something that the words are about.
type HeardTopic struct {
	Topic      string  `json:"topic" example:"billing" doc:"billing, payment, price, refund, order, delivery, return, quality, repair, outage, speed, visit, contract, cancellation, login, website, privacy, staff, reach, information, or one of the company's own"`
	Confidence float64 `json:"confidence"`
	Words      *Words  `json:"words,omitempty"`
}

// HeardNeed is what a message needs.
type HeardNeed struct {
	Need       text.Need `json:"need" enum:"answer,suggestion,praise,nothing" doc:"answer: somebody must reply or do something"`
	Confidence float64   `json:"confidence"`
	Words      *Words    `json:"words,omitempty"`
}

// shownHeard tells what an interaction's words say; nil where they are not the customer's, or say nothing that can be read.
func shownHeard(i interaction.Interaction, said []impression.Correction, d *company.Directory) *Heard {
	r, ok := i.Hear(d, said)
	if !ok {
		return nil
	}
	words := func(s text.Span) Words {
		from := utf8.RuneCountInString(i.Text[:s.From])
		return Words{s.Of(i.Text), from, from + utf8.RuneCountInString(s.Of(i.Text))}
	}
	some := func(s text.Span) *Words {
		if s == (text.Span{}) {
			return nil
		}
		w := words(s)
		return &w
	}
	h := &Heard{Language: HeardLanguage{r.Language, r.Sure}, Label: r.Label, Valence: r.Valence, Confidence: r.Confidence, Sentence: some(r.Decisive)}
	for _, s := range r.Moved() {
		h.Moved = append(h.Moved, words(s))
	}
	for _, f := range r.Felt() {
		h.Emotions = append(h.Emotions, HeardFelt{f.Emotion, f.Intensity, f.Confidence, some(f.Words)})
	}
	for _, e := range r.Effort() {
		h.Effort = append(h.Effort, HeardEffort{e.What, e.Confidence, words(e.Words)})
	}
	for _, t := range r.Topics {
		h.Topics = append(h.Topics, HeardTopic{t.What, t.Confidence, some(t.Words)})
	}
	if r.ByHand {
		h.TopicsBy = "person"
	}
	if r.Need.What != "" {
		h.Needs = &HeardNeed{text.Need(r.Need.What), r.Need.Confidence, some(r.Need.Words)}
	}
	return h
}
