package interaction

import (
	"context"
	"maps"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Export is an interaction as it goes out: the draft that records it again
// elsewhere, and its ids here.
type Export struct {
	ID         ID
	CustomerID customer.ID // the record
	Draft      Draft
}

// Page returns the page of interactions after an id, as they go out, and the
// id to go on from; 0 at the end. It looks at up to limit; those that were
// voided, or are outside the actor's scope, are left out.
func Page(ctx context.Context, tx *company.Tx, after ID, limit int) (list []Export, next ID, err error) {
	defer problem.Wrap(&err, "interaction.Page")
	all, err := readAfter(ctx, tx, after, limit)
	if err != nil {
		return nil, 0, err
	}
	if len(all) == limit {
		next = all[limit-1].ID
	}
	all = slices.DeleteFunc(visible(tx, all), func(i Interaction) bool { return !i.VoidedAt.IsZero() })
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, 0, err
	}
	records, err := recordsOf(ctx, tx, all)
	if err != nil {
		return nil, 0, err
	}
	for _, i := range all {
		list = append(list, Export{i.ID, i.CustomerID, i.draft(d, records[i.CustomerID])})
	}
	return list, next, nil
}

// recordsOf returns the records that interactions were recorded under.
func recordsOf(ctx context.Context, tx *company.Tx, all []Interaction) (map[customer.ID]customer.Customer, error) {
	records := map[customer.ID]customer.Customer{}
	for _, i := range all {
		records[i.CustomerID] = customer.Customer{}
	}
	people, err := customer.FindAll(ctx, tx, slices.Collect(maps.Keys(records)))
	for _, p := range people {
		for _, r := range p.Records {
			records[r.ID] = r
		}
	}
	return records, err
}

// draft returns what would record an interaction again. Its customer is told
// by all identifiers that his record has.
func (i Interaction) draft(d *company.Directory, c customer.Customer) Draft {
	t := Draft{Source: i.Source, SourceRef: i.SourceRef, OccurredAt: i.OccurredAt, Channel: i.Channel, Direction: i.Direction,
		Touchpoint: d.Touchpoint(i.TouchpointID).Key, Name: c.Name, Contributor: d.Contributor(i.ContributorID).Key, Employee: d.Employee(i.EmployeeID).Key,
		Subject: i.Subject, Text: i.Text, Quoted: i.Detail.Quoted, Language: i.Language, Thread: i.Thread, Reference: i.Reference, Outcome: i.Outcome,
		Resolved: i.Resolved, Abandoned: i.Abandoned, Automated: i.Automated, ReExplained: i.Detail.ReExplained, Attempts: i.Detail.Attempts,
		WaitSeconds: i.Detail.WaitSeconds, HoldSeconds: i.Detail.HoldSeconds, Transfers: i.Detail.Transfers,
		Asked: i.Detail.Asked, Observed: i.Detail.Observed, Attributes: i.Detail.Attributes}
	if !i.DueAt.IsZero() {
		t.DueAt = &i.DueAt
	}
	for _, h := range c.Identifiers[:min(maxIDs, len(c.Identifiers))] {
		t.Identifiers = append(t.Identifiers, customer.Identifier{Kind: h.Kind, Value: h.Value})
	}
	for _, l := range i.Detail.Legs {
		t.Legs = append(t.Legs, Leg{Contributor: d.Contributor(l.ContributorID).Key, Employee: d.Employee(l.EmployeeID).Key, Queue: l.Queue,
			From: l.From, To: l.To, WaitSeconds: l.WaitSeconds, HoldSeconds: l.HoldSeconds})
	}
	return t
}

// Written returns what customers wrote, and stands, in the page of interactions after an id, and the id to go on from; 0 at the end.
func Written(ctx context.Context, tx *company.Tx, after ID, limit int) (list []Interaction, next ID, err error) {
	defer problem.Wrap(&err, "interaction.Written")
	all, err := readAfter(ctx, tx, after, limit)
	if err != nil {
		return nil, 0, err
	}
	if len(all) == limit {
		next = all[limit-1].ID
	}
	return slices.DeleteFunc(visible(tx, all), func(i Interaction) bool { return !i.VoidedAt.IsZero() || !i.Theirs() }), next, nil
}
