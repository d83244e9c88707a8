package api

import (
	"cmp"
	"net/http"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// recordBatch records a body's rows and answers each. A body that cannot be read
// on is refused from there, by row: what stood before is recorded.
func (a *API) recordBatch(w http.ResponseWriter, r *http.Request) error {
	if err := actor(r.Context()).Allow(company.RecordInteraction); err != nil {
		return err
	}
	history, err := asHistory(r)
	if err != nil {
		return err
	}
	rows, err := openRows(w, r, cmp.Or(a.Body, maxBody))
	if err != nil {
		return err
	}
	b := load{api: a, r: r, history: history, out: BatchAnswer{Results: []Recorded{}}}
	for {
		var d interaction.Draft
		more, err := rows.next(&d)
		if !more && err == nil {
			break
		}
		if more && len(b.out.Results) == maxRows {
			more, err = false, problem.New(problem.Invalid, "api.rows_too_many", problem.Params{"max": maxRows})
		}
		if !more {
			if flushed := b.flush(); flushed != nil {
				return flushed
			}
			return b.from(err)
		}
		if err := b.take(d, rows.size, err); err != nil {
			return err
		}
	}
	if err := b.flush(); err != nil {
		return err
	}
	b.count()
	return writeJSON(w, b.out)
}

// load is a batch on its way in.
type load struct {
	api     *API
	r       *http.Request
	history bool
	out     BatchAnswer
	drafts  []interaction.Draft
	at      []int // which row each draft is
	size    int   // bytes of the rows that the drafts are of
}

// take takes a row of so many bytes, or the problem with it.
func (b *load) take(d interaction.Draft, size int, wrong error) error {
	b.out.Results = append(b.out.Results, Recorded{})
	n := len(b.out.Results) - 1
	if wrong != nil {
		b.out.Results[n] = shownOutcome(interaction.Outcome{Status: interaction.Refused, Problem: wrong})
		return nil
	}
	b.drafts, b.at, b.size = append(b.drafts, d), append(b.at, n), b.size+size
	if len(b.drafts) == rowsATransaction || b.size >= heaviest {
		return b.flush()
	}
	return nil
}

// flush records the rows that were taken since the last time.
func (b *load) flush() error {
	if len(b.drafts) == 0 {
		return nil
	}
	ctx := b.r.Context()
	got, err := b.api.intake.Record(ctx, actor(ctx), b.drafts, origin(b.history))
	if err != nil {
		return err
	}
	for i := range got {
		b.out.Results[b.at[i]] = shownOutcome(got[i])
		if got[i].Recent && !b.history {
			b.out.News++
		}
	}
	b.drafts, b.at, b.size = nil, b.at[:0], 0 // whoever stopped waiting left them behind
	return nil
}

func (b *load) count() {
	for _, r := range b.out.Results {
		switch r.Status {
		case interaction.Recorded:
			b.out.Recorded++
		case interaction.Duplicate:
			b.out.Duplicate++
		default:
			b.out.Refused++
		}
	}
}

// from says where a body cannot be read on, and what became of the rows before.
func (b *load) from(err error) error {
	p, n := problem.Of(err), len(b.out.Results)
	if p == nil || n == 0 {
		return err
	}
	b.count()
	return p.With("row", n+1).With("recorded", b.out.Recorded).With("duplicate", b.out.Duplicate).With("refused", b.out.Refused)
}
