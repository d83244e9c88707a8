package impression

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// judge returns what an episode's parts, in order, left: its impressions, and
// in e the impression of the episode as a whole. repeat is the episode that it
// comes back to; nil for none.
func (l Law) judge(e *Episode, parts []*Part, repeat *Episode) []Impression {
	var list []Impression
	var words []*Part
	asked := false
	parts = ruled(parts)
	for _, p := range parts {
		for _, s := range p.Signals {
			switch {
			case s.Role == RoleWords:
				words = append(words, p)
			case s.Confidence > 0:
				asked = asked || s.Role == RoleAsked
				list = append(list, l.impression(p, s, blame(s, parts)))
			}
		}
	}
	if !asked { // what the customer said supersedes what his words seemed to say
		list = append(list, l.words(words, parts)...)
	}
	if i, ok := l.effort(parts, repeat); ok {
		list = append(list, i)
	}
	slices.SortFunc(list, func(a, b Impression) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(place(parts, a.PartID), place(parts, b.PartID)), cmp.Compare(roleOrder[a.Role], roleOrder[b.Role]))
	})
	e.sum(list)
	return list
}

func place(parts []*Part, id int64) int {
	return slices.IndexFunc(parts, func(p *Part) bool { return p.ID == id })
}

// impression makes an impression of a signal.
func (l Law) impression(p *Part, s Signal, shares []Share) Impression {
	basis := s.Role.basis()
	if s.ruled && basis == Detected {
		basis = Observed // no longer the words alone: one of us judged
	}
	w := l.Basis[basis] * l.Kind[p.Kind]
	if basis == Detected {
		w *= s.Confidence
	}
	return Impression{PartID: p.ID, CustomerID: p.CustomerID, Role: s.Role, Basis: basis, Valence: s.Valence, Confidence: s.Confidence,
		Weight: w, Channel: p.Channel, TouchpointID: p.TouchpointID, At: p.At, Shares: shares}
}

// words judges the customer's own words: the first message says how he came,
// which whoever caused it is charged with; the last how he left, which is his
// who had him in hand. What is between is the way.
func (l Law) words(at []*Part, parts []*Part) []Impression {
	if len(at) == 0 {
		return nil
	}
	var list []Impression
	first, last := at[0], at[len(at)-1]
	if s := wordsOf(first); s.Confidence > 0 {
		list = append(list, l.impression(first, s, blame(s, parts)))
	}
	if s := wordsOf(last); last != first && s.Confidence > 0 {
		list = append(list, l.impression(last, s, s.Handler))
	}
	for _, p := range at { // what somebody judged counts on the way too
		if s := wordsOf(p); s.ruled && p != first && p != last && s.Confidence > 0 {
			list = append(list, l.impression(p, s, blame(s, parts)))
		}
	}
	return list
}

func wordsOf(p *Part) Signal {
	i := slices.IndexFunc(p.Signals, func(s Signal) bool { return s.Role == RoleWords })
	return p.Signals[i]
}

// blame returns who caused what a signal tells: whom somebody stated; else, for
// what the customer said, whoever's outcome in this episode was worst; else
// what the signal came with.
func blame(s Signal, parts []*Part) []Share {
	if s.Role == RoleOutcome || s.Role == RoleObserved || len(s.Cause) > 0 && s.Cause[0].Source == Stated {
		return s.Cause
	}
	var worst *Signal
	for _, p := range parts {
		for i := range p.Signals {
			if o := &p.Signals[i]; o.Role == RoleOutcome && o.Confidence > 0 && o.Valence < 0 && len(o.Cause) > 0 && (worst == nil || o.Valence < worst.Valence) {
				worst = o
			}
		}
	}
	switch {
	case worst != nil:
		return worst.Cause
	case len(s.Cause) == 0 && s.Role == RoleAsked:
		return s.Handler // asked right there, about the contact itself
	}
	return s.Cause
}

// effort judges what the episode cost the customer: one impression, at the
// last part that cost anything, charged to the legs where it happened.
func (l Law) effort(parts []*Part, repeat *Episode) (i Impression, ok bool) {
	var wait, hold, transfers float64
	var last *Part
	kind := 0.0
	for _, p := range parts {
		for _, f := range p.Efforts {
			wait, hold, transfers = wait+float64(f.Wait)/60, hold+float64(f.Hold)/60, transfers+float64(f.Transfers)
			last, kind = p, math.Max(kind, l.Kind[p.Kind])
		}
	}
	if last == nil {
		if repeat == nil {
			return i, false
		}
		last, kind = parts[0], l.Kind[parts[0].Kind]
	}
	law := l.Effort
	waitCost := math.Max(law.WaitFloor, law.WaitMinute*math.Max(0, wait-law.FreeMinutes))
	holdCost := math.Max(law.HoldFloor, law.HoldMinute*math.Max(0, hold-law.FreeMinutes))
	handCost := law.Transfer * math.Max(0, transfers-float64(law.FreeTransfers))
	charge := map[int64]float64{}
	for _, p := range parts {
		for _, f := range p.Efforts {
			charge[f.ContributorID] += portion(waitCost, float64(f.Wait)/60, wait) + portion(holdCost, float64(f.Hold)/60, hold) +
				portion(handCost, float64(f.Transfers), transfers) + when(f.Abandoned, law.Abandoned) + when(f.ReExplained, law.ReExplained)
		}
	}
	if repeat != nil {
		charge[repeat.DoneBy] += law.Repeat
	}
	whos := make([]int64, 0, len(charge))
	for who := range charge {
		whos = append(whos, who)
	}
	slices.Sort(whos) // the same order of adding, the same number
	total := 0.0
	for _, who := range whos {
		total += charge[who]
	}
	if total > -1e-12 {
		return i, false
	}
	var shares []Share
	for _, who := range whos {
		if c := charge[who]; who != 0 && c < 0 {
			shares = append(shares, Share{who, c / total, ByRule})
		}
	}
	slices.SortStableFunc(shares, func(a, b Share) int { return cmp.Compare(b.Portion, a.Portion) })
	i = l.impression(last, Signal{Role: RoleEffort, Valence: math.Max(-1, total), Confidence: 1}, shares)
	i.Weight = l.Basis[Inferred] * kind
	return last.rule(i)
}

func portion(cost, own, all float64) float64 {
	if all == 0 {
		return 0
	}
	return cost * own / all
}

func when(is bool, cost float64) float64 {
	if is {
		return cost
	}
	return 0
}

// sum makes the impression of the episode: (its most negative, or where none
// is negative its most positive, + its last) / 2, at most 0 where any is
// negative, at the parts' largest weight. The peak and the end speak
// (Kahneman, Fredrickson, Schreiber and Redelmeier, 1993), and a failure well
// recovered comes back to 0, never beyond, because failing must not pay.
// Impressions that weigh nothing (our own broadcasts) do not count.
func (e *Episode) sum(list []Impression) {
	e.Impressions, e.Valence, e.Weight, e.PeakID, e.EndID = 0, 0, 0, 0, 0
	e.AskedAt = time.Time{}
	var peak, end *Impression
	for i := range list {
		x := &list[i]
		if x.Weight <= 0 {
			continue
		}
		e.Impressions++
		e.Weight = math.Max(e.Weight, x.Weight)
		if x.Basis == Asked && x.At.After(e.AskedAt) {
			e.AskedAt = x.At
		}
		if peak == nil || worse(x.Valence, peak.Valence) {
			peak = x
		}
		end = x
	}
	if peak == nil {
		return
	}
	e.PeakID, e.EndID = peak.PartID, end.PartID
	if e.Valence = (peak.Valence + end.Valence) / 2; peak.Valence < 0 {
		e.Valence = math.Min(0, e.Valence)
	}
}

// worse tells whether a speaks louder than b: the most negative, or where none
// is negative the most positive.
func worse(a, b float64) bool {
	if a < 0 || b < 0 {
		return a < b
	}
	return a > b
}

// Spoken returns the impressions that an episode's own comes from: the peak and
// the end, once where they are the same; none where nothing is known.
func Spoken(e Episode, list []Impression) []Impression {
	peak, end := peakOf(e, list), endOf(e, list)
	switch {
	case peak == nil || end == nil:
		return nil
	case peak == end:
		return []Impression{*peak}
	}
	return []Impression{*peak, *end}
}

// SharesOf returns who had a part in an episode: each half as the impression
// that it came from is shared.
func SharesOf(e Episode, list []Impression) []Share {
	portions := map[int64]Share{}
	for _, i := range list {
		half := 0.0
		// Where a part left several, the peak is the loudest and the end the last.
		if p := peakOf(e, list); p != nil && p.PartID == i.PartID && p.Role == i.Role {
			half += 0.5
		}
		if n := endOf(e, list); n != nil && n.PartID == i.PartID && n.Role == i.Role {
			half += 0.5
		}
		for _, s := range i.Shares {
			o := portions[s.ContributorID]
			portions[s.ContributorID] = Share{s.ContributorID, o.Portion + half*s.Portion, cmp.Or(o.Source, s.Source)}
		}
	}
	var all []Share
	for _, s := range portions {
		if s.Portion > 0 {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Portion, a.Portion), cmp.Compare(a.ContributorID, b.ContributorID))
	})
	return all
}

func peakOf(e Episode, list []Impression) (found *Impression) {
	for i := range list {
		if list[i].PartID == e.PeakID && list[i].Weight > 0 && (found == nil || worse(list[i].Valence, found.Valence)) {
			found = &list[i]
		}
	}
	return found
}

func endOf(e Episode, list []Impression) (found *Impression) {
	for i := range list {
		if list[i].PartID == e.EndID && list[i].Weight > 0 && (found == nil || roleOrder[list[i].Role] > roleOrder[found.Role]) {
			found = &list[i]
		}
	}
	return found
}
