package impression

import (
	"context"
	"fmt"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// PartsUnder returns the parts that lie in records' episodes, and under which
// record each does.
func PartsUnder(ctx context.Context, tx *company.Tx, records []customer.ID) (parts map[int64]customer.ID, err error) {
	defer problem.Wrap(&err, "impression.PartsUnder")
	episodes, err := readEpisodes(ctx, tx, records, time.Time{})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(episodes))
	for i, e := range episodes {
		ids[i] = e.ID
	}
	list, err := readParts(ctx, tx, ids)
	parts = make(map[int64]customer.ID, len(list))
	for _, p := range list {
		parts[p.ID] = p.CustomerID
	}
	return parts, err
}

// CountParts returns how many parts the ledger has.
func CountParts(ctx context.Context, tx *company.Tx) (n int, err error) {
	defer problem.Wrap(&err, "impression.CountParts")
	return countParts(ctx, tx)
}

// CheckCounts looks whether the impressions by hour are what the episodes say,
// and returns how many episodes it looked at. While the follower that counts is
// not at the journal's end, as this transaction sees it, they need not be:
// behind says by how many facts, and nothing was looked at.
func CheckCounts(ctx context.Context, tx *company.Tx, said func(n int)) (looked, behind int, found []string, err error) {
	defer problem.Wrap(&err, "impression.CheckCounts")
	late, err := journal.Behind(ctx, tx.Tx)
	if err != nil {
		return 0, 0, nil, err
	}
	for _, f := range late {
		if f.Name == pulseName {
			return 0, f.Facts, nil, nil
		}
	}
	law, err := InForce(ctx, tx)
	if err != nil {
		return 0, 0, nil, err
	}
	hours, rows := map[cell]Count{}, 0
	for after := int64(0); ; {
		of, ids, err := readEpisodesAfter(ctx, tx, after, recounted)
		if err != nil {
			return looked, 0, found, err
		}
		if len(ids) == 0 {
			break
		}
		after, looked = ids[len(ids)-1], looked+len(ids)
		n, more, err := checkCounted(ctx, tx, law, ids, of, hours)
		if err != nil {
			return looked, 0, found, err
		}
		rows, found = rows+n, append(found, more...)
		if said != nil {
			said(len(ids))
		}
	}
	all, err := countCounted(ctx, tx)
	if err == nil && all != rows {
		found = append(found, fmt.Sprintf("%d episodes are counted, %d of them are there", all, rows))
	}
	if err != nil {
		return looked, 0, found, err
	}
	more, err := checkHours(ctx, tx, hours)
	return looked, 0, append(found, more...), err
}

// checkCounted compares what episodes were counted as with what they are, adds
// it up in hours, and returns how many were counted. An erased customer's stay
// counted as they were when he was erased.
func checkCounted(ctx context.Context, tx *company.Tx, law Law, ids []int64, of map[int64]customer.ID, hours map[cell]Count) (rows int, found []string, err error) {
	var records []customer.ID
	for _, id := range ids {
		records = append(records, of[id])
	}
	counts, err := customer.CountedAmong(ctx, tx, distinct(records))
	if err != nil {
		return 0, nil, err
	}
	erased, err := customer.ErasedAmong(ctx, tx, distinct(records))
	if err != nil {
		return 0, nil, err
	}
	left, err := Of(ctx, tx, ids)
	if err != nil {
		return 0, nil, err
	}
	counted, err := readCounted(ctx, tx, ids)
	if err != nil {
		return 0, nil, err
	}
	for _, id := range ids {
		var now map[cell]Count
		if counts[of[id]] {
			now = law.cells(left[id])
		}
		was := counted[id]
		if was != nil {
			rows++
		}
		same := len(now) == len(was)
		for c, n := range was {
			hours[c] = hours[c].plus(n)
			same = same && n.is(now[c])
		}
		if !same && !erased[of[id]] {
			found = append(found, fmt.Sprintf("%s: episode %s was counted as %d cells, or others, should be %d", of[id], EpisodeID(id), len(was), len(now)))
		}
	}
	return rows, found, nil
}

// checkHours compares the hours' sums with what all episodes were counted as.
func checkHours(ctx context.Context, tx *company.Tx, want map[cell]Count) (found []string, err error) {
	stored, err := readHours(ctx, tx)
	if err != nil {
		return nil, err
	}
	for c, n := range stored {
		if !n.is(want[c]) {
			found = append(found, fmt.Sprintf("the hour %s by %s has %d impressions, should have %d", c.Hour.Format(time.RFC3339), c.Channel, n.Total(), want[c].Total()))
		}
	}
	for c, n := range want {
		if _, is := stored[c]; !is && !n.is(Count{}) {
			found = append(found, fmt.Sprintf("the hour %s by %s has no impressions, should have %d", c.Hour.Format(time.RFC3339), c.Channel, n.Total()))
		}
	}
	return found, nil
}

// is tells whether two counts are the same, but for rounding.
func (c Count) is(o Count) bool {
	return c.Negative == o.Negative && c.Neutral == o.Neutral && c.Positive == o.Positive && !far(c.Sum, o.Sum) && !far(c.Squares, o.Squares)
}
