package inbound

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/mail"
	"regard/internal/platform/problem"
)

// The most bytes that a draft's fields may have (package interaction refuses
// more), and how many attachments are named.
const (
	maxShort       = 300
	maxSubject     = 2_000
	maxText        = 256 << 10
	maxAttachments = 50
)

// letter is a mail on its way to being a draft.
type letter struct {
	Letters
	mail.Message
	draft interaction.Draft
	notes []string
}

// Read turns a mail into a draft. What comes from one of the company's own
// addresses went out, to the first of To and Cc that is none of them, unless
// Reply-To names a customer: then it is a form on our site that he filled in.
// Mail among our own is refused, as is mail of which nobody can tell when it
// was written. What had to be mended or cut is told in the attribute "notes".
func (l Letters) Read(m mail.Message) (interaction.Draft, error) {
	r := letter{Letters: l, Message: m, notes: slices.Clone(m.Notes)}
	r.draft = interaction.Draft{Source: l.Source, SourceRef: m.MessageID, Channel: interaction.Email, Automated: m.Automated}
	if err := r.date(); err != nil {
		return r.draft, err
	}
	if err := r.whose(); err != nil {
		return r.draft, err
	}
	r.words()
	r.attributes()
	return r.draft, nil
}

// date takes the writer's date, else when the mail was received: headers lie.
func (r *letter) date() error {
	var first error
	for _, at := range []time.Time{r.Date, r.Received} {
		err := impression.CheckTime("occurred_at", at, r.Now)
		if err == nil {
			if first != nil {
				r.notes = append(r.notes, "dated by when it was received")
			}
			r.draft.OccurredAt = at.UTC()
			return nil
		}
		first = cmp.Or(first, err)
	}
	if r.Date.IsZero() && r.Received.IsZero() {
		return problem.Field("occurred_at", "mail.undated", nil)
	}
	return first
}

// whose finds the direction and the customer.
func (r *letter) whose() error {
	from := slices.Concat(r.From, one(r.Sender))
	if len(r.From) == 0 {
		from = slices.Concat(from, r.ReplyTo)
	}
	switch {
	case !r.ours(r.From) || len(r.From) == 0:
		r.is(interaction.In, from, "its sender cannot be told")
	case r.foreign(r.ReplyTo) != nil && !r.ours(r.ReplyTo):
		r.is(interaction.In, r.foreign(r.ReplyTo), "")
	case r.foreign(slices.Concat(r.To, r.Cc)) != nil:
		r.is(interaction.Out, r.foreign(slices.Concat(r.To, r.Cc)), "its recipient cannot be told")
	case len(r.To)+len(r.Cc) == 0:
		return problem.Field("identifiers", "mail.unaddressed", nil)
	default:
		return problem.Field("identifiers", "mail.internal", nil)
	}
	return nil
}

// is takes the first of the addresses that is one for the customer's.
func (r *letter) is(d interaction.Direction, list []mail.Address, otherwise string) {
	r.draft.Direction = d
	for _, a := range list {
		i := customer.Identifier{Kind: "email", Value: a.Address}
		if _, err := i.Normalise(""); err == nil {
			r.draft.Identifiers = []customer.Identifier{i}
			r.draft.Name = shorten(a.Name, maxShort)
			return
		}
	}
	r.notes = append(r.notes, otherwise)
	if len(list) > 0 {
		r.draft.Name = shorten(cmp.Or(list[0].Name, list[0].Address), maxShort)
	}
}

func one(list []mail.Address) []mail.Address { return list[:min(1, len(list))] }

// ours tells whether the first of the addresses is one of the company's own.
func (r *letter) ours(list []mail.Address) bool {
	return len(list) > 0 && r.Company.Own(list[0].Address)
}

// foreign returns those of the addresses that are not the company's own.
func (r *letter) foreign(list []mail.Address) (others []mail.Address) {
	for _, a := range list {
		if a.Address != "" && !r.Company.Own(a.Address) {
			others = append(others, a)
		}
	}
	return others
}

// words takes what was written, cut where it is longer than a draft may be.
func (r *letter) words() {
	r.draft.Subject = r.cut("subject", r.Subject, maxSubject)
	r.draft.Text = r.cut("text", r.Body, maxText)
	r.draft.Quoted = r.cut("quoted text", r.Quoted, maxText)
	if r.draft.Thread = mail.ThreadOf(r.Message); len(r.draft.Thread) > maxSubject {
		r.draft.Thread = digest([]byte(r.draft.Thread))
	}
}

func (r *letter) cut(what, s string, most int) string {
	cut := shorten(s, most)
	if len(cut) < len(s) {
		r.notes = append(r.notes, "the "+what+" was cut")
	}
	return cut
}

// attributes keeps what else is worth knowing of a mail.
func (r *letter) attributes() {
	all := map[string]any{}
	if r.Kind != "" {
		all["kind"] = string(r.Kind)
	}
	if len(r.notes) > 0 {
		all["notes"] = r.notes
	}
	var names []string
	for _, a := range r.Attachments[:min(maxAttachments, len(r.Attachments))] {
		names = append(names, shorten(cmp.Or(strings.TrimSpace(a.Name), a.MediaType), maxShort))
	}
	if len(names) > 0 {
		all["attachments"] = names
	}
	if n := len(r.Attachments); n > maxAttachments {
		all["attachment_count"] = n
	}
	if len(all) > 0 {
		r.draft.Attributes = all
	}
}
