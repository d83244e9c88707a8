package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// WipeCorrections takes what people wrote out of the corrections and contests
// of an erased person. What was said instead of what stays: numbers, labels and
// ids, which teach a machine and name nobody.
func WipeCorrections(ctx context.Context, tx *company.Tx, e customer.Erased, _ int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "impression.WipeCorrections")
	corrections, err := blankCorrections(ctx, tx, e.Records)
	if err != nil {
		return 0, 0, err
	}
	var subjects []string
	for _, id := range corrections {
		subjects = append(subjects, database.FormatID("cor", id))
	}
	contests, err := blankContests(ctx, tx, e.Records)
	if err != nil {
		return 0, 0, err
	}
	for _, id := range contests {
		subjects = append(subjects, database.FormatID("cnt", id))
	}
	return 0, int64(len(subjects)), company.WipeAudit(ctx, tx, subjects)
}

// RedactCorrections takes what names the erased person out of why other
// customers' impressions were corrected.
func RedactCorrections(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "impression.RedactCorrections")
	return redactReasons(ctx, tx, e, after, readCorrectionReasons, writeCorrectionReason)
}

// RedactContests does the same with why shares were contested, and decided.
func RedactContests(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "impression.RedactContests")
	return redactReasons(ctx, tx, e, after, readContestReasons, writeContestReasons)
}

// reasons is why people did something, in their words.
type reasons struct {
	id, customer  int64
	first, second string
}

const reasonsPage = 2000

func redactReasons(ctx context.Context, tx *company.Tx, e customer.Erased, after int64,
	read func(context.Context, *company.Tx, int64, int) ([]reasons, error), write func(context.Context, *company.Tx, reasons) error) (next, n int64, err error) {
	list, err := read(ctx, tx, after, reasonsPage)
	if err != nil {
		return 0, 0, err
	}
	for _, r := range list {
		was := r
		if r.first, r.second = e.Traces.Redact(r.first), e.Traces.Redact(r.second); r == was {
			continue
		}
		n++
		if err := write(ctx, tx, r); err != nil {
			return 0, 0, err
		}
	}
	if len(list) == reasonsPage {
		next = list[reasonsPage-1].id
	}
	return next, n, nil
}
