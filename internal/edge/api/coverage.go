package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/understand/coverage"
)

// Coverage is for how many customers we can tell how they regard us.
type Coverage struct {
	CountedAt   time.Time `json:"counted_at,omitzero" doc:"when; not there before the first count"`
	All         Covered   `json:"all"`
	Language    []Covered `json:"language" doc:"by usual language; an empty value: none is known"`
	Channel     []Covered `json:"channel" doc:"by the channel of the last contact; an empty value: never in contact"`
	AccountSize []Covered `json:"account_size" doc:"by how many people the account has: none, 1-2, 3-10, 11-50, 51-"`
}

// Covered is one row of it.
type Covered struct {
	Value           string `json:"value"`
	Customers       int64  `json:"customers"`
	Known           int64  `json:"known" doc:"for so many there is enough to tell"`
	WorthMinor      int64  `json:"worth_minor" doc:"what they are worth a year, minor units"`
	KnownWorthMinor int64  `json:"known_worth_minor"`
	Mean            *Mean  `json:"mean,omitempty" doc:"of the known; not there below 10 of them"`
}

// Mean is a mean with its 95 % interval.
type Mean struct {
	Score float64 `json:"score" doc:"0 … 100"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	N     int64   `json:"n" doc:"how many it speaks for"`
}

func shownCoverage(r coverage.Report) Coverage {
	row := func(r coverage.Row) Covered {
		c := Covered{r.Value, r.Customers, r.Known, r.Worth, r.KnownWorth, nil}
		if mean, low, high, enough := r.Mean(); enough {
			c.Mean = &Mean{mean, low, high, r.Known}
		}
		return c
	}
	rows := func(d coverage.Dimension) []Covered {
		list := []Covered{}
		for _, r := range r.By[d] {
			list = append(list, row(r))
		}
		return list
	}
	return Coverage{r.CountedAt, row(r.Whole), rows(coverage.Language), rows(coverage.Channel), rows(coverage.AccountSize)}
}

func (a *API) coverage() {
	view(a, route{"GET", "/api/v1/coverage", company.SeeCoverage, "Customers", "get-coverage", "For how many customers we can tell how they regard us, as last counted", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[Coverage], error) {
			r, err := coverage.Read(ctx, tx)
			return answer(shownCoverage(r)), err
		})
	update(a, route{"POST", "/api/v1/coverage/recount", company.RecountCoverage, "Customers", "recount-coverage", "Have it counted anew, soon", 202},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*struct{}, error) {
			return nil, coverage.Recount(ctx, tx)
		})
}
