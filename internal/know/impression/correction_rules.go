package impression

import "slices"

// Ruling is what a person said that a part left, in the machine's place: of one
// role, a valence, or that nothing can be told (Mute), or who caused it, or all
// of it.
type Ruling struct {
	Role    Role     `json:"o"`
	Valence *float64 `json:"v,omitempty"` // -1 … +1
	Mute    bool     `json:"m,omitempty"`
	Shares  []Share  `json:"c,omitempty"` // Stated; a share of contributor 0 is nobody's
}

// Hand is what people said a part belongs to, over what key and time say.
type Hand struct {
	Begins bool    `json:"b,omitempty"` // an episode begins with it
	Apart  bool    `json:"a,omitempty"` // it is none of its key's
	With   []int64 `json:"w,omitempty"` // it is of one episode with these parts
}

func (h Hand) none() bool { return !h.Begins && !h.Apart && len(h.With) == 0 }

func (h Hand) equal(o Hand) bool {
	return h.Begins == o.Begins && h.Apart == o.Apart && slices.Equal(h.With, o.With)
}

// replaces tells whether a correction stands in the place of an earlier one: it
// says the same thing otherwise, or puts the part elsewhere than that did.
func (c Correction) replaces(o Correction) bool {
	about := o.PartID == c.PartID
	switch c.Kind {
	case Together:
		return about && (o.Kind == Apart || o.Kind == Together && o.OtherID == c.OtherID)
	case Apart, Split:
		return about && o.Kind == c.Kind || (o.Kind == Apart || o.Kind == Together) && (about || o.OtherID == c.PartID)
	}
	return about && o.Kind == c.Kind && o.Role == c.Role
}

func sameRuling(a, b Ruling) bool {
	same := a.Valence == nil && b.Valence == nil || a.Valence != nil && b.Valence != nil && *a.Valence == *b.Valence
	return same && a.Role == b.Role && a.Mute == b.Mute && slices.Equal(a.Shares, b.Shares)
}

// ruled returns parts whose signals say what people said they say. Parts of
// which nobody said anything are returned as they are.
func ruled(parts []*Part) []*Part {
	if !slices.ContainsFunc(parts, func(p *Part) bool { return len(p.rulings) > 0 }) {
		return parts
	}
	out := slices.Clone(parts)
	for i, p := range parts {
		if len(p.rulings) == 0 {
			continue
		}
		q := *p
		q.Signals = slices.Clone(p.Signals)
		for k := range q.Signals {
			q.Signals[k].obey(p.rulings)
		}
		out[i] = &q
	}
	return out
}

// obey makes a signal say what was ruled.
func (s *Signal) obey(rulings []Ruling) {
	for _, r := range rulings {
		if r.Role != s.Role {
			continue
		}
		switch {
		case r.Mute:
			s.Valence, s.Confidence, s.ruled = 0, 0, true
		case r.Valence != nil:
			s.Valence, s.Confidence, s.ruled = *r.Valence, 1, true
		}
		if r.Shares != nil {
			s.Cause, s.Handler = r.Shares, r.Shares
		}
	}
}

// rule makes the impression of effort, which is no signal's, say what was
// ruled of the part at which it lies. It tells whether it still says anything.
func (p *Part) rule(i Impression) (Impression, bool) {
	for _, r := range p.rulings {
		if r.Role != i.Role {
			continue
		}
		if r.Mute {
			return i, false
		}
		if r.Valence != nil {
			i.Valence = *r.Valence
		}
		if r.Shares != nil {
			i.Shares = r.Shares
		}
	}
	return i, true
}

// saidOf works out what the corrections in force, oldest first, say of a part.
func saidOf(part int64, list []Correction) (rulings []Ruling, hand Hand) {
	of := func(role Role) *Ruling {
		i := slices.IndexFunc(rulings, func(r Ruling) bool { return r.Role == role })
		if i < 0 {
			rulings, i = append(rulings, Ruling{Role: role}), len(rulings)
		}
		return &rulings[i]
	}
	for _, c := range list {
		switch {
		case c.Kind == Valence && c.PartID == part:
			r := of(c.Role)
			r.Valence, r.Mute = c.Now.Valence, c.Now.Valence == nil
		case c.Kind == Cause && c.PartID == part:
			of(c.Role).Shares = c.Now.Shares
		case c.Kind == Split && c.PartID == part:
			hand.Begins = true
		case c.Kind == Apart && c.PartID == part:
			hand.Apart = true
		}
		if c.Kind == Together || c.Kind == Apart && c.OtherID != 0 {
			switch part {
			case c.PartID:
				hand.With = append(hand.With, c.OtherID)
			case c.OtherID:
				hand.With = append(hand.With, c.PartID)
			}
		}
	}
	slices.SortFunc(rulings, func(a, b Ruling) int { return roleOrder[a.Role] - roleOrder[b.Role] })
	slices.Sort(hand.With)
	hand.With = slices.Compact(hand.With)
	return rulings, hand
}
