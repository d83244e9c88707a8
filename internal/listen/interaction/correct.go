package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// Correct lays what a person says over what the machine said of what an
// interaction left, who caused it, or which episode it belongs to. Which
// partners have to do with the customer follows.
func Correct(ctx context.Context, tx *company.Tx, draft impression.CorrectionDraft) (c impression.Correction, err error) {
	defer problem.Wrap(&err, "interaction.Correct")
	if c, err = impression.Correct(ctx, tx, draft); err != nil || draft.Kind != impression.Cause {
		return c, err
	}
	return c, settlePartners(ctx, tx, c.CustomerID)
}

// Void takes an interaction out of everything that is counted and shown. It
// stays in the database with who voided it and why, and can be taken back.
func Void(ctx context.Context, tx *company.Tx, id ID, reason string) (c impression.Correction, err error) {
	defer problem.Wrap(&err, "interaction.Void")
	i, err := locked(ctx, tx, id)
	if err != nil {
		return c, err
	}
	c = impression.Correction{CustomerID: i.CustomerID, PartID: int64(id), Kind: impression.Voided, Reason: reason}
	if err := impression.Note(ctx, tx, &c); err != nil {
		return c, err
	}
	p, err := impression.FindPart(ctx, tx, i.CustomerID, int64(id))
	if err != nil {
		return c, err
	}
	if err := impression.Withdraw(ctx, tx, []impression.Part{p}); err != nil {
		return c, err
	}
	if err := setVoided(ctx, tx, i, true); err != nil {
		return c, err
	}
	i.changed(tx, FactVoided)
	return c, nil
}

// Move gives an interaction to the person whose it is: it leaves the episodes
// of the one and joins those of the other.
func Move(ctx context.Context, tx *company.Tx, id ID, to customer.ID, reason string) (c impression.Correction, err error) {
	defer problem.Wrap(&err, "interaction.Move")
	i, err := Find(ctx, tx, id)
	if err != nil {
		return c, err
	}
	p, err := customer.Find(ctx, tx, to)
	if err != nil {
		return c, err
	}
	for _, own := range p.IDs() {
		if own == i.CustomerID {
			return c, problem.Field("customer", "correction.same", nil)
		}
	}
	if err := customer.Lock(ctx, tx, ascending(i.CustomerID, p.ID)); err != nil {
		return c, err
	}
	if now, err := customer.Find(ctx, tx, p.ID); err != nil {
		return c, err // he was erased meanwhile
	} else if now.ID != p.ID {
		return c, database.ErrAgain
	}
	if i, err = standing(ctx, tx, id); err != nil {
		return c, err
	}
	c = impression.Correction{CustomerID: i.CustomerID, PartID: int64(id), Kind: impression.Moved, Reason: reason,
		Was: impression.Said{CustomerID: i.CustomerID}, Now: impression.Said{CustomerID: p.ID}}
	if err := impression.Note(ctx, tx, &c); err != nil {
		return c, err
	}
	c.CustomerID = p.ID
	return c, i.move(ctx, tx, p.ID)
}

// Retouch says at which touchpoint an interaction really was: what it left, and
// by default whose doing that was, is told anew from there.
func Retouch(ctx context.Context, tx *company.Tx, id ID, touchpoint, reason string) (c impression.Correction, err error) {
	defer problem.Wrap(&err, "interaction.Retouch")
	i, err := locked(ctx, tx, id)
	if err != nil {
		return c, err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return c, err
	}
	place := d.TouchpointID(touchpoint)
	switch {
	case touchpoint != "" && place == 0:
		return c, problem.Field("touchpoint", "touchpoint.unknown", problem.Params{"value": short(touchpoint)})
	case place == i.TouchpointID:
		return c, problem.Field("touchpoint", "correction.same", nil)
	}
	c = impression.Correction{CustomerID: i.CustomerID, PartID: int64(id), Kind: impression.Touchpoint, Reason: reason,
		Was: impression.Said{Touchpoint: i.TouchpointID}, Now: impression.Said{Touchpoint: place}}
	if err := impression.Note(ctx, tx, &c); err != nil {
		return c, err
	}
	return c, i.retouch(ctx, tx, place)
}

// TakeBack takes any correction back: what the machine said is in force again,
// or what the interaction was.
func TakeBack(ctx context.Context, tx *company.Tx, id int64) (c impression.Correction, err error) {
	defer problem.Wrap(&err, "interaction.TakeBack")
	if c, err = impression.FindCorrection(ctx, tx, id); err != nil {
		return c, err
	}
	switch c.Kind {
	case impression.Voided, impression.Moved, impression.Touchpoint, impression.Topics:
	default:
		if err := impression.TakeBack(ctx, tx, c); err != nil {
			return c, err
		}
		return c, settlePartners(ctx, tx, c.CustomerID)
	}
	records := []customer.ID{c.CustomerID}
	if c.Kind == impression.Moved {
		records = ascending(c.CustomerID, c.Was.CustomerID)
	}
	if err := customer.Lock(ctx, tx, records); err != nil {
		return c, err
	}
	if err := impression.Unnote(ctx, tx, c); err != nil {
		return c, err
	}
	i, err := Find(ctx, tx, ID(c.PartID))
	if err != nil {
		return c, err
	}
	switch c.Kind {
	case impression.Moved:
		return c, i.move(ctx, tx, c.Was.CustomerID)
	case impression.Topics:
		i.changed(tx, FactCorrected)
		return c, nil
	case impression.Touchpoint:
		return c, i.retouch(ctx, tx, c.Was.Touchpoint)
	}
	return c, i.restore(ctx, tx)
}

// locked returns an interaction that counts, its record locked.
func locked(ctx context.Context, tx *company.Tx, id ID) (i Interaction, err error) {
	if i, err = Find(ctx, tx, id); err != nil {
		return i, err
	}
	if err := customer.Lock(ctx, tx, []customer.ID{i.CustomerID}); err != nil {
		return i, err
	}
	return standing(ctx, tx, id)
}

// standing returns an interaction as it is now; one that was voided is refused.
func standing(ctx context.Context, tx *company.Tx, id ID) (i Interaction, err error) {
	if i, err = Find(ctx, tx, id); err == nil && !i.VoidedAt.IsZero() {
		err = problem.New(problem.Conflict, "interaction.voided", nil)
	}
	return i, err
}

func ascending(a, b customer.ID) []customer.ID { return []customer.ID{min(a, b), max(a, b)} }

// move brings an interaction and its part under another record.
func (i Interaction) move(ctx context.Context, tx *company.Tx, to customer.ID) error {
	from := i.CustomerID
	if i.VoidedAt.IsZero() {
		old, err := impression.FindPart(ctx, tx, from, int64(i.ID))
		if err != nil {
			return err
		}
		moved := old
		moved.CustomerID = to
		if err := impression.Replace(ctx, tx, []impression.Part{old}, []impression.Part{moved}); err != nil {
			return err
		}
	}
	if err := impression.Carry(ctx, tx, int64(i.ID), to); err != nil {
		return err
	}
	if err := moveInteraction(ctx, tx, i, to); err != nil {
		return err
	}
	i.changed(tx, FactMoved) // who had it learns that it went
	i.CustomerID = to
	if err := settlePartners(ctx, tx, from, to); err != nil {
		return err
	}
	i.changed(tx, FactMoved)
	return nil
}

// retouch puts an interaction at another touchpoint and tells anew what it left.
func (i Interaction) retouch(ctx context.Context, tx *company.Tx, touchpoint int64) error {
	i.TouchpointID = touchpoint
	if err := setTouchpoint(ctx, tx, i); err != nil {
		return err
	}
	if !i.VoidedAt.IsZero() {
		i.changed(tx, FactCorrected)
		return nil
	}
	old, err := impression.FindPart(ctx, tx, i.CustomerID, int64(i.ID))
	if err != nil {
		return err
	}
	part, err := i.part(ctx, tx, old.Tie)
	if err != nil {
		return err
	}
	keepWords(part.Signals, old.Signals)
	if err := impression.Replace(ctx, tx, []impression.Part{old}, []impression.Part{part}); err != nil {
		return err
	}
	if err := settlePartners(ctx, tx, i.CustomerID); err != nil {
		return err
	}
	i.changed(tx, FactCorrected)
	return nil
}

// keepWords leaves what the customer's words left as it was told when they were recorded, however they would be read now.
func keepWords(signals, was []impression.Signal) {
	for k := range signals {
		for _, w := range was {
			if signals[k].Role == impression.RoleWords && w.Role == impression.RoleWords {
				signals[k].Valence, signals[k].Confidence = w.Valence, w.Confidence
			}
		}
	}
}

// restore brings a voided interaction back.
func (i Interaction) restore(ctx context.Context, tx *company.Tx) error {
	tie, err := readDigest(ctx, tx, i)
	if err != nil {
		return err
	}
	part, err := i.part(ctx, tx, tie)
	if err != nil {
		return err
	}
	if err := setVoided(ctx, tx, i, false); err != nil {
		return err
	}
	if err := impression.Replace(ctx, tx, nil, []impression.Part{part}); err != nil {
		return err
	}
	if err := settlePartners(ctx, tx, i.CustomerID); err != nil {
		return err
	}
	i.changed(tx, FactRestored)
	return nil
}

// part tells anew what an interaction is to the ledger, its words as they are read now.
func (i Interaction) part(ctx context.Context, tx *company.Tx, tie int64) (p impression.Part, err error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return p, err
	}
	table, err := Outcomes(ctx, tx)
	if err != nil {
		return p, err
	}
	b := &batch{now: tx.Now, dir: d, table: table}
	r := &row{Interaction: i, digest: tie, note: i.noted(), handler: i.ContributorID}
	for _, l := range i.Detail.Legs {
		if l.ContributorID != 0 {
			r.handler = l.ContributorID
		}
	}
	draft := i.draft(d, customer.Customer{})
	if draft.heard() {
		r.reading = earOf(d).reader.Read(draft.Text, text.Stated(draft.Language))
	}
	b.signal(r, &draft)
	b.rows = []*row{r}
	return b.parts()[0], nil
}

func (i Interaction) changed(tx *company.Tx, fact string) {
	tx.Journal(journal.Fact{Kind: fact, SubjectID: int64(i.ID), CustomerID: int64(i.CustomerID), Version: i.Version + 1, News: true, OccurredAt: i.OccurredAt})
}

// settlePartners makes out anew which partners have to do with records: those
// that had something in hand, and those that are charged with something.
func settlePartners(ctx context.Context, tx *company.Tx, records ...customer.ID) (err error) {
	defer problem.Wrap(&err, "interaction.settlePartners")
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	for _, record := range records {
		var who []int64
		if who, err = impression.ChargedIn(ctx, tx, record); err != nil {
			return err
		}
		from := Newest
		for {
			list, err := readTimeline(ctx, tx, []customer.ID{record}, from, page)
			if err != nil {
				return err
			}
			for _, i := range list {
				who = append(who, i.Contributors()...)
			}
			if len(list) < page {
				break
			}
			from = Cursor{list[len(list)-1].OccurredAt, list[len(list)-1].ID}
		}
		partners := map[int64]bool{}
		for _, c := range who {
			if c != 0 && d.Root(c).Kind == company.Partner {
				partners[c] = true
			}
		}
		if err := customer.SetKnownTo(ctx, tx, record, partners); err != nil {
			return err
		}
	}
	return nil
}

// DecideContest settles a contest; which partners have to do with the customer
// follows.
func DecideContest(ctx context.Context, tx *company.Tx, id int64, accept bool, to int64, why string) (c impression.Contest, err error) {
	defer problem.Wrap(&err, "interaction.DecideContest")
	if c, err = impression.DecideContest(ctx, tx, id, accept, to, why); err != nil {
		return c, err
	}
	return c, settlePartners(ctx, tx, c.CustomerID)
}

// ReopenContest takes a decision back.
func ReopenContest(ctx context.Context, tx *company.Tx, id int64) (c impression.Contest, err error) {
	defer problem.Wrap(&err, "interaction.ReopenContest")
	if c, err = impression.ReopenContest(ctx, tx, id); err != nil {
		return c, err
	}
	return c, settlePartners(ctx, tx, c.CustomerID)
}
