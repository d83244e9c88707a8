package impression

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// CorrectionKind is what a person says is wrong.
type CorrectionKind string

// The kinds of correction. What an interaction is itself is corrected by its
// room (Voided, Moved, Touchpoint, Topics), which notes it here.
const (
	Valence    CorrectionKind = "valence"  // what a part left; of one role
	Cause      CorrectionKind = "cause"    // who caused it; of one role
	Split      CorrectionKind = "split"    // an episode begins with the part, and what follows goes along
	Apart      CorrectionKind = "apart"    // the part is of an episode of its own, or of OtherID's
	Together   CorrectionKind = "together" // the part's episode and OtherID's are one
	Touchpoint CorrectionKind = "touchpoint"
	Voided     CorrectionKind = "voided"
	Moved      CorrectionKind = "moved"  // to another customer
	Topics     CorrectionKind = "topics" // what it is about
)

// Correction is what a person said, beside what the machine said: a labelled
// example. The machine's judgement is never overwritten; taking a correction
// back brings it into force again.
type Correction struct {
	ID         int64
	CustomerID customer.ID
	PartID     int64
	OtherID    int64 // the part that it is tied to
	Kind       CorrectionKind
	Role       Role // of valence and cause
	Was, Now   Said
	Reason     string
	Actor      string
	CreatedAt  time.Time
	UndoneAt   time.Time
	UndoneBy   string
}

// Said is one side of a correction; what its kind does not concern is empty.
type Said struct {
	Valence    *float64    `json:"valence,omitempty"` // -1 … +1; nil: nothing can be told
	Confidence float64     `json:"confidence,omitempty"`
	Basis      Basis       `json:"basis,omitempty"`
	Shares     []Share     `json:"shares,omitempty"`
	Touchpoint int64       `json:"touchpoint,omitempty"`
	CustomerID customer.ID `json:"customer,omitempty"`
	Topics     []string    `json:"topics,omitempty"` // keys; none: it is about none of them
}

// Correct lays what a person says over what the machine said. The episode is
// judged anew at once. Saying the same thing of the same part again replaces
// what was said before. A reason is needed.
func Correct(ctx context.Context, tx *company.Tx, draft CorrectionDraft) (c Correction, err error) {
	defer problem.Wrap(&err, "impression.Correct")
	e, err := FindEpisode(ctx, tx, draft.EpisodeID)
	if err != nil {
		return c, err
	}
	if err := customer.Lock(ctx, tx, []customer.ID{e.CustomerID}); err != nil {
		return c, err
	}
	parts, left, err := inEpisode(ctx, tx, e)
	if err != nil {
		return c, err
	}
	p := partOf(parts, draft.PartID)
	if p == nil {
		return c, problem.Field("part", "correction.no_part", nil)
	}
	if err := draft.check(ctx, tx); err != nil {
		return c, err
	}
	c = Correction{CustomerID: e.CustomerID, PartID: p.ID, OtherID: draft.OtherID, Kind: draft.Kind, Role: draft.Role, Reason: draft.Reason}
	changed := []Part{*p}
	switch draft.Kind {
	case Valence, Cause:
		c.OtherID = 0
		if c.Was, err = said(p, left, draft.Role); err != nil {
			return c, err
		}
		if c.Now = c.Was; draft.Kind == Valence {
			c.Now = Said{Valence: draft.Valence, Confidence: 1}
		} else {
			c.Was, c.Now = Said{Shares: c.Was.Shares}, Said{Shares: draft.Shares}
		}
	case Split:
		if c.OtherID = 0; parts[0].ID == p.ID {
			return c, problem.New(problem.Conflict, "correction.begins_already", nil)
		}
	case Apart:
		if draft.OtherID == 0 && len(parts) == 1 {
			return c, problem.New(problem.Conflict, "correction.alone_already", nil)
		}
	}
	if draft.OtherID != 0 {
		other, err := findPart(ctx, tx, e.CustomerID, draft.OtherID)
		if err != nil {
			return c, err
		}
		if other.episode == e.ID {
			return c, problem.New(problem.Conflict, "correction.together_already", nil)
		}
		changed = append(changed, other)
	}
	replaced, err := note(ctx, tx, &c)
	if err != nil {
		return c, err
	}
	if changed, err = withTied(ctx, tx, c.CustomerID, changed, replaced); err != nil {
		return c, err
	}
	return c, Replace(ctx, tx, nil, changed)
}

// withTied adds the parts that corrections are about, or tie, and that are
// there.
func withTied(ctx context.Context, tx *company.Tx, record customer.ID, parts []Part, list []Correction) ([]Part, error) {
	for _, c := range list {
		for _, id := range []int64{c.PartID, c.OtherID} {
			if id == 0 || partOf(parts, id) != nil {
				continue
			}
			p, err := findPart(ctx, tx, record, id)
			if gone(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			parts = append(parts, p)
		}
	}
	return parts, nil
}

// Note writes a correction down, in the place of an earlier one of the same
// thing. Whoever notes it brings it about.
func Note(ctx context.Context, tx *company.Tx, c *Correction) (err error) {
	defer problem.Wrap(&err, "impression.Note")
	_, err = note(ctx, tx, c)
	return err
}

// note returns the corrections that the new one replaced.
func note(ctx context.Context, tx *company.Tx, c *Correction) (replaced []Correction, err error) {
	c.Reason = strings.TrimSpace(c.Reason)
	if err := checkReason("reason", c.Reason); err != nil {
		return nil, err
	}
	before, err := readCorrectionsOf(ctx, tx, []int64{c.PartID})
	if err != nil {
		return nil, err
	}
	for _, o := range before {
		if !c.replaces(o) {
			continue
		}
		replaced = append(replaced, o)
		if o.Kind == c.Kind && c.Kind != Moved {
			c.Was = o.Was // the machine's, not what another person said
		}
	}
	if err := setUndone(ctx, tx, replaced); err != nil {
		return nil, err
	}
	c.ID, c.Actor, c.CreatedAt = tx.NewID(), tx.Actor.String(), tx.Now
	if err := insertCorrections(ctx, tx, []Correction{*c}); err != nil {
		return nil, err
	}
	return replaced, c.told(ctx, tx, "correction.made", FactCorrected)
}

// TakeBack takes a correction of what a part left, or belongs to, back. What
// it had replaced is in force again.
func TakeBack(ctx context.Context, tx *company.Tx, c Correction) (err error) {
	defer problem.Wrap(&err, "impression.TakeBack")
	if err := customer.Lock(ctx, tx, []customer.ID{c.CustomerID}); err != nil {
		return err
	}
	revived, err := unnote(ctx, tx, c)
	if err != nil {
		return err
	}
	changed, err := withTied(ctx, tx, c.CustomerID, nil, append(revived, c))
	if err != nil {
		return err
	}
	return Replace(ctx, tx, nil, changed)
}

// Unnote marks a correction as taken back, and what it had replaced as in force
// again. Whoever noted it brings that about.
func Unnote(ctx context.Context, tx *company.Tx, c Correction) (err error) {
	defer problem.Wrap(&err, "impression.Unnote")
	_, err = unnote(ctx, tx, c)
	return err
}

func unnote(ctx context.Context, tx *company.Tx, c Correction) (revived []Correction, err error) {
	if !c.UndoneAt.IsZero() {
		return nil, problem.New(problem.Conflict, "correction.undone", nil)
	}
	if err := setUndone(ctx, tx, []Correction{c}); err != nil {
		return nil, err
	}
	// What it replaced was undone in its own transaction.
	if revived, err = readReplaced(ctx, tx, c); err != nil {
		return nil, err
	}
	revived = slices.DeleteFunc(revived, func(o Correction) bool { return !c.replaces(o) })
	if err := setStanding(ctx, tx, revived); err != nil {
		return nil, err
	}
	return revived, c.told(ctx, tx, "correction.undone", FactCorrected)
}

// FindCorrection returns a correction within the actor's scope.
func FindCorrection(ctx context.Context, tx *company.Tx, id int64) (c Correction, err error) {
	defer problem.Wrap(&err, "impression.FindCorrection")
	list, err := readCorrectionByID(ctx, tx, id)
	if err != nil {
		return c, err
	}
	missing := problem.Missing("correction", database.FormatID("cor", id))
	if len(list) == 0 {
		return c, missing
	}
	if _, err := customer.Find(ctx, tx, list[0].CustomerID); err != nil {
		return c, missing
	}
	return list[0], nil
}

// CorrectionsOf returns the corrections in force of parts, oldest first, by part.
func CorrectionsOf(ctx context.Context, tx *company.Tx, parts []int64) (_ map[int64][]Correction, err error) {
	defer problem.Wrap(&err, "impression.CorrectionsOf")
	list, err := readCorrectionsOf(ctx, tx, parts)
	all := map[int64][]Correction{}
	for _, c := range list {
		all[c.PartID] = append(all[c.PartID], c)
	}
	return all, err
}

// Corrections returns up to limit corrections before an id (0: the newest),
// newest first; those taken back too, which say so.
func Corrections(ctx context.Context, tx *company.Tx, before int64, limit int) (_ []Correction, err error) {
	defer problem.Wrap(&err, "impression.Corrections")
	if !tx.Scope.All {
		return nil, nil
	}
	return readCorrections(ctx, tx, cmp.Or(before, 1<<63-1), limit)
}

func (c Correction) told(ctx context.Context, tx *company.Tx, action, fact string) error {
	detail := map[string]any{"kind": c.Kind, "customer": c.CustomerID.String()}
	if err := company.Audit(ctx, tx, action, database.FormatID("cor", c.ID), detail); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: fact, SubjectID: c.ID, CustomerID: int64(c.CustomerID), News: true})
	return nil
}

// Carry takes what was said of a part along to another record: the part is
// moved there.
func Carry(ctx context.Context, tx *company.Tx, part int64, to customer.ID) (err error) {
	defer problem.Wrap(&err, "impression.Carry")
	if err := carryContests(ctx, tx, part, to); err != nil {
		return err
	}
	list, err := readCorrectionsOfPart(ctx, tx, part)
	if err != nil || len(list) == 0 {
		return err
	}
	if err := deleteCorrectionsOfPart(ctx, tx, part); err != nil {
		return err
	}
	for i := range list {
		list[i].CustomerID = to
	}
	return insertCorrections(ctx, tx, list)
}

// History returns every correction ever made of a part, newest first; those
// taken back too.
func History(ctx context.Context, tx *company.Tx, part int64) (_ []Correction, err error) {
	defer problem.Wrap(&err, "impression.History")
	return readCorrectionsOfPart(ctx, tx, part)
}

// ChargedIn returns who is charged with something in a record's impressions;
// some twice.
func ChargedIn(ctx context.Context, tx *company.Tx, record customer.ID) (who []int64, err error) {
	defer problem.Wrap(&err, "impression.ChargedIn")
	all, err := readShares(ctx, tx, record)
	for _, shares := range all {
		for _, s := range shares {
			who = append(who, s.ContributorID)
		}
	}
	return who, err
}

// mark lays over parts what was said of them.
func mark(ctx context.Context, tx *company.Tx, parts []Part) error {
	ids := make([]int64, len(parts))
	for i, p := range parts {
		ids[i] = p.ID
	}
	list, err := readCorrectionsOf(ctx, tx, ids)
	for i := range parts {
		parts[i].rulings, parts[i].hand = saidOf(parts[i].ID, list)
	}
	return err
}
