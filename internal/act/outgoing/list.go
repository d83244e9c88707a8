package outgoing

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Entry is what was offered, as it was written down.
type Entry struct {
	Verdict
	CustomerID customer.ID
	Channel    Channel
	Recipient  string
	Purpose    string
	Subject    string
	Actor      string
	At         time.Time
}

// Filter says which entries; what is empty does not narrow.
type Filter struct {
	State   State
	Channel Channel
	Purpose string
	Why     Why
}

// List returns up to limit entries before an id (0: the newest), newest first.
func List(ctx context.Context, tx *company.Tx, f Filter, before ID, limit int) (_ []Entry, err error) {
	defer problem.Wrap(&err, "outgoing.List")
	if before == 0 {
		before = 1<<63 - 1
	}
	return readMessages(ctx, tx, f, before, limit)
}

// Tally is how many messages of one purpose were let through and held.
type Tally struct {
	Purpose      string
	Passed, Held int64
}

// Count counts messages by purpose, the most frequent first.
func Count(ctx context.Context, tx *company.Tx) (_ []Tally, err error) {
	defer problem.Wrap(&err, "outgoing.Count")
	return countMessages(ctx, tx)
}
