package web

import (
	"math"
	"time"
)

// TodayPage is what is arriving, and whether today is like other days.
type TodayPage struct {
	Frame
	LiveURL      string // server-sent events "arrival" and "slices"
	Arrivals     []Arrival
	Slices       Slices
	Coverage     Coverage
	Seen         *HistorySeen // nil for who may see no figures
	Interactions int          // so far today
	Empty        bool         // nothing was ever recorded: how to begin is shown instead
}

// Template names the page.
func (TodayPage) Template() string { return "today" }

// HistorySeen is in which part of what people answered they had opened the
// customer's card before.
type HistorySeen struct {
	Interval
	Days      int
	Enough    bool
	Employees int  // who answered; a single one's is not shown here
	Cut       bool // these are the newest of more
	Least     int
}

// Alone tells whether the figure would be a single employee's.
func (h HistorySeen) Alone() bool { return h.Enough && h.Employees < 2 }

// Arrival is one interaction as it comes in.
type Arrival struct {
	ID         string
	At         time.Time
	Channel    string
	Direction  string
	Customer   CustomerRef
	URL        string // of the episode on the card
	Text       string // one line
	Touchpoint string
	Impression Impression
	CausedBy   []Share
	HeardBy    string
	Earlier    bool // on another day than today: shown with its date
	Fresh      bool // came by the stream, not with the page
}

// Template makes an arrival a fragment: the data of an "arrival" event.
func (Arrival) Template() string { return "today/arrival" }

// Slices are the impressions of today by channel and by contributor.
type Slices struct {
	AsOf         time.Time
	All          Slice // everything together; left out without a Name
	Channels     []Slice
	Contributors []Slice
}

// Template makes the slices a fragment: the data of a "slices" event.
func (Slices) Template() string { return "today/slices" }

// Fit gives every row the same axes: the means one around zero that holds them
// all, the volumes one from zero. Call it once all rows are there.
func (s *Slices) Fit() {
	far, most := 0.2, 1.0
	each := func(act func(*Slice)) {
		act(&s.All)
		for _, rows := range [][]Slice{s.Channels, s.Contributors} {
			for i := range rows {
				act(&rows[i])
			}
		}
	}
	each(func(r *Slice) {
		if r.Counts.N() > 0 {
			far = max(far, math.Abs(r.Mean.Today))
		}
		if r.Mean.Weeks > 0 {
			far = max(far, math.Abs(r.Mean.Low), math.Abs(r.Mean.High))
		}
		if r != &s.All {
			most = max(most, r.Volume.Today, r.Volume.High)
		}
	})
	far = min(1, math.Ceil(far*10)/10)
	each(func(r *Slice) {
		r.Mean.From, r.Mean.To = -far, far
		r.Volume.From, r.Volume.To = 0, most
	})
	s.All.Volume.To = max(1, s.All.Volume.Today, s.All.Volume.High) // its own, or it would dwarf its parts
}

// ByChannel is everything, when it is told, and each channel.
func (s Slices) ByChannel() []Slice {
	if s.All.Name == "" {
		return s.Channels
	}
	return append([]Slice{s.All}, s.Channels...)
}

// Slice is the impressions of one channel or contributor today against the usual
// of the same weekday and hour over eight weeks.
type Slice struct {
	Key      string // the channel's or contributor's
	Name     string
	Icon     string // of a channel; empty for contributors
	Partner  bool
	URL      string // of a contributor: to its own page; empty for who may not see it
	Counts   Counts
	Volume   Range // how many impressions
	Mean     Range // how they left: the mean valence
	MeanLow  float64
	MeanHigh float64
}
