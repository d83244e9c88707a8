package api

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

func (a *API) contests() {
	view(a, route{"GET", "/api/v1/contests", company.SeeContests, "Corrections", "list-contests", "Contested shares, newest first", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			Page
			State string `query:"state" enum:"open," doc:"only those that wait for a decision"`
		}) (*Body[List[Contest]], error) {
			list := "contests" + in.State
			before, err := a.openID(list, in.Cursor)
			if err != nil {
				return nil, err
			}
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			found, err := impression.Contests(ctx, tx, in.State == "open", before, in.Limit)
			if err != nil {
				return nil, err
			}
			out := List[Contest]{Items: each(d, found, func(d *company.Directory, c impression.Contest) Contest { return shownContest(c, d) })}
			if len(found) == in.Limit {
				out.Next = a.signID(list, found[len(found)-1].ID)
			}
			return answer(out), nil
		})
	update(a, route{"POST", "/api/v1/interactions/{id}/contest", company.ContestShare, "Corrections", "contest-share", "Say that the share of one's own contributor is not its doing", 201},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body struct {
				Role   impression.Role `json:"role" enum:"outcome,effort,words,observed,asked"`
				Reason string          `json:"reason" maxLength:"500"`
			}
		}) (*Body[Contest], error) {
			id, err := interaction.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			i, err := interaction.Find(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			episode, err := impression.EpisodeOf(ctx, tx, i.CustomerID, int64(id))
			if err != nil {
				return nil, err
			}
			c, err := impression.ContestShare(ctx, tx, episode, int64(id), in.Body.Role, in.Body.Reason)
			return a.answerContest(ctx, tx, c, err)
		})
	update(a, route{"POST", "/api/v1/contests/{id}/decide", company.DecideContest, "Corrections", "decide-contest", "Decide a contested share", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body struct {
				Accept bool   `json:"accept" doc:"the share is taken from the contributor"`
				To     string `json:"to,omitempty" doc:"key of the contributor that gets it; nobody without"`
				Why    string `json:"why" maxLength:"500" doc:"told to whoever contested"`
			}
		}) (*Body[Contest], error) {
			id, err := database.ParseID("cnt", in.ID)
			if err != nil {
				return nil, err
			}
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			to := d.ContributorID(in.Body.To)
			if in.Body.To != "" && to == 0 {
				return nil, problem.Field("to", "contributor.unknown", problem.Params{"value": in.Body.To})
			}
			c, err := interaction.DecideContest(ctx, tx, id, in.Body.Accept, to, in.Body.Why)
			return a.answerContest(ctx, tx, c, err)
		})
	for _, one := range []struct {
		name, summary string
		op            company.Operation
		do            func(context.Context, *company.Tx, int64) (impression.Contest, error)
	}{
		{"reopen", "Take the decision on a contested share back", company.DecideContest, interaction.ReopenContest},
		{"withdraw", "Withdraw one's contest before it is decided", company.ContestShare, impression.WithdrawContest},
	} {
		update(a, route{"POST", "/api/v1/contests/{id}/" + one.name, one.op, "Corrections", one.name + "-contest", one.summary, 200},
			func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Contest], error) {
				id, err := database.ParseID("cnt", in.ID)
				if err != nil {
					return nil, err
				}
				c, err := one.do(ctx, tx, id)
				return a.answerContest(ctx, tx, c, err)
			})
	}
}

func (a *API) answerContest(ctx context.Context, tx *company.Tx, c impression.Contest, err error) (*Body[Contest], error) {
	if err != nil {
		return nil, err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return answer(shownContest(c, d)), nil
}
