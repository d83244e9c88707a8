package bystander

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Wipe removes the words, and what was typed as a contact, of remarks that
// became interactions of these records, also of those that were taken back. The
// answers stay, as counts of their spots.
func Wipe(ctx context.Context, tx *company.Tx, records []customer.ID) (err error) {
	defer problem.Wrap(&err, "bystander.Wipe")
	return wipeOf(ctx, tx, records)
}

// Forget removes the words, and what was typed as a contact, of remarks that
// were decided before an instant, and returns of how many. What was let in
// stays in its interaction, and is kept for as long as that.
func Forget(ctx context.Context, tx *company.Tx, before time.Time) (n int64, err error) {
	defer problem.Wrap(&err, "bystander.Forget")
	return wipeDecided(ctx, tx, before)
}

// ForgetDecided forgets what was decided 30 days ago.
func ForgetDecided(ctx context.Context, tx *company.Tx) (err error) {
	_, err = Forget(ctx, tx, tx.Now.Add(-kept))
	return err
}

const redactPage = 2000 // remarks looked through at once

// Redact takes out of remarks, a page after one, what names an erased person:
// a bystander may have written about him. Where the contact is his, the words
// are taken for his too.
func Redact(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "bystander.Redact")
	list, err := readTyped(ctx, tx, ID(after), redactPage)
	if err != nil {
		return 0, 0, err
	}
	var changed []Remark
	for _, r := range list {
		text, contact := e.Traces.Redact(r.Text), e.Traces.Redact(r.Contact)
		if text != r.Text || contact != r.Contact {
			if contact != r.Contact && text != "" {
				text = customer.Gone
			}
			r.Text, r.Contact = text, contact
			changed = append(changed, r)
		}
	}
	if len(list) == redactPage {
		next = int64(list[redactPage-1].ID)
	}
	return next, int64(len(changed)), updateTyped(ctx, tx, changed)
}
