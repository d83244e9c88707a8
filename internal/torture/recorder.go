package torture

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"regard/internal/listen/interaction"
)

// rowsATransaction is after how many rows of a batch the API records what it
// has; batches are made that are longer.
const rowsATransaction = 500

// recorder is a client that records: single posts, by reference or by
// idempotency key, batches up to more than one transaction, and every so often
// once more what it has sent before.
type recorder struct {
	client
	heavy  bool       // it sends large requests too
	before []*request // what it has sent
}

// next makes the next request.
func (c *recorder) next() *request {
	if len(c.before) > 0 && c.dice.IntN(12) == 0 {
		return pick(c.dice, c.before)
	}
	var q *request
	switch n := c.dice.IntN(20); {
	case c.heavy && n < 10:
		q = c.long()
	case n < 8:
		q = c.single(false)
	case n < 11:
		q = c.single(true)
	case n < 18:
		q = c.batch(2 + c.dice.IntN(30))
	case n < 19:
		q = c.batch(100 + c.dice.IntN(100))
	default:
		q = c.batch(rowsATransaction + c.dice.IntN(60))
	}
	if c.before = append(c.before, q); len(c.before) > 50 {
		c.before = c.before[1:]
	}
	return q
}

func (c *recorder) draft() interaction.Draft {
	c.n++
	return draft(c.dice, fmt.Sprintf("%s-%d", c.name, c.n), c.g.began)
}

func (c *recorder) single(byKey bool) *request {
	d := c.draft()
	q := &request{method: http.MethodPost, path: "/api/v1/interactions", refs: []string{d.SourceRef}}
	if byKey {
		q.key, d.SourceRef = d.SourceRef, ""
		q.refs[0] = "idempotency-key:" + q.key
	}
	q.body = encoded(d)
	return q
}

func (c *recorder) batch(rows int) *request {
	q := &request{method: http.MethodPost, path: "/api/v1/interactions/batch"}
	drafts := make([]interaction.Draft, rows)
	for i := range drafts {
		drafts[i] = c.draft()
		q.refs = append(q.refs, drafts[i].SourceRef)
	}
	q.body = encoded(drafts)
	return q
}

// long makes a batch of some rows with much text.
func (c *recorder) long() *request {
	q := &request{method: http.MethodPost, path: "/api/v1/interactions/batch"}
	drafts := make([]interaction.Draft, 4)
	for i := range drafts {
		drafts[i] = c.draft()
		drafts[i].Text = strings.Repeat("It was late, and nobody called me back. ", 4000)
		q.refs = append(q.refs, drafts[i].SourceRef)
	}
	q.body = encoded(drafts)
	return q
}

func encoded(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // drafts are made of what JSON has
	}
	return text
}
