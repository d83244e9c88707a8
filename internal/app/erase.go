package app

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"regard/internal/act/outgoing"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/problem"
)

// Eraser wipes one kind of thing that is kept of an erased person, a page after
// a row at a time. It may run twice.
type Eraser struct {
	What    string   // as the report calls it
	Columns []string // table.column: what it wipes
	wipe    func(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error)
}

// Erasers are what wipes an erased person's words out of each room, in order.
// Every text column of the schema is wiped by one of them, or by customer.Erase
// itself, or holds nothing of a customer: a test walks the schema.
var Erasers = []Eraser{
	{"episodes", []string{"episode.key", "part.signals"}, impression.Wipe},
	{"interactions", []string{"interaction.subject", "interaction.text", "interaction.thread", "interaction.reference", "interaction.source_ref",
		"interaction.detail", "source_ref.key"}, interaction.Wipe},
	{"remarks", []string{"remark.text", "remark.contact"}, whole(bystander.Wipe)},
	{"corrections", []string{"correction.reason", "contest.reason", "contest.decision"}, impression.WipeCorrections},
	{"what was sent", []string{"outgoing.recipient", "outgoing.subject"}, whole(outgoing.Wipe)},
	{"what others' interactions say of him", nil, unless(interaction.Redact)},
	{"what bystanders say of him", nil, unless(bystander.Redact)},
	{"what is told of other customers", nil, unless(customer.Redact)},
	{"why others were merged", nil, unless(customer.RedactReasons)},
	{"why others may be one", nil, unless(customer.RedactSuggestions)},
	{"why others were corrected", nil, unless(impression.RedactCorrections)},
	{"why others' shares were contested", nil, unless(impression.RedactContests)},
	{"rules of who is no customer", []string{"configuration.body"}, unless(customer.RedactRules)},
	{"topics and their words", []string{"configuration.body"}, unless(interaction.RedactHearing)},
	{"allow-list", []string{"configuration.body"}, unless(outgoing.Redact)},
	{"audit log", []string{"audit.detail"}, unless(func(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
		return company.RedactAudit(ctx, tx, after, e.Traces.RedactJSON)
	})},
}

// scrubbed are the tables that erasing leaves dead rows in.
var scrubbed = []string{"customer", "identifier", "search_term", "merge", "suggestion", "audit", "episode", "part", "interaction", "source_ref", "outgoing", "correction", "contest", "remark", "job", "configuration"}

type wipe = func(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error)

// whole makes an eraser of a verb that wipes all at once.
func whole(verb func(context.Context, *company.Tx, []customer.ID) error) wipe {
	return func(ctx context.Context, tx *company.Tx, e customer.Erased, _ int64) (next, n int64, err error) {
		return 0, 0, verb(ctx, tx, e.Records)
	}
}

// unless leaves a search out where there is nothing to look for.
func unless(w wipe) wipe {
	return func(ctx context.Context, tx *company.Tx, e customer.Erased, after int64) (next, n int64, err error) {
		if e.Traces.Empty() {
			return 0, 0, nil
		}
		return w(ctx, tx, e, after)
	}
}

// remains is an erasure's job: what is still to be wiped, and what was.
type remains struct {
	customer.Erased
	Stage int              `json:"stage,omitempty"` // the eraser whose turn it is
	After int64            `json:"after,omitempty"` // how far it has come
	Wiped map[string]int64 `json:"wiped,omitempty"`
	Last  bool             `json:"last,omitempty"` // nothing is left to do but to scrub
}

// keepEvery is how often an eraser that finds nothing writes down how far it is.
const keepEvery = time.Minute

// erase does an erasure's job. Where it is interrupted it goes on from the page
// that it had come to.
func (a *App) erase(ctx context.Context, db *database.DB, j job.Job) error {
	var r remains
	if err := json.Unmarshal(j.Payload, &r); err != nil {
		return err
	}
	if r.Wiped == nil {
		r.Wiped = map[string]int64{}
	}
	if err := noteErased(a.Data, r.Records, db.Now()); err != nil {
		return err
	}
	kept := db.Now()
	for !r.Last && r.Stage < len(Erasers) {
		if err := ctx.Err(); err != nil {
			return err
		}
		then := r
		err := a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
			then = r
			s := Erasers[r.Stage]
			next, n, err := s.wipe(ctx, tx, r.Erased, r.After)
			if err != nil {
				return err
			}
			then.Wiped = map[string]int64{}
			for what, k := range r.Wiped {
				then.Wiped[what] = k
			}
			if n > 0 {
				then.Wiped[s.What] += n
			}
			if then.After = next; next == 0 {
				then.Stage++
			}
			if n == 0 && next != 0 && tx.Now.Sub(kept) < keepEvery {
				return nil
			}
			kept = tx.Now
			return job.Keep(ctx, tx.Tx, j, then)
		})
		if err != nil {
			return err
		}
		r = then
	}
	if !r.Last {
		if err := a.reportErased(ctx, j, r); err != nil {
			return err
		}
	}
	if err := a.Words.Forget(ctx); err != nil {
		return err
	}
	if err := db.Scrub(ctx, scrubbed...); err != nil {
		return err
	}
	return a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		e, err := customer.FindErasure(ctx, tx, r.Erasure)
		if err != nil {
			return err
		}
		if err := customer.Report(ctx, tx, e, true); err != nil {
			return err
		}
		return job.Done(ctx, tx.Tx, j)
	})
}

// reportErased writes down what was wiped, and lets the job forget whom it is
// about. First the files that were written out of here.
func (a *App) reportErased(ctx context.Context, j job.Job, r remains) error {
	files, err := a.eraseFiles(ctx, r.Erased)
	if err != nil {
		return err
	}
	return a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		e, err := customer.FindErasure(ctx, tx, r.Erasure)
		if err != nil {
			return err
		}
		e.Report.Wiped, e.Report.Files = r.Wiped, files
		if err := customer.Report(ctx, tx, e, false); err != nil {
			return err
		}
		last := remains{Erased: customer.Erased{Erasure: r.Erasure, Records: r.Records}, Last: true}
		return job.Keep(ctx, tx.Tx, j, last)
	})
}

// Finish does an erasure's job at once, and returns the erasure as it then is.
// Where another process is at it, it waits for that.
func (a *App) Finish(ctx context.Context, id int64) (e customer.Erasure, err error) {
	defer problem.Wrap(&err, "app.Finish")
	for {
		did, err := job.Do(ctx, a.DB, customer.JobErase, database.FormatID("era", id), a.erase)
		if err != nil && problem.KindOf(err) != problem.Unavailable {
			return e, err
		}
		err = a.Office.View(ctx, company.System, func(tx *company.Tx) (err error) {
			e, err = customer.FindErasure(ctx, tx, id)
			return err
		})
		if err != nil || !e.DoneAt.IsZero() {
			return e, err
		}
		if did {
			return e, problem.New(problem.Unavailable, "database.busy", nil)
		}
		select {
		case <-ctx.Done():
			return e, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// eraseAgain erases whom the data directory remembers as erased and who is in
// the database all the same: an older one was put back.
func (a *App) eraseAgain(ctx context.Context) (err error) {
	defer problem.Wrap(&err, "app.eraseAgain")
	ids, err := readErased(a.Data)
	if err != nil {
		return err
	}
	for len(ids) > 0 {
		page := ids[:min(500, len(ids))]
		ids = ids[len(page):]
		var again []customer.Erasure
		err := a.Office.Update(ctx, company.System, func(tx *company.Tx) (err error) {
			again, err = customer.EraseAgain(ctx, tx, page)
			return err
		})
		for _, e := range again {
			_, failed := a.Finish(ctx, e.ID)
			err = errors.Join(err, failed)
		}
		if err != nil {
			return err
		}
		a.erasedAgain += len(again)
		if len(again) > 0 {
			a.Log.Warn("the database is older than what was erased: erased again", "customers", len(again))
		}
	}
	return nil
}
