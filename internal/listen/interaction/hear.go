package interaction

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"

	"regard/internal/know/customer"
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

	region      string // whose phone numbers the identifiers were read as
	identifiers []customer.Held
	unread      error // why one of them cannot be read there
}

// hear listens to drafts. region is where phone numbers are read without their
// country's code, as far as is known before the transaction; empty if it is not.
func hear(drafts []Draft, region string) []heard {
	all := make([]heard, len(drafts))
	for i := range drafts {
		h, d := &all[i], &drafts[i]
		if h.draft, h.problem = d, d.check(); h.problem != nil {
			continue
		}
		h.digest, h.undigested = digestOf(d)
		if d.heard() {
			h.reading = text.Read(d.Text, d.Language)
		}
		if h.region = region; region != "" {
			h.identifiers, h.unread = normalised(d.Identifiers, region)
		}
	}
	return all
}

// heard tells whether a draft's text is what the customer wrote.
func (d *Draft) heard() bool {
	return d.Direction != Out && !d.Automated && written[d.Channel] && strings.TrimSpace(d.Text) != ""
}

// Hear reads what the customer wrote, as it was read when it was recorded; not, where the text is our own, or there is none.
// The language is the one that it was recorded with.
func (i Interaction) Hear() (r text.Reading, ok bool) {
	if i.Direction != In || i.Automated || !written[i.Channel] || i.noted() || strings.TrimSpace(i.Text) == "" {
		return r, false
	}
	r = text.Read(i.Text, i.Language)
	return r, r.Label != text.Unknown && !contradicts(i.Language, r.Language)
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
