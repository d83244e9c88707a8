package customer

import (
	"maps"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/text"
)

// owner is the record to which an identifier belongs.
type owner struct {
	id     ID
	shared bool
}

// resolver decides claims one after another, as if each had come alone: what
// one adds, the next finds.
type resolver struct {
	newID    func() int64
	now      time.Time
	reserved *ID // of the claim that is being decided: the id of a new record

	owners  map[string]owner
	records map[ID]*Customer

	added       []*Customer
	isNew       map[ID]bool
	fresh       []freshKey
	touched     map[ID]bool // existing records that changed
	shared      map[string]owner
	were        map[string]owner // what the shared were as stored
	suggestions []Suggestion
	joins       []join
	bearers     map[string][]ID // who has a shared identifier, as far as they were looked for
	crowded     map[string]bool // of which there are more
	news        map[ID]bool
	paired      map[int64]bool // the suggestions that are news
	telling     bool           // the claim that is being decided is news
}

// join merges a record that is only a device into a person.
type join struct {
	from, into ID
	news       bool
}

type freshKey struct {
	key string
	id  ID
}

func newResolver(tx *company.Tx) *resolver {
	return &resolver{newID: tx.NewID, now: tx.Now, owners: map[string]owner{}, records: map[ID]*Customer{},
		isNew: map[ID]bool{}, touched: map[ID]bool{}, shared: map[string]owner{}, were: map[string]owner{}, bearers: map[string][]ID{}, crowded: map[string]bool{}, news: map[ID]bool{}, paired: map[int64]bool{}}
}

// decide returns the record of a claim:
//
//  1. Of the records that the identifiers belong to, the one of the strongest
//     identifier is it (external id, e-mail, phone, handle, device).
//  2. A record that another person's external id in the same system excludes
//     is not it, whatever weaker identifier belongs to it: that identifier is
//     shared from now on and decides nothing.
//  3. Where two persons remain, the stronger identifier's is it, and the pair is
//     suggested.
//  4. But where the other is nobody but a device on which this one now said who
//     he is, the two are merged, with the reason, to be undone like any merge.
//  5. Where a phone, a handle or a device is all that speaks for a record, and
//     the claim brings another e-mail address than the record has, it may be two
//     of one family: a new record, and the pair is suggested.
//  6. Where nobody remains, it is a new record; but where only shared
//     identifiers were given, it is the record that stands for the strongest.
//  7. The row of a list is somebody by himself: an e-mail address or a phone does
//     not make him one with a record that bears another name or birth date, but
//     is shared from then on.
//  8. Behind a shared address or number, whoever bears the name that is given is
//     it, or the only one who has it.
func (s *resolver) decide(c Claim) ID {
	s.telling = c.News
	ids := slices.Clone(c.Identifiers)
	slices.SortStableFunc(ids, func(a, b Held) int { return strength(b.Kind) - strength(a.Kind) })
	var chosen, doubted *Customer
	var doubt Reason
	var fresh, vetoed, shared []Held
	for _, h := range ids {
		o, known := s.owners[h.Key()]
		r := s.records[o.id]
		switch {
		case !known:
			fresh = append(fresh, h)
		case o.shared:
			if b := s.bearer(h, c); b != nil && chosen == nil && !s.excluded(b, ids) {
				chosen = b
			}
			shared = append(shared, h)
		case strength(h.Kind) < 5 && (chosen == nil || chosen.PersonID != r.PersonID) && s.excluded(r, ids):
			vetoed = append(vetoed, h)
		case chosen == nil && c.Row && !s.agrees(r, h, c):
			vetoed = append(vetoed, h)
		case chosen == nil && strength(h.Kind) < 4 && s.otherAddress(r, ids):
			doubted, doubt = r, Reason{Code: "same_identifier_other_email", Kind: h.Kind, Value: h.Value}
		case chosen == nil:
			chosen = r
		case chosen.PersonID == r.PersonID:
		case r.onlyDevices() && chosen.identified():
			s.joins = append(s.joins, join{r.ID, chosen.PersonID, c.News})
			r.PersonID = chosen.PersonID
		default:
			s.pair(chosen, r, Reason{Code: "one_interaction_two_records", Kind: h.Kind, Value: h.Value})
		}
	}
	if chosen == nil && len(fresh) == 0 && len(vetoed) == 0 && len(shared) > 0 && (!c.Row || c.Name == "") {
		return s.standIn(shared[0], c)
	}
	if chosen == nil {
		chosen = s.add(c)
	}
	if doubted != nil && doubted.PersonID != chosen.PersonID {
		s.pair(chosen, doubted, doubt)
	}
	s.news[chosen.ID] = s.news[chosen.ID] || c.News
	for _, h := range fresh {
		s.hold(chosen, h)
	}
	for _, h := range vetoed {
		s.share(chosen, h)
	}
	for _, h := range shared {
		h.Shared = true
		s.list(chosen, h)
	}
	if chosen.Name == "" && c.Name != "" {
		chosen.Name = clipName(c.Name)
		s.touch(chosen)
	}
	return chosen.ID
}

// onlyDevices tells whether nothing is known of a record but devices.
func (r *Customer) onlyDevices() bool {
	return r.Name == "" && r.PersonID == r.ID && !slices.ContainsFunc(r.Identifiers, func(h Held) bool { return h.Kind != "device" || h.Shared })
}

// identified tells whether a record has an identifier that is somebody's own.
func (r *Customer) identified() bool {
	return slices.ContainsFunc(r.Identifiers, func(h Held) bool { return strength(h.Kind) >= 4 && !h.Shared })
}

// otherAddress tells whether the claim brings an e-mail address that is
// nobody's yet while the record has another of its own.
func (s *resolver) otherAddress(r *Customer, claim []Held) bool {
	brings := slices.ContainsFunc(claim, func(h Held) bool {
		_, known := s.owners[h.Key()]
		return h.Kind == "email" && !known
	})
	return brings && slices.ContainsFunc(r.Identifiers, func(h Held) bool { return h.Kind == "email" && !h.Shared })
}

// excluded tells whether the record has another external id than the claim in
// a system that both name.
func (s *resolver) excluded(r *Customer, claim []Held) bool {
	for _, h := range claim {
		if !strings.HasPrefix(h.Kind, "external:") {
			continue
		}
		has, same := false, false
		for _, own := range r.Identifiers {
			if own.Kind == h.Kind {
				has, same = true, same || own.Value == h.Value
			}
		}
		if has && !same {
			return true
		}
	}
	return false
}

func (s *resolver) add(c Claim) *Customer {
	if *s.reserved == 0 {
		*s.reserved = ID(s.newID())
	}
	r := &Customer{ID: *s.reserved, Kind: KindPerson, Name: clipName(c.Name), Identifiers: []Held{}, Attributes: map[string]any{},
		Version: 1, CreatedAt: s.now, ChangedAt: s.now}
	if c.Row && len(c.Attributes) > 0 {
		r.Attributes = maps.Clone(c.Attributes)
	}
	r.PersonID = r.ID
	s.records[r.ID] = r
	s.added, s.isNew[r.ID] = append(s.added, r), true
	return r
}

// hold gives a record an identifier that was nobody's.
func (s *resolver) hold(r *Customer, h Held) {
	s.owners[h.Key()] = owner{id: r.ID}
	s.fresh = append(s.fresh, freshKey{h.Key(), r.ID})
	s.list(r, h)
}

// share marks an identifier as shared by its record and this one.
func (s *resolver) share(r *Customer, h Held) {
	first := s.records[s.owners[h.Key()].id]
	s.disown(h.Key(), owner{shared: true})
	for i := range first.Identifiers {
		if first.Identifiers[i].Key() == h.Key() {
			first.Identifiers = slices.Clone(first.Identifiers)
			first.Identifiers[i].Shared = true
			s.bearers[h.Key()] = append(s.bearers[h.Key()], first.ID)
			s.touch(first)
			break
		}
	}
	h.Shared = true
	s.list(r, h)
	// Two numbers in one system are two customers, unless the system has one
	// person twice: the same name makes that worth a look.
	if text.Fold(r.Name) == text.Fold(first.Name) {
		s.pair(r, first, Reason{Code: "same_identifier_other_number", Kind: h.Kind, Value: h.Value})
	}
}

// disown says what a shared identifier belongs to from now on.
func (s *resolver) disown(key string, o owner) {
	if _, ok := s.were[key]; !ok {
		s.were[key] = s.owners[key]
	}
	s.owners[key], s.shared[key] = o, o
}

// standIn returns the record that stands for a shared identifier itself.
func (s *resolver) standIn(h Held, c Claim) ID {
	o := s.owners[h.Key()]
	if o.id == 0 {
		r := s.add(Claim{})
		o.id = r.ID
		s.disown(h.Key(), o)
		h.Shared = true
		s.list(r, h)
	}
	s.news[o.id] = s.news[o.id] || c.News
	return o.id
}

func (s *resolver) list(r *Customer, h Held) {
	if slices.ContainsFunc(r.Identifiers, func(own Held) bool { return own.Key() == h.Key() }) {
		return
	}
	r.Identifiers = append(slices.Clone(r.Identifiers), h)
	if h.Shared {
		s.bearers[h.Key()] = append(s.bearers[h.Key()], r.ID)
	}
	s.touch(r)
}

// touch notes that a record changed; a new one is written whole anyway.
func (s *resolver) touch(r *Customer) {
	if !s.isNew[r.ID] && !s.touched[r.ID] {
		s.touched[r.ID] = true
		r.Version, r.ChangedAt = r.Version+1, s.now
	}
}

func (s *resolver) changed() []*Customer {
	all := make([]*Customer, 0, len(s.touched))
	for id := range s.touched {
		all = append(all, s.records[id])
	}
	slices.SortFunc(all, func(a, b *Customer) int { return int(min(1, max(-1, a.ID-b.ID))) })
	return all
}

func (s *resolver) pair(a, b *Customer, why Reason) {
	if a.PersonID == b.PersonID {
		return
	}
	g := Suggestion{ID: s.newID(), CustomerID: min(a.PersonID, b.PersonID), OtherID: max(a.PersonID, b.PersonID), Reasons: []Reason{why}, State: Open, CreatedAt: s.now}
	for _, o := range s.suggestions {
		if o.CustomerID == g.CustomerID && o.OtherID == g.OtherID {
			s.paired[o.ID] = s.paired[o.ID] || s.telling
			return
		}
	}
	s.suggestions, s.paired[g.ID] = append(s.suggestions, g), s.telling
}

func clipName(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")), " ")
	if len(s) > maxName {
		s = strings.ToValidUTF8(s[:maxName], "")
	}
	return s
}
