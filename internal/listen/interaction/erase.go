package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

const (
	wipePage   = 500  // interactions of an erased customer wiped at once
	redactPage = 2000 // interactions of others looked through at once
)

// Wipe takes away all that can be read of an erased person's interactions, a
// page after one: what was said, the ids that other systems know them by, and
// whatever else a source told. That it happened, when, where, in whose hands
// and how it went stays. What is sent again is still known as a duplicate.
func Wipe(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "interaction.Wipe")
	list, err := readOf(ctx, tx, e.Records, ID(after), wipePage)
	if err != nil {
		return 0, 0, err
	}
	subjects := make([]string, len(list))
	for i, x := range list {
		subjects[i] = x.ID.String()
		if err := moveRef(ctx, tx, x.refKey(), x.wipedRef()); err != nil {
			return 0, 0, err
		}
	}
	if err := company.WipeAudit(ctx, tx, subjects); err != nil {
		return 0, 0, err
	}
	for i := range list {
		list[i].wipe(e)
	}
	if len(list) == wipePage {
		next = int64(list[wipePage-1].ID)
	}
	return next, int64(len(list)), reword(ctx, tx, list)
}

// wipe leaves of an interaction what is nobody's.
func (i *Interaction) wipe(e customer.Erased) {
	i.Subject, i.Text = "", gone(i.Text)
	i.Reference, i.Thread = e.Digest(i.Reference), e.Digest(i.Thread)
	i.SourceRef = i.wipedRef()
	d := i.Detail
	i.Detail = Detail{ReExplained: d.ReExplained, Attempts: d.Attempts, WaitSeconds: d.WaitSeconds, HoldSeconds: d.HoldSeconds, Transfers: d.Transfers,
		Asked: d.Asked, Observed: d.Observed, Legs: d.Legs}
	for k := range d.Legs {
		d.Legs[k].Queue = ""
	}
}

// gone returns what stands in the place of a text: that there was one still
// tells a message from a page that was only read.
func gone(text string) string {
	if text == "" {
		return ""
	}
	return customer.Gone
}

// wipedRef is what stands in the place of an id of another system: its
// fingerprint, by which it is known when it is sent again. No source begins as
// it does.
func (i Interaction) wipedRef() string {
	if customer.IsDigest(i.SourceRef) {
		return i.SourceRef // wiped before
	}
	return customer.Fingerprint(i.Source + ":" + i.SourceRef)
}

// Redact takes out of other customers' interactions, a page after one, what
// names the erased person.
func Redact(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "interaction.Redact")
	list, err := readTexts(ctx, tx, ID(after), redactPage)
	if err != nil {
		return 0, 0, err
	}
	var changed []Interaction
	for _, x := range list {
		if x.redact(e.Traces) {
			changed = append(changed, x)
		}
	}
	if len(list) == redactPage {
		next = int64(list[redactPage-1].ID)
	}
	return next, int64(len(changed)), reword(ctx, tx, changed)
}

// reword writes the texts of interactions as they are now, and journals it, so
// that whoever keeps their words elsewhere learns of it.
func reword(ctx context.Context, tx *company.Tx, list []Interaction) error {
	if err := writeTexts(ctx, tx, list); err != nil {
		return err
	}
	facts := make([]journal.Fact, len(list))
	for k, i := range list {
		facts[k] = journal.Fact{Kind: FactReworded, SubjectID: int64(i.ID), CustomerID: int64(i.CustomerID), Version: i.Version + 1}
	}
	tx.Journal(facts...)
	return nil
}

// redact tells whether anything named the person. Where nobody was named as the
// customer and the writer's contact is his, the words are taken for his too.
func (i *Interaction) redact(t customer.Traces) (changed bool) {
	if contact, _ := i.Detail.Attributes[AttributeContact].(string); len(i.Detail.Identifiers) == 0 && t.Redact(contact) != contact {
		i.Text, i.Detail.Quoted = gone(i.Text), gone(i.Detail.Quoted)
	}
	texts := []*string{&i.Subject, &i.Text, &i.Detail.Quoted}
	for k := range i.Detail.Legs {
		texts = append(texts, &i.Detail.Legs[k].Queue)
	}
	for _, s := range texts {
		if r := t.Redact(*s); r != *s {
			*s, changed = r, true
		}
	}
	told := i.Detail.Identifiers[:0:0]
	for _, id := range i.Detail.Identifiers {
		if t.Holds(id.Kind, id.Value) {
			changed = true
			continue
		}
		told = append(told, id)
	}
	i.Detail.Identifiers = told
	for k, v := range i.Detail.Attributes {
		if r, is := t.RedactValue(v); is {
			i.Detail.Attributes[k], changed = r, true
		}
	}
	return changed
}
