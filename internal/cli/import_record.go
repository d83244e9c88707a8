package cli

import (
	"context"
	"errors"
	"hash/maphash"

	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// given is a chunk on its way to being answered.
type given[D any] struct {
	chunk   []inbound.Parsed[D]
	answers []interaction.Outcome // of rows that are no drafts already there
	drafts  []D
	at      []int   // which row each draft is
	sent    sending // nil: not sent
}

// give sends what a chunk has of drafts, where that can be waited for later.
func give[D any](in load[D], chunk []inbound.Parsed[D]) *given[D] {
	g := &given[D]{chunk: chunk, answers: make([]interaction.Outcome, len(chunk)), drafts: make([]D, 0, len(chunk)), at: make([]int, 0, len(chunk))}
	for i, p := range chunk {
		if p.Problem != nil {
			g.answers[i] = interaction.Outcome{Status: interaction.Refused, Problem: p.Problem}
			continue
		}
		g.drafts, g.at = append(g.drafts, p.Draft), append(g.at, i)
	}
	if in.send != nil {
		g.sent = in.send(g.drafts)
	}
	return g
}

// outcomes waits for what was sent; what was not is recorded. Where the database
// refuses all that was sent, that is looked into row by row.
func outcomes[D any](r *run, in load[D], g *given[D]) ([]interaction.Outcome, error) {
	if g.sent != nil {
		// Also whoever stops must know what is recorded.
		got, err := g.sent.Wait(context.WithoutCancel(r.ctx))
		if err == nil || problem.KindOf(err) == problem.Unavailable {
			return got, err
		}
	}
	return record(r, in, g.drafts)
}

// answer answers a chunk's every row.
func answer[D any](r *run, in load[D], g *given[D]) ([]interaction.Outcome, error) {
	got, err := outcomes(r, in, g)
	if err == nil {
		err = noneTaken(got)
	}
	if err != nil {
		return nil, err
	}
	for k, o := range got {
		if p := problem.Of(o.Problem); p != nil && p.Cause != nil {
			r.logger().Warn("the database refuses a row", "row", g.chunk[g.at[k]].Place(), "problem", p.Cause)
		}
		if r.DryRun && o.Status == interaction.Recorded && in.key != nil {
			h := maphash.String(r.seed, in.key(g.drafts[k]))
			if r.seen[h] {
				o.Status = interaction.Duplicate
			}
			r.seen[h] = true
		}
		g.answers[g.at[k]] = o
	}
	return g.answers, nil
}

// errDry takes a dry run's transaction back.
var errDry = errors.New("dry run")

// record records drafts in one transaction. Where the database itself refuses
// that, the drafts are halved until the one that it cannot hold is found.
func record[D any](r *run, in load[D], drafts []D) (got []interaction.Outcome, err error) {
	if len(drafts) == 0 {
		return nil, nil
	}
	err = r.app.Office.Update(r.ctx, company.System, func(tx *company.Tx) (err error) {
		if got, err = in.write(r.ctx, tx, drafts); err == nil && r.DryRun {
			err = errDry
		}
		return err
	})
	switch {
	case err == nil || errors.Is(err, errDry):
		return got, nil
	case r.ctx.Err() != nil:
		return nil, r.ctx.Err()
	case problem.KindOf(err) == problem.Unavailable:
		return nil, err
	case len(drafts) == 1:
		return []interaction.Outcome{{Status: interaction.Refused, Problem: problem.Field("", "import.row", problem.Params{"why": unstorable}).Because(err)}}, nil
	}
	half := len(drafts) / 2
	first, err := record(r, in, drafts[:half])
	if err != nil {
		return nil, err
	}
	second, err := record(r, in, drafts[half:])
	return append(first, second...), err
}

// noneTaken returns why the database refused every one of several rows: then
// it is not the rows that are wrong.
func noneTaken(got []interaction.Outcome) error {
	for _, o := range got {
		if p := problem.Of(o.Problem); p == nil || p.Cause == nil || p.Params["why"] != unstorable {
			return nil
		}
	}
	if len(got) < 2 {
		return nil
	}
	return problem.Of(got[0].Problem).Cause
}

const unstorable = "the database cannot hold what it says, perhaps a NUL character"
