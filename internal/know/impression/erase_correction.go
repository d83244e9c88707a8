package impression

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// WipeCorrections takes what people wrote out of the corrections and contests
// of an erased person. What was said instead of what stays, as numbers and
// labels: so they teach a machine, and name nobody.
func WipeCorrections(ctx context.Context, tx *company.Tx, e customer.Erased, _ int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "impression.WipeCorrections")
	list, err := readCorrectionTexts(ctx, tx, e.Records)
	if err != nil {
		return 0, 0, err
	}
	subjects := make([]string, len(list))
	for i := range list {
		c := &list[i]
		subjects[i] = database.FormatID("cor", c.id)
		c.was, c.now = labelsOf(c.was, e), labelsOf(c.now, e)
	}
	if err := writeCorrectionTexts(ctx, tx, list); err != nil {
		return 0, 0, err
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

// label is a word of ours, a key or an id.
var label = regexp.MustCompile(`^[A-Za-z0-9_.-]{0,64}$`)

// labelsOf leaves of a JSON value its numbers and labels; keys of episodes are
// blurred as the episodes' own, and other texts go.
func labelsOf(text json.RawMessage, e customer.Erased) json.RawMessage {
	var v any
	if json.Unmarshal(text, &v) != nil {
		return json.RawMessage(`{}`)
	}
	out, err := json.Marshal(labelsIn(v, e))
	if err != nil {
		return json.RawMessage(`{}`)
	}
	return out
}

func labelsIn(v any, e customer.Erased) any {
	switch v := v.(type) {
	case string:
		kind, rest, readable := cutKey(v)
		switch {
		case readable:
			return kind + e.Digest(rest)
		case !label.MatchString(v) && !strings.HasPrefix(v, "touchpoint:"):
			return customer.Gone
		}
	case []any:
		for i := range v {
			v[i] = labelsIn(v[i], e)
		}
	case map[string]any:
		for k := range v {
			v[k] = labelsIn(v[k], e)
		}
	}
	return v
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
