package torture

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"
)

// request is something that a client wants done, and repeats until it was told
// what became of it.
type request struct {
	method, path string
	key          string // Idempotency-Key
	body         []byte
	refs         []string                        // what it records, in order
	heard        func(status int, answer []byte) // what follows from the answer
}

// result is what of a row's answer is looked at.
type result struct {
	Status     string `json:"status"`
	ID         string `json:"id"`
	CustomerID string `json:"customer_id"`
	Problem    struct {
		Code string `json:"code"`
	} `json:"problem"`
}

// client sends one request after the other. What was not answered it sends
// again, the very same, before anything else.
type client struct {
	g       *ground
	name    string
	dice    *rand.Rand
	seat    int // which of two servers it asks first
	n       int
	waiting *request // sent, and not answered yet
	tries   int      // of that
}

// tally is what clients did in a round.
type tally struct {
	answered, fresh, again, turned atomic.Int64
}

// run sends what next makes until ctx ends.
func (c *client) run(ctx context.Context, t *tally, next func() *request) {
	for ctx.Err() == nil {
		if c.waiting == nil {
			if c.waiting = next(); c.waiting == nil {
				return
			}
			c.tries = 0
			c.g.book.sent(c.waiting.refs)
		}
		if c.tries++; c.tries > 1 {
			t.again.Add(1)
		}
		status, answer, err := c.send(ctx, c.at(), c.waiting)
		switch {
		case err != nil:
			wait(ctx, 5*time.Millisecond)
			continue
		case status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests:
			t.turned.Add(1)
			wait(ctx, 5*time.Millisecond)
			continue
		case status >= 500:
			// Nothing that happens to a database may come out as a slip of ours.
			c.g.book.do(func() {
				c.g.book.wrong = append(c.g.book.wrong, fmt.Sprintf("%s %s was answered %d: %.300s", c.waiting.method, c.waiting.path, status, answer))
			})
			wait(ctx, 50*time.Millisecond)
			continue
		}
		t.answered.Add(1)
		if c.waiting.refs != nil {
			t.fresh.Add(int64(c.g.book.answered(c.waiting.refs, results(status, answer))))
		} else {
			c.g.book.do(func() { c.waiting.heard(status, answer) })
		}
		c.waiting = nil
	}
}

// at is where it sends to; where there are two servers, what one did not answer
// goes to the other.
func (c *client) at() string { return c.g.sites[(c.seat+c.tries)%len(c.g.sites)].at }

func (c *client) send(ctx context.Context, at string, q *request) (status int, answer []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, q.method, at+q.path, bytes.NewReader(q.body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+c.g.key)
	r.Header.Set("Content-Type", "application/json")
	if q.key != "" {
		r.Header.Set("Idempotency-Key", q.key)
	}
	got, err := c.g.http.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer got.Body.Close()
	answer, err = io.ReadAll(got.Body)
	if got.StatusCode == http.StatusServiceUnavailable && got.Header.Get("Retry-After") == "" {
		c.g.book.do(func() {
			c.g.book.wrong = append(c.g.book.wrong, fmt.Sprintf("%s %s was refused without a time to come again", q.method, q.path))
		})
	}
	return got.StatusCode, answer, err
}

// results reads an answer to one interaction or to many.
func results(status int, answer []byte) []result {
	var many struct{ Results []result }
	if err := json.Unmarshal(answer, &many); err == nil && many.Results != nil {
		return many.Results
	}
	var one result
	if err := json.Unmarshal(answer, &one); err != nil || status != http.StatusOK {
		one = result{Status: fmt.Sprintf("%d %.200s", status, answer)}
	}
	return []result{one}
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
