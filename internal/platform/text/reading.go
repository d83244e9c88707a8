package text

// Span is a stretch of a text, in bytes.
type Span struct {
	From, To int
}

// Of returns the stretch of a text; empty where it has none.
func (s Span) Of(text string) string {
	if s.From < 0 || s.To > len(text) || s.From >= s.To {
		return ""
	}
	return text[s.From:s.To]
}

// Need is what a message asks of whoever reads it.
type Need string

// The needs.
const (
	Answer     Need = "answer"     // somebody must reply, or do something
	Nothing    Need = "nothing"    // it is enough to have read it
	Praise     Need = "praise"     // it says thank you, or well done
	Suggestion Need = "suggestion" // an improvement is proposed
)

// Needs are all of them.
var Needs = [...]Need{Answer, Nothing, Praise, Suggestion}

const needs = len(Needs)

// Felt is an emotion that a text shows: as a reader would put it into a word, and no diagnosis.
type Felt struct {
	Emotion    Emotion `json:"emotion"`
	Intensity  int     `json:"intensity"`  // 1 a little, 2, 3 strongly
	Confidence float64 `json:"confidence"` // how likely a reader would say so, 0 to 1
	Words      Span    `json:"-"`          // what it rests on most, in the sentence that decided; empty where nothing stands out
}

// Told is something that a text tells, how sure that is, and by which words.
type Told struct {
	What       string
	Confidence float64 // 0 to 1
	Words      Span
}

// How much of each there is in a reading at most.
const (
	mostFelt   = 3
	mostTopics = 3
	mostEffort = 6
	mostMoved  = 3
)

// Reading is all that is read in a text. It is of a fixed size, so that reading allocates nothing.
type Reading struct {
	Score
	Sure     float64 // how likely the language is, 0 to 1
	Decisive Span    // the sentence that decided the valence; empty where none did
	Need     Told    // what it asks; What is a Need, or empty where nothing could be read

	// Chances are how likely a reader would say negative, neutral and positive; 0 where nothing could be read.
	Chances [3]float64

	moved                           [mostMoved]Span
	felt                            [mostFelt]Felt
	topics                          [mostTopics]Told
	effort                          [mostEffort]Told
	nMoved, nFelt, nTopics, nEffort int
	asked                           [4]Told // by kind of asks
}

// Moved are the words that moved the valence most, in the order of the text.
func (r *Reading) Moved() []Span { return r.moved[:r.nMoved:r.nMoved] }

// Felt are the emotions that the text shows, the surest first.
func (r *Reading) Felt() []Felt { return r.felt[:r.nFelt:r.nFelt] }

// Topics are what the text is about, the surest first.
func (r *Reading) Topics() []Told { return r.topics[:r.nTopics:r.nTopics] }

// Effort is what the text says that it cost its writer, in the order of the text.
func (r *Reading) Effort() []Told { return r.effort[:r.nEffort:r.nEffort] }
