package company

import (
	"context"
	"time"

	"regard/internal/platform/problem"
)

// WipeAudit removes what the audit log says about subjects beyond who did what
// to them, and when.
func WipeAudit(ctx context.Context, tx *Tx, subjects []string) (err error) {
	defer problem.Wrap(&err, "company.WipeAudit")
	if len(subjects) == 0 {
		return nil
	}
	return blankAudit(ctx, tx, subjects)
}

// RedactAudit looks through the audit log after an entry and has redact, which
// is given a detail as JSON, change what it wants. It returns where to go on, 0
// at the end, and how many entries changed.
func RedactAudit(ctx context.Context, tx *Tx, after int64, redact func(detail string) (any, bool)) (next, n int64, err error) {
	defer problem.Wrap(&err, "company.RedactAudit")
	const page = 2000
	list, err := readDetails(ctx, tx, after, page)
	if err != nil {
		return 0, 0, err
	}
	for _, d := range list {
		if v, changed := redact(d.text); changed {
			n++
			if err := writeDetail(ctx, tx, d.id, v); err != nil {
				return 0, 0, err
			}
		}
	}
	if len(list) == page {
		next = list[page-1].id
	}
	return next, n, nil
}

// auditPage is how many entries are looked at at once.
const auditPage = 2000

// OldAudit returns the entries that were recorded before an instant, among the
// next after one, when, and where to go on (0 at the end).
func OldAudit(ctx context.Context, tx *Tx, before time.Time, after int64) (ids []int64, at []time.Time, next int64, err error) {
	defer problem.Wrap(&err, "company.OldAudit")
	if ids, at, err = readOldAudit(ctx, tx, before, after, auditPage); len(ids) == auditPage {
		next = ids[auditPage-1]
	}
	return ids, at, next, err
}

// RemoveAudit removes entries that were kept long enough.
func RemoveAudit(ctx context.Context, tx *Tx, ids []int64) (err error) {
	defer problem.Wrap(&err, "company.RemoveAudit")
	return deleteAudit(ctx, tx, ids)
}
