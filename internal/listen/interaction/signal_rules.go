package interaction

import (
	"math"
	"slices"
	"strings"

	"regard/internal/know/impression"
	"regard/internal/platform/text"
)

// written are the channels in which the customer himself wrote what stands in
// text; in the others it is a note of ours.
var written = map[Channel]bool{Email: true, Chat: true, SMS: true, Social: true, Web: true, App: true, Post: true}

// kinds is what happens in a channel, where the touchpoint does not say.
var kinds = map[Channel]string{Phone: "talk", Chat: "talk", SMS: "talk", Social: "talk", App: "talk", InPerson: "talk", System: "talk",
	Email: "mail", Post: "mail", Web: "page", Field: "visit"}

// signal fills in what a row says of the customer's experience.
func (b *batch) signal(r *row, d *Draft) {
	t := b.dir.Touchpoint(r.TouchpointID)
	r.kind = t.Kind
	if r.kind == "" {
		r.kind = kinds[r.Channel]
		if r.Channel == Web && (r.Text != "" || d.Asked != nil) {
			r.kind = "mail" // a form that was filled in, not a page that was read
		}
	}
	if r.Automated && r.Direction == Out && r.Outcome == "" {
		r.kind = "broadcast"
	}
	var owner []impression.Share
	if !t.Reports {
		owner = impression.Whole(t.OwnerID, impression.ByOwner)
	}
	handler := impression.Whole(r.handler, impression.ByRule)
	if s, ok := words(r); ok {
		s.Cause, s.Handler = owner, handler
		r.signals = append(r.signals, s)
	}
	if d.Outcome != "" {
		if v, cause, ok := b.table.judge(t.Key, d); ok {
			s := impression.Signal{Role: impression.RoleOutcome, Valence: v, Confidence: 1}
			s.Cause = b.caused(cause, t.OwnerID, t.Reports, r.handler, v)
			r.signals = append(r.signals, s)
		}
	}
	if d.Asked != nil {
		r.signals = append(r.signals, impression.Signal{Role: impression.RoleAsked, Valence: *d.Asked, Confidence: 1, Cause: owner, Handler: handler})
	}
	if d.Observed != nil {
		r.signals = append(r.signals, impression.Signal{Role: impression.RoleObserved, Valence: *d.Observed, Confidence: 1, Cause: handler})
	}
	r.efforts = efforts(r)
}

// turned tells whether the customer turned to us with it. Who only answers what
// he was asked does not come back, whatever he writes beside.
func (r *row) turned() bool {
	if r.Direction != In {
		return false
	}
	handled := r.Resolved || r.Outcome != "" || len(r.efforts) > 0
	return handled || !slices.ContainsFunc(r.signals, func(s impression.Signal) bool { return s.Role == impression.RoleAsked })
}

// words tells what the customer's own words say. Whatever cannot be told, in a
// language that we do not know or in words that say neither, is unknown: a
// signal without confidence, which still is the first or the last that he wrote.
func words(r *row) (impression.Signal, bool) {
	if r.note || r.Direction != In || r.Automated || !written[r.Channel] || strings.TrimSpace(r.Text) == "" {
		return impression.Signal{}, false
	}
	s := impression.Signal{Role: impression.RoleWords}
	if r.Language == "" {
		r.Language = r.reading.Language
	} else if contradicts(r.Language, r.reading.Language) {
		return s, true // the source knows better which language it is
	}
	switch r.reading.Label {
	case text.Unknown, "":
		return s, true
	case text.Neutral:
		s.Confidence = r.reading.Confidence
	default:
		s.Valence, s.Confidence = r.reading.Valence, r.reading.Confidence
	}
	return s, true
}

// contradicts tells whether a text was read in another language than it is said to be in. Where neither is known, nothing
// contradicts.
func contradicts(said, read string) bool {
	return said != "" && said != text.Undetermined && read != text.Undetermined && text.Base(said) != text.Base(read)
}

// caused turns an outcome rule's cause into shares.
func (b *batch) caused(cause string, owner int64, reports bool, handler int64, valence float64) []impression.Share {
	switch cause {
	case CauseHandler:
		if reports && valence < 0 {
			return nil // he was told of it; it was not he who did it
		}
		if handler != 0 {
			return impression.Whole(handler, impression.ByRule)
		}
		fallthrough
	case CauseOwner:
		if reports {
			return nil
		}
		return impression.Whole(owner, impression.ByRule)
	case "":
		return nil
	}
	return impression.Whole(b.dir.ContributorID(cause), impression.ByRule)
}

// efforts returns what each leg cost the customer. Whoever hands on is charged
// with the transfer; whoever had the customer last, with his giving up and
// with having to explain again.
func efforts(r *row) []impression.Effort {
	d := r.Detail
	var list []impression.Effort
	for i, l := range d.Legs {
		e := impression.Effort{ContributorID: l.ContributorID, Wait: l.WaitSeconds, Hold: l.HoldSeconds}
		if i < len(d.Legs)-1 {
			e.Transfers = 1
		}
		list = append(list, e)
	}
	if len(list) == 0 {
		list = append(list, impression.Effort{ContributorID: r.handler, Wait: d.WaitSeconds, Hold: d.HoldSeconds, Transfers: d.Transfers})
	}
	last := &list[len(list)-1]
	last.Abandoned, last.ReExplained = r.Abandoned, d.ReExplained
	kept := list[:0]
	for _, e := range list {
		if e != (impression.Effort{ContributorID: e.ContributorID}) {
			kept = append(kept, e)
		}
	}
	return kept
}

// DaysLate returns how many days after it was due it happened; 0 if in time or
// never due.
func (d *Draft) daysLate() float64 {
	if d.DueAt == nil {
		return 0
	}
	return math.Max(0, d.OccurredAt.Sub(*d.DueAt).Hours()/24)
}

// hours returns for how many hours something lasted: the attribute "hours".
func (d *Draft) hours() float64 {
	switch h := d.Attributes["hours"].(type) {
	case float64:
		return h
	case int:
		return float64(h)
	}
	return 0
}
