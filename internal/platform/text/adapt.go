package text

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// Lesson is a message and what a person said of it.
type Lesson struct {
	Writer   string // whose message it is: what one wrote is learnt from together, or measured on together
	Text     string
	Language string   // as its source states it, or as it was recorded
	Label    Label    // how it sounds: Negative, Neutral or Positive; empty where nobody said
	About    bool     // somebody said what it is about: Topics
	Topics   []string // keys
	Silent   bool     // nobody corrected it: it holds what is read in it now in place
}

// Adaptation is what lessons would change, and what that is worth on those that it did not learn from.
type Adaptation struct {
	Tuning   Tuning // what would be in force
	Leanings []LeaningChange
	Words    []WordsChange
	Topics   [2]TopicTally // of held-out lessons whose topics somebody said: before and after
	Moved    int           // of Others: silent lessons that were held out, and would be told another topic
	Others   int
	Learnt   int // lessons that it learnt from, without the silent ones
	HeldOut  int // and those that it was measured on
	Silent   int // in all
}

// LeaningChange is what would change in how soon something is heard in a language.
type LeaningChange struct {
	Language   string
	Felt, Side float64 // added to what is in force, in logits
	Learnt     int
	Right      [2]int // of HeldOut: before and after
	HeldOut    int
	Moved      int // of Others, silent and held out: those that would be read otherwise
	Others     int
	Kept       bool // it helps, and is in Tuning
}

// WordsChange is a pattern that would tell a topic, or would no longer.
type WordsChange struct {
	TopicWords
	Right, Wrong int // lessons with it of whose topics somebody said that they are this one, and that they are not
}

// TopicTally counts topics that were told, that were right, and that should have been told.
type TopicTally struct{ Told, Right, There int }

// Few is how many lessons of a language are too few to learn how soon something is heard; a third of them are needed to measure on.
const Few = 24

const (
	quietly    = 0.25 // what a silent lesson counts for, at most
	boldness   = 0.5  // how far a leaning is expected to have to go: the standard deviation of its prior
	timid      = 0.5  // how far it may go where nothing tells what was read rightly
	furthest   = 1.5  // and where silent lessons do
	enoughOff  = 3    // wrong tellings by which a pattern goes
	wrongOff   = 0.7  // and their share
	writers    = 3    // people in whose messages new words must have stood: no one's own words become the company's
	rightOn    = 0.8  // of the messages with them that must be about the topic
	common     = 0.02 // of silent messages; words in more of them tell nothing
	mostNew    = 20   // new words at a time
	quiet      = 50   // silent lessons of a language, without which no words are learnt: nothing would say what they tell otherwise
	measured   = 4    // held-out lessons of topics, likewise
	mostOthers = 0.1  // of silent lessons that may be read otherwise
)

// Adapt says how a company's corrections would change its tuning. A third of the writers is measured on, and never learnt from; what does
// not help there is left out. What no longer fits in the tuning is left out, too. Nothing is put in force.
func Adapt(lessons []Lesson, now Tuning) Adaptation {
	now = now.Fitting()
	before, _ := NewReader(now)
	a := Adaptation{Tuning: now}
	var learn, held []read
	for _, l := range lessons {
		r := read{Lesson: l, Reading: before.Read(l.Text, Stated(l.Language))}
		if r.home = r.like(); r.home == "" {
			continue
		}
		switch {
		case l.Silent:
			a.Silent++
			r.Label, r.About, r.Lesson.Topics = r.Reading.Label, true, keys(r.Reading.Topics())
			if r.Label == Unknown {
				continue
			}
		case heldOut(l):
			a.HeldOut++
		default:
			a.Learnt++
		}
		if heldOut(l) {
			held = append(held, r)
		} else {
			learn = append(learn, r)
		}
	}
	a.lean(learn, held, now)
	a.reword(learn, held, now)
	return a
}

// read is a lesson with what is read in it now.
type read struct {
	Lesson
	Reading
	home string // which of Languages it was read as
}

// like is the language that it was read as; empty where it was not read.
func (r *read) like() string {
	if l := Base(cmp.Or(r.Lesson.Language, r.Reading.Language)); slices.Contains(Languages, l) && r.Chances != [3]float64{} {
		return l
	}
	return ""
}

func keys(list []Told) (all []string) {
	for _, t := range list {
		all = append(all, t.What)
	}
	return all
}

// heldOut tells whether a lesson is measured on.
func heldOut(l Lesson) bool {
	h := fnv.New32a()
	h.Write([]byte(cmp.Or(l.Writer, l.Text))) //nolint:errcheck // it cannot fail
	return h.Sum32()>>8%3 == 0
}

// logits are what was read of whether anything is felt, and to which side.
func (r *read) logits() (felt, side float64) {
	logit := func(p float64) float64 {
		p = bounded(p, 1e-6, 1-1e-6)
		return math.Log(p / (1 - p))
	}
	p := r.Chances
	return logit(1 - p[1]), logit(p[2] / max(p[0]+p[2], 1e-9))
}

// told tells whether it is of a language and somebody, or silence, says how it sounds.
func (r *read) told(language string) bool {
	return r.home == language && (r.Label == Negative || r.Label == Neutral || r.Label == Positive)
}

// lean fits how soon something is heard, language by language.
func (a *Adaptation) lean(learn, held []read, now Tuning) {
	for _, language := range Languages {
		c := LeaningChange{Language: language}
		silent := 0
		for _, r := range learn {
			if r.told(language) && r.Silent {
				silent++
			} else if r.told(language) {
				c.Learnt++
			}
		}
		for _, r := range held {
			if r.told(language) && !r.Silent {
				c.HeldOut++
			}
		}
		if c.Learnt+c.HeldOut < Few || c.HeldOut < Few/6 {
			if c.Learnt+c.HeldOut > 0 {
				a.Leanings = append(a.Leanings, c)
			}
			continue
		}
		c.Felt, c.Side = fitLeaning(learn, language, c.Learnt, silent)
		next := leaned(now, language, c.Felt, c.Side)
		after, _ := NewReader(next)
		var loss [2]float64
		for _, r := range held {
			if !r.told(language) {
				continue
			}
			got := after.Read(r.Text, Stated(r.Lesson.Language))
			if r.Silent {
				c.Others++
				c.Moved += count(got.Label != r.Reading.Label)
				continue
			}
			k := slices.Index(labels[:], r.Label)
			loss[0] -= math.Log(max(r.Chances[k], 1e-9))
			loss[1] -= math.Log(max(got.Chances[k], 1e-9))
			c.Right[0] += count(r.Reading.Label == r.Label)
			c.Right[1] += count(got.Label == r.Label)
		}
		better := loss[1] < loss[0] && c.Right[1] > c.Right[0]
		if c.Kept = better && float64(c.Moved) <= mostOthers*float64(c.Others); c.Kept {
			a.Tuning = leaned(a.Tuning, language, c.Felt, c.Side)
		}
		a.Leanings = append(a.Leanings, c)
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// leaned is a tuning in which a language leans a little more.
func leaned(t Tuning, language string, felt, side float64) Tuning {
	t.Leanings = slices.Clone(t.Leanings)
	i := slices.IndexFunc(t.Leanings, func(l Leaning) bool { return l.Language == language })
	if i < 0 {
		i = len(t.Leanings)
		t.Leanings = append(t.Leanings, Leaning{Language: language})
	}
	l := &t.Leanings[i]
	l.Felt, l.Side = bounded(hundredth(l.Felt+felt), -MaxLeaning, MaxLeaning), bounded(hundredth(l.Side+side), -MaxLeaning, MaxLeaning)
	return t
}

func hundredth(x float64) float64 { return math.Round(x*100) / 100 }

// fitLeaning finds the shifts of least logarithmic loss, with a normal prior around none, by Newton's method. What nobody corrected
// holds them back: there the probabilities that were read are what is wanted, and all together they count no more than the corrections.
func fitLeaning(learn []read, language string, corrected, silent int) (felt, side float64) {
	reach, quietly := furthest, min(quietly, float64(corrected)/float64(max(1, silent)))
	if silent == 0 {
		reach = timid
	}
	shift := func(of func(r *read) (logit float64, want, counts bool)) float64 {
		x := 0.0
		for range 30 {
			slope, bend := x/(boldness*boldness), 1/(boldness*boldness)
			for i := range learn {
				logit, is, counts := of(&learn[i])
				if !counts {
					continue
				}
				p, w, want := Logistic(logit+x), 1.0, float64(count(is))
				if learn[i].Silent {
					w, want = quietly, Logistic(logit)
				}
				slope += w * (p - want)
				bend += w * p * (1 - p)
			}
			x = bounded(x-slope/bend, -reach, reach)
		}
		return hundredth(x)
	}
	felt = shift(func(r *read) (float64, bool, bool) {
		f, _ := r.logits()
		return f, r.Label != Neutral, r.told(language)
	})
	side = shift(func(r *read) (float64, bool, bool) {
		_, s := r.logits()
		return s, r.Label == Positive, r.told(language) && r.Label != Neutral
	})
	return felt, side
}
