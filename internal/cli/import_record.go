package cli

import (
	"errors"
	"hash/maphash"

	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// answer records what a chunk has of drafts and answers its every row.
func answer[D any](r *run, in load[D], chunk []inbound.Parsed[D]) ([]interaction.Outcome, error) {
	answers := make([]interaction.Outcome, len(chunk))
	drafts, at := make([]D, 0, len(chunk)), make([]int, 0, len(chunk))
	for i, p := range chunk {
		if p.Problem != nil {
			answers[i] = interaction.Outcome{Status: interaction.Refused, Problem: p.Problem}
			continue
		}
		drafts, at = append(drafts, p.Draft), append(at, i)
	}
	got, err := record(r, in, drafts)
	if err == nil {
		err = noneTaken(got)
	}
	if err != nil {
		return nil, err
	}
	for k, o := range got {
		if p := problem.Of(o.Problem); p != nil && p.Cause != nil {
			r.logger().Warn("the database refuses a row", "row", chunk[at[k]].Place(), "problem", p.Cause)
		}
		if r.DryRun && o.Status == interaction.Recorded && in.key != nil {
			h := maphash.String(r.seed, in.key(drafts[k]))
			if r.seen[h] {
				o.Status = interaction.Duplicate
			}
			r.seen[h] = true
		}
		answers[at[k]] = o
	}
	return answers, nil
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
