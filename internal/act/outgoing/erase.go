package outgoing

import (
	"context"
	"encoding/json"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Wipe takes recipient and subject out of what was offered about records. That
// something was, when and what for, stays.
func Wipe(ctx context.Context, tx *company.Tx, records []customer.ID) (err error) {
	defer problem.Wrap(&err, "outgoing.Wipe")
	return wipeMessages(ctx, tx, records)
}

// Redact takes an erased person's addresses and numbers off the allow-list, in
// every version of it.
func Redact(ctx context.Context, tx *company.Tx, e customer.Erased, _ int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "outgoing.Redact")
	n, err = company.Amend(ctx, tx, SettingName, func(body json.RawMessage) (any, bool, error) {
		var s Setting
		if err := json.Unmarshal(body, &s); err != nil {
			return nil, false, err
		}
		before := len(s.Allowed)
		s.Allowed = slices.DeleteFunc(s.Allowed, func(entry string) bool { return e.Traces.Holds("email", entry) || e.Traces.Holds("phone", entry) })
		return s, len(s.Allowed) < before, nil
	})
	return 0, n, err
}
