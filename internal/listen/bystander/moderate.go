package bystander

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Reason is why a remark was refused; empty where nobody said.
type Reason string

// The reasons. A list, so that nobody writes about the writer.
const (
	Spam      Reason = "spam"
	Abuse     Reason = "abuse"
	Personal  Reason = "personal" // tells of a person what is nobody's business
	Unrelated Reason = "unrelated"
)

// Reasons lists every reason, in the order in which pages show them.
var Reasons = []Reason{Spam, Abuse, Personal, Unrelated}

// Source is the source of the interactions that remarks become; their
// source_ref is the remark's id.
const Source = "bystander"

// kept is for how long a decided remark keeps its words, so that the decision
// can be looked at and taken back. What was let in stays in its interaction.
const kept = 30 * 24 * time.Hour

// Accept lets waiting remarks in as interactions and returns how many. Those
// that were decided meanwhile are left as they are; a Conflict where all were.
func Accept(ctx context.Context, tx *company.Tx, ids []ID) (n int, err error) {
	defer problem.Wrap(&err, "bystander.Accept")
	list, err := inState(ctx, tx, ids, Waiting)
	if err != nil {
		return 0, err
	}
	for i := range list {
		list[i].decide(tx, Accepted)
	}
	if err := letIn(ctx, tx, list); err != nil {
		return 0, err
	}
	return len(list), audit(ctx, tx, list, "remark.accepted")
}

// Refuse keeps waiting remarks out and returns how many; their words go after
// 30 days. Those that were decided meanwhile are left as they are; a Conflict
// where all were.
func Refuse(ctx context.Context, tx *company.Tx, ids []ID, why Reason) (n int, err error) {
	defer problem.Wrap(&err, "bystander.Refuse")
	if err := why.check(); err != nil {
		return 0, err
	}
	list, err := inState(ctx, tx, ids, Waiting)
	if err != nil {
		return 0, err
	}
	for i := range list {
		list[i].decide(tx, Refused)
		list[i].Reason = why
	}
	if err := updateDecided(ctx, tx, list); err != nil {
		return 0, err
	}
	journalDecided(tx, list)
	return len(list), audit(ctx, tx, list, "remark.refused")
}

// Reopen takes decisions back and returns how many: the remarks wait again,
// and what they became is void. After 30 days, when the words are gone, it is
// a Conflict.
func Reopen(ctx context.Context, tx *company.Tx, ids []ID) (n int, err error) {
	defer problem.Wrap(&err, "bystander.Reopen")
	list, err := inState(ctx, tx, ids, Accepted, Refused)
	if err != nil {
		return 0, err
	}
	for i, r := range list {
		if r.DecidedAt.Before(tx.Now.Add(-kept)) {
			return 0, problem.New(problem.Conflict, "remark.forgotten", nil)
		}
		if r.State == Accepted {
			if _, err := interaction.Void(ctx, tx, r.InteractionID, "the remark was taken back"); err != nil && problem.KindOf(err) != problem.Conflict {
				return 0, err // a Conflict: somebody took the interaction out before
			}
		}
		list[i].State, list[i].Reason, list[i].DecidedBy, list[i].DecidedAt = Waiting, "", "", time.Time{}
	}
	if err := updateDecided(ctx, tx, list); err != nil {
		return 0, err
	}
	journalDecided(tx, list)
	return len(list), audit(ctx, tx, list, "remark.reopened")
}

// inState locks the remarks and returns those that are in one of the states.
func inState(ctx context.Context, tx *company.Tx, ids []ID, states ...State) (list []Remark, err error) {
	all, err := lockRemarks(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		var first ID
		if len(ids) > 0 {
			first = ids[0]
		}
		return nil, problem.Missing("remark", first.String())
	}
	for _, r := range all {
		if slices.Contains(states, r.State) {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		return nil, problem.New(problem.Conflict, "remark.decided", problem.Params{"state": all[0].State})
	}
	return list, nil
}

func (r *Remark) decide(tx *company.Tx, state State) {
	r.State, r.DecidedBy, r.DecidedAt = state, tx.Actor.String(), tx.Now
}

// letIn records remarks as interactions, each of an unnamed customer of its
// own: no identifier is given, whatever was typed as a contact.
func letIn(ctx context.Context, tx *company.Tx, list []Remark) error {
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	drafts := make([]interaction.Draft, len(list))
	for i, r := range list {
		s, err := readSpot(ctx, tx, r.SpotID)
		if err != nil {
			return err
		}
		drafts[i] = r.draft(d, s)
	}
	// Whoever lets them in: the words are the bystander's, and no note of ours.
	said := *tx
	said.Actor = company.Nobody
	outcomes, err := interaction.Record(ctx, &said, drafts, interaction.Live)
	if err != nil {
		return err
	}
	for i, o := range outcomes {
		if o.Status == interaction.Refused {
			return o.Problem
		}
		list[i].InteractionID = o.ID
	}
	if err := updateDecided(ctx, tx, list); err != nil {
		return err
	}
	journalDecided(tx, list)
	return nil
}

// draft is what a remark is as an interaction. The channel is the web: it was
// written into a page, and nobody of ours was there.
func (r Remark) draft(d *company.Directory, s Spot) interaction.Draft {
	ref := r.ID.String()
	if r.InteractionID != 0 { // let in before, and taken back
		ref += "/" + r.InteractionID.String()
	}
	attributes := map[string]any{"spot": s.Name}
	if r.Contact != "" {
		attributes[interaction.AttributeContact] = r.Contact
	}
	return interaction.Draft{Source: Source, SourceRef: ref, OccurredAt: r.OccurredAt, Channel: interaction.Web, Direction: interaction.In,
		Touchpoint: d.Touchpoint(s.TouchpointID).Key, Contributor: d.Contributor(s.ContributorID).Key,
		Subject: r.Question, Text: r.Text, Asked: &r.Valence, Attributes: attributes}
}

func audit(ctx context.Context, tx *company.Tx, list []Remark, action string) error {
	for _, r := range list {
		detail := map[string]string{}
		if r.Reason != "" {
			detail["reason"] = string(r.Reason)
		}
		if err := company.Audit(ctx, tx, action, r.ID.String(), detail); err != nil {
			return err
		}
	}
	return nil
}

func journalDecided(tx *company.Tx, list []Remark) {
	facts := make([]journal.Fact, len(list))
	for i, r := range list {
		facts[i] = journal.Fact{Kind: FactDecided, SubjectID: int64(r.ID), News: true, OccurredAt: r.OccurredAt}
	}
	tx.Journal(facts...)
}

func (why Reason) check() error {
	if why == "" || slices.Contains(Reasons, why) {
		return nil
	}
	return problem.Field("reason", "remark.reason_unknown", problem.Params{"known": Reasons})
}
