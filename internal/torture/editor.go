package torture

import (
	"encoding/json"
	"fmt"
	"net/http"

	"regard/internal/know/customer"
)

// editor is a client that changes what was recorded: it merges customers and
// takes that back, voids interactions, corrects what they left, changes what a
// customer is worth, and erases. Whom it picks among what was promised follows
// how far the others came.
type editor struct {
	client
	merges, corrections []string // that can be taken back
	comer               string   // a customer to be erased
}

// next makes the next request; where there is nothing to change yet it looks
// whether the service answers.
func (c *editor) next() *request {
	records, interactions := c.some()
	if len(records) < 2 || len(interactions) == 0 {
		return c.ask(http.MethodGet, "/api/v1/coverage", nil, func(string) {})
	}
	who, what := pick(c.dice, records), pick(c.dice, interactions)
	c.n++
	switch n := c.dice.IntN(20); {
	case n < 5:
		return c.ask(http.MethodPost, "/api/v1/customers/"+who+"/merge", map[string]any{"from": pick(c.dice, records), "reason": "torture"}, func(id string) {
			c.g.book.merged[id] = false
			c.merges = append(c.merges, id)
		})
	case n < 7 && len(c.merges) > 0:
		id := pick(c.dice, c.merges)
		return c.ask(http.MethodPost, "/api/v1/merges/"+id+"/undo", nil, func(string) { c.g.book.merged[id] = true })
	case n < 10:
		return c.ask(http.MethodDelete, "/api/v1/interactions/"+what, nil, func(string) { c.g.book.voided[what] = true })
	case n < 13:
		body := map[string]any{"kind": "valence", "role": "words", "valence": float64(c.dice.IntN(9)-4) / 4, "reason": "torture"}
		return c.ask(http.MethodPost, "/api/v1/interactions/"+what+"/corrections", body, func(id string) {
			c.g.book.said[id] = false
			c.corrections = append(c.corrections, id)
		})
	case n < 14 && len(c.corrections) > 0:
		id := pick(c.dice, c.corrections)
		return c.ask(http.MethodPost, "/api/v1/corrections/"+id+"/undo", nil, func(string) { c.g.book.said[id] = true })
	case n < 16:
		return c.erase()
	default:
		worth := int64(c.n)
		return c.ask(http.MethodPatch, "/api/v1/customers/"+who, map[string]any{"value_minor": worth}, func(id string) { c.g.book.worth[id] = worth })
	}
}

// erase erases a customer who is there for nothing else: an erasure ends with
// the log being cut, which is a checkpoint. Before, it has him come.
func (c *editor) erase() *request {
	if c.comer == "" {
		d := draft(c.dice, fmt.Sprintf("%s-%d", c.name, c.n), c.g.began)
		d.Source, d.Reference, d.Identifiers = "torture-gone", "", []customer.Identifier{{Kind: "email", Value: fmt.Sprintf("%s-%d@gone.example", c.name, c.n)}}
		q := &request{method: http.MethodPost, path: "/api/v1/interactions", body: encoded(d)}
		q.heard = func(status int, answer []byte) { c.comer = results(status, answer)[0].CustomerID }
		return q
	}
	who := c.comer
	c.comer = ""
	return c.ask(http.MethodDelete, "/api/v1/customers/"+who, nil, func(string) { c.g.book.erased[who] = true })
}

// some returns customers and interactions to do something to.
func (c *editor) some() (records, interactions []string) {
	b := c.g.book
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.records, b.promised
}

// ask makes a request; done is told the id in the answer if it was done.
func (c *editor) ask(method, path string, body any, done func(id string)) *request {
	q := &request{method: method, path: path}
	if body != nil {
		q.body = encoded(body)
	}
	q.heard = func(status int, answer []byte) {
		var a struct{ ID string }
		if status >= 300 {
			return // it makes no sense as things are, or was done before the answer was lost
		}
		if err := json.Unmarshal(answer, &a); err != nil && len(answer) > 0 {
			c.g.book.wrong = append(c.g.book.wrong, fmt.Sprintf("%s %s: %v", method, path, err))
		}
		done(a.ID)
	}
	return q
}
