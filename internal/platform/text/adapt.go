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
	Silent   bool     // nobody corrected it: it counts a little for what is read in it now
}

// Adaptation is what lessons would change, and what that is worth on those that it did not learn from.
type Adaptation struct {
	Tuning   Tuning // what would be in force
	Leanings []LeaningChange
	Words    []WordsChange
	Topics   [2]TopicTally // of held-out lessons: before and after
	Learnt   int           // lessons that it learnt from, without the silent ones
	HeldOut  int           // and those that it was measured on
	Silent   int           // in all
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
	Kept       bool // it is in Tuning
}

// WordsChange is a pattern that would tell a topic, or would no longer.
type WordsChange struct {
	TopicWords
	Right, Wrong int // lessons with it that are about the topic, and that are not; silent ones as they are read
}

// TopicTally counts topics that were told, that were right, and that should have been told.
type TopicTally struct{ Told, Right, There int }

// Few is how many lessons of a language are too few to learn how soon something is heard; a third of them are needed to measure on.
const Few = 24

const (
	quietly   = 0.25 // what a silent lesson counts for
	boldness  = 0.5  // how far a leaning is expected to have to go: the standard deviation of its prior
	timid     = 0.5  // how far it may go where nothing tells what was read rightly
	furthest  = 1.5  // and where silent lessons do
	enoughOff = 3    // wrong tellings by which a pattern goes
	wrongOff  = 0.7  // and their share
	writers   = 3    // people in whose messages new words must have stood: no one's own words become the company's
	rightOn   = 0.8  // of the messages with them that must be about the topic
	mostNew   = 20   // new words at a time
)

// Adapt says how a company's corrections would change its tuning. A third of the writers is measured on, and never learnt from; what does
// not help there is left out. Nothing is put in force.
func Adapt(lessons []Lesson, now Tuning) Adaptation {
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

func (r *read) weight() float64 {
	if r.Silent {
		return quietly
	}
	return 1
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
		reach := timid
		for _, r := range learn {
			if r.told(language) && r.Silent {
				reach = furthest
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
		c.Felt, c.Side = fitLeaning(learn, language, reach)
		next := leaned(now, language, c.Felt, c.Side)
		after, _ := NewReader(next)
		var loss [2]float64
		for _, r := range held {
			if !r.told(language) {
				continue
			}
			got := after.Read(r.Text, Stated(r.Lesson.Language))
			k := slices.Index(labels[:], r.Label)
			loss[0] -= r.weight() * math.Log(max(r.Chances[k], 1e-9))
			loss[1] -= r.weight() * math.Log(max(got.Chances[k], 1e-9))
			switch {
			case r.Silent:
				c.Others++
				if got.Label != r.Reading.Label {
					c.Moved++
				}
			default:
				c.Right[0] += count(r.Reading.Label == r.Label)
				c.Right[1] += count(got.Label == r.Label)
			}
		}
		if c.Kept = loss[1] < loss[0] && c.Right[1] >= c.Right[0]; c.Kept {
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

// fitLeaning finds the shifts of least logarithmic loss, with a normal prior around none, by Newton's method.
func fitLeaning(learn []read, language string, reach float64) (felt, side float64) {
	shift := func(of func(r *read) (logit float64, want, counts bool)) float64 {
		x := 0.0
		for range 30 {
			slope, bend := x/(boldness*boldness), 1/(boldness*boldness)
			for i := range learn {
				logit, want, counts := of(&learn[i])
				if !counts {
					continue
				}
				p, w := Logistic(logit+x), learn[i].weight()
				slope += w * (p - float64(count(want)))
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
