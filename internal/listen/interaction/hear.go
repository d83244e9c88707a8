package interaction

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// heard is a draft with all that can be told of it without the database: whether
// it can be at all, its digest, what its words say. It is told before a
// transaction begins, so that nobody waits for it there.
type heard struct {
	draft      *Draft
	problem    error
	digest     int64
	undigested error // why it has none
	reading    text.Reading
	ear        *ear // that read it

	region      string // whose phone numbers the identifiers were read as
	identifiers []customer.Held
	unread      error // why one of them cannot be read there
}

// hear listens to drafts, as far as it can be known before the transaction how. d is nil where nothing is known.
func hear(drafts []Draft, d *company.Directory) []heard {
	all := make([]heard, len(drafts))
	var region string
	var by *ear
	if d != nil {
		region, by = d.Profile.PhoneRegion, earOf(d)
	}
	for i := range drafts {
		h, d := &all[i], &drafts[i]
		if h.draft, h.problem = d, d.check(); h.problem != nil {
			continue
		}
		h.digest, h.undigested = digestOf(d)
		h.listen(by)
		if h.region = region; region != "" {
			h.identifiers, h.unread = normalised(d.Identifiers, region)
		}
	}
	return all
}

// listen reads what the customer wrote with an ear, unless it was so read already.
func (h *heard) listen(by *ear) {
	if by == nil || h.ear.like(by) || !h.draft.heard() {
		return
	}
	h.reading, h.ear = by.reader.Read(h.draft.Text, by.expected(h.draft)), by
}

// heard tells whether a draft's text is what the customer wrote.
func (d *Draft) heard() bool {
	return d.Direction != Out && !d.Automated && written[d.Channel] && strings.TrimSpace(d.Text) != ""
}

// Heard is what was read in what a customer wrote.
type Heard struct {
	text.Reading
	Topics []text.Told // the surest first; of a person, those that he named, with confidence 1
	ByHand bool        // a person said what it is about
}

// Hear reads what the customer wrote, in the language that it was recorded with, and adds what people said of it; not, where
// the text is our own, there is none, or nothing can be told.
func (i Interaction) Hear(d *company.Directory, said []impression.Correction) (h Heard, ok bool) {
	if !i.Theirs() {
		return h, false
	}
	h.Reading = earOf(d).reader.Read(i.Text, text.Stated(i.Language))
	h.Topics = h.Reading.Topics()
	for _, c := range said { // oldest first; one of each kind is in force
		if c.Kind == impression.Topics {
			h.name(c.Now.Topics)
		}
	}
	return h, h.ByHand || h.Label != text.Unknown && !contradicts(i.Language, h.Language)
}

// Listen reads what a customer would have written, as it would be read when it is recorded; not, where nothing can be told.
func Listen(d *company.Directory, draft *Draft) (h Heard, ok bool) {
	e := earOf(d)
	h.Reading = e.reader.Read(draft.Text, e.expected(draft))
	h.Topics = h.Reading.Topics()
	return h, h.Label != text.Unknown && h.Label != ""
}

// name says that it is about just these topics. Words that tell them stay pointed at.
func (h *Heard) name(topics []string) {
	told := h.Topics
	h.Topics, h.ByHand = nil, true
	for _, t := range topics {
		words := text.Span{}
		if k := slices.IndexFunc(told, func(o text.Told) bool { return o.What == t }); k >= 0 {
			words = told[k].Words
		}
		h.Topics = append(h.Topics, text.Told{What: t, Confidence: 1, Words: words})
	}
}

// Theirs tells whether an interaction's text is what the customer wrote.
func (i Interaction) Theirs() bool {
	return i.Direction == In && !i.Automated && written[i.Channel] && !i.noted() && strings.TrimSpace(i.Text) != ""
}

// noted tells whether a person of ours wrote it down.
func (i Interaction) noted() bool { return strings.HasPrefix(i.Actor, "usr_") }

// held returns the draft's identifiers, normalised for the region in force.
func (h *heard) held(region string) ([]customer.Held, error) {
	if h.region == region && region != "" {
		return h.identifiers, h.unread
	}
	return normalised(h.draft.Identifiers, region)
}

// normalised returns identifiers in the form in which they are compared, each once.
func normalised(list []customer.Identifier, region string) (held []customer.Held, err error) {
	for _, i := range list {
		h, err := i.Normalise(region)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(held, func(o customer.Held) bool { return o.Key() == h.Key() }) {
			held = append(held, h)
		}
	}
	return held, nil
}

// digestOf tells drafts apart by their content.
func digestOf(d *Draft) (int64, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return 0, problem.Field("attributes", "field.malformed", nil)
	}
	sum := sha256.Sum256(text)
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1), nil
}
