package interaction

import (
	"context"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
	"regard/internal/platform/text"
)

// batch is drafts on their way to being recorded.
type batch struct {
	now      time.Time
	dir      *company.Directory
	outcomes []Outcome
	rows     []*row
	table    OutcomeTable
	ear      *ear
	chosen   map[customer.ID]bool // the customers that drafts name by id and the actor may see
}

// row is one draft that was not refused.
type row struct {
	Interaction
	at      int // which draft it is
	key     string
	digest  int64
	held    []customer.Held
	name    string
	news    bool
	note    bool // what a person of ours wrote down: never the customer's own words
	signals []impression.Signal
	efforts []impression.Effort
	kind    string
	handler int64
	reading text.Reading // of what the customer wrote; zero where he wrote nothing
}

func prepare(ctx context.Context, tx *company.Tx, drafts []heard, origin Origin) (*batch, error) {
	touchpoints := make([]string, 0, 8)
	for _, h := range drafts {
		d := h.draft
		if d.Touchpoint != "" && !slices.Contains(touchpoints, d.Touchpoint) {
			touchpoints = append(touchpoints, d.Touchpoint)
		}
	}
	dir, err := company.AdoptTouchpoints(ctx, tx, touchpoints)
	if err != nil {
		return nil, err
	}
	table, err := Outcomes(ctx, tx)
	if err != nil {
		return nil, err
	}
	b := &batch{now: tx.Now, dir: dir, ear: earOf(dir), table: table, outcomes: make([]Outcome, len(drafts)), rows: make([]*row, 0, len(drafts))}
	if b.chosen, err = chosen(ctx, tx, drafts); err != nil {
		return nil, err
	}
	theirs, err := among(ctx, tx, drafts)
	if err != nil {
		return nil, err
	}
	for i := range drafts {
		r, err := b.read(&drafts[i], tx)
		if err == nil {
			err = theirs[i].problem
		}
		if err != nil {
			b.outcomes[i] = Outcome{Status: Refused, Problem: err}
			continue
		}
		if r.CustomerID == 0 {
			r.CustomerID = theirs[i].id
		}
		r.at, r.news = i, origin == Live && Recent(tx.Now, r.OccurredAt)
		b.rows = append(b.rows, r)
	}
	return b, nil
}

// chosen returns which of the customers that drafts name by id are there, and
// within the actor's scope.
func chosen(ctx context.Context, tx *company.Tx, drafts []heard) (map[customer.ID]bool, error) {
	var ids []customer.ID
	for _, d := range drafts {
		if d.draft.CustomerID != 0 {
			ids = append(ids, d.draft.CustomerID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	people, err := customer.FindAll(ctx, tx, ids)
	there := map[customer.ID]bool{}
	for _, p := range people {
		for _, id := range p.IDs() {
			there[id] = true
		}
	}
	return there, err
}

// dropDuplicates answers rows that were recorded before, or stand twice in the
// batch. What is new takes its key, so that nobody records it meanwhile.
func (b *batch) dropDuplicates(ctx context.Context, tx *company.Tx) error {
	// Where somebody was erased, what is sent again may stand under another key.
	erased, err := customer.AnyErased(ctx, tx)
	if err != nil {
		return err
	}
	keys, wiped := make([]string, 0, len(b.rows)), make([]string, len(b.rows))
	for i, r := range b.rows {
		if keys = append(keys, r.key); erased {
			wiped[i] = r.wipedRef()
			keys = append(keys, wiped[i])
		}
	}
	known, err := readRefs(ctx, tx, keys)
	if err != nil {
		return err
	}
	fresh := b.rows[:0]
	for i, r := range b.rows {
		k, ok := known[r.key]
		if !ok && erased {
			k, ok = known[wiped[i]]
		}
		if ok {
			b.outcomes[r.at] = Outcome{Status: Duplicate, ID: k.id, CustomerID: k.customer, Changed: k.digest != r.digest}
			continue
		}
		r.ID = ID(tx.NewID())
		known[r.key] = ref{id: r.ID, digest: r.digest, row: r}
		fresh = append(fresh, r)
	}
	b.rows = fresh
	b.outcomes = slices.Clone(b.outcomes)
	return nil
}

// resolve finds the rows' customers and takes their keys.
func (b *batch) resolve(ctx context.Context, tx *company.Tx) error {
	claims := make([]customer.Claim, len(b.rows))
	for i, r := range b.rows {
		claims[i] = customer.Claim{Identifiers: r.held, Name: r.name, News: r.news, Known: r.CustomerID}
	}
	ids, err := customer.Resolve(ctx, tx, claims)
	if err != nil {
		return err
	}
	byID := map[ID]customer.ID{}
	for i, r := range b.rows {
		r.CustomerID, byID[r.ID] = ids[i], ids[i]
		b.outcomes[r.at] = Outcome{Status: Recorded, ID: r.ID, CustomerID: ids[i], Recent: Recent(b.now, r.OccurredAt)}
	}
	for i, o := range b.outcomes { // duplicates within the batch
		if o.Status == Duplicate && o.CustomerID == 0 {
			b.outcomes[i].CustomerID = byID[o.ID]
		}
	}
	n, err := insertRefs(ctx, tx, b.rows)
	if err == nil && n < int64(len(b.rows)) {
		err = database.ErrAgain // somebody recorded one of them meanwhile
	}
	return err
}

// parts returns what the rows are to the ledger.
func (b *batch) parts() []impression.Part {
	parts := make([]impression.Part, len(b.rows))
	for i, r := range b.rows {
		parts[i] = impression.Part{ID: int64(r.ID), CustomerID: r.CustomerID, Key: r.Interaction.key(), At: r.OccurredAt, Tie: r.digest,
			Channel: string(r.Channel), Kind: r.kind, TouchpointID: r.TouchpointID, HandlerID: r.handler,
			Inbound: r.turned(), Done: r.Resolved, News: r.news, Signals: r.signals, Efforts: r.efforts}
	}
	return parts
}

// partners returns which partners have to do with which customers.
func (b *batch) partners() [][2]int64 {
	seen := map[[2]int64]bool{}
	var pairs [][2]int64
	add := func(r *row, contributor int64) {
		pair := [2]int64{contributor, int64(r.CustomerID)}
		if contributor != 0 && !seen[pair] && b.dir.Root(contributor).Kind == company.Partner {
			seen[pair] = true
			pairs = append(pairs, pair)
		}
	}
	for _, r := range b.rows {
		for _, c := range r.Contributors() {
			add(r, c)
		}
		for _, s := range r.signals {
			for _, share := range append(slices.Clone(s.Cause), s.Handler...) {
				add(r, share.ContributorID)
			}
		}
	}
	return pairs
}

// key tells what an interaction is about, and so which episode it belongs to:
// its reference, else its thread, else its touchpoint.
func (i Interaction) key() impression.Key {
	switch {
	case i.Reference != "":
		return impression.Key{Text: "reference:" + i.Reference, ByReference: true}
	case i.Thread != "":
		return impression.Key{Text: "thread:" + i.Source + ":" + i.Thread}
	}
	return impression.Key{Text: "touchpoint:" + database.FormatID("tou", i.TouchpointID)}
}
