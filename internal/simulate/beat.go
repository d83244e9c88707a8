package simulate

import (
	"strconv"
	"time"

	"regard/internal/listen/interaction"
)

// beat is one thing that happens in a story, before it is put into words: cheap
// enough to plan a whole world without telling it.
type beat struct {
	at       time.Time
	number   int // its number in the customer's life
	story    int // the number of its tale there
	scene    *scene
	topic    topic
	part     part    // which words of the topic; silent for none
	tone     float64 // how whoever speaks feels, -1 … +1
	verbatim string  // scripted words instead
	heading  string  // scripted subject

	touchpoint  string
	contributor string
	employee    *employee
	thread      int // 0 for none
	ref         reference
	outcome     string
	due         time.Time
	legs        []interaction.Leg
	attempts    int
	resolved    bool
	abandoned   bool
	reExplained bool
	rated       bool // the valence is what the customer answered
	judged      bool // the valence is what staff saw
	valence     float64
	present     bool // of what is under way now, not of the history
	facts       facts
}

// facts are what the words of a beat may mention, and its attributes.
type facts struct {
	days, hours, minutes, times int
	amount, right               int // NOK: what was asked for, and what it should have been
	promised, got               int // Mbit/s
	when                        time.Time
	product                     string
}

// reference is the order, invoice or visit that something is about.
type reference struct {
	kind   string
	number int
}

func (r reference) String() string {
	if r.number == 0 {
		return ""
	}
	return r.kind + ":" + strconv.Itoa(r.number)
}
