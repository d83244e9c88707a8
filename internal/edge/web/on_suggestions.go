package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// paired is how many suggestions a page has.
const paired = 20

func suggestions(c *call) error {
	p := SuggestionsPage{}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "suggestions"); err != nil {
			return err
		}
		p.Total = p.Frame.Waiting
		last, err := customer.LastMatching(ctx, tx)
		if err != nil {
			return err
		}
		p.Compared, p.Records, p.Tried = last.At, last.Customers, last.Compared
		from, err := c.cursor("suggestions")
		if err != nil {
			return err
		}
		list, err := customer.Suggestions(ctx, tx, from, paired)
		if err != nil {
			return err
		}
		pairs, err := card.Pairs(ctx, tx, list, 0)
		if err != nil {
			return err
		}
		for _, g := range pairs {
			one, err := customer.Find(ctx, tx, g.CustomerID)
			if err != nil {
				return err
			}
			pair, err := c.pair(ctx, tx, g.Suggestion, one, g.Other)
			if err != nil {
				return err
			}
			p.Pairs = append(p.Pairs, pair)
		}
		if from != 0 {
			p.Pager.BackURL = "/suggestions"
		}
		if len(list) == paired {
			p.Pager.NextURL = "/suggestions?cursor=" + url.QueryEscape(c.s.Key.Sign("page:suggestions", fmt.Sprint(list[len(list)-1].ID)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

// lookAgain has all customers compared with each other.
func lookAgain(c *call) error {
	if err := c.update(customer.LookAgain); err != nil {
		return err
	}
	return c.goTo("/suggestions", Toast{Text: "All customers are being compared. Load the page again in a moment."})
}

func (c *call) pair(ctx context.Context, tx *company.Tx, g customer.Suggestion, a, b customer.Person) (p Pair, err error) {
	p = Pair{ID: database.FormatID("sug", g.ID), Reasons: reasonWords(g.Reasons), Weighed: weighed(g), At: g.CreatedAt}
	p.Left, p.Right, err = c.records(ctx, tx, a, b)
	for _, r := range g.Reasons {
		if r.Code == "same_identifier_other_number" {
			p.Conflict = true
			p.Doubts = append(p.Doubts, "Their customer numbers in the same system differ.")
		}
	}
	return p, err
}

func (c *call) records(ctx context.Context, tx *company.Tx, a, b customer.Person) (left, right Record, err error) {
	known, err := card.Standings(ctx, tx, []customer.Person{a, b})
	if err != nil {
		return left, right, err
	}
	left, right = c.record(a, known[0]), c.record(b, known[1])
	same := map[string]bool{"name": a.Name != "" && a.Name == b.Name, "account": a.AccountID != 0 && a.AccountID == b.AccountID}
	for _, x := range left.Identifiers {
		for _, y := range right.Identifiers {
			if x.Kind == y.Kind && x.Value == y.Value {
				same[x.Value] = true
			}
		}
	}
	left.Same, right.Same = same, same
	return left, right, nil
}

func (c *call) record(p customer.Person, k impression.Known) Record {
	return Record{CustomerRef: customerRef(p), Identifiers: identifiers(p), Relationship: c.relationship(k), Value: c.money(p.ValueMinor),
		Since: p.Since, LastAt: k.LastAt, Interactions: int(k.Parts), Episodes: int(k.Episodes)}
}

func decideSuggestion(c *call) error {
	id, err := database.ParseID("sug", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	decision, done := c.form("decision"), Toast{}
	switch decision {
	case "merge", "different":
	case "later":
		return c.goTo("/suggestions", Toast{Text: "Left for later."})
	default:
		return problem.Field("decision", "field.required", nil)
	}
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		m, err := customer.Decide(ctx, tx, id, decision == "merge")
		done = Toast{Text: "Merged into one customer.", UndoURL: "/merges/" + database.FormatID("mer", m.ID) + "/undo"}
		if decision == "different" {
			done = Toast{Text: "Kept apart. They will not be suggested again.", UndoURL: "/suggestions/" + database.FormatID("sug", id) + "/reopen"}
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo("/suggestions", done)
}

func reopenSuggestion(c *call) error {
	id, err := database.ParseID("sug", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := c.update(func(ctx context.Context, tx *company.Tx) error { return customer.Reopen(ctx, tx, id) }); err != nil {
		return err
	}
	return c.goTo("/suggestions", Toast{Text: "Undone: it waits for a decision again."})
}

func mergeForm(c *call) error {
	keep, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	other, err := customer.ParseID(c.form("other"))
	if err != nil {
		return problem.Missing("customer", c.form("other"))
	}
	return c.showMerge(keep, other, c.form("suggestion"))
}

// suggestionForm shows a suggestion as the merge that it proposes: the newer
// record into the older.
func suggestionForm(c *call) error {
	id, err := database.ParseID("sug", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	var g customer.Suggestion
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		g, err = customer.FindSuggestion(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return c.showMerge(g.CustomerID, g.OtherID, c.r.PathValue("id"))
}

func (c *call) showMerge(keep, other customer.ID, suggestion string) error {
	p := MergePage{Suggestion: suggestion}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "suggestions"); err != nil {
			return err
		}
		a, err := customer.Find(ctx, tx, keep)
		if err != nil {
			return err
		}
		b, err := customer.Find(ctx, tx, other)
		if err != nil {
			return err
		}
		if p.Keep, p.Other, err = c.records(ctx, tx, a, b); err != nil {
			return err
		}
		both := customer.Person{Customer: a.Customer, Records: append(append([]customer.Customer{}, a.Records...), b.Records...)}
		after, err := card.Standings(ctx, tx, []customer.Person{both})
		if err != nil {
			return err
		}
		p.After = c.relationship(after[0])
		return nil
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

func merge(c *call) error {
	keep, other := c.r.PathValue("id"), c.form("other")
	into, err := customer.ParseID(keep)
	if err != nil {
		return problem.Missing("customer", keep)
	}
	from, err := customer.ParseID(other)
	if err != nil {
		return problem.Missing("customer", other)
	}
	if c.form("decision") == "swap" {
		return c.showMerge(from, into, c.form("suggestion"))
	}
	var m customer.Merge
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		m, err = customer.Join(ctx, tx, from, into, c.form("reason"))
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo("/customers/"+m.IntoID.String(), Toast{Text: "Merged into one customer.", UndoURL: "/merges/" + database.FormatID("mer", m.ID) + "/undo"})
}

func undoMerge(c *call) error {
	id, err := database.ParseID("mer", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	var m customer.Merge
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		m, err = customer.Undo(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo("/customers/"+m.FromID.String(), Toast{Text: "Undone: they are two customers again, each with their own history."})
}
